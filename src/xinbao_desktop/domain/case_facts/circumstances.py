"""Facts of the circumstances of a case (``case.…``), by which a checklist asks for papers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.claim_case import DISPOSED
from xinbao_desktop.domain.known import Reader, all_of, any_of, derived, missing
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.limit_book import Found, NoLimit
from xinbao_desktop.domain.receipt import ReceiptKind
from xinbao_desktop.domain.shipment_facts import ShipmentFacts

if TYPE_CHECKING:
    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.shipment import Shipment

NO_MONEY = frozenset({ReceiptKind.CREDIT_NOTE, ReceiptKind.REFUND})
"""Receipts that bring in nothing to share with the insurer."""


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

    @derived("case.paid_off", "flag", "买方已付清", "paid in full")
    def _paid_off(self, read: Reader) -> Value:
        """Whether nothing of any invoice is unpaid, so that the notice is to be withdrawn."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        rests = [read.of(f, "shipment.unpaid") for f in self.invoices]
        return all_of([rest <= 0 if isinstance(rest, Decimal) else rest for rest in rests])

    @derived(
        "case.received_after_payment", "flag", "赔付后又有收汇", "money came in after the payment"
    )
    def _received_after_payment(self, read: Reader) -> Value:
        """Whether a receipt for one of the invoices is dated after the insurer paid."""
        paid_on = read.value("case.paid_on")
        if not isinstance(paid_on, date):
            return False
        receipts = self.portfolio.client.receipts_by_invoice
        rows = [row for f in self.invoices for row in receipts.get(f.shipment.invoice_no, ())]
        return any(
            row.received_on > paid_on and row.kind not in NO_MONEY
            for row in rows
            if row.received_on
        )

    @derived(
        "case.on_self_held_limit", "flag", "有出运使用自行掌握限额", "rests on a self-held limit"
    )
    def _on_self_held_limit(self, read: Reader) -> Value:
        """Whether an invoice has no approved limit and stands on the policy's self-held one."""
        read.assumed |= {"policy.self_held_limit"}
        return any_of([_self_held(self.portfolio, f.shipment) for f in self.invoices])

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


def _self_held(portfolio: Portfolio, shipment: Shipment) -> Value:
    """Say whether a shipment stands on the self-held limit; an automatic one goes first."""
    policy = portfolio.client.policy_by_no.get(shipment.policy_no or "")
    if policy is None:
        return missing("shipment.policy_no")
    if policy.self_held_limit is None or policy.auto_limit is not None:
        return False
    limit = ShipmentFacts(portfolio, shipment).limit
    if isinstance(limit, Found):
        return limit.standing
    return False if isinstance(limit, NoLimit) else limit
