"""Which papers a case needs, which it has, and what that makes of its packet.

A slot is a place in the dossier (F01 to P03). Each packet says of each slot under which condition
it is mandatory or recommended; the conditions are expressions of the rule language, kept as data
and judged here over the facts of the case and of each invoice. Reading the files belongs to
``catalog.checklist``; printing the result to ``packet``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xinbao_desktop.text import Text


class Stage(StrEnum):
    """When a paper is due."""

    NOTICE = "N"
    ENTRUSTMENT = "A"
    CLAIM = "C"
    PAYMENT = "P"


class Seal(StrEnum):
    """What the company does to a paper before it goes out."""

    PAGES = "pages"  # company seal on each page, riding seal over two pages
    SIGN = "sign"  # signed and sealed
    NONE = "none"


class Confidence(StrEnum):
    """How sure the program's own knowledge of a figure or a paper is."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


@dataclass(frozen=True, slots=True)
class SlotGroup:
    """A section of the dossier, such as the trade papers (贸易单证)."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the dossier.

    Attributes:
        instead: What may stand in its place; None where nothing may.
        when_missing: What to write on the page that stands for the missing paper.
        per_invoice: Whether each invoice of the case needs one of its own.
        form: Whether the program prints it from the records.
    """

    id: str
    group: SlotGroup
    title: Text
    why: Text
    instead: Text | None
    when_missing: Text
    per_invoice: bool
    stages: tuple[Stage, ...]
    copies: int
    seal: Seal
    form: bool
    sources: tuple[str, ...]
    confidence: Confidence
