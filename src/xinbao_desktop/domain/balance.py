"""What is still unpaid on an invoice on any day.

The balance on a day is the amount less the deposit and the receipts up to that day; a rest
within the tolerance counts as paid. What the receipts of several invoices add up to under one
limit is ``exposure``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import missing
from xinbao_desktop.domain.receipt import ReceiptKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xinbao_desktop.domain.receipt import Receipt
    from xinbao_desktop.domain.rules.values import Missing
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.shipment import Shipment

ZERO = Decimal(0)
ALWAYS = date.min
NO_INVOICE = "receipt.invoice_no"
"""What is missing while a receipt may be of any invoice."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Up to which rest an invoice counts as paid: the smaller of a sum and a share of it."""

    units: Decimal
    share: Decimal

    def of(self, amount: Decimal) -> Decimal:
        """Return the tolerated rest of an invoice of this amount, in its currency."""
        return min(self.units, abs(amount) * self.share)


@dataclass(frozen=True, slots=True)
class Account:
    """One invoice's money over time, in the invoice's currency.

    ``days`` and ``rests`` run side by side: from ``days[i]`` on, ``rests[i]`` is unpaid.
    ``unknown`` says what is missing to know any balance; the rests then mean nothing.
    """

    amount: Decimal
    tolerated: Decimal
    days: tuple[date, ...]
    rests: tuple[Decimal, ...]
    assumed: frozenset[str] = frozenset()
    unknown: Missing | None = None

    def unpaid(self, on: date) -> Decimal | Missing:
        """Return the rest on a day; zero once it is within the tolerance."""
        if self.unknown is not None:
            return self.unknown
        rest = self.rests[bisect_right(self.days, on) - 1]
        return ZERO if rest <= self.tolerated else rest

    def received(self, on: date) -> Decimal | Missing:
        """Return what came in up to a day, the deposit included."""
        if self.unknown is not None:
            return self.unknown
        return self.amount - self.rests[bisect_right(self.days, on) - 1]

    def open_periods(self, start: date) -> list[tuple[date, date]]:
        """Return the half-open periods from ``start`` on in which something is unpaid."""
        periods: list[tuple[date, date]] = []
        ends = (*self.days[1:], date.max)
        for begin, end, rest in zip(self.days, ends, self.rests, strict=True):
            if rest > self.tolerated and end > start:
                begin = max(begin, start)  # noqa: PLW2901
                if periods and periods[-1][1] == begin:
                    periods[-1] = (periods[-1][0], end)
                else:
                    periods.append((begin, end))
        return periods


@dataclass(frozen=True, slots=True)
class StrayReceipts:
    """Receipts of which it is not known which invoice they were for: any of them, perhaps.

    Attributes:
        since: The first day on which one of them may have come in.
        raises: One of them may make a balance higher: a refund, or a deposit that takes the
            place of the one agreed.
    """

    since: date
    raises: bool

    def may_change(self, days: Sequence[date], rests: Sequence[Decimal], paid: Decimal) -> bool:
        """Say whether they may be of an invoice with these rests; up to ``paid`` it is paid."""
        if self.raises:
            return True
        ends = (*days[1:], date.max)
        return any(rest > paid and end > self.since for rest, end in zip(rests, ends, strict=True))


def stray_receipts(receipts: Iterable[Receipt]) -> StrayReceipts | None:
    """Return what is known of the receipts without an invoice; None where there is none."""
    strays = [receipt for receipt in receipts if receipt.invoice_no is None]
    if not strays:
        return None
    return StrayReceipts(
        min(stray.received_on or ALWAYS for stray in strays),
        any(stray.kind in (ReceiptKind.REFUND, ReceiptKind.DEPOSIT) for stray in strays),
    )


def account(
    shipment: Shipment,
    receipts: Sequence[Receipt],
    tolerance: Tolerance,
    strays: StrayReceipts | None = None,
) -> Account:
    """Return an invoice's account; a receipt of kind deposit takes the place of ``deposit``."""
    lacking: set[str] = set()
    if shipment.amount is None or shipment.currency is None:
        lacking |= _empty(shipment, "shipment", ("amount", "currency"))
    moves: dict[date, Decimal] = {}
    paid_ahead = any(r.kind == ReceiptKind.DEPOSIT for r in receipts)
    assumed = set() if receipts else {"receipt.amount"}
    if not paid_ahead:
        if shipment.deposit is None:
            assumed.add("shipment.deposit")
        moves[ALWAYS] = shipment.deposit or ZERO
    for receipt in receipts:
        paid, wanting = in_invoice_currency(receipt, shipment)
        lacking |= wanting
        if receipt.received_on is not None and paid is not None:
            moves[receipt.received_on] = moves.get(receipt.received_on, ZERO) + paid
    amount = shipment.amount or ZERO
    rests, rest = [], amount
    moves.setdefault(ALWAYS, ZERO)
    days = sorted(moves)
    for day in days:
        rest -= moves[day]
        rests.append(rest)
    if strays is not None and strays.may_change(days, rests, tolerance.of(amount)):
        lacking.add(NO_INVOICE)
    return Account(
        amount,
        tolerance.of(amount),
        tuple(days),
        tuple(rests),
        frozenset(assumed),
        missing(*lacking) if lacking else None,
    )


def in_invoice_currency(receipt: Receipt, shipment: Shipment) -> tuple[Decimal | None, set[str]]:
    """Return what a receipt takes off the invoice; both rates are needed across currencies."""
    if receipt.received_on is None or receipt.amount is None or receipt.currency is None:
        return None, _empty(receipt, "receipt", ("received_on", "amount", "currency"))
    paid = -receipt.amount if receipt.kind == ReceiptKind.REFUND else receipt.amount
    if receipt.currency == shipment.currency or shipment.currency is None:
        return paid, set()
    lacking: set[str] = set()
    ours = Decimal(1) if receipt.currency == "USD" else receipt.usd_rate
    theirs = Decimal(1) if shipment.currency == "USD" else shipment.usd_rate
    if not ours:
        lacking.add("receipt.usd_rate")
    if not theirs:
        lacking.add("shipment.usd_rate")
    if lacking or not ours or not theirs:
        return None, lacking
    return paid * ours / theirs, set()


def _empty(record: Record, prefix: str, keys: Iterable[str]) -> set[str]:
    return {f"{prefix}.{key}" for key in keys if getattr(record, key) is None}


def governing_due_on(shipment: Shipment) -> date | None:
    """Return the due day that counts: an extension only with the insurer's consent."""
    if shipment.extended_to is not None and shipment.consent_extension_on is not None:
        return shipment.extended_to
    return shipment.due_on
