"""How long a buyer's earlier invoices were overdue when one was shipped, and when it was declared.

One sweep over a buyer's shipments in the order of the days, so that it stays linear (but for
the sorting) however many there are. Thirty days overdue count as a known risk; that figure and
what follows from it belong to the rules.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.domain.balance import governing_due_on
from xinbao_desktop.domain.rules.values import Span, at_least

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.domain.balance import Account
    from xinbao_desktop.domain.shipment import Shipment

SHIPPED, DECLARED = 0, 1


@dataclass(frozen=True, slots=True)
class Overdue:
    """By invoice: how many days the worst of the buyer's earlier invoices was overdue.

    Earlier are those that sailed before it, on the same day those of a lower number. ``shipped``
    is asked for the day this one was shipped, ``declared`` for the day it was declared.
    """

    shipped: dict[str, int | Span]
    declared: dict[str, int | Span]


Order: TypeAlias = "tuple[date, str]"
"""Which invoice is earlier: by the day of shipment, then by the number."""


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
        self._waiting: list[tuple[date, date, date, Order]] = []  # opens, due, closes, invoice
        self._running: list[tuple[date, date, Order]] = []  # due, closes, invoice
        self._earliest: list[tuple[Order, date]] = []  # invoice, closes; the same ones
        self._unknown: dict[frozenset[str], _Unknown] = defaultdict(_Unknown)
        if any(s.shipped_on is None for s in shipments):
            self._unknown[frozenset({"shipment.shipped_on"})].add(FIRST, date.max)
        if any(_may_be_overdue(accounts[s.invoice_no], s, on) for s in strays):
            self._unknown[frozenset({"shipment.buyer_no"})].add(FIRST, date.max)

    def into(self, found: Overdue) -> None:
        """Add this buyer's answers."""
        for day, kind, _, shipment in self._moments():
            worst = self._worst(day, _order(shipment))
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

    def _worst(self, day: date, own: Order) -> int | Span:
        """Return the days overdue of the oldest earlier invoice that is still unpaid."""
        while self._waiting and self._waiting[0][0] <= day:
            _, due, closes, invoice = heapq.heappop(self._waiting)
            heapq.heappush(self._running, (due, closes, invoice))
            heapq.heappush(self._earliest, (invoice, closes))
        while self._earliest and self._earliest[0][1] <= day:
            heapq.heappop(self._earliest)
        # Without any earlier one there is no need to look through the later ones.
        some = bool(self._earliest) and self._earliest[0][0] < own
        worst = self._oldest_before(day, own) if some else 0
        paths = frozenset[str]().union(
            *(p for p, unknown in self._unknown.items() if unknown.matters(own, day))
        )
        return at_least(worst, paths)

    def _oldest_before(self, day: date, own: Order) -> int:
        aside: list[tuple[date, date, Order]] = []
        while self._running and (self._running[0][1] <= day or self._running[0][2] >= own):
            entry = heapq.heappop(self._running)
            if entry[1] > day:
                aside.append(entry)
        worst = max((day - self._running[0][0]).days, 0) if self._running else 0
        for entry in aside:
            heapq.heappush(self._running, entry)
        return worst

    def _enter(self, shipment: Shipment, day: date) -> None:
        """Note an invoice that has just sailed: when it is open, and until when it is due."""
        ledger, order = self._accounts[shipment.invoice_no], _order(shipment)
        due = governing_due_on(shipment)
        if ledger.unknown is not None:
            if due is None or due < self._on:
                self._unknown[ledger.unknown.paths].add(order, date.max)
            return
        periods = ledger.open_periods(day)
        if due is None:
            if periods:
                self._unknown[frozenset({"shipment.due_on"})].add(order, periods[-1][1])
            return
        for opens, closes in periods:
            heapq.heappush(self._waiting, (opens, due, closes, order))


FIRST: Order = (date.min, "")
"""Before every invoice: what may be earlier than any of them."""


class _Unknown:
    """Invoices that may be overdue, in their order, and until when each of them matters."""

    def __init__(self) -> None:
        self._orders: list[Order] = []
        self._until: list[date] = []  # the latest up to and including the order at this place

    def add(self, order: Order, until: date) -> None:
        """Enter an invoice that is later than all entered before."""
        self._orders.append(order)
        self._until.append(max(until, self._until[-1]) if self._until else until)

    def matters(self, own: Order, day: date) -> bool:
        """Say whether one earlier than ``own`` may be overdue on a day."""
        place = bisect_left(self._orders, own)
        return place > 0 and self._until[place - 1] > day


def _order(shipment: Shipment) -> Order:
    return shipment.shipped_on or date.min, shipment.invoice_no


def _may_be_overdue(ledger: Account, shipment: Shipment, on: date) -> bool:
    """Say whether an invoice of nobody's may be some buyer's, unpaid and overdue."""
    due = governing_due_on(shipment)
    if due is not None and due >= on:
        return False
    return ledger.unknown is not None or bool(ledger.open_periods(shipment.shipped_on or date.min))
