"""Lay out a whole packet: every page's marks, every part's page numbers.

Index and forms print page numbers that depend on how long the index and the forms are, so the
packet is laid out again until the numbers stand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues, Orientation, TableRow
from xinbao_desktop.domain.packet_plan import (
    BuiltPacket,
    FormDocument,
    GapDocument,
    PacketPlan,
    PaperDocument,
    Profile,
)
from xinbao_desktop.packet import (
    check_sheet,
    cover_sheet,
    index_sheet,
    register_sheet,
    volume_sheet,
)
from xinbao_desktop.packet.blank_marks import blank_marks
from xinbao_desktop.packet.flow import pour
from xinbao_desktop.packet.fonts import typeface
from xinbao_desktop.packet.form_strips import form_strips
from xinbao_desktop.packet.parts import Numbering, Part, PartKind, Place, parts_of, span_words
from xinbao_desktop.packet.sheet import LANDSCAPE, PORTRAIT, Drawn, Geometry, Glyphs
from xinbao_desktop.packet.typeset import Line
from xinbao_desktop.packet.words import Align, Style, set_line

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
    """A packet, or one volume of it, laid out; ``listed`` are the parts its index names."""

    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    numbering: Numbering
    listed: tuple[Part, ...]


def lay_out(plan: PacketPlan, shapes: Mapping[str, Sequence[Geometry]]) -> Layout:
    """Return the packet's pages; ``shapes`` says how each paper's pages lie."""
    return lay_out_volumes((plan,), shapes)[0]


def lay_out_volumes(
    plans: Sequence[PacketPlan], shapes: Mapping[str, Sequence[Geometry]]
) -> list[Layout]:
    """Return each volume's pages; what one prints of another's page numbers is true."""
    parts = [tuple(parts_of(plan)) for plan in plans]
    listed = [(*own, *_documents(parts[1:])) if n == 0 else own for n, own in enumerate(parts)]
    numberings = [Numbering() for _ in plans]
    for _ in range(ROUNDS):
        rounds = [
            _round(plan, parts[n], listed[n], shapes, numberings[n]) for n, plan in enumerate(plans)
        ]
        found = [numbering for _, numbering in rounds]
        found = [replace(one, elsewhere=_elsewhere(plans, found, n)) for n, one in enumerate(found)]
        if found == numberings:
            return [
                Layout(parts[n], _all_numbered(rounds[n][0], plan), numberings[n], listed[n])
                for n, plan in enumerate(plans)
            ]
        numberings = found
    raise AssertionError("page numbers do not settle")


def _documents(volumes: Sequence[Sequence[Part]]) -> list[Part]:
    return [part for parts in volumes for part in parts if part.section is not None]


def _elsewhere(
    plans: Sequence[PacketPlan], numberings: Sequence[Numbering], own: int
) -> dict[str, Place]:
    """Return where the documents of all other volumes lie, and those handed in before."""
    plan = plans[own]
    found = {}
    if plan.supplement is not None:
        for document, refs in plan.supplement.known.items():
            words = register_sheet.place_words(plan, refs).of(plan.lang)
            found[document] = Place(words, words)
    for number, (other, numbering) in enumerate(zip(plans, numberings, strict=True), start=1):
        if number == own + 1:
            continue
        template = other.sheets.index.words["in_volume"]
        for target, (first, last) in numbering.ranges.items():
            if not target.startswith("@") or target.startswith("@section-"):
                pages = span_words(first, last)
                words = template.fill(volume=number, pages=pages).of(other.lang)
                found[target] = Place(pages, words)
    return found


def check_pages(
    plan: PacketPlan, layout: Layout, digest: str, others: Sequence[BuiltPacket] = ()
) -> list[Drawn]:
    """Return the check sheet's pages once the digests of all others are known.

    ``others`` are the volumes after the first.
    """
    filled = check_sheet.check_form(plan, layout.listed, layout.numbering, digest, others)
    pages = pour(form_strips(filled, PORTRAIT.text_width, plan.lang), PORTRAIT)
    first = layout.numbering.first("@check")
    total = layout.numbering.total
    return [number_page(page, first + n, total, plan) for n, page in enumerate(pages)]


def with_drawn(layout: Layout, first: int, drawn: Sequence[Drawn]) -> Layout:
    """Return a layout with other marks on the pages from ``first`` on."""
    pages = list(layout.pages)
    for number, marks in enumerate(drawn, start=first - 1):
        pages[number] = replace(pages[number], drawn=marks)
    return replace(layout, pages=tuple(pages))


def _round(
    plan: PacketPlan,
    parts: Sequence[Part],
    listed: Sequence[Part],
    shapes: Mapping[str, Sequence[Geometry]],
    numbering: Numbering,
) -> tuple[list[Page], Numbering]:
    pages: list[Page] = []
    ranges: dict[str, tuple[int, int]] = {}
    for part in parts:
        if plan.profile is Profile.SEAL and len(pages) % 2:
            pages.append(_blank(plan))
        first = len(pages) + 1
        pages += _pages_of(plan, part, listed, shapes, numbering)
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
            Page(part.kind, Drawn(shape, marks), part.target, place)
            for place, shape in enumerate(shapes[part.target])
            for marks in (blank_marks(part.document, place, shape, numbering),)
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
        others = [BuiltPacket(0, DIGEST_ROOM, "")] * (plan.volume.count - 1 if plan.volume else 0)
        return check_sheet.check_form(plan, parts, numbering, DIGEST_ROOM, others)
    if part.kind is PartKind.REGISTER:
        return register_sheet.register_form(plan, parts, numbering)
    if part.kind is PartKind.VOLUME:
        return volume_sheet.volume_form(plan, parts, numbering)
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
    if not numbering.knows(link):
        return item
    pages = FormValue(numbering.pages(link), link=link)
    return replace(item, cells={**item.cells, "page_range": pages})


def _blank(plan: PacketPlan) -> Page:
    strips = cover_sheet.blank_strips(plan, PORTRAIT.text_width, PORTRAIT.text_height)
    return Page(PartKind.BLANK, pour(strips, PORTRAIT)[0])


def _all_numbered(pages: Sequence[Page], plan: PacketPlan) -> tuple[Page, ...]:
    return tuple(
        replace(page, drawn=number_page(page.drawn, number, len(pages), plan))
        for number, page in enumerate(pages, start=1)
    )


def number_words(number: int, total: int, volume: int = 0, supplement: int = 0) -> str:
    """Return the running number as it is printed on every page.

    Each volume and each supplement is a file and a bound book of its own, so its numbers begin
    at 1; what stands before them says which book it is.
    """
    zh = (f"补充 {supplement} " if supplement else "") + (f"第 {volume} 册 " if volume else "")
    en = (f"S{supplement}-" if supplement else "") + (f"{volume}-" if volume else "")
    return f"{zh}第 {number} 页 共 {total} 页 / {en}{number} of {total}"


def number_page(drawn: Drawn, number: int, total: int, plan: PacketPlan) -> Drawn:
    """Return a packet's page with its running number; a draft says so on every page."""
    volume = plan.volume.number if plan.volume else 0
    supplement = plan.supplement.number if plan.supplement else 0
    words = number_words(number, total, volume, supplement)
    return with_number(drawn, "草稿 DRAFT · " + words if plan.draft else words)


def number_drawn(drawn: Drawn, number: int, total: int) -> Drawn:
    """Return a page with its running number."""
    return with_number(drawn, number_words(number, total))


def with_number(drawn: Drawn, words: str) -> Drawn:
    """Return a page with its running number in the free zone at the lower edge."""
    sheet = drawn.geometry
    line = Line(words, typeface().width(words, NUMBER.size), last=True)  # it never breaks
    glyphs = set_line(line, sheet.width, NUMBER, top=0.0)
    return Drawn(sheet, (*drawn.marks, replace_y(glyphs, sheet.number_y)))


def replace_y(glyphs: Glyphs, y: float) -> Glyphs:
    """Return words on another baseline."""
    return replace(glyphs, y=y)
