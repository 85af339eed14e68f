"""How values are written: on screen for reading, and in a field for changing them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.schema import FieldType

if TYPE_CHECKING:
    from xinbao_desktop.domain.schema import FieldSpec
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.text import Lang

SEPARATOR = "; "
KIB = 1024
AS_CODES = frozenset({"currency", "payment_term"})
"""Vocabularies whose codes are what an office reads."""


def amount_text(value: Decimal | None, currency: str = "") -> str:
    """Return an amount with thousands separators and at least two decimals, then its currency."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    decimals = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{value:,.{decimals}f} {currency}".rstrip()


def percent_text(value: Decimal | None) -> str:
    """Return a ratio as a percentage: 0.9 reads 90 %."""
    if value is None:
        return ""
    return f"{format((value * 100).normalize(), 'f')} %"


def date_text(value: date | None) -> str:
    """Return a day as year-month-day."""
    return "" if value is None else value.isoformat()


def moment_text(value: datetime) -> str:
    """Return a moment as the day and minute of the place where the program runs."""
    return value.astimezone().strftime("%Y-%m-%d %H:%M")


def size_text(size: int) -> str:
    """Return a file's size for reading."""
    if size < KIB:
        return f"{size} B"
    if size < KIB * KIB:
        return f"{size / KIB:.0f} KB"
    return f"{size / KIB / KIB:.1f} MB"


def file_name(words: str) -> str:
    """Return words as the name of a file on any system: a case number may hold a slash."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", words).strip(" .") or "-"


def edit_text(spec: FieldSpec, value: Any) -> str:
    """Return a field's value as the text that reads back as the same value; codes stay codes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    if spec.type is FieldType.RATIO:
        return f"{format((value * 100).normalize(), 'f')}%"
    if isinstance(value, Decimal):
        return f"{value:,f}" if spec.type is FieldType.AMOUNT else format(value, "f")
    return date_text(value) if isinstance(value, date) else str(value)


def shown_text(spec: FieldSpec, value: Any, words: Vocabularies, lang: Lang) -> str:
    """Return a field's value for reading, in a table or a sentence."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        return _yes_no(lang, value=value)
    if spec.vocabulary and spec.vocabulary in words and spec.vocabulary not in AS_CODES:
        values = value if isinstance(value, tuple) else (value,)
        vocabulary = words[spec.vocabulary]
        return "、".join(vocabulary.label(v).of(lang) if v in vocabulary else v for v in values)
    if spec.type is FieldType.AMOUNT:
        return amount_text(value)
    if spec.type is FieldType.RATIO:
        return percent_text(value)
    return edit_text(spec, value)


def _yes_no(lang: Lang, *, value: bool) -> str:
    if lang == "zh":
        return "是" if value else "否"
    return "Yes" if value else "No"
