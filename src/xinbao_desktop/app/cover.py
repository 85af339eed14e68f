"""Cover of shipments and exposure per debtor (J2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.answer import Answer, head, packs_of
from xinbao_desktop.app.desk import NO_INVOICE
from xinbao_desktop.errors import UsageError
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.coverage import ShipmentCover
    from xinbao_desktop.domain.exposure import Balance
    from xinbao_desktop.domain.rules.result import Finding

STEP = 500
NO_BUYER = Text("没有买方“{no}”。", "There is no buyer “{no}”.")


class CoverageService:
    """Judges the cover of shipments, one in full or all in short."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def stream(
        self, on: date | None = None, progress: Progress | None = None
    ) -> Iterator[ShipmentCover]:
        """Judge every shipment in turn, by its number."""
        progress = progress or NoProgress()
        coverage = self._desk.coverage(on)
        shipments = sorted(coverage.portfolio.client.shipments, key=lambda s: s.invoice_no)
        for done, shipment in enumerate(shipments):
            if done % STEP == 0:
                progress.step(done, len(shipments))
            yield coverage.short(shipment)

    def shipments(
        self, on: date | None = None, progress: Progress | None = None
    ) -> Sequence[ShipmentCover]:
        """Return the verdicts of every shipment and the worst of each."""
        return tuple(self.stream(on, progress))

    def invoice(self, invoice_no: str, on: date | None = None) -> Answer:
        """Return every finding of one shipment.

        Raises:
            UsageError: There is no such invoice by that day.
        """
        coverage = self._desk.coverage(on)
        shipment = coverage.portfolio.client.shipment_by_no.get(invoice_no)
        if shipment is None:
            raise UsageError(NO_INVOICE.fill(no=invoice_no))
        return self._answer(on, coverage.findings(shipment))

    def findings(
        self, on: date | None = None, progress: Progress | None = None
    ) -> Iterator[Finding]:
        """Give every finding of every shipment in turn; none is kept."""
        progress = progress or NoProgress()
        coverage = self._desk.coverage(on)
        shipments = coverage.portfolio.client.shipments
        for done, shipment in enumerate(shipments):
            progress.step(done, len(shipments))
            yield from coverage.findings(shipment)

    def exposure(self, on: date | None = None, buyer_no: str | None = None) -> Sequence[Balance]:
        """Return the balance of each policy and debtor over time.

        Raises:
            UsageError: There is neither a buyer nor a shipment of that number.
        """
        portfolio = self._desk.coverage(on).portfolio
        found = portfolio.balances(buyer_no)
        if buyer_no is not None and not found and buyer_no not in portfolio.client.buyer_by_no:
            raise UsageError(NO_BUYER.fill(no=buyer_no))
        return found

    def head(self, on: date | None = None) -> dict[str, Any]:
        """Return the day and packs that a streamed answer begins with."""
        client = self._desk.coverage(on).portfolio.client
        return head(self._desk.day(on), packs_of(self._desk), client.set_aside)

    def _answer(self, on: date | None, findings: tuple[Any, ...]) -> Answer:
        client = self._desk.coverage(on).portfolio.client
        return Answer(self._desk.day(on), packs_of(self._desk), findings, client.set_aside)
