"""What a record is called in one line, wherever it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.text import Lang

_NAMES = {
    "zh": ("name_zh", "name_en", "name"),
    "en": ("name_en", "name_zh", "name"),
}


def name_of(record: Record, lang: Lang) -> str:
    """Return a record's own name beside its number; empty where it has none."""
    for key in _NAMES[lang.value]:
        found = getattr(record, key, None)
        if found and record.identity != (found,):
            return str(found)
    return ""


def line_of(record: Record, lang: Lang) -> str:
    """Return number and name: ``B001 · Hansa Import GmbH``."""
    name = name_of(record, lang)
    first = " · ".join(part for part in record.identity if part)
    return f"{first} · {name}" if name else first
