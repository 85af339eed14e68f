"""The sheets of the packet itself: what stands in cover, index, check sheet, manifest, divider.

Each becomes a filled form where it can, so that one engine draws all; the cover and the
dividers have a look of their own.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues, TableRow
from xinbao_desktop.domain.packet_plan import (
    FindingSeverity,
    GapDocument,
    PacketPlan,
    PaperDocument,
    Profile,
)
from xinbao_desktop.packet.form_strips import section_strips
from xinbao_desktop.packet.parts import Numbering, Part, PartKind, invoice_of, page_ranges
from xinbao_desktop.packet.sheet import HEAD_FILL, PORTRAIT, SOFT, Rule, Strip
from xinbao_desktop.packet.table import Cell, column_widths, head_cell, row
from xinbao_desktop.packet.words import (
    CELL,
    Align,
    Style,
    paragraph,
    primary,
    secondary,
    title,
)
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.form import FormDefinition

COVER_SIZES = ((28.0, 26.0), (24.0, 12.0), (20.0, 4.0))  # of the title and of the gaps
COVER_DROP = 64.0  # how far the cover's title stands below the margin, where there is room
WIDEST_RANGE = "0000–0000"
CENTRE = Style(size=12.0, leading=18.0, align=Align.CENTRE)


def cover_strips(plan: PacketPlan, width: float, numbering: Numbering) -> list[Strip]:
    """Return the cover, set as large as one page allows: what the packet is, at a glance."""
    spare = 0.0
    strips: list[Strip] = []
    for size, gap in COVER_SIZES:
        strips = _cover(plan, width, numbering, size, gap)
        spare = PORTRAIT.text_height - sum(s.before + s.height for s in strips)
        if spare >= 1.0:
            break
    return [Strip(min(max(spare - 1.0, 0.0), COVER_DROP)), *strips]


def _cover(
    plan: PacketPlan, width: float, numbering: Numbering, size: float, gap: float
) -> list[Strip]:
    form, lang = plan.sheets.cover.form, plan.lang
    big = Style(size=size, leading=size * 1.43, bold=True, align=Align.CENTRE)
    small = Style(size=12.0, leading=17.0, align=Align.CENTRE, shade=SOFT)
    kind = Style(size=18.0, leading=27.0, bold=True, align=Align.CENTRE)
    strips = [
        *paragraph(primary(form.title, lang), width, big),
        *paragraph(secondary(form.title, lang), width, small),
        Strip(16.0, (Rule(width * 0.3, 8.0, width * 0.7, 8.0, width=1.5, shade=0.15),)),
        *paragraph(primary(plan.title, lang), width, kind),
        *paragraph(secondary(plan.title, lang), width, small),
        Strip(gap),
    ]
    if plan.draft:
        note = Style(size=14.0, leading=21.0, bold=True, align=Align.CENTRE)
        strips += paragraph(primary(form.words["draft"], lang), width, note)
        strips += paragraph(secondary(form.words["draft"], lang), width, small)
    strips += section_strips(form, plan.sheets.cover.values, width, lang)
    count = form.words["pages"].fill(pages=numbering.total, sheets=sheets_of(plan, numbering))
    strips += [Strip(gap * 0.6), *paragraph(primary(count, lang), width, CENTRE)]
    return [*strips, *paragraph(secondary(count, lang), width, small)]


def index_strips(
    plan: PacketPlan, parts: Sequence[Part], width: float, numbering: Numbering
) -> list[Strip]:
    """Return the index: every section and document with its pages, each a link."""
    form, lang = plan.sheets.index, plan.lang
    columns = form.sections[0].table.columns if form.sections[0].table else ()
    heads = [head_cell(primary(c.label, lang), secondary(c.label, lang)) for c in columns]
    listed = [part for part in parts if part.tab]
    rows = {part.target: _index_row(plan, part, numbering) for part in listed}
    documents = [rows[p.target] for p in listed if p.kind is not PartKind.DIVIDER]
    widths = column_widths(
        width, [c.width for c in columns], [heads, *documents, _range_room(len(heads))]
    )
    head = replace(row(heads, widths)[0], keep=True)
    strips = [*title(form.title, width, lang), Strip(6.0, keep=True), head]
    for part in listed:
        cells = rows[part.target]
        if part.kind is PartKind.DIVIDER:
            spans = [widths[0], sum(widths[1:-2]), *widths[-2:]]
            made = row(cells, spans, repeat=(head,))
            strips += [replace(strip, keep=True) for strip in made]
        else:
            strips += row(cells, widths, repeat=(head,))
    return strips


def _index_row(plan: PacketPlan, part: Part, numbering: Numbering) -> list[Cell]:
    lang, link = plan.lang, part.target
    pages = numbering.pages(part.target)
    first, other = primary(part.title, lang), secondary(part.title, lang)
    if part.kind is PartKind.DIVIDER:
        bold = replace(CELL, bold=True)
        return [
            Cell(part.tab, style=replace(bold, align=Align.CENTRE), fill=HEAD_FILL, link=link),
            Cell(first, other, bold, HEAD_FILL, link),
            Cell(pages, style=replace(bold, align=Align.CENTRE), fill=HEAD_FILL, link=link),
            Cell("", fill=HEAD_FILL),
        ]
    document = part.document
    words = first
    if isinstance(document, GapDocument):
        words = f"{first}（{primary(plan.sheets.index.words[document.state], lang)}）"
    centre = replace(CELL, align=Align.CENTRE)
    dated = document.dated_on if isinstance(document, PaperDocument) else None
    copies = "" if document is None or isinstance(document, GapDocument) else str(document.copies)
    return [
        Cell(part.tab, style=centre, link=link),
        Cell(words, other, CELL, link=link),
        Cell(invoice_of(document), link=link),
        Cell(dated.isoformat() if dated else "", style=centre, link=link),
        Cell(pages, style=centre, link=link),
        Cell(copies, style=centre, link=link),
    ]


def _range_room(columns: int) -> list[Cell]:
    """Return a row that is never printed: it keeps widths the same whatever the numbers."""
    return [Cell(WIDEST_RANGE if n == columns - 2 else "") for n in range(columns)]


def divider_strips(
    plan: PacketPlan, part: Part, parts: Sequence[Part], width: float, numbering: Numbering
) -> list[Strip]:
    """Return the sheet before a section."""
    form, lang = plan.sheets.divider, plan.lang
    number = Style(size=40.0, leading=60.0, bold=True, align=Align.CENTRE, shade=0.25)
    name = Style(size=24.0, leading=36.0, bold=True, align=Align.CENTRE)
    small = Style(size=13.0, leading=20.0, align=Align.CENTRE, shade=SOFT)
    section = form.sections[0]
    table = section.table
    assert table is not None
    rows = tuple(
        TableRow(
            {
                "tab": FormValue(p.tab, link=p.target),
                "title": FormValue(_with_invoice(p), link=p.target),
                "page_range": FormValue(numbering.pages(p.target), link=p.target),
            }
        )
        for p in parts
        if p.section is part.section and p.document is not None
    )
    values = FormValues(tables={table.key: rows})
    return [
        Strip(120.0),
        *paragraph(part.tab, width, number),
        *paragraph(primary(part.title, lang), width, name),
        *paragraph(secondary(part.title, lang), width, small),
        Strip(30.0),
        *section_strips(form, values, width, lang),
    ]


def _with_invoice(part: Part) -> Text:
    invoice = invoice_of(part.document)
    if not invoice:
        return part.title
    return Text(f"{part.title.zh}（{invoice}）", f"{part.title.en} ({invoice})")


def gap_form(plan: PacketPlan, document: GapDocument) -> FilledForm:
    """Return the page that stands for a document that is not enclosed."""
    form = plan.sheets.gap_page
    need = "mandatory" if document.mandatory else "recommended"
    values: dict[str, Text | str] = {
        "title": document.title,
        "slot": document.slot,
        "invoice_no": document.invoice_no,
        "need": form.words[need],
        "state": form.words[document.state],
        "reason": document.reason,
    }
    return _filled(form, values)


def manifest_rows(
    parts: Sequence[Part], numbering: Numbering
) -> list[tuple[str, str, str, str, str]]:
    """Return the manifest: tab, file name, pages, pages in the packet, SHA-256."""
    return [
        (
            part.tab,
            part.document.original_name,
            str(len(part.document.pages)),
            numbering.pages(part.target),
            part.document.sha256,
        )
        for part in parts
        if isinstance(part.document, PaperDocument)
    ]


def manifest_digest(rows: Sequence[tuple[str, ...]]) -> str:
    """Return the manifest's SHA-256: over its rows, fields without spaces, one row a line."""
    lines = ("|".join("".join(cell.split()) for cell in cells) for cells in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def manifest_form(plan: PacketPlan, parts: Sequence[Part], numbering: Numbering) -> FilledForm:
    """Return the manifest sheet."""
    keys = ("tab", "name", "pages", "page_range", "sha256")
    papers = [part for part in parts if part.kind is PartKind.PAPER]
    rows = tuple(
        TableRow(
            {key: FormValue(cell, link=part.target) for key, cell in zip(keys, cells, strict=True)}
        )
        for part, cells in zip(papers, manifest_rows(parts, numbering), strict=True)
    )
    return FilledForm(form=plan.sheets.manifest, values=FormValues(tables={"sources": rows}))


def check_form(
    plan: PacketPlan, parts: Sequence[Part], numbering: Numbering, digest: str
) -> FilledForm:
    """Return the check sheet; ``digest`` is that of all other pages' contents."""
    form = plan.sheets.check_sheet
    words = form.words
    has_papers = any(p.kind is PartKind.PAPER for p in parts)
    images = image_only_pages(parts, numbering)
    packs = "；".join(f"{pack.id} {pack.version}" for pack in plan.packs)
    fields: dict[str, Text | str] = {
        "program": f"Xinbao Desktop {plan.program_version}",
        "packs": same(packs) if packs else words["no_packs"],
        "on": plan.on.isoformat(),
        "case_no": plan.case_no,
        "client": Text(plan.client_name_zh or plan.client_name_en, plan.client_name_en),
        "client_id": plan.client_id,
        "pages": words["pages"].fill(pages=numbering.total, sheets=sheets_of(plan, numbering)),
        "profile": words[plan.profile],
        "manifest_sha256": _halved(manifest_digest(manifest_rows(parts, numbering))),
        "content_sha256": _halved(digest),
        "archive": words["archive_no" if has_papers else "archive_yes"],
        "image_only": page_ranges(images) if images else words["none"],
    }
    findings = tuple(
        TableRow(
            {
                "check": FormValue(f.check),
                "severity": FormValue(
                    words["error" if f.severity is FindingSeverity.ERROR else "warning"]
                ),
                "message": FormValue(f.message),
                "reason": FormValue(f.reason),
            }
        )
        for f in plan.findings
    )
    boxes = tuple(
        TableRow(
            {
                "tick": FormValue("☑" if box.answer else "☐"),
                "check": FormValue(box.check),
                "message": FormValue(box.message),
                "answer": FormValue(box.answer),
            }
        )
        for box in plan.tick_boxes
    )
    filled = _filled(form, fields)
    tables = {"findings": findings, "boxes": boxes}
    return FilledForm(form=form, values=FormValues(filled.values.fields, tables))


def image_only_pages(parts: Sequence[Part], numbering: Numbering) -> list[int]:
    """Return the packet's pages that hold a picture and no text of their own."""
    return [
        numbering.first(part.target) + place
        for part in parts
        if isinstance(part.document, PaperDocument)
        for place, page in enumerate(part.document.pages)
        if part.document.as_picture or not page.has_text
    ]


def sheets_of(plan: PacketPlan, numbering: Numbering) -> int:
    """Return how many sheets of paper the packet takes when printed as meant."""
    return (numbering.total + 1) // 2 if plan.profile is Profile.SEAL else numbering.total


def blank_strips(plan: PacketPlan, width: float, height: float) -> list[Strip]:
    """Return a page that is blank on purpose and says so."""
    text = plan.sheets.cover.form.words["blank"]
    style = Style(size=12.0, leading=18.0, align=Align.CENTRE, shade=SOFT)
    return [
        Strip(height * 0.45),
        *paragraph(primary(text, plan.lang), width, style),
        *paragraph(secondary(text, plan.lang), width, style),
    ]


def _halved(digest: str) -> str:
    """Set a digest on two lines of equal length, easier to compare by eye."""
    return f"{digest[:32]}\n{digest[32:]}"


def _filled(form: FormDefinition, values: dict[str, Text | str]) -> FilledForm:
    fields = {key: FormValue(value) for key, value in values.items()}
    return FilledForm(form=form, values=FormValues(fields))
