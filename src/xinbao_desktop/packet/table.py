"""Ruled rows: tables with repeated heads, and the label-and-value grid of a form.

A row breaks over pages only when it is higher than half a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from xinbao_desktop.packet.fonts import typeface
from xinbao_desktop.packet.sheet import HEAD_FILL, Box, Glyphs, Hotspot, Mark, Rule, Shade, Strip
from xinbao_desktop.packet.tags import CODES, Role, Tag
from xinbao_desktop.packet.typeset import Line, clusters, is_chinese
from xinbao_desktop.packet.words import (
    CELL,
    KEPT,
    Align,
    Style,
    lines_of,
    second_style,
    second_tag,
    set_line,
)
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

PAD_X = 4.5
PAD_Y = 4.0
TALLEST = 330.0  # points; a higher row is cut into pieces of this height
SHORT = 220.0  # points; a table no higher than this is never broken
LONG = 0.5  # of a table's width: a piece that takes more of it may be cut
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
    names: str = ""  # of a head cell: what it names, its Row or its Column
    span: int = 1


def label_cell(words: str, second: str = "") -> Cell:
    """Return a shaded cell that names something."""
    return Cell(words, second, replace(CELL, bold=True), fill=HEAD_FILL, names="Row")


def head_cell(words: str, second: str = "") -> Cell:
    """Return a cell of a table's head."""
    style = replace(CELL, bold=True, align=Align.CENTRE)
    return Cell(words, second, style, fill=HEAD_FILL, names="Column")


def row(
    cells: Sequence[Cell],
    widths: Sequence[float],
    repeat: tuple[Strip, ...] = (),
    within: Tag | None = None,
) -> list[Strip]:
    """Return one row as strips: one, or several if it is very high.

    ``within`` is the tag of the table that the row belongs to; without, it is one of its own.
    """
    line = Tag(Role.ROW, within or Tag(Role.TABLE))
    tags = [_cell_tag(cell, line) for cell in cells]
    columns = [_lines(cell, width - 2 * PAD_X) for cell, width in zip(cells, widths, strict=True)]
    whole = max(_height(lines) for lines in columns) + 2 * PAD_Y
    if whole <= TALLEST:
        return [_strip(cells, widths, columns, whole, repeat, tags)]
    strips = []
    while any(columns):
        parts = [_first(lines, TALLEST - 2 * PAD_Y) for lines in columns]
        columns = [lines[len(part) :] for lines, part in zip(columns, parts, strict=True)]
        height = max(_height(part) for part in parts) + 2 * PAD_Y
        strips.append(_strip(cells, widths, parts, height, repeat, tags, top=True))
    return strips


def table(
    heads: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    before: float = 0.0,
) -> list[Strip]:
    """Return a table: its head is repeated on each page and never stands alone."""
    tag = Tag(Role.TABLE)
    head = row(heads, widths, within=tag)[0]
    head = replace(head, before=before, keep=True)
    strips = [head]
    for cells in rows:
        strips += row(cells, widths, repeat=(replace(head, before=0.0),), within=tag)
    return [strips[0], *bound(strips[1:], head.height)]


def bound(rows: Sequence[Strip], above: float = 0.0) -> list[Strip]:
    """Return rows that neither begin nor end on a page alone; a few are not torn apart.

    ``above`` is the height of the head that belongs to them.
    """
    strips = list(rows)
    if above + sum(strip.height for strip in strips) <= SHORT:
        strips[:-1] = [replace(strip, whole=True) for strip in strips[:-1]]
    if len(strips) > 1:
        strips[0] = replace(strips[0], keep=True)
        strips[-2] = replace(strips[-2], keep=True)
    if len(strips) == 5:  # neither is the one between the first two and the last two
        strips[1] = replace(strips[1], keep=True)
    return strips


def column_widths(
    total: float, weights: Sequence[float], rows: Sequence[Sequence[Cell]]
) -> list[float]:
    """Share the width out by weight, but give each column its longest unbreakable piece.

    Where the pieces together are wider than the page, first those are cut that would take a
    great part of it (a fingerprint, a long address), then words of the second language; only if
    that is not enough the widest columns give way.
    """
    wanted = [total * weight / sum(weights) for weight in weights]
    first = [[replace(cell, second="") for cell in cells] for cells in rows]
    tries = ((rows, total), (rows, total * LONG), (first, total * LONG))
    needed: list[float] = []
    for cells, longest in tries:
        needed = _needed(len(weights), cells, longest)
        if sum(needed) < total:
            break
    else:
        return _squeezed(_needed(len(weights), first, total), total)
    widths = [max(want, need) for want, need in zip(wanted, needed, strict=True)]
    over = sum(widths) - total
    slack = [width - need for width, need in zip(widths, needed, strict=True)]
    if over <= 0:
        return widths
    return [w - over * s / sum(slack) for w, s in zip(widths, slack, strict=True)]


