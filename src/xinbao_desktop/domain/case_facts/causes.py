"""Facts of the cause of loss (致损原因): does it fit terms, goods and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.claim_case import BANK_CAUSES, BUYER_CAUSES, Cause
from xinbao_desktop.domain.known import Reader, all_of, any_of, derived, missing
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Missing, Value


class CauseFacts(CaseBase):
    """What the invoices say of the cause that is claimed."""

    @derived("claim.terms_fit_cause", "flag", "支付方式与致损原因相符", "terms fit the cause")
    def _terms_fit_cause(self, read: Reader) -> Value:
        """Bank causes only under L/C, buyer causes not under L/C; political ones under both."""
        cause = read.need("case.cause")
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        if cause not in BANK_CAUSES | BUYER_CAUSES:
            return True
        of_bank = cause in BANK_CAUSES
        return all_of([_fits(f.shipment.payment_term, of_bank=of_bank) for f in self.invoices])

    @derived(
        "claim.default_looks_like_rejection", "flag", "拖欠实为拒收", "default that is a rejection"
    )
    def _default_looks_like_rejection(self, read: Reader) -> Value:
        """Under D/P, a default on goods nobody took up is a rejection."""
        if read.need("case.cause") != Cause.DEFAULT:
            return False
        collected = [f for f in self.invoices if f.shipment.payment_term == PaymentTerm.DP]
        return any_of([read.of(f, "case_invoice.goods_not_taken_up") for f in collected])

    @derived("claim.documents_comply", "flag", "信用证单证相符", "L/C documents comply")
    def _documents_comply(self, read: Reader) -> Value:
        """Whether every L/C invoice's documents comply and none was refused."""
        own = [f for f in self.invoices if f.shipment.payment_term == PaymentTerm.LC]
        unclear = any(f.shipment.payment_term is None for f in self.invoices)
        if not own and not unclear:
            return NOT_APPLICABLE
        if any(f.shipment.discrepancy_on is not None for f in own):
            return False
        parts = [read.of(f, "shipment.docs_comply") for f in own]
        return all_of([*parts, missing("shipment.payment_term")] if unclear else parts)


def _fits(term: str | None, *, of_bank: bool) -> bool | Missing:
    if term is None:
        return missing("shipment.payment_term")
    return (term == PaymentTerm.LC) is of_bank
