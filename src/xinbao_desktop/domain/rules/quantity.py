"""Sums, days, months and counts of values that may be missing, spans, or not applicable.

Like ``logic``, nothing here raises: what cannot be computed is missing the facts it was to be
computed from (``paths``). Between two ends, the result has two ends.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.dates import add_months
from xinbao_desktop.domain.rules.logic import (
    CALENDAR,
    FAILURES,
    PLAIN_OPERATORS,
    blocked,
    ends,
    missing_of,
    span,
    span_paths,
)
from xinbao_desktop.domain.rules.values import (
    ENDLESS,
    NOT_APPLICABLE,
    Missing,
    NotApplicable,
    Span,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.domain.rules.catalogue import WorkdayCalendar


def arithmetic(op: str, left: Value, right: Value, paths: frozenset[str]) -> Value:
    """Return ``+ - * /``; a division by zero is missing ``paths``."""
    stop = blocked((left, right))
    if stop is not None:
        return stop
    try:
        if isinstance(left, Span) or isinstance(right, Span):
            return _arithmetic_spans(op, ends(left), ends(right), span_paths(left, right))
        result: Value = _plain_arithmetic(op, left, right)
    except FAILURES:
        return Missing(span_paths(left, right) or paths)
    return result


def _plain_arithmetic(op: str, left: Any, right: Any) -> Any:
    if op == "/":
        return Decimal(left) / Decimal(right)
    return PLAIN_OPERATORS[op](left, right)


def _arithmetic_spans(
    op: str, a: tuple[Any, Any], b: tuple[Any, Any], paths: frozenset[str]
) -> Value:
    if op == "+":
        return span(a[0] + b[0], a[1] + b[1], paths)
    if op == "-":
        return span(a[0] - b[1], a[1] - b[0], paths)
    if op == "/" and b[0] <= 0 <= b[1]:
        raise ZeroDivisionError
    # An open end stands for some finite figure, so that none of it is none.
    corners = [
        Decimal(0) if op == "*" and 0 in {x, y} else _plain_arithmetic(op, x, y)
        for x in a
        for y in b
    ]
    return span(min(corners), max(corners), paths)


def days_between(start: Value, end: Value, paths: frozenset[str]) -> Value:
    """Return the number of days from ``start`` to ``end``, negative when it lies before."""
    stop = blocked((start, end))
    if stop is not None:
        return stop
    try:
        a, b = ends(start), ends(end)
        low, high = (b[0] - a[1]).days, (b[1] - a[0]).days
        open_end = date.max in {a[0], b[1]} or date.min in {a[0], b[1]}
        return span(low, ENDLESS if open_end else high, span_paths(start, end))
    except (*FAILURES, AttributeError):
        return Missing(paths)


def shifted(
    move: Callable[[date, int], date], day: Value, count: Value, paths: frozenset[str]
) -> Value:
    """Return a day moved by a count of days or months; either may be a span."""
    stop = blocked((day, count))
    if stop is not None:
        return stop
    try:
        if isinstance(day, Span) or isinstance(count, Span):
            days, counts = ends(day), ends(count)
            low = _moved_end(move, days[0], counts[0])
            return span(low, _moved_end(move, days[1], counts[1]), span_paths(day, count))
        return move(day, _whole(count))  # type: ignore[arg-type]
    except (*FAILURES, AttributeError):
        return Missing(paths)


def _moved_end(move: Callable[[date, int], date], day: date, count: Any) -> date:
    if count == ENDLESS or day == date.max:
        return date.max
    whole = _whole(count)
    try:
        return move(day, whole)
    except OverflowError:
        # Before the first or after the last day there is.
        return date.max if whole > 0 else date.min


def _whole(count: Any) -> int:
    whole = int(count)
    if whole != count or isinstance(count, bool):
        raise ValueError(count)
    return whole


def plus_days(day: date, count: int) -> date:
    """Return the day ``count`` days later."""
    return day + timedelta(days=count)


def plus_months(day: date, count: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    try:
        return add_months(day, count)
    except ValueError as error:
        raise OverflowError(count) from error


def plus_workdays(
    calendar: WorkdayCalendar | None, day: Value, count: Value, paths: frozenset[str]
) -> Value:
    """Return the ``count``-th workday after a day; missing beyond the calendar."""
    beyond: list[date] = []

    def move(start: date, n: int) -> date:
        found = calendar.add_workdays(start, n) if calendar is not None else None
        if found is None:
            beyond.append(start)
            return start
        return found

    result = shifted(move, day, count, paths)
    return Missing(CALENDAR | span_paths(day, count)) if beyond else result


def year_of(day: Value, paths: frozenset[str]) -> Value:
    """Return the calendar year of a day."""
    stop = blocked((day,))
    if stop is not None:
        return stop
    try:
        first, last = ends(day)
        return span(first.year, last.year, span_paths(day))
    except AttributeError:
        return Missing(paths)


def total(values: Sequence[Value], paths: frozenset[str]) -> Value:
    """Return the sum of those that apply; of none, 0."""
    rest = [value for value in values if not isinstance(value, NotApplicable)]
    if values and not rest:
        return NOT_APPLICABLE
    result: Value = Decimal(0)
    for value in rest:
        result = arithmetic("+", result, value, paths)
    stop = missing_of(rest)
    return result if stop is None else stop


def count(values: Sequence[Value]) -> Value:
    """Return how many are true; a span where some are unknown."""
    low = sum(value is True for value in values)
    stop = missing_of(values)
    if stop is None:
        return low
    open_ = sum(isinstance(value, Missing) for value in values)
    return Span(low, low + open_, stop.paths)
