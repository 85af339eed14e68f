"""What is known of one case and of each invoice in it, and what follows from it.

The derived facts are ``claim.…`` and some of ``case.…``; the money lost is ``loss``, the
verdicts are the rules'.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_warnings import CaseWarnings
from xinbao_desktop.domain.claim_case import (
    BANK_CAUSES,
    BUYER_CAUSES,
    DEFAULT_CAUSES,
    DISPOSED,
    CaseInvoice,
    Cause,
)
from xinbao_desktop.domain.dates import DueDate, add_years
from xinbao_desktop.domain.known import Reader, RecordFacts, Unsettled, derived, missing, settle
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.policy import InsuredBy, Insurer
from xinbao_desktop.domain.rules.logic import extreme
from xinbao_desktop.domain.rules.values import (
    NO_PATHS,
    NOT_APPLICABLE,
    Fact,
    Missing,
    NotApplicable,
    Span,
)
from xinbao_desktop.domain.shipment import ShipmentKind
from xinbao_desktop.domain.shipment_facts import ShipmentFacts, due_value, undone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.rules.values import FactSource, Value
    from xinbao_desktop.domain.schema import Record

    Cover = Callable[[str], "bool | Missing"]

SEVEN_ANSWERS = (
    "financed", "claim_right_assigned", "indemnity_assigned", "receivable_assigned",
    "bank_chased", "entrust_recovery", "guarantee",
)  # fmt: skip
PAPERS_OF_ANSWER: Mapping[str, tuple[str, ...]] = {
    "financed": ("B01", "B03", "B05"),
    "claim_right_assigned": ("B02",),
    "receivable_assigned": ("B04",),
    "bank_chased": ("L14",),
    "entrust_recovery": ("F06", "F07", "F08"),
    "guarantee": ("L20",),
}
"""Which papers each of the seven yes/no answers brings with it."""
ENTRUSTMENT = ("F06", "F07", "F08")
PER_INVOICE = frozenset({f"T{n:02}" for n in range(2, 11)} | {"T20"})
GOODS_PAPERS = ("T03", "T04", "T05")
TERM_PAPERS: Mapping[str, tuple[str, ...]] = {
    PaymentTerm.DP: ("T08",),
    PaymentTerm.DA: ("T08", "T09", "T10"),
    PaymentTerm.LC: ("T11", "T12"),
}


class InvoiceFacts(ShipmentFacts):
    """The facts of one invoice of a case: the shipment's, and those of its line in the case."""

    def __init__(self, case: CaseFacts, line: CaseInvoice) -> None:
        shipment = case.portfolio.client.shipment_by_no[line.invoice_no]
        super().__init__(case.portfolio, shipment)
        self.case = case
        self.line = line

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return the case and its line, else what the shipment knows."""
        if prefix == "case_invoice":
            return self.line
        return self.case.case if prefix == "case" else super().record(prefix)

    def assume(self, path: str) -> Value | None:
        """Return what is empty and read as none; resale proceeds not where goods were resold."""
        if path == "case_invoice.resale_proceeds" and self.line.goods_state == "resold":
            return None
        return super().assume(path)

    @derived("case_invoice.notice_deadline")
    def _notice_deadline(self, read: Reader) -> Value:
        """For default the unpaid due day plus the policy's days; else from the day of knowing."""
        return self.case.deadline_of_notice(read, lambda: read.need("shipment.governing_due_on"))

    @derived("case_invoice.notified_by")
    def _notified_by(self, read: Reader) -> Value:
        given = self.line.notice_on or self.case.case.notice_on
        if given is not None:
            return given
        deadline = read.need("case_invoice.notice_deadline")
        return undone(deadline, self.portfolio.on, "case.notice_on")

    @derived("case_invoice.open")
    def _open(self, read: Reader) -> Value:
        return read.value("shipment.unpaid")

    @derived("case_invoice.consents_lack")
    def _consents_lack(self, read: Reader) -> Value:
        """Whether an extension, discount or disposal of this invoice lacks its consent."""
        case, own = self.case.case, self.shipment
        if own.extended_to is not None and own.consent_extension_on is None:
            return True
        discount = read.need("case_invoice.discount_agreed")
        if discount > 0 and case.consent_discount_on is None:
            return True
        if own.kind == ShipmentKind.SERVICE or case.consent_disposal_on is not None:
            return False
        return bool(read.need("case_invoice.goods_state") in DISPOSED)

    @derived("case_invoice.goods_not_taken_up")
    def _goods_not_taken_up(self, read: Reader) -> Value:
        if self.shipment.kind == ShipmentKind.SERVICE:
            return False
        return bool(read.need("case_invoice.goods_state") != "taken_up")


