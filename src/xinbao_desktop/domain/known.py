"""Facts computed from other facts, without ever deciding on a missing one.

A derived fact is a method that asks a ``Reader`` for what it needs. What is missing ends the
computation and becomes the derived fact's own ``Missing``, so that an unknown always names the
primitive facts that would settle it; what was assumed on the way is carried along.
"""

from __future__ import annotations

import contextlib
import copy
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.rules.values import (
    NO_PATHS,
    NOT_APPLICABLE,
    Fact,
    FactSource,
    Missing,
    NotApplicable,
    RecordField,
    not_given,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.schema import Record


Note: TypeAlias = "Callable[[Record, str], None]"
"""Told of each field of a record that is read past the reader."""

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


def derived(
    path: str,
) -> Callable[[Callable[[Any, Reader], Value]], Callable[[Any, Reader], Value]]:
    """Mark a method as the computation of a derived fact."""

    def mark(method: Callable[[Any, Reader], Value]) -> Callable[[Any, Reader], Value]:
        method.path = path  # type: ignore[attr-defined]
        return method

    return mark


class _Noting(Reader):
    """Reads facts and notes which, to tell afterwards what a derived fact rests on."""

    __slots__ = ("noted",)

    def __init__(self, source: FactSource) -> None:
        super().__init__(source)
        self.noted: dict[tuple[FactSource, str] | RecordField, None] = {}

    def of(self, source: FactSource, path: str) -> Value:
        self.noted[source, path] = None
        return super().of(source, path)

    def at(self, source: FactSource) -> Reader:
        made = _Noting(source)
        made.noted = self.noted
        return made

    def used(self, record: Record, *keys: str) -> None:
        for key in keys:
            field = _field_of(record, key)
            if field is not None:
                self.noted[field] = None


class _Noted:
    """Stands in for a record while its facts are explained, and notes what is asked of it."""

    def __init__(self, record: Record, note: Note) -> None:
        self._record = record
        self._note = note

    def __getattr__(self, key: str) -> Any:
        self._note(self._record, key)
        return getattr(self._record, key)


class RecordFacts:
    """A fact source over records, with assumed values for what may be empty, and derived facts.

    A subclass says which record stands behind a prefix (``record``), which empty fields are
    assumed (``assume``), and adds methods marked with ``derived``.
    """

    DERIVED: ClassVar[Mapping[str, Callable[[Any, Reader], Value]]] = {}
    OWN: ClassVar[tuple[str, ...]] = ()
    """The attributes that hold records of its own."""
    disputed: frozenset[str] = NO_PATHS
    """The paths that two sources give differently: missing until a person chooses."""

    def __init_subclass__(cls) -> None:
        marked = {
            method.path: method
            for name in dir(cls)
            if hasattr(method := getattr(cls, name), "path") and callable(method)
        }
        cls.DERIVED = {**cls.DERIVED, **marked}

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}
        self._records: dict[str, Record | Missing | NotApplicable] = {}

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return the record behind a prefix, or what is missing to find it."""
        return missing(prefix)

    def assume(self, path: str) -> Value | None:
        """Return what an empty field is read as; None where empty is unknown."""
        return ASSUMED.get(path)

    def items(self, name: str) -> Sequence[FactSource] | Missing:
        """Return the members of a list; a source without lists has none."""
        return missing(name)

    def fact(self, path: str) -> Fact:
        """Return a recorded or derived fact."""
        known = self._facts.get(path)
        if known is None:
            maker = self.DERIVED.get(path)
            known = self._given(path) if maker is None else self._derive(maker)
            self._facts[path] = known
        return known

    def fields(self, path: str) -> tuple[RecordField, ...]:
        """Return the field behind a recorded fact, or those a derived fact was computed from."""
        maker = self.DERIVED.get(path)
        if maker is None:
            return self._field(path)
        noting = _Noting(self)
        with contextlib.suppress(Unsettled):
            maker(self.watched(noting.used), noting)
        found: dict[RecordField, None] = {}
        for one in noting.noted:
            if isinstance(one, RecordField):
                found[one] = None
            elif one != (self, path):
                found.update(dict.fromkeys(one[0].fields(one[1])))
        return tuple(found)

    def _field(self, path: str) -> tuple[RecordField, ...]:
        prefix, _, key = path.partition(".")
        record = self.record(prefix)
        field = None if isinstance(record, STOPS) else _field_of(record, key, path)
        return () if field is None else (field,)

    def watched(self, note: Note) -> Self:
        """Return the same facts, their own records replaced by ones that note what is read."""
        found = copy.copy(self)
        for name in self.OWN:
            setattr(found, name, _Noted(getattr(self, name), note))
        return found

    def _derive(self, maker: Callable[[Any, Reader], Value]) -> Fact:
        reader = Reader(self)
        try:
            value = maker(self, reader)
        except Unsettled as unsettled:
            value = unsettled.value
        if self.disputed and isinstance(value, Missing):
            value = Missing(value.paths, value.conflicting | value.paths & self.disputed)
        return Fact(value, frozenset(reader.assumed) if reader.assumed else NO_PATHS)

    def _given(self, path: str) -> Fact:
        prefix, _, key = path.partition(".")
        record = self._records.get(prefix)
        if record is None:
            record = self._records[prefix] = self.record(prefix)
        if isinstance(record, STOPS):
            return Fact(record)
        value = getattr(record, key, None)
        if value is None or value == ():
            return self._empty(path)
        return Fact(value)

    def _empty(self, path: str) -> Fact:
        """Return the fact of a field that is empty."""
        assumed = self.assume(path)
        if path in self.disputed:
            return Fact(Missing(frozenset({path}), frozenset({path})))
        if assumed is not None:
            return Fact(assumed, frozenset({path}))
        return not_given(path)


def _field_of(record: Record, key: str, path: str = "") -> RecordField | None:
    """Return a field that holds something; the path names it as its facts do (``bank.country``)."""
    if key not in _keys(record.kind_name):
        return None
    value = getattr(record, key)
    if value is None or value == ():
        return None
    name = path or f"{schema.kind(record.kind_name).singular}.{key}"
    return RecordField(name, record.kind_name, record.identity, key, value)


@cache
def _keys(kind: str) -> frozenset[str]:
    return frozenset(field.key for field in schema.kind(kind).fields)


ASSUMED: Mapping[str, Value] = {
    "shipment.extended_to": NOT_APPLICABLE,
    "shipment.consignee": NOT_APPLICABLE,
    "shipment.payer": NOT_APPLICABLE,
    "shipment.deposit": 0,
    "buyer.known_risk_on": NOT_APPLICABLE,
    "buyer.known_risk_cleared_on": NOT_APPLICABLE,
    "policy.per_buyer_cap": NOT_APPLICABLE,
    "policy.paid_before": 0,
    "policy.deductible": 0,
    "policy.excluded_countries": frozenset(),
    "limit.conditions": NOT_APPLICABLE,
    "case.disputed_amount": 0,
    "case_invoice.discount_agreed": 0,
    "case_invoice.resale_proceeds": 0,
    "case_invoice.disposal_costs": 0,
    "case_invoice.saved_costs": 0,
    "case_invoice.port_charges": 0,
}
"""What is read as "none" when it is empty, and listed as assumed; all else empty is unknown."""

BY_DEFINITION: Mapping[str, Value] = {
    "limit.expires_on": NOT_APPLICABLE,
    "buyer.kind": "buyer",
    "shipment.kind": "goods",
    "receipt.kind": "payment",
}
"""What an empty field stands for by the definition of the field itself; nothing is assumed."""


__all__ = [
    "ASSUMED", "BY_DEFINITION", "Reader", "RecordFacts", "Unsettled", "all_of", "any_of",
    "derived", "missing", "settle", "union",
]  # fmt: skip
