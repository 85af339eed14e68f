"""Find the buyer a client's own sheet names: exporters write the name where a number is asked.

A name counts only where it is that of exactly one buyer, in the file or in the client; which
number was taken for it is always said.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.problems import Problem, warning
from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.domain.schema import Record

SHORTEST_NAME = 3
"""Signs a name must have, folded, to be looked for; shorter words are numbers or initials."""


class BuyerNames:
    """The buyers of a file and of a client, by their folded names."""

    def __init__(self, buyers: Iterable[Buyer]) -> None:
        self._numbers: set[str] = set()
        self._by_name: dict[str, set[str]] = {}
        for buyer in buyers:
            self._numbers.add(buyer.buyer_no)
            for name in (buyer.name_en, buyer.name_zh):
                words = folded(name or "")
                if len(words) >= SHORTEST_NAME:
                    self._by_name.setdefault(words, set()).add(buyer.buyer_no)

    @classmethod
    def among(cls, records: Iterable[Record]) -> BuyerNames:
        """Gather the buyers among records."""
        return cls(record for record in records if isinstance(record, Buyer))

    def numbered(self, record: Record) -> tuple[Record, list[Problem]]:
        """Return the record with numbers for names, and a remark for each that was found."""
        remarks: list[Problem] = []
        for key in _keys(record.kind_name):
            name = getattr(record, key)
            if not name or name in self._numbers:
                continue
            numbers = self._by_name.get(folded(name), set())
            if len(numbers) == 1:
                (number,) = numbers
                record = dataclasses.replace(record, **{key: number})
                remarks.append(_found(record, key, name, number))
        return record, remarks


@cache
def _keys(kind: str) -> tuple[str, ...]:
    """Return the fields that hold a buyer's number and are no part of the record's own."""
    return tuple(
        spec.key
        for spec in schema.kind(kind).fields
        if spec.refers == "buyers" and not spec.identity
    )


def _found(record: Record, key: str, name: str, number: str) -> Problem:
    return warning(
        Text(
            f"“{name}”按名称对应买方编号 {number}",
            f"“{name}” was taken for buyer {number} by its name",
        ),
        kind=record.kind_name,
        key=key,
        identity=record.identity_text,
    )
