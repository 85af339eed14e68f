"""What an expression is evaluated against: one subject's facts, one day, the parameters.

Both interpreters (``closures`` for speed, ``tree`` for explanations) ask here, so that they
cannot differ in what a fact or a parameter is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.values import ODD, Fact, FactSource, Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.rules.catalogue import WorkdayCalendar
    from xinbao_desktop.domain.rules.parameters import ParameterBook, Resolved
    from xinbao_desktop.domain.rules.values import Value

#: The Python types that a fact of each type may have; anything else reads as missing.
PYTHON_TYPES: dict[FactType, frozenset[type]] = {
    FactType.FLAG: frozenset({bool}),
    FactType.NUMBER: frozenset({int, Decimal}),
    FactType.DATE: frozenset({date}),
    FactType.TEXT: frozenset({str}),
    FactType.CODES: frozenset({tuple, frozenset}),
    FactType.ITEMS: frozenset(),
}


def admitted(value: Value, allowed: frozenset[type], path: str) -> Value:
    """Return a fact's value if it is of its type; otherwise the fact counts as missing."""
    if value.__class__ in allowed or value.__class__ in ODD:
        return value
    if isinstance(value, StrEnum) and str in allowed:
        return value.value
    return Missing(frozenset({path}))


class Evaluation:
    """One question: these facts, on this day; made anew for each subject and reference day.

    ``reference`` is the day that decides which value of a dated figure holds; without one, the
    day asked for. ``item`` is the member of the list that is gone through.
    """

    __slots__ = ("book", "calendar", "facts", "item", "on", "overrides", "reference")

    def __init__(
        self,
        facts: FactSource,
        on: date,
        *,
        book: ParameterBook,
        calendar: WorkdayCalendar | None = None,
        overrides: Mapping[str, Value | Fact] | None = None,
        reference: Value | None = None,
    ) -> None:
        self.facts = facts
        self.on = on
        self.reference: Value = on if reference is None else reference
        self.book = book
        self.calendar = calendar
        self.overrides = overrides
        self.item: FactSource | str | None = None

    def fact(self, path: str, *, of_item: bool) -> Fact:
        """Return a fact of the subject, or of the item that is being gone through."""
        return self.source(of_item=of_item).fact(path)

    def source(self, *, of_item: bool) -> FactSource:
        """Return the subject, or the item that is being gone through."""
        if not of_item:
            return self.facts
        assert self.item is not None
        assert not isinstance(self.item, str)
        return self.item

    def parameter(self, id_: str) -> Resolved:
        """Return a parameter as it holds for this question."""
        return self.book.resolve(id_, self.reference, self.overrides, self.facts)

    def given(self, path: str, *, of_item: bool) -> bool:
        """Return whether a fact is there at all."""
        value = self.fact(path, of_item=of_item).value
        return not isinstance(value, Missing) and value is not None