def _needed(columns: int, rows: Sequence[Sequence[Cell]], longest: float) -> list[float]:
    """Return how wide each column must be for no piece up to ``longest`` to be cut."""
    return [
        max([NARROWEST, *(_longest(cells[n], longest) + 2 * PAD_X + 0.5 for cells in rows)])
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


def _longest(cell: Cell, most: float) -> float:
    widths = _widths(cell.words, cell.second, cell.style)
    return max((width for width in widths if width <= most), default=0.0)


@lru_cache(KEPT)
def _widths(words: str, second: str, style: Style) -> tuple[float, ...]:
    """Return how wide the pieces of a cell are that do not break."""
    first, below = typeface(bold=style.bold), second_style(second)
    pieces = [
        piece
        for line in words.split("\n")
        for piece in ([line] if len(line) <= SHORT_NAME else clusters(line))
    ]
    widths = [first.width(piece, style.size) for piece in pieces]
    widths += [typeface().width(piece, below.size) for piece in clusters(second)]
    return tuple(widths)


_Set = tuple[Line, Style, bool]  # a line, how it is set, whether it is the second language


def _lines(cell: Cell, width: float) -> list[_Set]:
    found: list[_Set] = []
    if cell.words:
        found += [(line, cell.style, False) for line in lines_of(cell.words, width, cell.style)]
    if cell.second:
        small = second_style(cell.second, cell.style.align)
        found += [(line, small, True) for line in lines_of(cell.second, width, small)]
    return found


def _height(lines: Sequence[_Set]) -> float:
    return sum(style.leading for _, style, _ in lines) or CELL.leading


def _first(lines: list[_Set], room: float) -> list[_Set]:
    taken: list[_Set] = []
    used = 0.0
    for each in lines:
        used += each[1].leading
        if used > room and taken:
            break
        taken.append(each)
    return taken


@dataclass(frozen=True, slots=True)
class _Tags:
    """The tags of a cell: of itself (or of the link that fills it), and of its small words."""

    first: Tag
    second: Tag
    link: Tag | None


def _cell_tag(cell: Cell, line: Tag) -> _Tags:
    role = Role.HEAD_CELL if cell.names else Role.CELL
    lang = CODES[Lang.ZH] if is_chinese(cell.words) else ""
    tag = Tag(role, line, lang, scope=cell.names, span=cell.span)
    link = Tag(Role.LINK, tag) if cell.link and cell.words else None
    return _Tags(link or tag, second_tag(cell.second, link or tag), link)


def _strip(
    cells: Sequence[Cell],
    widths: Sequence[float],
    columns: Sequence[list[_Set]],
    height: float,
    repeat: tuple[Strip, ...],
    tags: Sequence[_Tags],
    *,
    top: bool = False,
) -> Strip:
    fills: list[Mark] = []
    marks: list[Mark] = []
    rules: list[Mark] = []
    x = 0.0
    for cell, width, lines, tag in zip(cells, widths, columns, tags, strict=True):
        if cell.fill is not None:
            fills.append(Box(x, 0.0, width, height, fill=cell.fill))
        start = PAD_Y if top else (height - _height(lines)) / 2
        if tag.link is not None:
            marks.append(Hotspot(x, 0.0, width, height, cell.link, tag.link))
        marks += _placed(lines, x + PAD_X, width - 2 * PAD_X, start, tag)
        if not cell.words and not cell.second:  # it still has its place in the row
            marks.append(Glyphs(x + PAD_X, start, "", CELL.size, tag=tag.first))
        rules.append(Rule(x, 0.0, x, height))
        x += width
    rules += [Rule(x, 0.0, x, height), Rule(0.0, 0.0, x, 0.0), Rule(0.0, height, x, height)]
    return Strip(height, (*fills, *rules, *marks), repeat=repeat)


def _placed(lines: Sequence[_Set], x: float, width: float, top: float, tags: _Tags) -> list[Glyphs]:
    found = []
    for line, style, second in lines:
        tag = tags.second if second else tags.first
        found.append(set_line(line, width, style, top=top, x=x, tag=tag))
        top += style.leading
    return found
