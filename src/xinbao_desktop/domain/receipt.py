"""The receipt (收汇): money, or what stands in its place, that came in for an invoice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class ReceiptKind(StrEnum):
    """What came in; empty means payment, a refund goes out again."""

    PAYMENT = "payment"
    DEPOSIT = "deposit"
    CREDIT_NOTE = "credit_note"
    REFUND = "refund"
    RECOVERY = "recovery"


@s.record("receipts", "receipt", "收汇", "Receipts")
@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(s.Record):
    """One receipt against one invoice."""

    receipt_no: str = s.text("收汇编号", "Receipt no.", "收汇单号|水单号|编号", identity=True)
    invoice_no: str | None = s.text(
        "发票号", "Invoice no.", "发票编号|Invoice No.", refers="shipments"
    )
    kind: str | None = s.code("receipt_kind", "类型", "Kind", "收汇类型|款项性质")
    received_on: date | None = s.day("收汇日期", "Received on", "收款日期|到账日期|日期")
    amount: Decimal | None = s.amount("收汇金额", "Amount", "金额|收款金额|到账金额")
    currency: str | None = s.code("currency", "币种", "Currency", "币别")
    usd_rate: Decimal | None = s.rate("折美元汇率", "USD rate", "汇率")
    payer: str | None = s.text("付款人", "Payer", "付款方")
    bank_ref: str | None = s.text("银行流水号", "Bank reference", "业务编号|银行参考号")
