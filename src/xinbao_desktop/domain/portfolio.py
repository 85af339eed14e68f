"""A client's shipments over time: accounts, exposure, and what was overdue when, side by side.

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
from xinbao_desktop.domain.debtor import debtor_no, possible_debtors
from xinbao_desktop.domain.exposure import Balance, Replay
from xinbao_desktop.domain.limit_book import Found, LimitBook
from xinbao_desktop.domain.overdue import Overdue, OverdueSweep
from xinbao_desktop.domain.policy import DeclarationRule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.dates import Calendar
    from xinbao_desktop.domain.rules.parameters import ParameterBook
    from xinbao_desktop.domain.rules.values import Missing
    from xinbao_desktop.domain.shipment import Shipment


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
            for point in Replay(self, key, shipments).run():
                result.setdefault(point.invoice, point.balance)
        return result

    def balances(self, buyer_no: str | None = None) -> Sequence[Balance]:
        """Return the exposure over time of every policy and debtor, or of one debtor."""
        found = []
        for (policy_no, debtor), shipments in sorted(self._by_limit.items()):
            if buyer_no in (None, debtor):
                limit = self.limits.in_force(policy_no, debtor, self.on)
                replay = Replay(self, (policy_no, debtor), shipments, receipts=True)
                points = replay.run()
                amount = limit.limit.amount if isinstance(limit, Found) else None
                currency = (
                    limit.limit.currency if isinstance(limit, Found) else replay.main_currency()
                )
                found.append(Balance(policy_no, debtor, currency, amount, tuple(points)))
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
            for debtor, path in possible_debtors(shipment):
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
