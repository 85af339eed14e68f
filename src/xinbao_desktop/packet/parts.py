"""The parts of a packet in order, and the pages each begins and ends on.

A part is what has one row in the index or one leaf between sections: cover, index, check
sheet, manifest, dividers, documents.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.packet_plan import (
    Document,
    FormDocument,
    GapDocument,
    PacketPlan,
    PaperDocument,
    Section,
)
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Mapping


class PartKind(StrEnum):
    """What a part is; written into the pages, so that a reader can tell ours from papers."""

    COVER = "cover"
    INDEX = "index"
    CHECK = "check"
    MANIFEST = "manifest"
    DIVIDER = "divider"
    FORM = "form"
    PAPER = "paper"
    GAP = "gap"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part; ``target`` is what links lead to."""

    target: str
    kind: PartKind
    title: Text
    tab: str = ""
    document: Document | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where each part lies: first and last page by its target, and how many there are."""

    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    total: int = 0

    def first(self, target: str) -> int:
        """Return a part's first page; 0 while it is not known."""
        return self.ranges.get(target, (0, 0))[0]

    def pages(self, target: str) -> str:
        """Return a part's pages as printed: ``12`` or ``12–15``."""
        first, last = self.ranges.get(target, (0, 0))
        return str(first) if first == last else f"{first}–{last}"


COVER, INDEX, CHECK, MANIFEST = "@cover", "@index", "@check", "@manifest"


def parts_of(plan: PacketPlan) -> list[Part]:
    """Return every part of a packet in the order of its pages."""
    sheets = plan.sheets
    found = [
        Part(target=COVER, kind=PartKind.COVER, title=Text("封面", "Cover")),
        Part(target=INDEX, kind=PartKind.INDEX, title=sheets.index.title),
        Part(target=CHECK, kind=PartKind.CHECK, title=sheets.check_sheet.title, tab="0.1"),
        Part(target=MANIFEST, kind=PartKind.MANIFEST, title=sheets.manifest.title, tab="0.2"),
    ]
    for number, section in enumerate(plan.sections, start=1):
        found.append(
            Part(
                target=f"@section-{section.id}",
                kind=PartKind.DIVIDER,
                title=section.title,
                tab=str(number),
                section=section,
            )
        )
        for place, document in enumerate(section.documents, start=1):
            found.append(
                Part(
                    target=document.id,
                    kind=kind_of(document),
                    title=document.title,
                    tab=f"{number}.{place}",
                    document=document,
                    section=section,
                )
            )
    return found


def kind_of(document: Document) -> PartKind:
    """Return what kind of part a document makes."""
    if isinstance(document, FormDocument):
        return PartKind.FORM
    return PartKind.PAPER if isinstance(document, PaperDocument) else PartKind.GAP


def invoice_of(document: Document | None) -> str:
    """Return the invoice a document belongs to."""
    return document.invoice_no if isinstance(document, PaperDocument | GapDocument) else ""


def full_title(part: Part) -> Text:
    """Return a part's title with its invoice, as bookmarks and metadata show it."""
    invoice = invoice_of(part.document)
    return (
        Text(f"{part.title.zh} {invoice}", f"{part.title.en} {invoice}") if invoice else part.title
    )


def page_ranges(pages: list[int]) -> Text:
    """Return page numbers as printed: ``3, 5–9``."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return same(", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs))
