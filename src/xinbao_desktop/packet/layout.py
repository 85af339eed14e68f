"""Lay out a whole packet: every page's marks, every part's page numbers.

Index and forms print page numbers that depend on how long the index and the forms are, so the
packet is laid out again until the numbers stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues, Orientation, TableRow
from xinbao_desktop.domain.packet_plan import (
    FormDocument,
    GapDocument,
    PacketPlan,
    PaperDocument,
    Profile,
)
from xinbao_desktop.packet import check_sheet, cover_sheet, index_sheet
from xinbao_desktop.packet.flow import pour
from xinbao_desktop.packet.form_strips import form_strips
from xinbao_desktop.packet.parts import Numbering, Part, PartKind, parts_of
from xinbao_desktop.packet.sheet import LANDSCAPE, PORTRAIT, Drawn, Geometry, Glyphs
from xinbao_desktop.packet.words import Align, Style, lines_of, set_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUNDS = 8
NUMBER = Style(size=10.0, leading=12.0, align=Align.CENTRE)
DIGEST_ROOM = "0" * 64  # as long as the digest that will stand there


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page; ``paper`` is the page of the client's paper that lies under it."""

    kind: PartKind
    drawn: Drawn
    target: str = ""
    paper: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A packet laid out."""

    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    numbering: Numbering


def lay_out(plan: PacketPlan, shapes: Mapping[str, Sequence[Geometry]]) -> Layout:
    """Return the packet's pages; ``shapes`` says how each paper's pages lie."""
    parts = tuple(parts_of(plan))
    numbering = Numbering()
    for _ in range(ROUNDS):
        pages, found = _round(plan, parts, shapes, numbering)
        if found == numbering:
            numbered = tuple(_numbered(p, n, len(pages), plan) for n, p in enumerate(pages, 1))
            return Layout(parts, numbered, numbering)
        numbering = found
    raise AssertionError("page numbers do not settle")


def check_pages(plan: PacketPlan, layout: Layout, digest: str) -> list[Drawn]:
    """Return the check sheet's pages once the digest of all others is known."""
    filled = check_sheet.check_form(plan, layout.parts, layout.numbering, digest)
    pages = pour(form_strips(filled, PORTRAIT.text_width, plan.lang), PORTRAIT)
    first = layout.numbering.first("@check")
    total = layout.numbering.total
    return [number_page(page, first + n, total, plan) for n, page in enumerate(pages)]


def _round(
    plan: PacketPlan,
    parts: Sequence[Part],
    shapes: Mapping[str, Sequence[Geometry]],
    numbering: Numbering,
) -> tuple[list[Page], Numbering]:
    pages: list[Page] = []
    ranges: dict[str, tuple[int, int]] = {}
    for part in parts:
        if plan.profile is Profile.SEAL and len(pages) % 2:
            pages.append(_blank(plan))
        first = len(pages) + 1
        pages += _pages_of(plan, part, parts, shapes, numbering)
        ranges[part.target] = (first, len(pages))
    return pages, Numbering(ranges, len(pages))


def _pages_of(
    plan: PacketPlan,
    part: Part,
    parts: Sequence[Part],
    shapes: Mapping[str, Sequence[Geometry]],
    numbering: Numbering,
) -> list[Page]:
    if isinstance(part.document, PaperDocument):
        return [
            Page(part.kind, Drawn(shape), part.target, place)
            for place, shape in enumerate(shapes[part.target])
        ]
    width = PORTRAIT.text_width
    geometry = PORTRAIT
    if part.kind is PartKind.COVER:
        strips = cover_sheet.cover_strips(plan, width, numbering)
    elif part.kind is PartKind.INDEX:
        strips = index_sheet.index_strips(plan, parts, width, numbering)
    elif part.kind is PartKind.DIVIDER:
        strips = cover_sheet.divider_strips(plan, part, parts, width, numbering)
    else:
        filled = _form_of(plan, part, parts, numbering)
        if filled.form.orientation is Orientation.LANDSCAPE:
            geometry = LANDSCAPE
        strips = form_strips(filled, geometry.text_width, plan.lang)
    return [Page(part.kind, drawn, part.target) for drawn in pour(strips, geometry)]


def _form_of(
    plan: PacketPlan, part: Part, parts: Sequence[Part], numbering: Numbering
) -> FilledForm:
    if part.kind is PartKind.CHECK:
        return check_sheet.check_form(plan, parts, numbering, DIGEST_ROOM)
    if part.kind is PartKind.MANIFEST:
        return check_sheet.manifest_form(plan, parts, numbering)
    if isinstance(part.document, GapDocument):
        return check_sheet.gap_form(plan, part.document)
    assert isinstance(part.document, FormDocument)
    return with_page_numbers(part.document.content, numbering)


def with_page_numbers(filled: FilledForm, numbering: Numbering) -> FilledForm:
    """Return a form whose cells ``page_range`` name the pages of what their row links to."""
    tables = {
        key: tuple(_row_with_numbers(item, numbering) for item in rows)
        for key, rows in filled.values.tables.items()
    }
    return FilledForm(form=filled.form, values=FormValues(filled.values.fields, tables))


def _row_with_numbers(item: TableRow, numbering: Numbering) -> TableRow:
    link = next((cell.link for cell in item.cells.values() if cell.link), "")
    if link not in numbering.ranges:
        return item
    pages = FormValue(numbering.pages(link), link=link)
    return replace(item, cells={**item.cells, "page_range": pages})


def _blank(plan: PacketPlan) -> Page:
    strips = cover_sheet.blank_strips(plan, PORTRAIT.text_width, PORTRAIT.text_height)
    return Page(PartKind.BLANK, pour(strips, PORTRAIT)[0])


def _numbered(page: Page, number: int, total: int, plan: PacketPlan) -> Page:
    return replace(page, drawn=number_page(page.drawn, number, total, plan))


def number_words(number: int, total: int) -> str:
    """Return the running number as it is printed on every page."""
    return f"第 {number} 页 共 {total} 页 / {number} of {total}"


def number_page(drawn: Drawn, number: int, total: int, plan: PacketPlan) -> Drawn:
    """Return a packet's page with its running number; a draft says so on every page."""
    return number_drawn(drawn, number, total, "草稿 DRAFT · " if plan.draft else "")


def number_drawn(drawn: Drawn, number: int, total: int, before: str = "") -> Drawn:
    """Return a page with its running number in the free zone at the lower edge."""
    sheet = drawn.geometry
    words = before + number_words(number, total)
    line = lines_of(words, sheet.width, NUMBER)[0]
    glyphs = set_line(line, sheet.width, NUMBER, top=0.0)
    return Drawn(sheet, (*drawn.marks, replace_y(glyphs, sheet.number_y)))


def replace_y(glyphs: Glyphs, y: float) -> Glyphs:
    """Return words on another baseline."""
    return replace(glyphs, y=y)
