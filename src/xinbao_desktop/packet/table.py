"""Ruled rows: tables with repeated heads, and the label-and-value grid of a form.

A row breaks over pages only when it is higher than half a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.packet.fonts import typeface
from xinbao_desktop.packet.sheet import HEAD_FILL, Box, Glyphs, Hotspot, Mark, Rule, Shade, Strip
from xinbao_desktop.packet.typeset import Line, clusters
from xinbao_desktop.packet.words import CELL, Align, Style, lines_of, second_style, set_line

if TYPE_CHECKING:
    from collections.abc import Sequence

PAD_X = 4.5
PAD_Y = 4.0
TALLEST = 330.0  # points; a higher row is cut into pieces of this height
SHORT = 220.0  # points; a table no higher than this is never broken
NARROWEST = 24.0
SHORT_NAME = 4  # characters; a cell of no more is kept on one line


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: words, then the second language small below them."""

    words: str
    second: str = ""
    style: Style = CELL
    fill: Shade | None = None
    link: str = ""


def label_cell(words: str, second: str = "") -> Cell:
    """Return a shaded cell that names something."""
    return Cell(words, second, replace(CELL, bold=True), fill=HEAD_FILL)


def head_cell(words: str, second: str = "") -> Cell:
    """Return a cell of a table's head."""
    return Cell(words, second, replace(CELL, bold=True, align=Align.CENTRE), fill=HEAD_FILL)


def row(
    cells: Sequence[Cell], widths: Sequence[float], repeat: tuple[Strip, ...] = ()
) -> list[Strip]:
    """Return one row as strips: one, or several if it is very high."""
    columns = [_lines(cell, width - 2 * PAD_X) for cell, width in zip(cells, widths, strict=True)]
    whole = max(_height(lines) for lines in columns) + 2 * PAD_Y
    if whole <= TALLEST:
        return [_strip(cells, widths, columns, whole, repeat)]
    strips = []
    while any(columns):
        parts = [_first(lines, TALLEST - 2 * PAD_Y) for lines in columns]
        columns = [lines[len(part) :] for lines, part in zip(columns, parts, strict=True)]
        height = max(_height(part) for part in parts) + 2 * PAD_Y
        strips.append(_strip(cells, widths, parts, height, repeat, top=True))
    return strips


def table(
    heads: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    before: float = 0.0,
) -> list[Strip]:
    """Return a table: its head is repeated on each page and never stands alone."""
    head = row(heads, widths)[0]
    head = replace(head, before=before, keep=True)
    strips = [head]
    for cells in rows:
        strips += row(cells, widths, repeat=(replace(head, before=0.0),))
    if sum(strip.height for strip in strips) <= SHORT:
        return [*(replace(strip, keep=True) for strip in strips[:-1]), *strips[-1:]]
    if len(rows) > 1:  # neither the first row nor the last stands alone on a page
        strips[1] = replace(strips[1], keep=True)
        strips[-2] = replace(strips[-2], keep=True)
    return strips


def column_widths(
    total: float, weights: Sequence[float], rows: Sequence[Sequence[Cell]]
) -> list[float]:
    """Share the width out by weight, but give each column its longest unbreakable piece.

    Where the pieces together are wider than the page, words of the second language may be cut;
    only if that is not enough the widest columns give way.
    """
    wanted = [total * weight / sum(weights) for weight in weights]
    needed = _needed(len(weights), rows)
    if sum(needed) >= total:
        needed = _needed(len(weights), [[replace(c, second="") for c in cells] for cells in rows])
    if sum(needed) >= total:
        return _squeezed(needed, total)
    widths = [max(want, need) for want, need in zip(wanted, needed, strict=True)]
    over = sum(widths) - total
    slack = [width - need for width, need in zip(widths, needed, strict=True)]
    if over <= 0:
        return widths
    return [w - over * s / sum(slack) for w, s in zip(widths, slack, strict=True)]


def _needed(columns: int, rows: Sequence[Sequence[Cell]]) -> list[float]:
    """Return how wide each column must be for no piece of it to be cut."""
    return [
        max([NARROWEST, *(_longest(cells[n]) + 2 * PAD_X + 0.5 for cells in rows)])
        for n in range(columns)
    ]


def _squeezed(needed: list[float], total: float) -> list[float]:
    """Cut the widest columns down to one common width so that all fit."""
    low, high = 0.0, max(needed)
    for _ in range(40):
        middle = (low + high) / 2
        if sum(min(need, middle) for need in needed) > total:
            high = middle
        else:
            low = middle
    return [min(need, low) for need in needed]


def _longest(cell: Cell) -> float:
    first, below = typeface(bold=cell.style.bold), second_style(cell.second)
    pieces = [cell.words] if len(cell.words) <= SHORT_NAME else clusters(cell.words)
    widths = [first.width(piece, cell.style.size) for piece in pieces]
    widths += [typeface().width(piece, below.size) for piece in clusters(cell.second)]
    return max(widths, default=0.0)


_Set = tuple[Line, Style]


def _lines(cell: Cell, width: float) -> list[_Set]:
    found: list[_Set] = []
    if cell.words:
        found += [(line, cell.style) for line in lines_of(cell.words, width, cell.style)]
    if cell.second:
        small = second_style(cell.second, cell.style.align)
        found += [(line, small) for line in lines_of(cell.second, width, small)]
    return found


def _height(lines: Sequence[_Set]) -> float:
    return sum(style.leading for _, style in lines) or CELL.leading


def _first(lines: list[_Set], room: float) -> list[_Set]:
    taken: list[_Set] = []
    used = 0.0
    for line, style in lines:
        used += style.leading
        if used > room and taken:
            break
        taken.append((line, style))
    return taken


def _strip(
    cells: Sequence[Cell],
    widths: Sequence[float],
    columns: Sequence[list[_Set]],
    height: float,
    repeat: tuple[Strip, ...],
    *,
    top: bool = False,
) -> Strip:
    fills: list[Mark] = []
    marks: list[Mark] = []
    x = 0.0
    for cell, width, lines in zip(cells, widths, columns, strict=True):
        if cell.fill is not None:
            fills.append(Box(x, 0.0, width, height, fill=cell.fill))
        start = PAD_Y if top else (height - _height(lines)) / 2
        marks += _placed(lines, x + PAD_X, width - 2 * PAD_X, start)
        if cell.link and cell.words:
            marks.append(Hotspot(x, 0.0, width, height, cell.link))
        marks.append(Rule(x, 0.0, x, height))
        x += width
    marks.append(Rule(x, 0.0, x, height))
    marks += [Rule(0.0, 0.0, x, 0.0), Rule(0.0, height, x, height)]
    return Strip(height, (*fills, *marks), repeat=repeat)


def _placed(lines: Sequence[_Set], x: float, width: float, top: float) -> list[Glyphs]:
    found = []
    for line, style in lines:
        found.append(set_line(line, width, style, top=top, x=x))
        top += style.leading
    return found
