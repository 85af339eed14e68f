"""Turn a filled form into strips: title, grid of answers, tables, declarations, seal box."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FieldKind, FormColumn, FormValue
from xinbao_desktop.packet.fonts import TICKED, UNTICKED
from xinbao_desktop.packet.sheet import MM, SOFT, Box, Glyphs, Mark, Rule, SealPlace, Strip, moved
from xinbao_desktop.packet.table import Cell, column_widths, head_cell, label_cell, row, table
from xinbao_desktop.packet.tags import CODES, Role, Tag
from xinbao_desktop.packet.words import (
    BODY,
    BODY_INDENTED,
    CELL,
    Align,
    Style,
    bilingual,
    heading,
    paragraph,
    primary,
    second_style,
    second_tag,
    secondary,
    title,
    titled,
)
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.form import (
        FilledForm,
        FormDefinition,
        FormField,
        FormSection,
        FormTable,
        FormValues,
        SealBox,
        TableRow,
    )

YES, NO = Text("是", "Yes"), Text("否", "No")
GRID = 6
LABEL_MM = 33.5
WITH_SEAL = 4  # strips that stay with the seal: a signature never stands on a page alone
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
    for text in form.footer:
        strips += bilingual(text, width, lang, style=BODY, before=8.0)
    if form.seal is not None:
        strips[-WITH_SEAL:] = [replace(strip, keep=True) for strip in strips[-WITH_SEAL:]]
        strips += seal_strips(form.seal, width, lang)
    return strips


def section_strips(
    form: FormDefinition, values: FormValues, width: float, lang: Lang
) -> list[Strip]:
    """Return the sections of a form: headings, grids, tables, notes."""
    strips: list[Strip] = []
    for section in form.sections:
        strips += heading(section.title, width, lang)
        strips += _grid(section, values, width, lang)
        if section.table is not None:
            gap = 6.0 if section.fields else 0.0
            strips += table_strips(section.table, values, width, lang, gap)
        for text in section.notes:
            strips += bilingual(text, width, lang, style=BODY, before=5.0)
    return strips


def _grid(section: FormSection, values: FormValues, width: float, lang: Lang) -> Iterator[Strip]:
    waiting: list[FormField] = []
    grid = Tag(Role.TABLE)
    for item in section.fields:
        if item.kind is FieldKind.LONG_TEXT:
            yield from _grid_row(waiting, values, width, lang, grid)
            waiting, grid = [], Tag(Role.TABLE)
            yield from _long_text(item, values.of(item.key), width, lang)
            continue
        if sum(f.width for f in waiting) + item.width > GRID:
            yield from _grid_row(waiting, values, width, lang, grid)
            waiting = []
        waiting.append(item)
    yield from _grid_row(waiting, values, width, lang, grid)


def _grid_row(
    fields: Sequence[FormField], values: FormValues, width: float, lang: Lang, grid: Tag
) -> list[Strip]:
    if not fields:
        return []
    cells: list[Cell] = []
    widths: list[float] = []
    used = sum(f.width for f in fields)
    for item in fields:
        share = width * item.width / used
        name = min(LABEL_MM * MM, share * 0.42)
        cells.append(label_cell(primary(item.label, lang), secondary(item.label, lang)))
        span = max(2 * round(GRID * item.width / used) - 1, 1)  # beside the label's own column
        cells.append(replace(value_cell(item, values.of(item.key), lang), span=span))
        widths += [name, share - name]
    return row(cells, widths, within=grid)


def value_cell(item: FormField | FormColumn, value: FormValue, lang: Lang) -> Cell:
    """Return the cell that shows an answer."""
    words = shown(item, value, lang)
    align = Align.RIGHT if _is_number(item) else Align.LEFT
    second = ""
    if isinstance(value.value, Text):
        second = secondary(value.value, lang)
    return Cell(words, second, replace(CELL, align=align), link=value.link)


def shown(item: FormField | FormColumn, value: FormValue, lang: Lang) -> str:
    """Return an answer as it is printed; boxes for a choice and for yes and no."""
    if item.kind is FieldKind.FLAG:
        ticks = ((value.value is True, YES), (value.value is False, NO))
        return "\u3000".join(_tick(on, label, lang) for on, label in ticks)
    options = getattr(item, "options", ())
    if item.kind is FieldKind.CHOICE and options:
        return "\u3000".join(_tick(value.value == o.code, o.label, lang) for o in options)
    if isinstance(value.value, Text):
        return primary(value.value, lang)
    return value.value if isinstance(value.value, str) else ""


def _tick(on: bool, label: Text, lang: Lang) -> str:  # noqa: FBT001 - a pair's first half
    return f"{TICKED if on else UNTICKED}{primary(label, lang)}"


def _is_number(item: FormField | FormColumn) -> bool:
    return item.kind is FieldKind.AMOUNT and isinstance(item, FormColumn)


def _long_text(item: FormField, value: FormValue, width: float, lang: Lang) -> list[Strip]:
    label = label_cell(primary(item.label, lang), secondary(item.label, lang))
    head = replace(_asked(row([label], [width])[0]), keep=True)
    inner = width - 12.0
    words = shown(item, value, lang)
    lines = paragraph(words, inner, BODY_INDENTED)
    if len(lines) < 3:
        lines += [Strip(19.0)] * (3 - len(lines))
    body = [_framed(strip, width, 6.0) for strip in lines]
    body[1:] = [replace(strip, repeat=(Strip(0.0, (Rule(0, 0, width, 0),)),)) for strip in body[1:]]
    edge = Strip(5.0, (Rule(0, 0, 0, 5), Rule(width, 0, width, 5), Rule(0, 5, width, 5)))
    body[-1] = replace(body[-1], keep=True)
    return [head, *body, edge]


def _asked(strip: Strip) -> Strip:
    """Return a label's strip as a heading of what is answered below it, not as a table."""
    question = Tag(Role.QUESTION)
    marks: list[Mark] = []
    for mark in strip.marks:
        if isinstance(mark, Glyphs) and mark.tag is not None:
            tag = question
            if mark.tag.role is Role.SPAN:
                tag = Tag(Role.SPAN, question, mark.tag.lang)
            marks.append(replace(mark, tag=tag))
        else:
            marks.append(mark)
    return replace(strip, marks=tuple(marks))


def _framed(strip: Strip, width: float, dx: float) -> Strip:
    height = strip.height
    sides = (Rule(0, 0, 0, height), Rule(width, 0, width, height))
    marks = (*(moved(mark, dx, 2.0) for mark in strip.marks), *sides)
    return Strip(height, marks, keep=strip.keep, foot=(Rule(0, height, width, height),))


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
    heads = [
        head_cell(
            "／".join(primary(c.label, lang) for c in stack),
            " / ".join(filter(None, (secondary(c.label, lang) for c in stack))),
        )
        for stack in stacks
    ]
    cells = [_cells(stacks, item, lang, single=definition.single) for item in rows]
    widths = column_widths(width, [stack[0].width for stack in stacks], [heads, *cells])
    return table(heads, cells, widths, before)


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
