"""Short guides to read offline (measure 13): trade basics, RCEP, carbon rules, compliance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.text import Text


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
