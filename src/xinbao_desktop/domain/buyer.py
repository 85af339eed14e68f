"""The buyer (买方), and with it the banks and guarantors that can owe the money."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date


class BuyerKind(StrEnum):
    """What a debtor is; empty means buyer."""

    BUYER = "buyer"
    BANK = "bank"
    GUARANTOR = "guarantor"


@s.record("buyers", "buyer", "买方", "Buyers")
@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer(s.Record):
    """One debtor: the buyer of a contract, an issuing bank, or a guarantor."""

    buyer_no: str = s.text(
        "买方编号", "Buyer no.", "客户编号|买家编号|客户代码|Buyer No.", identity=True
    )
    kind: str | None = s.code("buyer_kind", "类别", "Kind", "买方类别|性质")
    name_en: str | None = s.text(
        "买方英文名称", "Name (English)", "买方名称|客户名称|买家名称|英文名称|Buyer"
    )
    name_zh: str | None = s.text("买方中文名称", "Name (Chinese)", "中文名称")
    country: str | None = s.code("country", "国别", "Country", "国家|国家/地区|国别(地区)|Country")
    reg_no: str | None = s.text("注册号", "Registration no.", "工商注册号")
    address: str | None = s.text("地址", "Address", "买方地址|Address")
    contact: str | None = s.text("联系人", "Contact", "买方联系人")
    phone: str | None = s.text("电话", "Phone", "联系电话|Tel")
    email: str | None = s.text("邮箱", "E-mail", "电子邮箱|Email")
    email_domain: str | None = s.text("邮箱域名", "E-mail domain", "域名")
    insurer_buyer_code: str | None = s.text(
        "信保买方代码", "Insurer's buyer code", "买方代码|信保代码"
    )
    swift: str | None = s.text("SWIFT 代码", "SWIFT", "SWIFT|SWIFT码")
    related_party: bool | None = s.flag("关联公司", "Related party", "是否关联|关联方")
    rating: str | None = s.code("rating", "资信红绿灯", "Rating", "红绿灯|评级")
    rated_on: date | None = s.day("评级日期", "Rated on", "红绿灯日期")
    known_risk_on: date | None = s.day("知险日期", "Risk known on", "风险知悉日")
    known_risk_cleared_on: date | None = s.day("风险解除日期", "Risk cleared on", "解除日期")
    note: str | None = s.long_text("备注", "Note", "说明")


@lru_cache(maxsize=10_000)
def plain_name(name: str) -> str:
    """Return a party's name as it is compared: width, case, spaces and punctuation dropped."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if sign.isalnum())
