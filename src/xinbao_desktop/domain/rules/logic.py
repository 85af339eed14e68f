"""How values are combined when one of them is missing, a span, or does not apply.

Strong Kleene logic (强克林三值逻辑): ``and`` is false if any part is, else unknown if any part
is; ``or`` dually. What does not apply yields to a decided or unknown part inside ``and`` and
``or``, and takes everything with it in comparisons and sums. Nothing here raises: what cannot
be computed is missing the facts it was to be computed from.
"""

from __future__ import annotations

import calendar as months
import operator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.rules.values import (
    NOT_APPLICABLE,
    ODD,
    Missing,
    NotApplicable,
    Span,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.domain.rules.catalogue import WorkdayCalendar

INFINITE = Decimal("Infinity")
FAILURES = (TypeError, ValueError, ArithmeticError)
#: Stands under a missing workday count beyond the calendar's last year.
CALENDAR = frozenset({"calendar.workdays"})

PLAIN_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def missing_of(values: Sequence[Value]) -> Missing | None:
    """Return everything that is missing among values, None when nothing is."""
    found: Missing | None = None
    for value in values:
        if isinstance(value, Missing):
            found = value if found is None else found.also(value)
    return found


def blocked(values: Sequence[Value]) -> Missing | NotApplicable | None:
    """Return why nothing can be computed from values: one does not apply, or is missing."""
    if any(isinstance(value, NotApplicable) for value in values):
        return NOT_APPLICABLE
    return missing_of(values)


def undecided(first: Value | None, second: Value) -> Value:
    """Join two parts of ``and`` or ``or`` that did not decide it: missing goes first."""
    if first is None or isinstance(first, NotApplicable):
        return second
    if isinstance(first, Missing) and isinstance(second, Missing):
        return first.also(second)
    return first


def junction(word: str, parts: Sequence[Value]) -> Value:
    """Return ``and`` or ``or`` of parts; of none, true for ``and`` and false for ``or``."""
    deciding = word == "or"
    rest: Value | None = None
    for part in parts:
        if part is deciding:
            return deciding
        if part is not (not deciding):
            rest = undecided(rest, part)
    return (not deciding) if rest is None else rest


def negation(part: Value) -> Value:
    """Return ``not``."""
    return not part if isinstance(part, bool) else part


def over_items(word: str, parts: Sequence[Value]) -> Value:
    """Return ``all_of`` (word ``and``) or ``any_of``: members it does not apply to are left out."""
    rest = [part for part in parts if not isinstance(part, NotApplicable)]
    return NOT_APPLICABLE if parts and not rest else junction(word, rest)


def compare(op: str, left: Value, right: Value, paths: frozenset[str]) -> Value:
    """Return a comparison; ``paths`` are missing if the two cannot be compared."""
    stop = blocked((left, right))
    if stop is not None:
        return stop
    try:
        if isinstance(left, Span) or isinstance(right, Span):
            return _compare_spans(op, _ends(left), _ends(right), _span_paths(left, right))
        if op in {"in", "not in"}:
            return _contains(right, left) is (op == "in")
        if not comparable(left, right):
            return Missing(paths)
        answer: bool = PLAIN_OPERATORS[op](left, right)
    except FAILURES:
        return Missing(paths)
    return answer


def comparable(left: Value, right: Value) -> bool:
    """Return whether two plain values are of one kind: both numbers, both days, both texts."""
    return _kind(left) is _kind(right)


def _kind(value: Value) -> type:
    return Decimal if type(value) is int else type(value)


def _contains(group: Any, value: Value) -> bool:
    if not isinstance(group, tuple | frozenset):
        raise TypeError(group)
    return value in group


def _ends(value: Any) -> tuple[Any, Any]:
    return (value.low, value.high) if isinstance(value, Span) else (value, value)


def _span_paths(*values: Value) -> frozenset[str]:
    return frozenset().union(*(value.paths for value in values if isinstance(value, Span)))


def span(low: Any, high: Any, paths: frozenset[str]) -> Value:
    """Return a span, or the value itself where both ends agree."""
    if low == high:
        value: Value = low
        return value
    return Span(low, high, paths) if low < high else Span(high, low, paths)


def _compare_spans(op: str, a: tuple[Any, Any], b: tuple[Any, Any], paths: frozenset[str]) -> Value:
    if op in {">", ">="}:
        return _compare_spans("<" + op[1:], b, a, paths)
    if op == "<":
        sure, never = a[1] < b[0], a[0] >= b[1]
    elif op == "<=":
        sure, never = a[1] <= b[0], a[0] > b[1]
    elif op in {"==", "!="}:
        sure = a[0] == a[1] == b[0] == b[1]
        never = a[1] < b[0] or b[1] < a[0]
        sure, never = (sure, never) if op == "==" else (never, sure)
    else:
        raise TypeError(op)
    if sure or never:
        return bool(sure)
    return Missing(paths)


def arithmetic(op: str, left: Value, right: Value, paths: frozenset[str]) -> Value:
    """Return ``+ - * /``; a division by zero is missing ``paths``."""
    stop = blocked((left, right))
    if stop is not None:
        return stop
    try:
        if isinstance(left, Span) or isinstance(right, Span):
            return _arithmetic_spans(op, _ends(left), _ends(right), _span_paths(left, right))
        result: Value = _plain_arithmetic(op, left, right)
    except FAILURES:
        return Missing(paths)
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
    corners = [_plain_arithmetic(op, x, y) for x in a for y in b]
    return span(min(corners), max(corners), paths)


def either(condition: Missing, then: Value, otherwise: Value) -> Value:
    """Return ``then if … else …`` while the condition is unknown: what both would say."""
    if type(then) is type(otherwise) and then == otherwise and not isinstance(then, Missing):
        return then
    stop = missing_of((condition, then, otherwise))
    assert stop is not None
    return stop


def extreme(word: str, values: Sequence[Value], paths: frozenset[str]) -> Value:
    """Return ``min`` or ``max``."""
    stop = blocked(values)
    if stop is not None:
        return stop
    pick = min if word == "min" else max
    try:
        ends = [_ends(value) for value in values]
        return span(pick(e[0] for e in ends), pick(e[1] for e in ends), _span_paths(*values))
    except FAILURES:
        return Missing(paths)


def days_between(start: Value, end: Value, paths: frozenset[str]) -> Value:
    """Return the number of days from ``start`` to ``end``, negative when it lies before."""
    stop = blocked((start, end))
    if stop is not None:
        return stop
    try:
        a, b = _ends(start), _ends(end)
        low, high = (b[0] - a[1]).days, (b[1] - a[0]).days
        open_end = date.max in {a[0], b[1]} or date.min in {a[0], b[1]}
        return span(low, INFINITE if open_end else high, _span_paths(start, end))
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
            days, counts = _ends(day), _ends(count)
            low = _moved_end(move, days[0], counts[0])
            return span(low, _moved_end(move, days[1], counts[1]), _span_paths(day, count))
        return move(day, _whole(count))  # type: ignore[arg-type]
    except (*FAILURES, AttributeError):
        return Missing(paths)


def _moved_end(move: Callable[[date, int], date], day: date, count: Any) -> date:
    if count == INFINITE or day == date.max:
        return date.max
    try:
        return move(day, _whole(count))
    except OverflowError:
        return date.max if count > 0 else date.min


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
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(count)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


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
    return Missing(CALENDAR | _span_paths(day, count)) if beyond else result


def year_of(day: Value, paths: frozenset[str]) -> Value:
    """Return the calendar year of a day."""
    stop = blocked((day,))
    if stop is not None:
        return stop
    try:
        ends = _ends(day)
        return span(ends[0].year, ends[1].year, _span_paths(day))
    except AttributeError:
        return Missing(paths)


def starts_with(text: Value, beginnings: Value, paths: frozenset[str]) -> Value:
    """Return whether a code begins with one of several; dots and blanks do not count."""
    stop = blocked((text, beginnings))
    if stop is not None:
        return stop
    if not isinstance(text, str) or not isinstance(beginnings, str | tuple | frozenset):
        return Missing(paths)
    wanted = (beginnings,) if isinstance(beginnings, str) else beginnings
    return _bare(text).startswith(tuple(_bare(word) for word in wanted))


def _bare(words: str) -> str:
    return words.replace(".", "").replace(" ", "").upper()


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


def is_odd(value: Value) -> bool:
    """Return whether a value is more than a plain one."""
    return value.__class__ in ODD
