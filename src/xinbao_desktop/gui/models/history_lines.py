"""The history of a record as lines to read: labels instead of keys, words instead of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain import schema
from xinbao_desktop.gui import formatting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from xinbao_desktop.app.shapes import HistoryEntry
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.text import Lang


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: of a field, or (``field`` empty) of the record as a whole by its action."""

    at: datetime
    who: str
    why: str
    action: str
    field: str
    before: str
    after: str


def history_lines(
    entries: Sequence[HistoryEntry], words: Vocabularies, lang: Lang
) -> list[HistoryLine]:
    """Return each change with its values as a form shows them, in the order given."""
    return [_line(entry, words, lang) for entry in entries]


def _line(entry: HistoryEntry, words: Vocabularies, lang: Lang) -> HistoryLine:
    known = schema.kind(entry.kind).keys
    spec = next((one for one in known if one.key == entry.field), None)

    def shown(value: Any) -> str:
        if value is None:
            return ""
        if spec is None:
            return " · ".join(value) if entry.action == "renamed" else ""
        return formatting.shown_text(spec, value, words, lang)

    label = entry.field if spec is None else spec.label.of(lang)
    return HistoryLine(
        entry.at, entry.who, entry.why, entry.action, label, shown(entry.before),
        shown(entry.after),
    )  # fmt: skip
