"""How values are combined when one of them is missing, a span, or does not apply.

Strong Kleene logic (强克林三值逻辑): ``and`` is false if any part is, else unknown if any part
is; ``or`` dually. What does not apply yields to a decided or unknown part inside ``and`` and
``or``, and takes everything with it in comparisons. Nothing here raises: what cannot be
compared is missing the facts it was to be compared by. Sums and days are in ``quantity``.
"""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.rules.values import (
    NOT_APPLICABLE,
    Missing,
    NotApplicable,
    Span,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FAILURES = (TypeError, ValueError, ArithmeticError)
#: Stands under what cannot be known before the State Council publishes a year's workdays.
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
            return _compare_spans(op, ends(left), ends(right), span_paths(left, right))
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


def ends(value: Any) -> tuple[Any, Any]:
    """Return the two ends of a span; of a plain value, itself twice."""
    return (value.low, value.high) if isinstance(value, Span) else (value, value)


def span_paths(*values: Value) -> frozenset[str]:
    """Return what would settle the spans among values."""
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


def either(condition: Value, then: Value, otherwise: Value) -> Value:
    """Return ``then if … else …`` while the condition is undecided: what both would say.

    Where they differ, it is missing what would decide, or does not apply as the condition does.
    """
    if type(then) is type(otherwise) and then == otherwise and not isinstance(then, Missing):
        return then
    stop = missing_of((condition, then, otherwise))
    return condition if stop is None else stop


def extreme(word: str, values: Sequence[Value], paths: frozenset[str]) -> Value:
    """Return ``min`` or ``max``."""
    stop = blocked(values)
    if stop is not None:
        return stop
    pick = min if word == "min" else max
    try:
        pairs = [ends(value) for value in values]
        return span(pick(p[0] for p in pairs), pick(p[1] for p in pairs), span_paths(*values))
    except FAILURES:
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
