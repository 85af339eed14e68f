"""Small tools of the checks: one way to say that two facts of a record do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.problems import Problem, warning

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.text import Text


def remark(record: Record, key: str, text: Text) -> Problem:
    """Return a warning about one field of a record."""
    return warning(text, kind=record.kind_name, key=key, identity=record.identity_text)


def label(record: Record, key: str) -> Text:
    """Return what a field of a record is called."""
    return schema.kind_of(type(record)).field(key).label


def before(first: date | None, second: date | None) -> bool:
    """Whether one day is earlier than another; False where either is not given."""
    return first is not None and second is not None and first < second
