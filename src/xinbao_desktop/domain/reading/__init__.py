"""From a raw cell to the typed value of a field, or to the reason why not.

One reader for every way in: workbook, CSV, JSON and the forms of the window. What a value may be
is said by its ``FieldSpec``; whether it fits the other values is the business of ``validation``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.problems import Problem, refusal, warning
from xinbao_desktop.domain.reading import days, numbers, words
from xinbao_desktop.domain.reading.outcome import (
    PLACEHOLDERS,
    Noted,
    UnreadableError,
    compatible,
    shown,
)
from xinbao_desktop.domain.schema import FieldSpec, FieldType
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.vocabulary import Vocabularies

__all__ = ["Noted", "Read", "UnreadableError", "is_number", "read_value", "reader"]

_NUMBERED = frozenset({"uscc", "check", "customs_code", "hs_code", "swift", "email_domain"})
_PLAIN_READERS: dict[FieldType, Callable[[object], object]] = {
    FieldType.TEXT: words.read_text,
    FieldType.LONG_TEXT: words.read_text,
    FieldType.DATE: days.read_day,
    FieldType.AMOUNT: numbers.read_amount,
    FieldType.RATE: numbers.read_rate,
    FieldType.RATIO: numbers.read_ratio,
    FieldType.INTEGER: numbers.read_integer,
    FieldType.FLAG: words.read_flag,
    FieldType.TEXTS: words.read_texts,
}
_FREE = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.FLAG})


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell turned out to be: its value, and the problem if there is one."""

    value: object = None
    problem: Problem | None = None


def read_value(spec: FieldSpec, raw: object, vocabularies: Vocabularies) -> Read:
    """Read one cell or one entry of a form.

    The value is None (or an empty tuple) where the cell is empty, and where it is refused.
    """
    try:
        found = reader(spec, vocabularies)(raw)
    except UnreadableError as error:
        return Read(empty_of(spec), refusal(error.text, key=spec.key))
    if isinstance(found, Noted):
        return Read(found.value, warning(found.text, key=spec.key))
    return Read(found)


def empty_of(spec: FieldSpec) -> object:
    """Return what a field holds when nothing is given."""
    return () if spec.type in (FieldType.CODES, FieldType.TEXTS) else None


def is_number(spec: FieldSpec) -> bool:
    """Whether a text field holds a number of a paper or record, compared by narrow signs."""
    return spec.type is FieldType.TEXT and (spec.key.endswith("_no") or spec.key in _NUMBERED)


def reader(spec: FieldSpec, vocabularies: Vocabularies) -> Callable[[object], object]:
    """Return a function that reads this field; made once for a whole column.

    The function returns the value, or ``Noted`` with a remark; it raises ``UnreadableError``.
    """
    read = _typed(spec, vocabularies)
    empty = empty_of(spec)
    marks = frozenset() if spec.type in _FREE else PLACEHOLDERS

    def read_cell(raw: object) -> object:
        if raw is None or raw == "":
            return empty
        if isinstance(raw, str):
            if not raw.strip():
                return empty
            try:
                return read(raw)
            except UnreadableError:
                if compatible(raw).casefold() in marks:
                    return Noted(empty, _as_empty(raw))
                raise
        return read(raw)

    return read_cell


def _typed(spec: FieldSpec, vocabularies: Vocabularies) -> Callable[[object], object]:
    if spec.type in (FieldType.CODE, FieldType.CODES):
        assert spec.vocabulary is not None
        vocabulary = vocabularies[spec.vocabulary]
        if spec.type is FieldType.CODE:
            read = words.read_term if spec.vocabulary == "payment_term" else words.read_code
            return lambda raw: read(raw, vocabulary)
        return lambda raw: words.read_codes(raw, vocabulary)
    if is_number(spec):
        if spec.key == "uscc":
            return _read_uscc
        return words.read_number_of_paper
    return _PLAIN_READERS[spec.type]


def _read_uscc(raw: object) -> object:
    read = words.read_number_of_paper(raw)
    return read.upper().replace(" ", "") if isinstance(read, str) else read


def _as_empty(raw: str) -> Text:
    return Text(f"“{shown(raw)}”按空白读取", f"“{shown(raw)}” was read as empty")
