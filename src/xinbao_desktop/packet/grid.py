"""The answers of a form: label and value in a grid of rows, long answers framed below theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.form import FieldKind, FormColumn, FormValue
from xinbao_desktop.packet.fonts import TICKED, UNTICKED
from xinbao_desktop.packet.sheet import MM, Glyphs, Mark, Rule, Strip, moved
from xinbao_desktop.packet.table import Cell, bound, label_cell, row
from xinbao_desktop.packet.tags import Role, Tag
from xinbao_desktop.packet.words import (
    BODY_INDENTED,
    CELL,
    Align,
    Style,
    paragraph,
    primary,
    secondary,
)
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from xinbao_desktop.domain.form import FormField, FormSection, FormValues

SMALL = Style(size=9.0, leading=12.0)
STRONG = Style(size=13.0, leading=18.0, bold=True)
YES, NO = Text("是", "Yes"), Text("否", "No")
GRID = 6
LABEL_MM = 33.5
FEWEST = 3  # lines of a long answer's frame


def grid_strips(
    section: FormSection, values: FormValues, width: float, lang: Lang, strong: Container[str]
) -> Iterator[Strip]:
    """Return a section's answers: labels and values in rows, long answers below their label."""
    waiting: list[FormField] = []
    for item in section.fields:
        if item.if_given and values.of(item.key).is_empty:
            continue
        if item.kind is FieldKind.LONG_TEXT:
            yield from _grid_rows(waiting, values, width, lang, strong)
            waiting = []
            yield from _long_text(item, values.of(item.key), width, lang)
        else:
            waiting.append(item)
    yield from _grid_rows(waiting, values, width, lang, strong)


def _grid_rows(
    fields: Sequence[FormField],
    values: FormValues,
    width: float,
    lang: Lang,
    strong: Container[str],
) -> list[Strip]:
    """Return fields as the rows of one table, as many in a row as fit."""
    lines: list[list[FormField]] = []
    for item in fields:
        if lines and sum(f.width for f in lines[-1]) + item.width <= GRID:
            lines[-1].append(item)
        else:
            lines.append([item])
    grid = Tag(Role.TABLE)
    rows = [_grid_row(line, values, width, lang, strong, grid) for line in lines]
    return bound([strip for made in rows for strip in made])


def _grid_row(
    fields: Sequence[FormField],
    values: FormValues,
    width: float,
    lang: Lang,
    strong: Container[str],
    grid: Tag,
) -> list[Strip]:
    cells: list[Cell] = []
    widths: list[float] = []
    used = sum(f.width for f in fields)
    for item in fields:
        share = width * item.width / used
        name = min(LABEL_MM * MM, share * 0.42)
        cells.append(label_cell(primary(item.label, lang), secondary(item.label, lang)))
        span = max(2 * round(GRID * item.width / used) - 1, 1)  # beside the label's own column
        cell = replace(value_cell(item, values.of(item.key), lang), span=span)
        if item.key in strong:
            cell = replace(cell, style=STRONG)
        cells.append(cell)
        widths += [name, share - name]
    return row(cells, widths, within=grid)


def value_cell(item: FormField | FormColumn, value: FormValue, lang: Lang) -> Cell:
    """Return the cell that shows an answer."""
    words = shown(item, value, lang)
    align = Align.RIGHT if _is_number(item) else Align.LEFT
    second = ""
    if isinstance(value.value, Text):
        second = secondary(value.value, lang)
    style = SMALL if isinstance(item, FormColumn) and item.small else CELL
    return Cell(words, second, replace(style, align=align), link=value.link)


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
    if len(lines) < FEWEST:  # the rest is room to write in, and no page ends inside it
        lines += [Strip(BODY_INDENTED.leading)] * (FEWEST - len(lines))
        lines = [replace(line, keep=True) for line in lines]
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
