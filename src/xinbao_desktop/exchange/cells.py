"""How the value of a field is written into a cell, a line of CSV or the JSON of the export."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.reading.numbers import number_text
from xinbao_desktop.domain.schema import FieldSpec, FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.vocabulary import Vocabularies

_LETTERED = frozenset({"currency", "slot", "payment_term", "incoterm"})
"""Vocabularies whose values (USD, T02, OA, FOB) are what people write themselves."""


def in_order(records: Iterable[Record]) -> list[Record]:
    """Return records in the order of their numbers."""
    return sorted(records, key=lambda record: record.identity)


def json_value(spec: FieldSpec, value: object) -> object:
    """Return a value as the JSON of the export holds it; None where it is empty."""
    if isinstance(value, Decimal):
        return number_words(spec, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value


def words(spec: FieldSpec, value: object, vocabularies: Vocabularies) -> str:
    """Return a value as a workbook or CSV file spells it; an empty word where it is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return number_words(spec, value)
        case date():
            return value.isoformat()
        case tuple():
            return ";".join(code_word(spec, item, vocabularies) for item in value)
        case _:
            return code_word(spec, str(value), vocabularies)


def number_words(spec: FieldSpec, value: Decimal) -> str:
    """Return a number as text; a ratio above one in percent, as it would be misread otherwise."""
    if spec.type is FieldType.RATIO and value > 1:
        return f"{number_text(value * 100)}%"
    return number_text(value)


def code_word(spec: FieldSpec, value: str, vocabularies: Vocabularies) -> str:
    """Return what a code is called in Chinese, or the code where people write the code."""
    if spec.vocabulary is None or spec.vocabulary in _LETTERED:
        return value
    vocabulary = vocabularies[spec.vocabulary]
    return vocabulary.label(value).zh if value in vocabulary else value
