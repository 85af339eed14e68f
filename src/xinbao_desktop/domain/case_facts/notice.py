"""Facts of the notice of possible loss (可能损失通知): what had to be notified, and since when.

A default is notified invoice by invoice once each is overdue; any other cause once for the case,
unless invoices have notices of their own.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.claim_case import DEFAULT_CAUSES
from xinbao_desktop.domain.known import Reader, also_derived, derived, missing
from xinbao_desktop.domain.periods import undone
from xinbao_desktop.domain.record_facts import RecordFacts
from xinbao_desktop.domain.rules.logic import compare, extreme
from xinbao_desktop.domain.rules.values import NO_PATHS, NOT_APPLICABLE, Missing, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.case_facts.invoice import InvoiceFacts
    from xinbao_desktop.domain.rules.values import FactSource, NotApplicable, Value
    from xinbao_desktop.domain.schema import Record


class NoticeFacts(CaseBase):
    """What had to be notified, by invoice or as a whole."""

    @cached_property
    def notices(self) -> tuple[InvoiceFacts | WholeCase, ...]:
        """What had to be notified: each unpaid invoice of a default that is due, else the case."""
        if self.notified_cause in DEFAULT_CAUSES:
            return tuple(f for f in self.invoices if not (self._not_yet_due(f) or is_paid(f)))
        own = [f for f in self.invoices if f.line.notice_on is not None]
        return (*own, self.whole) if len(own) < len(self.invoices) or not own else tuple(own)

    @cached_property
    def whole(self) -> WholeCase:
        """The notice of the case as a whole, of a cause that is not default."""
        return WholeCase(self)

    @cached_property
    def not_yet_due(self) -> tuple[str, ...]:
        """The invoices of a default that are not due by the day asked; listed, not counted."""
        return tuple(f.shipment.invoice_no for f in self.invoices if self._not_yet_due(f))

    def _not_yet_due(self, invoice: InvoiceFacts) -> bool:
        due = invoice.fact("shipment.governing_due_on").value
        return isinstance(due, date) and due > self.portfolio.on

    def items(self, name: str) -> Sequence[FactSource] | Missing:
        """Return ``case_invoices`` (all of them) or ``case_notices`` (what had to be notified)."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return self.invoices if name == "case_invoices" else self.notices

    @derived("claim.has_notices", "flag", "有须报损的发票", "something had to be notified")
    def _has_notices(self, _read: Reader) -> Value:
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        return bool(self.notices)

    @derived("claim.notice_deadline", "date", "最早的报损截止日", "earliest deadline of the notice")
    def _first_deadline(self, read: Reader) -> Value:
        """The first of the last days for the notice."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        if not self.notices:
            return NOT_APPLICABLE
        ends = [read.of(one, "case_invoice.notice_deadline") for one in self.notices]
        return extreme("min", ends, NO_PATHS)

    @derived(
        "claim.notice_estimate", "date", "估计的报损截止日", "estimated last day for the notice"
    )
    def _estimate(self, read: Reader) -> Value:
        """The estimated first last day, while only the calendar keeps it unknown."""
        end = read.value("claim.notice_deadline")
        if not isinstance(end, Missing):
            return NOT_APPLICABLE
        return end.estimate or end

    @derived("claim.notices_late", "codes", "迟报的发票（截止日）", "late notices (last day)")
    def _late(self, read: Reader) -> Value:
        """Each notice that is late for certain, with the day it was due."""
        late = []
        for one in self.notices:
            end = read.of(one, "case_invoice.notice_deadline")
            given = read.of(one, "case_invoice.notified_by")
            if compare("<=", given, end, NO_PATHS) is False:
                whose = self.case.case_no if isinstance(one, WholeCase) else one.line.invoice_no
                late.append(f"{whose} ({end.high if isinstance(end, Span) else end})")
        return tuple(late)

    @derived("claim.notified_on", "date", "首次报损日", "first day of notice")
    def _notified_on(self, _read: Reader) -> Value:
        """The day of the notice: the case's, else the first of its invoices'."""
        if self.case.notice_on is not None:
            return self.case.notice_on
        days = [f.line.notice_on for f in self.invoices if f.line.notice_on is not None]
        return min(days) if days else missing("case.notice_on")


def is_paid(invoice: InvoiceFacts) -> bool:
    """Say whether nothing is unpaid on an invoice, so that there is no default to notify."""
    rest = invoice.fact("shipment.unpaid").value
    return not isinstance(rest, Missing) and rest == 0


class WholeCase(RecordFacts):
    """The notice of a cause that is not default: one deadline for the case as a whole."""

    def __init__(self, case: CaseBase) -> None:
        super().__init__()
        self.case = case

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return what the case knows."""
        return NOT_APPLICABLE if prefix == "shipment" else self.case.record(prefix)

    @also_derived("case_invoice.notice_deadline")
    def _notice_deadline(self, read: Reader) -> Value:
        return self.case.deadline_of_notice(read, lambda: read.need("case.known_on"))

    @also_derived("case_invoice.notified_by")
    def _notified_by(self, read: Reader) -> Value:
        if self.case.case.notice_on is not None:
            return self.case.case.notice_on
        deadline = read.need("case_invoice.notice_deadline")
        return undone(deadline, self.case.portfolio.on, "case.notice_on")
