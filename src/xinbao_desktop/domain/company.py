"""The insured company (企业): one row a client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


@s.record("company", "company", "企业", "Company")
@dataclass(frozen=True, slots=True, kw_only=True)
class Company(s.Record):
    """Who is insured, how to reach it, and what decides which measures it can use."""

    uscc: str = s.text(
        "统一社会信用代码", "Unified social credit code", "信用代码|USCC|税号", identity=True
    )
    name_zh: str | None = s.text(
        "企业名称", "Name (Chinese)", "公司名称|中文名称|被保险人|被保险人名称"
    )
    name_en: str | None = s.text(
        "英文名称", "Name (English)", "企业英文名称|公司英文名称|English name"
    )
    legal_rep: str | None = s.text("法定代表人", "Legal representative", "法人|法人代表")
    customs_code: str | None = s.text("海关注册编码", "Customs code", "海关编码|海关备案编码")
    city: str | None = s.text("城市", "City", "所在城市")
    district: str | None = s.text("区", "District", "所在区|区县")
    address_zh: str | None = s.text("地址", "Address (Chinese)", "中文地址|企业地址|注册地址")
    address_en: str | None = s.text("英文地址", "Address (English)", "English address")
    contact_name: str | None = s.text("联系人", "Contact", "经办人")
    contact_phone: str | None = s.text("联系电话", "Phone", "电话|手机")
    contact_email: str | None = s.text("邮箱", "E-mail", "电子邮箱|Email")
    signatory: str | None = s.text("签署人", "Signatory", "授权签字人")
    bank_name: str | None = s.text("开户银行", "Bank", "收款银行|开户行")
    bank_account: str | None = s.text("银行账号", "Bank account", "账号|收款账号")
    swift: str | None = s.text("SWIFT 代码", "SWIFT", "SWIFT|SWIFT码")
    export_usd_last_year: Decimal | None = s.amount(
        "上年出口额(美元)", "Exports of the year (USD)", "上年度出口额|出口额(美元)|年出口额"
    )
    export_year: int | None = s.integer("出口额年度", "Year of the exports", "年度|出口年度")
    staff: int | None = s.integer("从业人员", "Staff", "员工人数|职工人数")
    revenue_cny: Decimal | None = s.amount("营业收入(元)", "Revenue (CNY)", "营业收入|年营业收入")
    sector: str | None = s.code("sector", "行业", "Sector", "所属行业")
    clusters: tuple[str, ...] = s.codes("cluster", "20+8产业集群", "20+8 clusters", "产业集群|20+8")
    focus_goods: tuple[str, ...] = s.codes("focus_goods", "重点产业链", "Focus chains", "产业链")
    green_goods: tuple[str, ...] = s.codes("green_goods", "绿色产品", "Green goods")
    little_giant_until: date | None = s.day(
        "小巨人有效期至", "Little giant until", "专精特新有效期|小巨人有效期"
    )
    modes: tuple[str, ...] = s.codes("mode", "业务模式", "Business modes", "贸易模式")
    on_unified_list: bool | None = s.flag(
        "在统保清单", "On the unified list", "统保清单|是否统保清单企业"
    )
    unified_year: int | None = s.integer("统保年度", "Unified policy year", "统保清单年度")
    markets: tuple[str, ...] = s.codes("country", "主要市场", "Markets", "出口市场|主要出口国家")
    has_domestic_cover: bool | None = s.flag(
        "有国内贸易险", "Has domestic cover", "国内贸易信用保险"
    )
    uses_policy_financing: bool | None = s.flag("使用保单融资", "Uses policy financing", "保单融资")
    on_importer_list: bool | None = s.flag(
        "在进口企业清单", "On the importer list", "进口领域企业清单"
    )
