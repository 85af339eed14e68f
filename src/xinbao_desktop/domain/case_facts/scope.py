"""Facts of what a claim embraces: its invoices, how many have cover, what is open outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.known import Reader, derived, missing, union
from xinbao_desktop.domain.rules.values import Missing, Span, at_least

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class ScopeFacts(CaseBase):
    """The invoices in the claim, and those of the same buyer and policy left out of it."""

    @derived("claim.invoice_count", "number", "案件发票数", "invoices in the case")
    def _invoice_count(self, _read: Reader) -> Value:
        return len(self.invoices) if self.invoices else missing("case_invoice.invoice_no")

    @derived("claim.covered_count", "number", "有保障的发票数", "invoices with cover")
    def _covered_count(self, _read: Reader) -> Value:
        """How many invoices have cover without a blocking finding."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        covers = [self.cover(f.shipment.invoice_no) for f in self.invoices]
        sure = sum(1 for c in covers if c is True)
        unknown = [c for c in covers if isinstance(c, Missing)]
        return Span(sure, sure + len(unknown), union(unknown).paths) if unknown else sure

    @derived(
        "claim.open_elsewhere_nos",
        "codes",
        "案外未收汇发票",
        "numbers of open invoices outside",
    )
    def _open_elsewhere_nos(self, read: Reader) -> Value:
        """The unpaid invoices of this buyer that are surely not in the case, in their order."""
        outside, _ = self._outside(read.need("case.buyer_no"))
        return tuple(sorted(outside))

    @derived("claim.open_elsewhere", "number", "案外未收汇发票数", "open invoices outside the case")
    def _open_elsewhere(self, read: Reader) -> Value:
        """How many unpaid invoices of this buyer and policy are not in the case."""
        outside, unclear = self._outside(read.need("case.buyer_no"))
        return at_least(len(outside), frozenset(unclear))

    def _outside(self, buyer_no: str) -> tuple[list[str], set[str]]:
        """Return the open invoices that are not in the case, and what is missing of others."""
        inside = {f.shipment.invoice_no for f in self.invoices}
        outside, unclear = list[str](), set[str]()
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
                outside.append(shipment.invoice_no)
        return outside, unclear
