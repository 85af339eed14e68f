"""What a rule works on: plain values, and three words for what is not a plain value.

A fact that nobody has given is ``Missing``; one that is known only between two ends is a
``Span``; one that cannot exist for its subject is ``NotApplicable``. None of the three can be
asked for its truth, so that no ``if`` in Python ever decides on a missing fact by accident.
Which facts exist is said in ``catalogue``; what can be computed with them in ``logic``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.text import Text

NO_PATHS: frozenset[str] = frozenset()
ENDLESS = Decimal("Infinity")
"""The high end of a number that nothing limits."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Unknown; ``paths`` are the primitive facts that would settle it.

    ``estimate`` is a day to show for a date that only the calendar keeps unknown; nothing is
    decided by it.

    Those of them in ``conflicting`` were given more than once and contradict each other: the
    person has to choose, not to enter. ``paths`` may be empty where no fact can help, for
    example a number that no published text gives for that day.
    """

    paths: frozenset[str]
    conflicting: frozenset[str] = NO_PATHS
    estimate: date | None = None

    def __bool__(self) -> NoReturn:
        raise TypeError(f"a missing fact is neither true nor false: {sorted(self.paths)}")

    def also(self, other: Missing) -> Missing:
        """Return what is missing when both are."""
        return Missing(self.paths | other.paths, self.conflicting | other.conflicting)


@dataclass(frozen=True, slots=True)
class Span:
    """The true value lies between ``low`` and ``high``, both included; dates or numbers.

    A comparison is decided when both ends agree, and is otherwise missing ``paths``. An open
    end is ``date.max`` or ``ENDLESS``.
    """

    low: int | Decimal | date
    high: int | Decimal | date
    paths: frozenset[str] = NO_PATHS

    def __bool__(self) -> NoReturn:
        raise TypeError("a span is neither true nor false")


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A fact that cannot exist for this subject, such as the bill of lading of a service."""

    def __bool__(self) -> NoReturn:
        raise TypeError("what does not apply is neither true nor false")


NOT_APPLICABLE = NotApplicable()

Plain: TypeAlias = bool | int | Decimal | str | date | tuple[str, ...] | frozenset[str]
Value: TypeAlias = Plain | Missing | Span | NotApplicable

#: The classes that need more than Python's own operators.
ODD: frozenset[type] = frozenset({Missing, Span, NotApplicable})


@dataclass(frozen=True, slots=True)
class Fact:
    """What a source answers for one path.

    ``assumed`` lists the paths that were empty and were read as their assumed value (product
    rule: "empty means none"). ``origin`` says where the value comes from when that is worth
    telling: which paper and page, or how it was computed.
    """

    value: Value
    assumed: frozenset[str] = NO_PATHS
    origin: Text | None = None


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of one of the client's records that a fact was read from.

    ``path`` is its fact path, ``kind`` and ``identity`` name the record, ``value`` is what stands
    there.
    """

    path: str
    kind: str
    identity: tuple[str, ...]
    key: str
    value: Value


class FactSource(Protocol):
    """Everything known about one subject: a company, a shipment, a case, one of its invoices."""

    def fact(self, path: str) -> Fact:
        """Return a fact; ``Fact(Missing({path}))`` when it was not given."""
        ...

    def items(self, name: str) -> Sequence[FactSource] | Missing:
        """Return the members of a list such as ``case_invoices``, in their order."""
        ...

    def fields(self, path: str) -> tuple[RecordField, ...]:
        """Return the fields of records that a fact rests on, as far as it read any by name."""
        ...


def at_least(number: int, paths: frozenset[str]) -> int | Span:
    """Return a count that missing facts could only raise; the number itself without any."""
    return Span(number, ENDLESS, paths) if paths else number


def not_given(path: str) -> Fact:
    """Return the fact that a path was not given."""
    return Fact(Missing(frozenset({path})))
