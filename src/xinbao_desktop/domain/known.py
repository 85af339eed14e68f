"""Facts computed from other facts, without ever deciding on a missing one.

A derived fact is a method that asks a ``Reader`` for what it needs. What is missing ends the
computation and becomes the derived fact's own ``Missing``, so that an unknown always names the
primitive facts that would settle it; what was assumed on the way is carried along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from xinbao_desktop.domain.rules.values import (
    NO_PATHS,
    NOT_APPLICABLE,
    FactSource,
    Missing,
    NotApplicable,
)
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.schema import Record


STOPS = (Missing, NotApplicable)
"""What ends a computation."""


class Unsettled(Exception):  # noqa: N818 - not an error, the way an unknown travels
    """A computation met a missing fact, or one that does not apply."""

    def __init__(self, value: Missing | NotApplicable) -> None:
        super().__init__(value)
        self.value = value

    @property
    def paths(self) -> frozenset[str]:
        """The facts that would settle it; none where it does not apply."""
        return self.value.paths if isinstance(self.value, Missing) else NO_PATHS


def missing(*paths: str) -> Missing:
    """Return the unknown that these primitive facts would settle."""
    return Missing(frozenset(paths))


class Reader:
    """Reads facts for one computation and notes what was assumed."""

    __slots__ = ("assumed", "source")

    def __init__(self, source: FactSource) -> None:
        self.source = source
        self.assumed: set[str] = set()

    def value(self, path: str) -> Value:
        """Return a fact's value whatever it is, also ``Missing``."""
        return self.of(self.source, path)

    def of(self, source: FactSource, path: str) -> Value:
        """Return a fact of another source, noting its assumptions."""
        fact = source.fact(path)
        if fact.assumed:
            self.assumed |= fact.assumed
        return fact.value

    def at(self, source: FactSource) -> Reader:
        """Return a reader of another source, with assumptions of its own."""
        return Reader(source)

    def used(self, record: Record, *keys: str) -> None:
        """Say that fields of a record were used without being asked for; for explanations."""

    def need(self, path: str) -> Any:
        """Return a plain value; ends the computation when it is missing."""
        value = self.value(path)
        if isinstance(value, STOPS):
            raise Unsettled(value)
        return value

    def needs(self, *paths: str) -> tuple[Any, ...]:
        """Return several plain values; when some are missing, all of them are named."""
        values = tuple(self.value(path) for path in paths)
        lacking = [value for value in values if isinstance(value, Missing)]
        if lacking:
            raise Unsettled(union(lacking))
        if any(isinstance(value, NotApplicable) for value in values):
            raise Unsettled(NOT_APPLICABLE)
        return values

    def maybe(self, path: str) -> Any:
        """Return a value, or None where it is empty and read as "none" (an assumed fact)."""
        value = self.value(path)
        if isinstance(value, Missing):
            raise Unsettled(value)
        return None if isinstance(value, NotApplicable) else value


def union(lacking: Sequence[Missing]) -> Missing:
    """Return what is missing when all of these are; there is at least one."""
    first = lacking[0]
    for other in lacking[1:]:
        first = first.also(other)
    return first


def settle(values: Sequence[Value]) -> None:
    """End the computation if any value is missing, naming all that are."""
    lacking = [value for value in values if isinstance(value, Missing)]
    if lacking:
        raise Unsettled(union(lacking))


def any_of(parts: Sequence[Value]) -> bool:
    """Return whether a part is true; ends the computation while a missing one might be."""
    if any(part is True for part in parts):
        return True
    settle(parts)
    return False


def all_of(parts: Sequence[Value]) -> bool:
    """Return whether no part is false; ends the computation while a missing one might be."""
    if any(part is False for part in parts):
        return False
    settle(parts)
    return True


Computation: TypeAlias = "Callable[[Any, Reader], Value]"
FactKind: TypeAlias = Literal["flag", "number", "date", "text", "codes"]


@dataclass(frozen=True, slots=True)
class Declared:
    """What the catalogue says of a derived fact (``FactSpec``), written where it is computed.

    ``words`` are the wording of its codes, or the vocabulary that has it; ``unit`` is one of
    ``units.UNITS``, a count where a number names none.
    """

    path: str
    kind: FactKind
    label: Text
    words: str | Mapping[str, Text]
    unit: str


def derived(
    path: str,
    kind: FactKind,
    zh: str,
    en: str,
    *,
    words: str | Mapping[str, Text] = "",
    unit: str = "",
) -> Callable[[Computation], Computation]:
    """Declare a derived fact and mark the method that computes it.

    Args:
        path: How rules name it.
        kind: What it is, see ``FactType``.
        zh: Its Chinese label.
        en: Its English label.
        words: See ``Declared``.
        unit: See ``Declared``.
    """
    return _marked(path, Declared(path, kind, Text(zh, en), words, unit))


def also_derived(path: str) -> Callable[[Computation], Computation]:
    """Mark a method that computes a fact which another source declares."""
    return _marked(path, None)


def _marked(path: str, declared: Declared | None) -> Callable[[Computation], Computation]:
    def mark(method: Computation) -> Computation:
        method.path = path  # type: ignore[attr-defined]
        method.declared = declared  # type: ignore[attr-defined]
        return method

    return mark
