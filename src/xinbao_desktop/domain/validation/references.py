"""References between records: a buyer, policy, shipment or case that a row names must be there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.problems import Problem, refusal
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from xinbao_desktop.domain.schema import Record


@dataclass(frozen=True, slots=True)
class References:
    """The numbers that may be referred to, by kind."""

    _numbers: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, records: Iterable[Record]) -> References:
        """Gather the numbers of records."""
        numbers: dict[str, set[str]] = {name: set() for name in _referred_to()}
        for record in records:
            if record.kind_name in numbers:
                numbers[record.kind_name].add(record.identity[0])
        return cls({name: frozenset(found) for name, found in numbers.items()})

    def missing(self, record: Record, elsewhere: References | None = None) -> list[Problem]:
        """Return a refusal for each number that is nowhere.

        Args:
            record: The record whose references are asked about.
            elsewhere: What was read but refused, so that the message can say so.
        """
        return [
            _nowhere(
                record,
                key,
                kind,
                number,
                refused=elsewhere is not None and elsewhere.holds(kind, number),
            )
            for key, kind, number in references(record)
            if not self.holds(kind, number)
        ]

    def holds(self, kind: str, number: str) -> bool:
        """Whether a kind has a record of this number."""
        return number in self._numbers[kind]


def references(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield key, kind and number of everything a record refers to."""
    for key, kind in _fields(record.kind_name):
        number = getattr(record, key)
        if number:
            yield key, kind, number
    if isinstance(record, Document):
        for number in record.invoices:
            yield "invoice_no", "shipments", number


@cache
def _fields(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((s.key, s.refers) for s in schema.kind(kind).fields if s.refers)


@cache
def _referred_to() -> frozenset[str]:
    kinds = {spec.refers for kind in schema.registered() for spec in kind.fields if spec.refers}
    return frozenset(kinds | {"shipments"})


def _nowhere(record: Record, key: str, kind: str, number: str, *, refused: bool) -> Problem:
    title = schema.kind(kind).title
    if refused:
        text = Text(
            f"引用的{title.zh}“{number}”所在行未被接受",
            f"refers to {title.en.lower()} “{number}”, a row that is refused itself",
        )
    else:
        text = Text(
            f"引用的{title.zh}“{number}”不存在：文件和案卷中都没有",
            f"refers to {title.en.lower()} “{number}”, found neither in the file nor in the client",
        )
    return refusal(text, kind=record.kind_name, key=key, identity=record.identity_text)
