"""Facts of the circumstances of a case (``case.…``), by which a checklist asks for papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.claim_case import DISPOSED
from xinbao_desktop.domain.known import Reader, any_of, derived, missing
from xinbao_desktop.domain.limit import PaymentTerm

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class CircumstanceFacts(CaseBase):
    """How the invoices of the case were sold, paid and delivered."""

    @derived("case.terms", "codes", "各发票支付方式", "payment terms of the invoices")
    def _terms(self, _read: Reader) -> Value:
        if any(f.shipment.payment_term is None for f in self.invoices):
            return missing("shipment.payment_term")
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return tuple(sorted({str(f.shipment.payment_term) for f in self.invoices}))

    @derived("case.kinds", "codes", "各发票业务类型", "kinds of the invoices")
    def _kinds(self, _read: Reader) -> Value:
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return tuple(sorted({f.shipment.kind or "goods" for f in self.invoices}))

    @derived("case.has_usance_lc", "flag", "含远期信用证", "has a usance L/C")
    def _has_usance_lc(self, _read: Reader) -> Value:
        under_lc = [f.shipment for f in self.invoices if f.shipment.payment_term == PaymentTerm.LC]
        tenors = [shipment.lc_tenor_days for shipment in under_lc]
        if any(tenor for tenor in tenors):
            return True
        return missing("shipment.lc_tenor_days") if None in tenors else False

    @derived("case.has_receipts", "flag", "有收汇或定金", "has receipts or a deposit")
    def _has_receipts(self, read: Reader) -> Value:
        receipts = self.portfolio.client.receipts_by_invoice
        if any(f.shipment.deposit or f.shipment.invoice_no in receipts for f in self.invoices):
            return True
        read.assumed |= {"receipt.amount"}
        return False

    @derived("case.goods_disposed", "flag", "货物已处置", "goods disposed of")
    def _goods_disposed(self, _read: Reader) -> Value:
        states = [f.line.goods_state for f in self.goods]
        if any(state in DISPOSED for state in states):
            return True
        return missing("case_invoice.goods_state") if None in states else False

    @derived("case.has_consents_due", "flag", "有须经同意的事项", "something needed a consent")
    def _has_consents_due(self, read: Reader) -> Value:
        """Whether anything was done that needs the insurer's consent."""
        parts: list[Value] = [read.value("case.settlement"), read.value("case.goods_disposed")]
        parts += [f.shipment.extended_to is not None for f in self.invoices]
        parts += [bool(f.line.discount_agreed) for f in self.invoices]
        return any_of(parts)

    @derived("case.has_telex_release", "flag", "有电放", "has a telex release")
    def _has_telex_release(self, read: Reader) -> Value:
        return any_of([read.of(f, "shipment.telex_release") for f in self.invoices])
