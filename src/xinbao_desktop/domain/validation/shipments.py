"""Contradictions in shipments and in the receipts for them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.buyer import BuyerKind
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.receipt import Receipt, ReceiptKind
from xinbao_desktop.domain.validation.remark import before, remark
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.shipment import Shipment

MOST_DAYS_APART = 60
"""An invoice this many days after (or a year before) its shipment is more likely a slip."""


def shipment_contradictions(shipment: Shipment, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in a shipment."""
    yield from _terms(shipment)
    yield from _days(shipment)
    yield from _debtors(shipment, client)
    yield from _received(shipment, client)


def receipt_contradictions(receipt: Receipt, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in a receipt."""
    shipment = client.shipment_by_no.get(receipt.invoice_no or "")
    if shipment is None:
        return
    other = receipt.currency and shipment.currency and receipt.currency != shipment.currency
    if other and receipt.usd_rate is None:
        yield remark(
            receipt,
            "currency",
            Text(
                f"币种 {receipt.currency} 与发票币种 {shipment.currency} 不同，且没有汇率",
                f"is in {receipt.currency}, the invoice in {shipment.currency}, without a rate",
            ),
        )
    ahead = receipt.kind in (None, ReceiptKind.PAYMENT) and before(
        receipt.received_on, shipment.invoice_on or shipment.shipped_on
    )
    if ahead and before(receipt.received_on, shipment.shipped_on):
        yield remark(
            receipt,
            "received_on",
            Text(
                "收汇早于开票和出运，如为定金请将类型填为“定金”",
                "came in before invoice and shipment; if it is a deposit, say so in its kind",
            ),
        )


def _terms(shipment: Shipment) -> Iterator[Problem]:
    if shipment.due_on and shipment.shipped_on and shipment.credit_days is not None:
        days = (shipment.due_on - shipment.shipped_on).days
        if days != shipment.credit_days and days >= 0:
            yield remark(
                shipment,
                "due_on",
                Text(
                    f"应付款日距出运 {days} 天，信用期限 {shipment.credit_days} 天，按较长者判断",
                    f"is {days} days after shipment, not {shipment.credit_days}; the longer counts",
                ),
            )
    if shipment.lc_no and shipment.payment_term and shipment.payment_term != PaymentTerm.LC:
        yield remark(
            shipment,
            "payment_term",
            Text(
                f"填了信用证号，但支付方式为 {shipment.payment_term}",
                f"has an L/C number but the payment term is {shipment.payment_term}",
            ),
        )
    if shipment.amount == 0:
        yield remark(shipment, "amount", Text("发票金额为零", "the invoice amount is zero"))
    if _more(shipment.deposit, shipment.amount):
        yield remark(
            shipment,
            "deposit",
            Text("预付定金超过发票金额", "the deposit is more than the invoice amount"),
        )


def _days(shipment: Shipment) -> Iterator[Problem]:
    if shipment.invoice_on and shipment.shipped_on:
        apart = (shipment.invoice_on - shipment.shipped_on).days
        if apart > MOST_DAYS_APART or apart < -365:
            yield remark(
                shipment,
                "invoice_on",
                Text(
                    f"发票日期与出运日期相差 {abs(apart)} 天",
                    f"invoice and shipment are {abs(apart)} days apart",
                ),
            )
    if before(shipment.consent_extension_on, shipment.shipped_on):
        yield remark(
            shipment,
            "consent_extension_on",
            Text("展期同意日早于出运日期", "the extension was consented to before shipment"),
        )


def _debtors(shipment: Shipment, client: Client) -> Iterator[Problem]:
    buyer = client.buyer_by_no.get(shipment.buyer_no or "")
    if buyer and buyer.kind in (BuyerKind.BANK, BuyerKind.GUARANTOR):
        yield remark(
            shipment,
            "buyer_no",
            Text("买方编号指向银行或担保人", "the buyer number is of a bank or guarantor"),
        )
    bank = client.buyer_by_no.get(shipment.issuing_bank_no or "")
    if bank and bank.kind != BuyerKind.BANK:
        yield remark(
            shipment,
            "issuing_bank_no",
            Text("开证行编号所指的不是银行", "the issuing bank's number is not of a bank"),
        )


def _received(shipment: Shipment, client: Client) -> Iterator[Problem]:
    if shipment.amount is None or shipment.amount <= 0:
        return
    total = Decimal(0)
    for receipt in client.receipts_by_invoice.get(shipment.invoice_no, ()):
        same = not receipt.currency or receipt.currency == shipment.currency
        if receipt.amount is not None and same:
            outward = receipt.kind == ReceiptKind.REFUND
            total += -abs(receipt.amount) if outward else receipt.amount
    if _more(total, shipment.amount * Decimal("1.01")):
        yield remark(
            shipment,
            "amount",
            Text(
                f"收汇合计 {total} 超过发票金额 {shipment.amount}",
                f"receipts of {total} are more than the invoice amount {shipment.amount}",
            ),
        )


def _more(part: Decimal | None, whole: Decimal | None) -> bool:
    return part is not None and whole is not None and part > whole
