"""Facts written down in a table: for the test cases of a rule, and for trying a rule out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.values import (
    Fact,
    FactSource,
    Missing,
    RecordField,
    Value,
    not_given,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class FactTable:
    """A fact source over a mapping; what is not in it was not given."""

    def __init__(
        self,
        facts: Mapping[str, Value | Fact],
        items: Mapping[str, Sequence[Mapping[str, Value | Fact]]] | None = None,
    ) -> None:
        self._facts = {
            path: value if isinstance(value, Fact) else Fact(value) for path, value in facts.items()
        }
        self._items = {
            name: tuple(FactTable(member) for member in members)
            for name, members in (items or {}).items()
        }

    def fact(self, path: str) -> Fact:
        """Return a fact of the table."""
        found = self._facts.get(path)
        return not_given(path) if found is None else found

    def items(self, name: str) -> Sequence[FactSource] | Missing:
        """Return a list's members."""
        found = self._items.get(name)
        return Missing(frozenset({name})) if found is None else found

    def fields(self, path: str) -> tuple[RecordField, ...]:
        """Return nothing: a table has no records."""
        del path
        return ()
