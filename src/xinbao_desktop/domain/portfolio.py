"""A client's shipments over time: accounts, running exposure, and what was overdue when.

Everything is replayed once in the order things happened, so that judging a hundred thousand
shipments grows no worse than linearly (but for the sorting). What follows from it for cover is
said by the rules, over the facts of ``shipment_facts``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from xinbao_desktop.domain.balance import Account, Tolerance, account, stray_receipts
from xinbao_desktop.domain.dates import DueDate, day_of_next_month
from xinbao_desktop.domain.known import missing
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.limit_book import Found, LimitBook
from xinbao_desktop.domain.overdue import Overdue, OverdueSweep
from xinbao_desktop.domain.policy import DeclarationRule
from xinbao_desktop.domain.rules.values import Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.dates import Calendar
    from xinbao_desktop.domain.rules.parameters import ParameterBook
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


@dataclass
class Portfolio:
    """One client on one day, with the calendar and the figures of the packs in use."""

    client: Client
    on: date
    calendar: Calendar
    book: ParameterBook
    _balances: dict[str, Decimal | Missing] = field(default_factory=dict, repr=False)

    @cached_property
    def limits(self) -> LimitBook:
        """The client's limits."""
        return LimitBook(self.client)

    @cached_property
    def tolerance(self) -> Tolerance:
        """Up to which rest an invoice counts as paid."""
        units = self.book.resolve("tolerance.units", self.on, None, None).value
        share = self.book.resolve("tolerance.share", self.on, None, None).value
        assert isinstance(units, Decimal | int)
        assert isinstance(share, Decimal | int)
        return Tolerance(Decimal(units), Decimal(share))

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """The account of every invoice."""
        receipts = self.client.receipts_by_invoice
        strays = stray_receipts(self.client.receipts)
        return {
            s.invoice_no: account(s, receipts.get(s.invoice_no, ()), self.tolerance, strays)
            for s in self.client.shipments
        }

    @cached_property
    def exposure(self) -> Mapping[str, Decimal | Missing]:
        """By invoice: the balance of its policy and debtor on its shipment day, itself included."""
        result: dict[str, Decimal | Missing] = {}
        for key, shipments in self._by_limit.items():
            for point in _Replay(self, key, shipments).run():
                result.setdefault(point.invoice, point.balance)
        return result

    def balances(self, buyer_no: str | None = None) -> Sequence[Balance]:
        """Return the exposure over time of every policy and debtor, or of one debtor."""
        found = []
        for (policy_no, debtor_no), shipments in sorted(self._by_limit.items()):
            if buyer_no in (None, debtor_no):
                limit = self.limits.in_force(policy_no, debtor_no, self.on)
                replay = _Replay(self, (policy_no, debtor_no), shipments, receipts=True)
                points = replay.run()
                amount = limit.limit.amount if isinstance(limit, Found) else None
                currency = (
                    limit.limit.currency if isinstance(limit, Found) else replay.main_currency()
                )
                found.append(Balance(policy_no, debtor_no, currency, amount, tuple(points)))
        return found

    @cached_property
    def overdue(self) -> Overdue:
        """How long the buyer's worst other invoice was overdue, by invoice."""
        found = Overdue({}, {})
        strays = self.client.shipments_by_buyer.get("", ())
        for buyer_no, shipments in self.client.shipments_by_buyer.items():
            if buyer_no:
                OverdueSweep(self.accounts, self.on, shipments, strays).into(found)
        return found

    @cached_property
    def declaration_due(self) -> Callable[[str, int, date], DueDate]:
        """The last day to declare: by the policy's rule, its number and the shipment day."""
        return cache(partial(_declaration_due, self.calendar))

    @cached_property
    def filed_slots(self) -> Mapping[str, set[str]]:
        """By invoice: what was filed for it, or for the whole of a case that it is in."""
        found: dict[str, set[str]] = defaultdict(set)
        for paper in self.client.documents:
            if paper.path:
                lines = self.client.invoices_by_case.get(paper.case_no, ())
                for number in paper.invoices or [line.invoice_no for line in lines]:
                    found[number].add(paper.slot)
        return found

    @cached_property
    def _by_limit(self) -> Mapping[tuple[str, str], list[Shipment]]:
        groups: dict[tuple[str, str], list[Shipment]] = defaultdict(list)
        for shipment in self.client.shipments:
            debtor = debtor_no(shipment)
            if shipment.policy_no and isinstance(debtor, str):
                groups[shipment.policy_no, debtor].append(shipment)
        return groups

    @cached_property
    def _strays(self) -> Mapping[tuple[str | None, str | None], dict[str, date]]:
        """Shipments that may count under a policy and debtor, or not.

        By what is missing to know: the first day on which one of them may have sailed.
        """
        found: dict[tuple[str | None, str | None], dict[str, date]] = defaultdict(dict)
        for shipment in self.client.shipments:
            for debtor, path in _possible_debtors(shipment):
                lacking = [path] if path else []
                lacking += ["shipment.policy_no"] if shipment.policy_no is None else []
                lacking += ["shipment.shipped_on"] if shipment.shipped_on is None else []
                if not lacking:
                    continue
                first = found[shipment.policy_no, debtor]
                for missing_path in lacking:
                    day = shipment.shipped_on or date.min
                    first[missing_path] = min(first.get(missing_path, date.max), day)
        return found

    def strays_of(self, policy_no: str, debtor_no: str) -> list[tuple[str, date]]:
        """Return what is missing to know whether some other shipment counts here, from when on."""
        keys = ((policy_no, debtor_no), (policy_no, None), (None, debtor_no), (None, None))
        return [item for key in keys if key in self._strays for item in self._strays[key].items()]


def _declaration_due(calendar: Calendar, rule: str, number: int, day: date) -> DueDate:
    if rule == DeclarationRule.DAY_OF_NEXT_MONTH:
        return DueDate.exactly(day_of_next_month(day, number))
    if rule == DeclarationRule.DAYS_AFTER_SHIPMENT:
        return calendar.due_after_days(day, number)
    return calendar.due_after_workdays(day, number)


def _possible_debtors(shipment: Shipment) -> list[tuple[str | None, str]]:
    """Return who may owe the money and what is missing to be sure; None stands for anybody."""
    buyer, bank = shipment.buyer_no, shipment.issuing_bank_no
    if shipment.payment_term is None:
        path = "shipment.payment_term"
        return [(buyer, path), (bank, path)]
    if shipment.payment_term == PaymentTerm.LC:
        return [(bank, "" if bank else "shipment.issuing_bank_no")]
    return [(buyer, "" if buyer else "shipment.buyer_no")]


def debtor_no(shipment: Shipment) -> str | Missing:
    """Return who owes the money: the buyer, under L/C the issuing bank."""
    if shipment.payment_term is None:
        return missing("shipment.payment_term")
    if shipment.payment_term == PaymentTerm.LC:
        return shipment.issuing_bank_no or missing("shipment.issuing_bank_no")
    return shipment.buyer_no or missing("shipment.buyer_no")


class _Replay:
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
