"""What every group of case facts stands on: the case, its invoices, its papers, its periods."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from xinbao_desktop.domain.case_facts.invoice import InvoiceFacts
from xinbao_desktop.domain.claim_case import DEFAULT_CAUSES
from xinbao_desktop.domain.known import STOPS, Reader, missing
from xinbao_desktop.domain.periods import end_of_period
from xinbao_desktop.domain.record_facts import RecordFacts
from xinbao_desktop.domain.shipment import ShipmentKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.dates import DueDate
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.rules.values import Missing, NotApplicable, Value
    from xinbao_desktop.domain.schema import Record

    Cover = Callable[[str], "bool | Missing"]


class CaseBase(RecordFacts):
    """A case of a portfolio and the records around it.

    Args:
        portfolio: The client on a day.
        case: The case.
        cover: Answers for an invoice whether its cover has no blocking finding.
    """

    OWN: ClassVar[tuple[str, ...]] = ("case",)

    def __init__(self, portfolio: Portfolio, case: Case, cover: Cover) -> None:
        super().__init__()
        self.portfolio = portfolio
        self.case = case
        self.cover = cover
        self.disputed = portfolio.client.disputed_facts

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

    @cached_property
    def invoices(self) -> tuple[InvoiceFacts, ...]:
        """The case's invoices in order of shipment and number."""
        lines = self.portfolio.client.invoices_by_case.get(self.case.case_no, ())
        known = self.portfolio.client.shipment_by_no
        found = [InvoiceFacts(self, line) for line in lines if line.invoice_no in known]
        return tuple(sorted(found, key=lambda f: (f.day or date.max, f.shipment.invoice_no)))

    @property
    def goods(self) -> list[InvoiceFacts]:
        """The invoices for goods; a service has none that could lie anywhere."""
        return [f for f in self.invoices if f.shipment.kind != ShipmentKind.SERVICE]

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

    @property
    def notified_cause(self) -> str | None:
        """The cause that was notified, which decides how long there is for the notice."""
        return self.case.notice_cause or self.case.cause

    def period(
        self, read: Reader, figure: str, start: date, end_of: Callable[[date, int], DueDate]
    ) -> Value:
        """Return the end of a period whose length is a figure of the policy or of the program."""
        resolved = self.portfolio.book.resolve(figure, start, None, self)
        read.assumed |= resolved.assumed
        policy, own = self.record("policy"), resolved.of_policy
        if own and not isinstance(policy, STOPS):
            read.used(policy, own.partition(".")[2])
        return end_of_period(resolved.value, start, end_of)

    def deadline_of_notice(self, read: Reader, due: Callable[[], date]) -> Value:
        """Return the last day for the notice of possible loss (可能损失通知), by cause and policy.

        ``due`` is asked for the day that went unpaid where the cause is default.
        """
        cause = self.notified_cause
        if cause is None:
            return missing("case.cause")
        calendar = self.portfolio.calendar
        if cause in DEFAULT_CAUSES:
            return self.period(read, "notice.default.days", due(), calendar.due_after_days)
        known_on = read.need("case.known_on")
        return self.period(read, "notice.other.workdays", known_on, calendar.due_after_workdays)
