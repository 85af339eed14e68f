"""When a period ends, and what was not done by then, in the form in which rules compare it.

``dates`` counts the days; here an uncertain end becomes a ``Span`` and an act that was not done
becomes either a day after every deadline or a missing fact. Which period applies to what is
said by the facts that ask.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import missing
from xinbao_desktop.domain.rules.values import ENDLESS, Missing, NotApplicable, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.dates import DueDate
    from xinbao_desktop.domain.rules.values import Value

NEVER_DONE = date.max
"""Stands for "not done by the day asked", which is later than any deadline that has passed."""


def due_value(due: DueDate) -> date | Span | Missing:
    """Return a due date as rules compare it: a day, or the days between which it lies."""
    if due.exact is not None:
        return due.exact
    if due.earliest is None and due.latest is None:
        return Missing(frozenset({"calendar.workdays"}), estimate=due.best)
    low = due.earliest or date.min
    return Span(low, due.latest or date.max, frozenset({"calendar.workdays"}))


def end_of_period(length: Value, start: date, end_of: Callable[[date, int], DueDate]) -> Value:
    """Return the last day of a period that starts with an event.

    Args:
        length: How long it is; a ``Span`` where published figures differ.
        start: The day of the event.
        end_of: Counts days, workdays or months (``Calendar.due_after_…``).
    """
    if isinstance(length, Missing | NotApplicable):
        return length
    if not isinstance(length, Span):
        return due_value(end_of(start, int(length)))  # type: ignore[arg-type]
    shortest: Value = due_value(end_of(start, int(length.low)))  # type: ignore[arg-type]
    if isinstance(shortest, Missing):
        return Missing(shortest.paths | length.paths, estimate=shortest.estimate)
    first = shortest.low if isinstance(shortest, Span) else shortest
    longest: Value = date.max
    if length.high != ENDLESS:
        longest = due_value(end_of(start, int(length.high)))  # type: ignore[arg-type]
    if isinstance(longest, Missing):  # by the strictest figure it is known all the same
        return Span(first, date.max, longest.paths | length.paths)  # type: ignore[arg-type]
    last = longest.high if isinstance(longest, Span) else longest
    return Span(first, last, length.paths)  # type: ignore[arg-type]


def undone(due: Value, on: date, path: str) -> Value:
    """Return how "not done by ``on``" compares with a deadline: missed, or still open."""
    if isinstance(due, Span):
        if isinstance(due.high, date) and on > due.high:
            return NEVER_DONE
        # Past the first possible day, doing it now does not settle the question alone.
        late = isinstance(due.low, date) and on > due.low
        return missing(path, *(due.paths if late else ()))
    passed = isinstance(due, date) and on > due
    return NEVER_DONE if passed else missing(path)
