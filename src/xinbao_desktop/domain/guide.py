"""Short guides to read offline (measure 13): trade basics, RCEP, carbon rules, compliance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from datetime import date

GUIDES = Text("离线指南", "Offline guides")
CHECKED = Text(
    "内容核对于 {on}，以法律法规和保单为准。",
    "Checked on {on}; the law and your policy go before it.",
)


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A heading with points that can each be acted on."""

    heading: Text
    points: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide; ``sources`` are ids of the texts it rests on."""

    id: str
    order: int
    title: Text
    summary: Text
    sections: tuple[GuideSection, ...]
    sources: tuple[str, ...]
    verified_on: date

    def checked(self) -> Text:
        """Return when the guide was checked, and what goes before it."""
        return CHECKED.fill(on=self.verified_on.isoformat())
