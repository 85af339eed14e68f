"""How long a buyer's other invoices were overdue when one was shipped, and when it was declared.

One sweep over a buyer's shipments in the order of the days, so that it stays linear (but for
the sorting) however many there are. Thirty days overdue count as a known risk; that figure and
what follows from it belong to the rules.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from xinbao_desktop.domain.balance import governing_due_on
from xinbao_desktop.domain.rules.values import Span, at_least

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.domain.balance import Account
    from xinbao_desktop.domain.shipment import Shipment

SHIPPED, DECLARED = 0, 1


@dataclass(frozen=True, slots=True)
class Overdue:
    """By invoice: how many days the buyer's worst other invoice was overdue.

    ``shipped`` counts the invoices that sailed earlier, on the day this one was shipped;
    ``declared`` every other one, on the day this one was declared.
    """

    shipped: dict[str, int | Span]
    declared: dict[str, int | Span]


class OverdueSweep:
    """Goes through one buyer's shipments and declarations, keeping the oldest unpaid invoices."""

    def __init__(
        self,
        accounts: Mapping[str, Account],
        on: date,
        shipments: Sequence[Shipment],
        strays: Sequence[Shipment] = (),
    ) -> None:
        self._accounts = accounts
        self._on = on
        self._shipments = shipments
        self._waiting: list[tuple[date, date, date, str]] = []  # opens, due, closes, invoice
        self._running: list[tuple[date, date, str]] = []  # due, closes, invoice
        self._unknown: dict[frozenset[str], date] = {}  # what is missing, until when it matters
        if any(s.shipped_on is None for s in shipments):
            self._unknown[frozenset({"shipment.shipped_on"})] = date.max
        if any(_may_be_overdue(accounts[s.invoice_no], s, on) for s in strays):
            self._unknown[frozenset({"shipment.buyer_no"})] = date.max

    def into(self, found: Overdue) -> None:
        """Add this buyer's answers."""
        for day, kind, _, shipment in self._moments():
            worst = self._worst(day, shipment.invoice_no)
            if kind == SHIPPED:
                found.shipped[shipment.invoice_no] = worst
                self._enter(shipment, day)
            else:
                found.declared[shipment.invoice_no] = worst

    def _moments(self) -> list[tuple[date, int, str, Shipment]]:
        moments = []
        for shipment in self._shipments:
            if shipment.shipped_on is None:
                continue
            moments.append((shipment.shipped_on, SHIPPED, shipment.invoice_no, shipment))
            if shipment.declared_on is not None:
                day = max(shipment.declared_on, shipment.shipped_on)
                moments.append((day, DECLARED, shipment.invoice_no, shipment))
        return sorted(moments, key=lambda moment: moment[:3])

    def _worst(self, day: date, own: str) -> int | Span:
        """Return the days overdue of the oldest invoice still unpaid, the own one left out."""
        while self._waiting and self._waiting[0][0] <= day:
            _, due, closes, invoice = heapq.heappop(self._waiting)
            heapq.heappush(self._running, (due, closes, invoice))
        aside: list[tuple[date, date, str]] = []
        while self._running and (self._running[0][1] <= day or self._running[0][2] == own):
            entry = heapq.heappop(self._running)
            if entry[1] > day:
                aside.append(entry)
        worst = max((day - self._running[0][0]).days, 0) if self._running else 0
        for entry in aside:
            heapq.heappush(self._running, entry)
        paths = frozenset[str]().union(*(p for p, until in self._unknown.items() if until > day))
        return at_least(worst, paths)

    def _enter(self, shipment: Shipment, day: date) -> None:
        """Note an invoice that has just sailed: when it is open, and until when it is due."""
        ledger = self._accounts[shipment.invoice_no]
        due = governing_due_on(shipment)
        if ledger.unknown is not None:
            if due is None or due < self._on:
                self._unknown[ledger.unknown.paths] = date.max
            return
        periods = ledger.open_periods(day)
        if due is None:
            if periods:
                lacking = frozenset({"shipment.due_on"})
                until = max(self._unknown.get(lacking, date.min), periods[-1][1])
                self._unknown[lacking] = until
            return
        for opens, closes in periods:
            heapq.heappush(self._waiting, (opens, due, closes, shipment.invoice_no))


def _may_be_overdue(ledger: Account, shipment: Shipment, on: date) -> bool:
    """Say whether an invoice of nobody's may be some buyer's, unpaid and overdue."""
    due = governing_due_on(shipment)
    if due is not None and due >= on:
        return False
    return ledger.unknown is not None or bool(ledger.open_periods(shipment.shipped_on or date.min))
