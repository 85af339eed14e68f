"""Turn a filled form into strips: title, grid of answers, tables, declarations, seal box."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.packet.grid import grid_strips, value_cell
from xinbao_desktop.packet.sheet import MM, SOFT, Box, Glyphs, Mark, Rule, SealPlace, Strip, moved
from xinbao_desktop.packet.table import Cell, column_widths, head_cell, row, table
from xinbao_desktop.packet.tags import CODES, Role, Tag
from xinbao_desktop.packet.words import (
    BODY,
    CELL,
    Align,
    Style,
    bilingual,
    heading,
    primary,
    second_style,
    second_tag,
    secondary,
    title,
    titled,
)
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from xinbao_desktop.domain.form import (
        FilledForm,
        FormColumn,
        FormDefinition,
        FormTable,
        FormValues,
        SealBox,
        TableRow,
    )

WITH_SEAL = 4  # strips that stay with the seal: a signature never stands on a page alone
SIGNED = 2  # of them at least: rows or lines of what is signed, the remarks at the foot apart
SEAL_MM = 46.0  # a company seal measures 40 to 42 mm across


def form_strips(filled: FilledForm, width: float, lang: Lang) -> list[Strip]:
    """Return a whole form."""
    form = filled.form
    lang = form.language(lang)
    strips = title(form.title, width, lang)
    for text in form.intro:
        strips += bilingual(text, width, lang, before=6.0)
    strips += section_strips(form, filled.values, width, lang)
    listed = Tag(Role.LIST) if len(form.declarations) > 1 else None
    for number, text in enumerate(form.declarations):
        body = Tag(Role.ITEM_BODY, Tag(Role.ITEM, listed)) if listed else None
        strips += bilingual(text, width, lang, before=14.0 if number == 0 else 4.0, within=body)
    foot = [
        strip
        for text in form.footer
        for strip in bilingual(text, width, lang, style=BODY, before=8.0)
    ]
    strips += foot
    if form.seal is not None:
        kept = max(WITH_SEAL, len(foot) + SIGNED)
        strips[-kept:] = [replace(strip, keep=True) for strip in strips[-kept:]]
        strips += seal_strips(form.seal, width, lang)
    return strips


def section_strips(
    form: FormDefinition,
    values: FormValues,
    width: float,
    lang: Lang,
    strong: Container[str] = (),
) -> list[Strip]:
    """Return the sections of a form: headings, grids, tables, notes.

    The answers of the fields ``strong`` are set large and bold.
    """
    strips: list[Strip] = []
    for section in form.sections:
        strips += heading(section.title, width, lang)
        strips += grid_strips(section, values, width, lang, strong)
        if section.table is not None:
            gap = 6.0 if section.fields else 0.0
            strips += table_strips(section.table, values, width, lang, gap)
        if section.notes:
            strips[-1] = replace(strips[-1], keep=True)
        for text in section.notes:
            strips += bilingual(text, width, lang, style=BODY, before=5.0)
    return strips


def table_strips(
    definition: FormTable, values: FormValues, width: float, lang: Lang, before: float = 0.0
) -> list[Strip]:
    """Return a form's table; its words for "nothing" where it has no rows."""
    rows = values.rows(definition.key)
    if not rows:
        empty = definition.empty or Text("（无）", "(none)")
        style = replace(CELL, align=Align.CENTRE)
        nothing = row([Cell(primary(empty, lang), secondary(empty, lang), style)], [width])
        return [replace(nothing[0], before=before)]
    stacks = _stacks(definition)
    heads = [_head(stack, lang) for stack in stacks]
    cells = [_cells(stacks, item, lang, single=definition.single) for item in rows]
    widths = column_widths(width, [stack[0].width for stack in stacks], [heads, *cells])
    return table(heads, cells, widths, before)


def _head(stack: Sequence[FormColumn], lang: Lang) -> Cell:
    """Return the head of a column; what is stacked in its cells is stacked here too."""
    between = " / " if lang is Lang.ZH else "／"  # written as the second language writes it
    return head_cell(
        "\n".join(primary(c.label, lang) for c in stack),
        between.join(filter(None, (secondary(c.label, lang) for c in stack))),
    )


def _stacks(definition: FormTable) -> list[list[FormColumn]]:
    """Group the columns that share a cell: a stacked one stands below the one before it."""
    found: list[list[FormColumn]] = []
    for column in definition.columns:
        if column.stacked and found:
            found[-1].append(column)
        else:
            found.append([column])
    return found


def _cells(
    stacks: Sequence[Sequence[FormColumn]], item: TableRow, lang: Lang, *, single: bool
) -> list[Cell]:
    found = []
    for stack in stacks:
        parts = [value_cell(column, item.cell(column.key), lang) for column in stack]
        cell = parts[0]
        if len(parts) > 1:
            some = any(p.words for p in parts) and not item.total
            words = [p.words or "—" for p in parts] if some else [p.words for p in parts[:1]]
            cell = replace(cell, words="\n".join(words), second="")
        if single:
            cell = replace(cell, second="")
        if item.total:
            cell = replace(cell, style=replace(cell.style, bold=True))
        found.append(cell)
    return found


def seal_strips(seal: SealBox, width: float, lang: Lang) -> list[Strip]:
    """Return the place to sign, date and seal; it never breaks."""
    size = SEAL_MM * MM
    x = width - size
    small = Style(10.5, 15.0, align=Align.CENTRE, shade=SOFT)
    marks: list[Mark] = []
    y = 34.0
    if seal.signatory:
        marks += _line_to_fill(Text("法定代表人或授权代表（签字）", "Signed by"), x - 22.0, y, lang)
        y += 46.0
    if seal.date:
        marks += _line_to_fill(Text("日期", "Date"), x - 22.0, y, lang)
    marks += [Box(x, 8.0, size, size, line=0.8, dashed=True), SealPlace(x, 8.0, size, size)]
    other = secondary(seal.label, lang)
    below = second_style(other, Align.CENTRE)
    y = 8.0 + size + 2.0
    for strip in titled(seal.label, size, lang, small, below, Role.PARAGRAPH):
        marks += [moved(mark, x, y) for mark in strip.marks]
        y += strip.height
    return [Strip(8.0 + size + 32.0, tuple(marks), before=14.0)]


def _line_to_fill(label: Text, end: float, y: float, lang: Lang) -> list[Mark]:
    first, other = primary(label, lang), secondary(label, lang)
    tag = Tag(Role.PARAGRAPH, lang=CODES[lang])
    marks: list[Mark] = [Glyphs(0.0, y, first, 12.0, tag=tag)]
    if other:
        inner, size = second_tag(other, tag), second_style(other).size
        marks.append(Glyphs(0.0, y + 14.0, other, size, shade=SOFT, tag=inner))
    marks.append(Rule(178.0, y + 3.0, end, y + 3.0, shade=0.1))
    return marks
