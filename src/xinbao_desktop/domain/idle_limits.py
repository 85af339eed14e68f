"""Limits that lie idle: insurers cancel a credit limit that is not shipped under for long.

How long is a figure with two published ends, so between them nobody can say whether the limit
still stands; the insurer's own list of limits about to be cancelled goes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from xinbao_desktop.domain.debtor import debtor_no
from xinbao_desktop.domain.limit import LimitStatus
from xinbao_desktop.domain.rules.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xinbao_desktop.domain.limit import Limit
    from xinbao_desktop.domain.portfolio import Portfolio

IDLE_DAYS = "limit.idle_days"
WARN_BEFORE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class IdleLimit:
    """A limit in force, the last day it was used, and when it may be cancelled for idleness."""

    limit: Limit
    used_on: date
    lapses: Span


def idle_limits(portfolio: Portfolio) -> Iterator[IdleLimit]:
    """Give the limits in force that are idle, from a month before they may lapse."""
    if IDLE_DAYS not in portfolio.book:
        return  # a pack of an earlier version has no such figure
    last = _last_used(portfolio)
    for limit in portfolio.client.limits:
        if not _in_force(portfolio, limit):
            continue
        assert limit.effective_on is not None
        used_on = max(
            limit.effective_on, last.get((limit.policy_no, limit.buyer_no), limit.effective_on)
        )
        length = portfolio.book.resolve(IDLE_DAYS, used_on, None, None).value
        low, high = (length.low, length.high) if isinstance(length, Span) else (length, length)
        lapses = Span(
            used_on + timedelta(days=int(low)),  # type: ignore[arg-type]
            used_on + timedelta(days=int(high)),  # type: ignore[arg-type]
        )
        assert not isinstance(lapses.low, int)
        if lapses.low - WARN_BEFORE <= portfolio.on:  # type: ignore[operator]
            yield IdleLimit(limit, used_on, lapses)


def _last_used(portfolio: Portfolio) -> dict[tuple[str | None, str | None], date]:
    found: dict[tuple[str | None, str | None], date] = {}
    for shipment in portfolio.client.shipments:
        debtor, day = debtor_no(shipment), shipment.shipped_on
        if isinstance(debtor, str) and day is not None and day <= portfolio.on:
            key = (shipment.policy_no, debtor)
            found[key] = max(day, found.get(key, day))
    return found


def _in_force(portfolio: Portfolio, limit: Limit) -> bool:
    """Say whether a limit is known to be in force on the day, as is its policy."""
    on = portfolio.on
    policy = portfolio.client.policy_by_no.get(limit.policy_no or "")
    ends = (limit.expires_on, policy.end_on if policy is not None else on)
    return (
        limit.status == LimitStatus.ACTIVE
        and bool(limit.amount)
        and limit.effective_on is not None
        and limit.effective_on <= on
        and all(end is None or on <= end for end in ends)
    )
