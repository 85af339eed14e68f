"""Facts of policy loans: the shipments a bank may lend on, and the papers it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from xinbao_desktop.domain.balance import governing_due_on
from xinbao_desktop.domain.company_facts.base import CompanyBase
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.rules.logic import junction
from xinbao_desktop.domain.rules.values import NO_PATHS, Missing, Span
from xinbao_desktop.domain.shipment import ShipmentKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.shipment import Shipment

GOODS_PAPERS = ("T04", "T05")
PAPERS: Mapping[str, tuple[str, ...]] = {
    ShipmentKind.SERVICE: ("T20",),
    ShipmentKind.OFFSHORE: ("T04",),
}
"""What proves the trade by kind; all other kinds are goods that passed customs."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """The shipments fit for a loan: how many surely, how many perhaps, and what they need."""

    sure: int
    unclear: int
    sure_slots: frozenset[str]
    unclear_slots: frozenset[str]
    paths: frozenset[str]


class LoanFacts(CompanyBase):
    """What can be borrowed on the policies."""

    @cached_property
    def _fit(self) -> _Fit:
        client = self.portfolio.client
        in_case = {line.invoice_no for line in client.case_invoices}
        counts = {True: 0, False: 0}
        slots: dict[bool, set[str]] = {True: set(), False: set()}
        paths: frozenset[str] = NO_PATHS
        for shipment in client.shipments:
            fit: Value = False
            if shipment.invoice_no not in in_case:
                fit = junction("and", (self._not_due(shipment), self._unpaid(shipment)))
            if fit is not False:
                fit = junction("and", (fit, self.cover(shipment.invoice_no)))
            if fit is False:
                continue
            sure = fit is True
            counts[sure] += 1
            slots[sure].update(PAPERS.get(shipment.kind or "", GOODS_PAPERS))
            if isinstance(fit, Missing):
                paths |= fit.paths
        return _Fit(
            counts[True], counts[False], frozenset(slots[True]), frozenset(slots[False]), paths
        )

    def _not_due(self, shipment: Shipment) -> Value:
        if shipment.shipped_on is not None and shipment.shipped_on > self.on:
            return False
        due = governing_due_on(shipment)
        return missing("shipment.due_on") if due is None else due >= self.on

    def _unpaid(self, shipment: Shipment) -> Value:
        rest = self.portfolio.accounts[shipment.invoice_no].unpaid(self.on)
        return rest if isinstance(rest, Missing) else rest > 0

    @derived("company.loan_shipments", "number", "可融资的出运笔数", "shipments fit for a loan")
    def _loan_shipments(self, _read: Reader) -> Value:
        """How many shipments are covered, unpaid, not yet due, and in no case."""
        if not self.portfolio.client.shipments:
            return missing("shipment.invoice_no")
        fit = self._fit
        return Span(fit.sure, fit.sure + fit.unclear, fit.paths) if fit.unclear else fit.sure

    @derived(
        "company.loan_slots", "codes", "融资要的贸易单证", "trade papers for a loan", words="slot"
    )
    def _loan_slots(self, _read: Reader) -> Value:
        """The papers that prove the trade of those shipments: goods or services."""
        if not self.portfolio.client.shipments:
            return missing("shipment.invoice_no")
        if self._fit.unclear_slots - self._fit.sure_slots:
            return Missing(self._fit.paths)
        return tuple(sorted(self._fit.sure_slots))

    @derived("company.filed_slots", "codes", "已归档单证", "slots filed", words="slot")
    def _filed_slots(self, _read: Reader) -> Value:
        """The slots of the checklists that hold a paper in any case of this client."""
        return tuple(sorted({d.slot for d in self.portfolio.client.documents if d.path and d.slot}))