class CaseFacts(CaseWarnings):
    """The facts of one case of a portfolio.

    ``cover`` answers for an invoice whether its cover has no blocking finding.
    """

    def __init__(self, portfolio: Portfolio, case: Case, cover: Cover) -> None:
        super().__init__()
        self.portfolio = portfolio
        self.case = case
        self.cover = cover

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return the case, its buyer and policy, or the company."""
        client = self.portfolio.client
        match prefix:
            case "case":
                return self.case
            case "company":
                return client.company or missing("company.uscc")
            case "policy":
                return client.policy_by_no.get(self.case.policy_no or "", missing("case.policy_no"))
            case "buyer":
                return client.buyer_by_no.get(self.case.buyer_no or "", missing("case.buyer_no"))
        return missing(prefix)

    # -- the invoices ---------------------------------------------------------------------

    @cached_property
    def invoices(self) -> tuple[InvoiceFacts, ...]:
        """The case's invoices in order of shipment and number."""
        lines = self.portfolio.client.invoices_by_case.get(self.case.case_no, ())
        known = self.portfolio.client.shipment_by_no
        found = [InvoiceFacts(self, line) for line in lines if line.invoice_no in known]
        return tuple(sorted(found, key=lambda f: (f.day or date.max, f.shipment.invoice_no)))

    def claimed(self) -> tuple[InvoiceFacts, ...]:
        """Return the case's invoices, for the facts of warnings."""
        return self.invoices

    @cached_property
    def notices(self) -> tuple[FactSource, ...]:
        """What had to be notified: each overdue invoice of a default, else the case itself."""
        cause = self.case.notice_cause or self.case.cause
        if cause in DEFAULT_CAUSES:
            return tuple(f for f in self.invoices if not self._not_yet_due(f))
        own = [f for f in self.invoices if f.line.notice_on is not None]
        return (*own, self.whole) if len(own) < len(self.invoices) or not own else tuple(own)

    @cached_property
    def whole(self) -> FactSource:
        """The notice of the case as a whole, of a cause that is not default."""
        return _WholeCase(self)

    @cached_property
    def not_yet_due(self) -> tuple[str, ...]:
        """The invoices of a default that are not due by the day asked; listed, not counted."""
        return tuple(f.shipment.invoice_no for f in self.invoices if self._not_yet_due(f))

    def _not_yet_due(self, invoice: InvoiceFacts) -> bool:
        due = invoice.fact("shipment.governing_due_on").value
        return isinstance(due, date) and due >= self.portfolio.on

    def items(self, name: str) -> Sequence[FactSource] | Missing:
        """Return ``case_invoices`` (all of them) or ``case_notices`` (what had to be notified)."""
        found: Sequence[FactSource] = self.invoices if name == "case_invoices" else self.notices
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return found

    def deadline_of_notice(self, read: Reader, due: Callable[[], date]) -> Value:
        """Return the last day for the notice of possible loss, by cause and policy."""
        cause = self.case.notice_cause or self.case.cause
        if cause is None:
            return missing("case.cause")
        calendar = self.portfolio.calendar
        if cause in DEFAULT_CAUSES:
            start = due()
            return self._period(read, "notice.default.days", start, calendar.due_after_days)
        start = read.need("case.known_on")
        return self._period(read, "notice.other.workdays", start, calendar.due_after_workdays)

    def _period(
        self, read: Reader, figure: str, start: date, end_of: Callable[[date, int], DueDate]
    ) -> Value:
        """Return the end of a period whose length is a figure of the policy or of the program."""
        resolved = self.portfolio.book.resolve(figure, start, None, self)
        read.assumed |= resolved.assumed
        length = resolved.value
        if isinstance(length, Missing):
            return length
        if not isinstance(length, Span):
            assert isinstance(length, int | Decimal)
            return due_value(end_of(start, int(length)))
        low = due_value(end_of(start, int(length.low)))  # type: ignore[arg-type]
        high: Value = date.max
        if length.high != Decimal("Infinity"):
            high = due_value(end_of(start, int(length.high)))  # type: ignore[arg-type]
        if isinstance(low, Missing) or isinstance(high, Missing):
            return missing("calendar.workdays", *length.paths)
        ends = [extreme("min", [low, high], NO_PATHS), extreme("max", [low, high], NO_PATHS)]
        first = ends[0].low if isinstance(ends[0], Span) else ends[0]
        last = ends[1].high if isinstance(ends[1], Span) else ends[1]
        return Span(first, last, length.paths)  # type: ignore[arg-type]

    @derived("claim.has_notices")
    def _has_notices(self, _read: Reader) -> Value:
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return bool(self.notices)

    @derived("claim.terms_fit_cause")
    def _terms_fit_cause(self, read: Reader) -> Value:
        """Bank causes only under L/C, buyer causes not under L/C; political ones under both."""
        cause, terms = read.needs("case.cause", "case.terms")
        if cause in BANK_CAUSES:
            return set(terms) == {PaymentTerm.LC}
        return cause not in BUYER_CAUSES or PaymentTerm.LC not in terms

    @derived("claim.default_looks_like_rejection")
    def _default_looks_like_rejection(self, read: Reader) -> Value:
        """Under D/P, a default on goods nobody took up is a rejection."""
        if read.need("case.cause") != Cause.DEFAULT:
            return False
        parts = [
            read.take(f.fact("case_invoice.goods_not_taken_up"))
            for f in self.invoices
            if f.shipment.payment_term == PaymentTerm.DP
        ]
        if any(part is True for part in parts):
            return True
        settle(parts)
        return False

    @derived("claim.documents_comply")
    def _documents_comply(self, read: Reader) -> Value:
        """Whether every L/C invoice's documents comply and none was refused."""
        own = [f for f in self.invoices if f.shipment.payment_term == PaymentTerm.LC]
        unclear = any(f.shipment.payment_term is None for f in self.invoices)
        if not own and not unclear:
            return NOT_APPLICABLE
        if any(f.shipment.discrepancy_on is not None for f in own):
            return False
        parts = [read.take(f.fact("shipment.docs_comply")) for f in own]
        if any(part is False for part in parts):
            return False
        if unclear:
            parts.append(missing("shipment.payment_term"))
        settle(parts)
        return True

    # -- time ------------------------------------------------------------------------------

    @derived("claim.notified_on")
    def _notified_on(self, _read: Reader) -> Value:
        """The day of the notice: the case's, else the first of its invoices'."""
        days = [f.line.notice_on for f in self.invoices if f.line.notice_on is not None]
        if self.case.notice_on is not None:
            return self.case.notice_on
        return min(days) if days else missing("case.notice_on")

    @derived("claim.claim_deadline")
    def _claim_deadline(self, read: Reader) -> Value:
        start = read.need("claim.notified_on")
        return self._period(read, "claim.months", start, self.portfolio.calendar.due_after_months)

    @derived("claim.claimed_by")
    def _claimed_by(self, read: Reader) -> Value:
        if self.case.claim_on is not None:
            return self.case.claim_on
        return undone(read.need("claim.claim_deadline"), self.portfolio.on, "case.claim_on")

    @derived("claim.limitation_on")
    def _limitation_on(self, read: Reader) -> Value:
        known_on = read.need("case.known_on")
        years = self.portfolio.book.resolve("claim.limitation.years", known_on, None, self).value
        assert isinstance(years, int | Decimal)
        return due_value(self.portfolio.calendar.rolled(add_years(known_on, int(years))))

    @derived("claim.claimed_within_limitation_by")
    def _within_limitation(self, read: Reader) -> Value:
        if self.case.claim_on is not None:
            return self.case.claim_on
        return undone(read.need("claim.limitation_on"), self.portfolio.on, "case.claim_on")

    @derived("claim.decision_expected_on")
    def _decision_expected_on(self, read: Reader) -> Value:
        accepted = read.need("case.claim_accepted_on")
        days = self.portfolio.book.resolve("route.fast.workdays", accepted, None, self).value
        assert isinstance(days, int | Decimal)
        return due_value(self.portfolio.calendar.due_after_workdays(accepted, int(days)))

    # -- consents, dispute -------------------------------------------------------------------

    @derived("claim.settlement_consented")
    def _settlement_consented(self, _read: Reader) -> Value:
        return self.case.consent_settlement_on is not None

    @derived("claim.dispute_rule_waived")
    def _dispute_rule_waived(self, _read: Reader) -> Value:
        return self.case.consent_dispute_waiver_on is not None

    @derived("claim.consents_lack")
    def _consents_lack(self, read: Reader) -> Value:
        """Whether anything was agreed or disposed of without the insurer's own consent."""
        parts: list[Value] = [
            read.take(f.fact("case_invoice.consents_lack")) for f in self.invoices
        ]
        settled = read.value("case.settlement")
        if isinstance(settled, bool):
            settled = settled and self.case.consent_settlement_on is None
        parts.append(settled)
        if any(part is True for part in parts):
            return True
        settle(parts)
        return False

    @derived("claim.narrative_complete")
    def _narrative_complete(self, read: Reader) -> Value:
        read.needs("case.narrative", "case.mitigation")
        return True

    @derived("claim.registered")
    def _registered(self, read: Reader) -> Value:
        registered_on = read.need("case.bankruptcy_registered_on")
        return bool(registered_on <= self.portfolio.on)

    # -- cover -------------------------------------------------------------------------------

    @derived("claim.covered_count")
    def _covered_count(self, _read: Reader) -> Value:
        """How many invoices have cover without a blocking finding."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        covers = [self.cover(f.shipment.invoice_no) for f in self.invoices]
        sure = sum(1 for c in covers if c is True)
        unknown = [c for c in covers if isinstance(c, Missing)]
        if not unknown:
            return sure
        paths = frozenset().union(*(c.paths for c in unknown))
        return Span(sure, sure + len(unknown), paths)

    @derived("claim.invoice_count")
    def _invoice_count(self, _read: Reader) -> Value:
        return len(self.invoices) if self.invoices else missing("case_invoice.invoice_no")

    @derived("claim.open_elsewhere")
    def _open_elsewhere(self, read: Reader) -> Value:
        """How many unpaid invoices of this buyer and policy are not in the case."""
        inside = {f.shipment.invoice_no for f in self.invoices}
        buyer_no = read.need("case.buyer_no")
        count, unclear = 0, set[str]()
        by_buyer = self.portfolio.client.shipments_by_buyer
        for shipment in (*by_buyer.get(buyer_no, ()), *by_buyer.get("", ())):
            rest = self.portfolio.accounts[shipment.invoice_no].unpaid(self.portfolio.on)
            if shipment.invoice_no in inside or rest == 0:
                continue
            if isinstance(rest, Missing):
                unclear |= rest.paths
            elif shipment.shipped_on is None:
                unclear.add("shipment.shipped_on")
            elif shipment.buyer_no is None:
                unclear.add("shipment.buyer_no")
            else:
                count += 1
        return Span(count, Decimal("Infinity"), frozenset(unclear)) if unclear else count

    # -- papers ------------------------------------------------------------------------------

    @cached_property
    def filed(self) -> tuple[Document, ...]:
        """The papers that are filed in this case; waived slots are not."""
        papers = self.portfolio.client.documents_by_case.get(self.case.case_no, ())
        return tuple(paper for paper in papers if paper.path)

    def has_paper(self, slot: str, invoice_no: str | None = None) -> bool:
        """Say whether a slot is filled, for one invoice or for the case."""
        return any(
            paper.slot == slot
            and (invoice_no is None or not paper.invoices or invoice_no in paper.invoices)
            for paper in self.filed
        )

    @derived("claim.filed_slots")
    def _filed_slots(self, _read: Reader) -> Value:
        return frozenset(paper.slot for paper in self.filed)

    @derived("claim.entrustment_filed")
    def _entrustment_filed(self, _read: Reader) -> Value:
        return all(self.has_paper(slot) for slot in ENTRUSTMENT)

    @derived("claim.trade_papers_filed")
    def _trade_papers_filed(self, _read: Reader) -> Value:
        """Whether the basic trade papers of measure 12 are complete, per invoice where due."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        lacking: list[Value] = [self.has_paper("T01"), *map(self._papers_of, self.invoices)]
        if any(part is False for part in lacking):
            return False
        settle(lacking)
        return True

    def _papers_of(self, invoice: InvoiceFacts) -> bool | Missing:
        own = invoice.shipment
        slots = ["T02"]
        slots += ["T20"] if own.kind == ShipmentKind.SERVICE else GOODS_PAPERS
        slots += TERM_PAPERS.get(own.payment_term or "", ())
        if own.payment_term == PaymentTerm.LC and own.lc_tenor_days:
            slots.append("T10")
        for slot in slots:
            if not self.has_paper(slot, own.invoice_no if slot in PER_INVOICE else None):
                return False
        if own.payment_term is None:
            return missing("shipment.payment_term")
        if own.payment_term == PaymentTerm.LC and own.lc_tenor_days is None:
            return missing("shipment.lc_tenor_days")
        return True

    @derived("claim.seven_answered")
    def _seven_answered(self, read: Reader) -> Value:
        read.needs(*(f"case.{answer}" for answer in SEVEN_ANSWERS))
        return True

    @derived("claim.assignment_papers_lack")
    def _assignment_papers_lack(self, read: Reader) -> Value:
        """The slots the yes answers ask for that hold no paper, once all seven are given."""
        read.needs(*(f"case.{answer}" for answer in SEVEN_ANSWERS))
        return tuple(
            slot
            for answer, slots in PAPERS_OF_ANSWER.items()
            if getattr(self.case, answer) is True
            for slot in slots
            if not self.has_paper(slot)
        )

    # -- what the checklist asks -------------------------------------------------------------

    @derived("case.terms")
    def _terms(self, _read: Reader) -> Value:
        if any(f.shipment.payment_term is None for f in self.invoices):
            return missing("shipment.payment_term")
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return tuple(sorted({str(f.shipment.payment_term) for f in self.invoices}))

    @derived("case.kinds")
    def _kinds(self, _read: Reader) -> Value:
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return tuple(sorted({f.shipment.kind or "goods" for f in self.invoices}))

    @derived("case.has_usance_lc")
    def _has_usance_lc(self, _read: Reader) -> Value:
        tenors = [
            f.shipment.lc_tenor_days
            for f in self.invoices
            if f.shipment.payment_term == PaymentTerm.LC
        ]
        if any(tenor for tenor in tenors):
            return True
        return missing("shipment.lc_tenor_days") if None in tenors else False

    @derived("case.has_receipts")
    def _has_receipts(self, read: Reader) -> Value:
        receipts = self.portfolio.client.receipts_by_invoice
        if any(f.shipment.deposit or f.shipment.invoice_no in receipts for f in self.invoices):
            return True
        read.assumed |= {"receipt.amount"}
        return False

    @derived("case.goods_disposed")
    def _goods_disposed(self, _read: Reader) -> Value:
        goods = [f for f in self.invoices if f.shipment.kind != ShipmentKind.SERVICE]
        if any(f.line.goods_state in DISPOSED for f in goods):
            return True
        if any(f.line.goods_state is None for f in goods):
            return missing("case_invoice.goods_state")
        return False

    @derived("case.has_consents_due")
    def _has_consents_due(self, read: Reader) -> Value:
        parts: list[Value] = [read.value("case.settlement"), read.value("case.goods_disposed")]
        parts += [f.shipment.extended_to is not None for f in self.invoices]
        parts += [bool(f.line.discount_agreed) for f in self.invoices]
        if any(part is True for part in parts):
            return True
        settle(parts)
        return False

    @derived("case.has_telex_release")
    def _has_telex_release(self, read: Reader) -> Value:
        parts = [read.take(f.fact("shipment.telex_release")) for f in self.invoices]
        if any(part is True for part in parts):
            return True
        settle(parts)
        return False

    # -- the route ---------------------------------------------------------------------------

    @derived("route.is_case")
    def _is_case(self, _read: Reader) -> Value:
        return True

    @derived("route.unified_policy")
    def _unified_policy(self, read: Reader) -> Value:
        return _policy_is(read, InsuredBy.UNIFIED)

    @derived("route.self_policy")
    def _self_policy(self, read: Reader) -> Value:
        return _policy_is(read, InsuredBy.SELF)

    @derived("claim.amount")
    def _amount(self, read: Reader) -> Value:
        """The amount claimed: as entered, else the open sums less their deductions."""
        from xinbao_desktop.domain.loss import claim_amount

        return claim_amount(self, read)[0]

    @derived("claim.currency")
    def _currency(self, read: Reader) -> Value:
        from xinbao_desktop.domain.loss import claim_currency

        return claim_currency(self, read)

    @derived("claim.amount_usd")
    def _amount_usd(self, read: Reader) -> Value:
        amount, currency = read.needs("claim.amount", "claim.currency")
        return Decimal(amount * self.usd_rate(currency, read))

    @derived("claim.open_amount")
    def _open_amount(self, read: Reader) -> Value:
        """What is open on the case's invoices, less deductions, in the currency of the claim."""
        from xinbao_desktop.domain.loss import open_amount

        return open_amount(self, read)

    def usd_rate(self, currency: str, read: Reader) -> Decimal:
        """Return the USD for one unit: one rate per currency and case."""
        if currency == "USD":
            return Decimal(1)
        own = self.case.claim_currency
        if self.case.usd_rate is not None and own in (None, currency):
            return self.case.usd_rate
        rates = {f.shipment.usd_rate for f in self.invoices if f.shipment.currency == currency} - {
            None
        }
        if len(rates) == 1:
            return rates.pop()  # type: ignore[return-value]
        del read
        raise Unsettled(missing("case.usd_rate"))


