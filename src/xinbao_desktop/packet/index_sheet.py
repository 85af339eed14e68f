"""The index: every section and document with its pages, each a link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.packet_plan import GapDocument, PacketPlan, PaperDocument
from xinbao_desktop.packet.parts import Numbering, Part, PartKind, invoice_of
from xinbao_desktop.packet.register_sheet import replaced_words
from xinbao_desktop.packet.sheet import HEAD_FILL, Strip
from xinbao_desktop.packet.table import Cell, column_widths, head_cell, row
from xinbao_desktop.packet.tags import Role, Tag
from xinbao_desktop.packet.words import CELL, Align, primary, secondary, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.form import FormColumn, FormDefinition

WIDEST_RANGE = "0000–0000"
SECTION_SPAN = 3  # columns: a section has neither invoice nor date


def index_strips(
    plan: PacketPlan, parts: Sequence[Part], width: float, numbering: Numbering
) -> list[Strip]:
    """Return the index: every section and document with its pages, each a link."""
    form, lang = plan.sheets.index, plan.lang
    shown = {"volume": plan.volume is not None, "replaces": plan.supplement is not None}
    columns = [c for c in _columns(form) if shown.get(c.key, True)]
    heads = [head_cell(primary(c.label, lang), secondary(c.label, lang)) for c in columns]
    listed = [part for part in parts if part.tab]
    rows = {part.target: _index_row(plan, part, numbering) for part in listed}
    documents = [rows[p.target] for p in listed if p.kind is not PartKind.DIVIDER]
    widths = column_widths(
        width, [c.width for c in columns], [heads, *documents, _range_room(len(heads))]
    )
    table = Tag(Role.TABLE)
    head = replace(row(heads, widths, within=table)[0], keep=True)
    own = next(part for part in parts if part.kind is PartKind.INDEX)
    strips = [*title(own.title, width, lang), Strip(6.0, keep=True), head]
    for part in listed:
        cells = rows[part.target]
        if part.kind is PartKind.DIVIDER:
            after = len(cells) - 2  # those after the title keep their columns
            spans = [widths[0], sum(widths[1:-after]), *widths[-after:]]
            made = row(cells, spans, repeat=(head,), within=table)
            strips += [replace(strip, keep=True) for strip in made]
        else:
            strips += row(cells, widths, repeat=(head,), within=table)
    return strips


def _columns(form: FormDefinition) -> Sequence[FormColumn]:
    table = form.sections[0].table
    return table.columns if table else ()


def _index_row(plan: PacketPlan, part: Part, numbering: Numbering) -> list[Cell]:
    lang, link = plan.lang, part.target
    pages = numbering.span(part.target)
    volume = [] if plan.volume is None else [str(part.volume)]
    replaces = [] if plan.supplement is None else [replaced_words(plan, part)]
    first, other = primary(part.title, lang), secondary(part.title, lang)
    if part.kind is PartKind.DIVIDER:
        bold = replace(CELL, bold=True)
        return [
            Cell(part.tab, style=replace(bold, align=Align.CENTRE), fill=HEAD_FILL, link=link),
            Cell(first, other, bold, HEAD_FILL, link, span=SECTION_SPAN),
            *(Cell(n, style=replace(bold, align=Align.CENTRE), fill=HEAD_FILL) for n in volume),
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
        *(Cell(late, link=link) for late in replaces),
        *(Cell(n, style=centre, link=link) for n in volume),
        Cell(pages, style=centre, link=link),
        Cell(copies, style=centre, link=link if document else ""),
    ]


def _range_room(columns: int) -> list[Cell]:
    """Return a row that is never printed: it keeps widths the same whatever the numbers."""
    return [Cell(WIDEST_RANGE if n == columns - 2 else "") for n in range(columns)]
