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

    from xinbao_desktop.domain.form import FormDefinition


class PartKind(StrEnum):
    """What a part is; written into the pages, so that a reader can tell ours from papers."""

    COVER = "cover"
    INDEX = "index"
    CHECK = "check"
    MANIFEST = "manifest"
    REGISTER = "register"
    VOLUME = "volume"
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
    volume: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document of another volume lies, and how a reference to it is printed."""

    pages: str
    words: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where each part lies: first and last page by its target, and how many there are.

    ``elsewhere`` are the documents that lie in other volumes.
    """

    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    total: int = 0
    elsewhere: Mapping[str, Place] = field(default_factory=dict)

    def knows(self, target: str) -> bool:
        """Whether a part's pages are known, here or elsewhere."""
        return target in self.ranges or target in self.elsewhere

    def first(self, target: str) -> int:
        """Return a part's first page; 0 while it is not known, or if it lies elsewhere."""
        return self.ranges.get(target, (0, 0))[0]

    def span(self, target: str) -> str:
        """Return a part's pages in its own volume: ``12`` or ``12–15``."""
        if target in self.elsewhere:
            return self.elsewhere[target].pages
        return span_words(*self.ranges.get(target, (0, 0)))

    def pages(self, target: str) -> str:
        """Return where a part lies as printed: its pages, or the volume and its pages there."""
        if target in self.elsewhere:
            return self.elsewhere[target].words
        return self.span(target)


def span_words(first: int, last: int) -> str:
    """Return pages as printed: ``12`` or ``12–15``."""
    return str(first) if first == last else f"{first}–{last}"


COVER, INDEX, CHECK, MANIFEST = "@cover", "@index", "@check", "@manifest"
REGISTER, VOLUME = "@register", "@volume"


def parts_of(plan: PacketPlan) -> list[Part]:
    """Return every part of a packet, or of one volume, in the order of its pages."""
    number = plan.volume.number if plan.volume else 0
    found = _sheets(plan)
    for tab, section, documents in plan.tabbed():
        found.append(
            Part(
                target=f"@section-{section.id}",
                kind=PartKind.DIVIDER,
                title=section.title,
                tab=tab,
                section=section,
                volume=number,
            )
        )
        found += [
            Part(
                target=document.id,
                kind=kind_of(document),
                title=document.title,
                tab=place,
                document=document,
                section=section,
                volume=number,
            )
            for place, document in documents
        ]
    return found


def _sheets(plan: PacketPlan) -> list[Part]:
    """Return the sheets in front; check sheet and manifest stand in the first volume alone."""
    sheets, volume = plan.sheets, plan.volume
    number = volume.number if volume else 0
    listed: tuple[tuple[str, PartKind, FormDefinition], ...] = (
        (CHECK, PartKind.CHECK, sheets.check_sheet),
        (MANIFEST, PartKind.MANIFEST, sheets.manifest),
    )
    title = sheets.index.title
    if plan.supplement is not None:
        listed = (*listed, (REGISTER, PartKind.REGISTER, sheets.register))
        title = sheets.index.words["supplement_title"]
    if volume is not None:
        title = sheets.index.words["whole_title" if number == 1 else "volume_title"]
    if number > 1:
        listed = ((VOLUME, PartKind.VOLUME, sheets.volume_sheet),)
    return [
        Part(target=COVER, kind=PartKind.COVER, title=Text("封面", "Cover"), volume=number),
        Part(target=INDEX, kind=PartKind.INDEX, title=title, volume=number),
        *(
            Part(target=target, kind=kind, title=form.title, tab=f"0.{place}", volume=number)
            for place, (target, kind, form) in enumerate(listed, start=1)
        ),
    ]


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
