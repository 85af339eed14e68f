"""Facts of money and time: the deposit, what is unpaid, the due day that counts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.balance import NO_INVOICE, governing_due_on, in_invoice_currency
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.receipt import ReceiptKind
from xinbao_desktop.domain.rules.values import ENDLESS, Span
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class BalanceFacts(ShipmentBase):
    """What was received, what is open, and since when."""

    @derived(
        "cover.deposit_received",
        "number",
        "出运前已收定金",
        "deposit received before shipment",
        unit="invoice",
    )
    def _deposit_received(self, read: Reader) -> Value:
        day = read.need("cover.day")
        ledger = self.portfolio.accounts[self.shipment.invoice_no]
        read.assumed |= ledger.assumed - {"shipment.deposit"}
        rows = self.portfolio.client.receipts_by_invoice.get(self.shipment.invoice_no, ())
        total = Decimal(0)
        lacking: set[str] = set()
        if ledger.unknown is not None and NO_INVOICE in ledger.unknown.paths:
            lacking.add(NO_INVOICE)
        for row in rows:
            if row.kind == ReceiptKind.DEPOSIT:
                paid, wanting = in_invoice_currency(row, self.shipment)
                lacking |= wanting
                if paid is not None and row.received_on is not None and row.received_on <= day:
                    total += paid
        return Span(total, ENDLESS, frozenset(lacking)) if lacking else total

    @derived("shipment.unpaid", "number", "未收汇金额", "unpaid balance", unit="invoice")
    def _unpaid(self, read: Reader) -> Value:
        ledger = self.portfolio.accounts[self.shipment.invoice_no]
        read.assumed |= ledger.assumed
        read.used(self.shipment, "amount", "deposit")
        for receipt in self.portfolio.client.receipts_by_invoice.get(self.shipment.invoice_no, ()):
            read.used(receipt, "amount", "received_on")
        return ledger.unpaid(self.portfolio.on)

    @derived("shipment.governing_due_on", "date", "有效应付款日", "due day that counts")
    def _governing_due_on(self, read: Reader) -> Value:
        read.value("shipment.extended_to")
        return governing_due_on(self.shipment) or missing("shipment.due_on")
