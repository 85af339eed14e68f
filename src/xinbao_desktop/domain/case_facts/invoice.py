"""The facts of one invoice of a case: the shipment's, and those of its line in the case.

The derived facts are ``case_invoice.…``, those of the shipment (``cover.…``) come with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from xinbao_desktop.domain.claim_case import DEFAULT_CAUSES, DISPOSED
from xinbao_desktop.domain.known import STOPS, Reader, derived
from xinbao_desktop.domain.periods import undone
from xinbao_desktop.domain.rules.logic import compare
from xinbao_desktop.domain.rules.values import NO_PATHS, Missing
from xinbao_desktop.domain.shipment import ShipmentKind
from xinbao_desktop.domain.shipment_facts import ShipmentFacts

if TYPE_CHECKING:
    from xinbao_desktop.domain.case_facts.base import CaseBase
    from xinbao_desktop.domain.claim_case import CaseInvoice
    from xinbao_desktop.domain.grounds import Note
    from xinbao_desktop.domain.rules.values import NotApplicable, Value
    from xinbao_desktop.domain.schema import Record


class InvoiceFacts(ShipmentFacts):
    """The facts of one invoice of a case."""

    OWN: ClassVar[tuple[str, ...]] = ("shipment", "line")

    def __init__(self, case: CaseBase, line: CaseInvoice) -> None:
        shipment = case.portfolio.client.shipment_by_no[line.invoice_no]
        super().__init__(case.portfolio, shipment)
        self.case = case
        self.line = line

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return the case and its line, else what the shipment knows."""
        if prefix == "case_invoice":
            return self.line
        return self.case.case if prefix == "case" else super().record(prefix)

    def watched(self, note: Note) -> Self:
        """Return the same facts noting what they read, also of their case."""
        found = super().watched(note)
        found.case = self.case.watched(note)
        return found

    def assume(self, path: str) -> Value | None:
        """Return what is empty and read as none; resale proceeds not where goods were resold."""
        if path == "case_invoice.resale_proceeds" and self.line.goods_state == "resold":
            return None
        return super().assume(path)

    @derived("case_invoice.notice_deadline", "date", "报损截止日", "last day for the notice")
    def _notice_deadline(self, read: Reader) -> Value:
        """For default the unpaid due day plus the policy's days; else from the day of knowing."""
        return self.case.deadline_of_notice(read, lambda: read.need("shipment.governing_due_on"))

    @derived("case_invoice.notified_by", "date", "报损日", "day of the notice")
    def _notified_by(self, read: Reader) -> Value:
        """The day of the notice; while nothing may be unpaid, a late one is not late for sure."""
        given = self.line.notice_on or self.case.case.notice_on
        deadline = read.value("case_invoice.notice_deadline")
        if given is None and isinstance(deadline, STOPS):
            return deadline
        by = given or undone(deadline, self.portfolio.on, "case.notice_on")
        if self.case.notified_cause not in DEFAULT_CAUSES:
            return by
        rest = read.value("shipment.unpaid")
        late = compare("<=", by, deadline, NO_PATHS) is False
        return rest if isinstance(rest, Missing) and late else by

    @derived(
        "case_invoice.open", "number", "发票未收汇金额", "unpaid on the invoice", unit="invoice"
    )
    def _open(self, read: Reader) -> Value:
        return read.value("shipment.unpaid")

    @derived("case_invoice.consents_lack", "flag", "缺少保险人同意", "a consent is lacking")
    def _consents_lack(self, read: Reader) -> Value:
        """Whether an extension, discount or disposal of this invoice lacks its consent."""
        case, own = self.case.case, self.shipment
        extended_to = read.maybe("shipment.extended_to")
        if extended_to is not None and own.consent_extension_on is None:
            return True
        discount = read.need("case_invoice.discount_agreed")
        if discount > 0 and case.consent_discount_on is None:
            return True
        if own.kind == ShipmentKind.SERVICE or case.consent_disposal_on is not None:
            return False
        return bool(read.need("case_invoice.goods_state") in DISPOSED)

    @derived("case_invoice.goods_not_taken_up", "flag", "货物未被提取", "goods not taken up")
    def _goods_not_taken_up(self, read: Reader) -> Value:
        if self.shipment.kind == ShipmentKind.SERVICE:
            return False
        return bool(read.need("case_invoice.goods_state") != "taken_up")
