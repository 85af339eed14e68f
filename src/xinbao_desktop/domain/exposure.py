"""The exposure of a policy and debtor over time: what is unpaid, after each event."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import missing
from xinbao_desktop.domain.limit_book import Found
from xinbao_desktop.domain.rules.values import Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.shipment import Shipment

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Point:
    """The running balance of a policy and debtor after one event, in the limit's currency."""

    on: date
    invoice: str
    balance: Decimal | Missing


@dataclass(frozen=True, slots=True)
class Balance:
    """The exposure of one policy and debtor over time."""

    policy_no: str
    debtor_no: str
    currency: str | None
    limit: Decimal | None
    points: tuple[Point, ...]


class Replay:
    """Runs the shipments and receipts of one policy and debtor in the order they happened."""

    def __init__(
        self,
        portfolio: Portfolio,
        key: tuple[str, str],
        shipments: Sequence[Shipment],
        *,
        receipts: bool = False,
    ) -> None:
        self._portfolio = portfolio
        self._key = key
        self._shipments = shipments
        self._with_receipts = receipts
        self._open: dict[str, Decimal] = {}
        self._by_currency: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self._usd = ZERO
        self._without_rate: dict[str, None] = {}
        self._unknown: dict[frozenset[str], int] = defaultdict(int)
        self._strays = portfolio.strays_of(*key)

    def run(self) -> list[Point]:
        """Return the balance after each shipment, and after each receipt when asked."""
        points = []
        for on, is_shipment, invoice_no, shipment in self._events():
            unknown = self._portfolio.accounts[invoice_no].unknown
            if unknown is not None:
                self._unknown[unknown.paths] += 1
            else:
                self._set(shipment, on)
            if is_shipment or self._with_receipts:
                points.append(Point(on, invoice_no, self._total(on)))
        points.extend(
            Point(date.max, s.invoice_no, missing("shipment.shipped_on"))
            for s in self._shipments
            if s.shipped_on is None and not self._with_receipts
        )
        return points

    def _events(self) -> list[tuple[date, bool, str, Shipment]]:
        events: list[tuple[date, bool, str, Shipment]] = []
        for shipment in self._shipments:
            sailed = shipment.shipped_on
            if sailed is None:
                continue
            events.append((sailed, True, shipment.invoice_no, shipment))
            ledger = self._portfolio.accounts[shipment.invoice_no]
            if ledger.unknown is None:
                events.extend(
                    (day, False, shipment.invoice_no, shipment)
                    for day in ledger.days
                    if day > sailed
                )
        events.sort(key=lambda event: (event[0], event[1], event[2]))
        return events

    def _set(self, shipment: Shipment, on: date) -> None:
        number = shipment.invoice_no
        rest = self._portfolio.accounts[number].unpaid(on)
        assert isinstance(rest, Decimal)
        change = rest - self._open.get(number, ZERO)
        self._open[number] = rest
        currency = shipment.currency or ""
        self._by_currency[currency] += change
        rate = Decimal(1) if currency == "USD" else shipment.usd_rate
        if rate:
            self._usd += change * rate
        elif rest:
            self._without_rate[number] = None
        else:
            self._without_rate.pop(number, None)

    def _total(self, on: date) -> Decimal | Missing:
        """Return the balance in the limit's currency."""
        strays = [path for path, first in self._strays if first <= on]
        if self._unknown or strays:
            return Missing(frozenset(strays).union(*self._unknown))
        limit = self._portfolio.limits.in_force(*self._key, on)
        currency = limit.limit.currency if isinstance(limit, Found) else self.main_currency()
        if currency is None:
            return missing("policy.currency" if _standing(limit) else "limit.currency")
        if not any(amount for c, amount in self._by_currency.items() if c != currency):
            return self._by_currency[currency]
        if currency != "USD" or self._without_rate:
            return missing("shipment.usd_rate")
        return self._usd

    def main_currency(self) -> str:
        """Return the currency that is owed, USD where there are several."""
        held = [c for c, amount in self._by_currency.items() if amount]
        return held[0] if len(held) == 1 else "USD"


def _standing(limit: object) -> bool:
    return isinstance(limit, Found) and limit.standing
