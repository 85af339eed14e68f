"""What every source of facts over records has in common: recorded facts, and derived ones."""

from __future__ import annotations

import contextlib
import copy
from typing import TYPE_CHECKING, ClassVar, Self

from xinbao_desktop.domain.assumed import ASSUMED
from xinbao_desktop.domain.grounds import NotingReader, Watched, field_of
from xinbao_desktop.domain.known import STOPS, Reader, Unsettled, missing
from xinbao_desktop.domain.rules.values import NO_PATHS, Fact, Missing, RecordField, not_given

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.domain.grounds import Note
    from xinbao_desktop.domain.known import Computation, Declared
    from xinbao_desktop.domain.rules.values import FactSource, NotApplicable, Value
    from xinbao_desktop.domain.schema import Record


class RecordFacts:
    """A fact source over records, with assumed values for what may be empty, and derived facts.

    A subclass says which record stands behind a prefix (``record``), which empty fields are
    assumed (``assume``), and adds methods marked with ``derived``.
    """

    DERIVED: ClassVar[Mapping[str, Computation]] = {}
    DECLARED: ClassVar[Mapping[str, Declared]] = {}
    OWN: ClassVar[tuple[str, ...]] = ()
    """The attributes that hold records of its own."""
    disputed: frozenset[str] = NO_PATHS
    """The paths that two sources give differently: missing until a person chooses."""

    def __init_subclass__(cls) -> None:
        methods = [getattr(cls, name) for name in dir(cls)]
        marked = [method for method in methods if hasattr(method, "declared")]
        cls.DERIVED = {method.path: method for method in marked}
        cls.DECLARED = {m.path: m.declared for m in marked if m.declared is not None}

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
        noting = NotingReader(self)
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
        field = None if isinstance(record, STOPS) else field_of(record, key, path)
        return () if field is None else (field,)

    def watched(self, note: Note) -> Self:
        """Return the same facts, their own records replaced by ones that note what is read."""
        found = copy.copy(self)
        for name in self.OWN:
            setattr(found, name, Watched(getattr(self, name), note))
        return found

    def _derive(self, maker: Computation) -> Fact:
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
