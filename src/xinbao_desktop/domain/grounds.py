"""Which fields a derived fact rests on: its computation, watched.

The fact is computed once more; every fact it asks for and every field of a record it reads is
noted. Judging does not come through here, only explaining.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.known import Reader
from xinbao_desktop.domain.rules.values import RecordField

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.rules.values import FactSource, Value
    from xinbao_desktop.domain.schema import Record

Note: TypeAlias = "Callable[[Record, str], None]"
"""Told of each field of a record that is read past the reader."""


class NotingReader(Reader):
    """Reads facts and notes which, to tell afterwards what a derived fact rests on."""

    __slots__ = ("noted",)

    def __init__(self, source: FactSource) -> None:
        super().__init__(source)
        self.noted: dict[tuple[FactSource, str] | RecordField, None] = {}

    def of(self, source: FactSource, path: str) -> Value:
        """Return a fact of another source and note that it was asked for."""
        self.noted[source, path] = None
        return super().of(source, path)

    def at(self, source: FactSource) -> Reader:
        """Return a reader of another source that notes in the same place."""
        made = NotingReader(source)
        made.noted = self.noted
        return made

    def used(self, record: Record, *keys: str) -> None:
        """Note fields that hold something."""
        for key in keys:
            field = field_of(record, key)
            if field is not None:
                self.noted[field] = None


class Watched:
    """Stands in for a record while its facts are explained, and notes what is asked of it."""

    def __init__(self, record: Record, note: Note) -> None:
        self._record = record
        self._note = note

    def __getattr__(self, key: str) -> Any:
        self._note(self._record, key)
        return getattr(self._record, key)


def field_of(record: Record, key: str, path: str = "") -> RecordField | None:
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