def _policy_is(read: Reader, kind: InsuredBy) -> Value:
    by, insurer = read.value("policy.insured_by"), read.value("policy.insurer")
    parts = [
        by if isinstance(by, Missing) else by == kind,
        insurer if isinstance(insurer, Missing) else insurer == Insurer.SINOSURE,
    ]
    if any(part is False for part in parts):
        return False
    settle(parts)
    return True


class _WholeCase(RecordFacts):
    """The notice of a cause that is not default: one deadline for the case as a whole."""

    def __init__(self, case: CaseFacts) -> None:
        super().__init__()
        self.case = case

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return what the case knows."""
        return NOT_APPLICABLE if prefix == "shipment" else self.case.record(prefix)

    @derived("case_invoice.notice_deadline")
    def _notice_deadline(self, read: Reader) -> Value:
        return self.case.deadline_of_notice(read, lambda: read.need("case.known_on"))

    @derived("case_invoice.notified_by")
    def _notified_by(self, read: Reader) -> Value:
        if self.case.case.notice_on is not None:
            return self.case.case.notice_on
        deadline = read.need("case_invoice.notice_deadline")
        return undone(deadline, self.case.portfolio.on, "case.notice_on")


__all__ = ["CaseFacts", "Fact", "InvoiceFacts"]
