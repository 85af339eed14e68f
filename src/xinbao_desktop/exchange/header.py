"""Find the header of a sheet and the key of each of its columns.

The header may stand under any number of title rows and may take two rows (Chinese and English,
or a group over its columns). Where two columns mean the same key, the one that says it better
is taken and the other is reported as not understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.batch import Column, ImportMapping
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.numbering import required_identity
from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.exchange.grid import is_blank
from xinbao_desktop.exchange.heading import EXACT, Meaning, kind_of_sheet, kinds_hinted, meanings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xinbao_desktop.exchange.grid import Cell, Grid

NEAR_THE_TOP = 200
"""Rows in which the best header is looked for, before the first that will do anywhere."""

_UNITS = re.compile(r"(?:金额单位|货币单位|单位|币种)\s*[:：]\s*([^\s,，;；)）]+)")

_RUNNING_NUMBERS = frozenset({"序号", "项次", "行号"})
"""Headings of columns that only count the rows; nobody misses them."""

HINT = 6
"""What a kind's title within the name of a sheet or CSV file weighs (出运明细, 2024买方)."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet.

    Attributes:
        kind: The kind of record.
        top: Its first row, counted from 0.
        height: How many rows it takes.
        columns: The column of each key, counted from 0 in the grid's rows.
        unknown: Headed columns that mean no key.
        titles: What each headed column is headed with.
        score: How well it fits.
        above: What the title rows say about units.
    """

    kind: str
    top: int
    height: int
    columns: Mapping[str, int]
    unknown: tuple[int, ...]
    titles: Mapping[int, str]
    score: int
    above: str = ""

    def column(self, grid: Grid, index: int) -> Column:
        """Return a column as the user sees it."""
        return Column(grid.letter(index), self.titles[index])


def find_header(grid: Grid, mapping: ImportMapping) -> Header | None:
    """Return the header of a sheet, or None where no kind of record is recognised."""
    said = mapping.sheets.get(grid.name)
    if said == "":
        return None
    kind = said or (kind_of_sheet(grid.name) if grid.named else "")
    kinds = (kind,) if kind else tuple(k.name for k in KINDS)
    hints = kinds_hinted(grid.name)
    best: Header | None = None
    for top in range(len(grid.rows)):
        if best is not None and top >= NEAR_THE_TOP:
            break
        for header in _candidates(grid, top, kinds, mapping):
            if not _will_do(header, named=bool(kind)):
                continue
            hinted = replace(header, score=header.score + HINT) if header.kind in hints else header
            if best is None or hinted.score > best.score:
                best = hinted
    return None if best is None else replace(best, above=_units_above(grid, best.top))


def _units_above(grid: Grid, top: int) -> str:
    """Return what the title rows say about units (单位：万美元)."""
    cells = (cell for row in grid.rows[:top] for cell in row if isinstance(cell, str))
    return " ".join(found[1] for cell in cells if (found := _UNITS.search(cell)))


def _candidates(
    grid: Grid, top: int, kinds: tuple[str, ...], mapping: ImportMapping
) -> Iterator[Header]:
    titles = _titles(grid.rows[top])
    if not titles:
        return
    row_below = grid.rows[top + 1] if top + 1 < len(grid.rows) else ()
    below = _titles(row_below)
    for kind in kinds:
        one = _header(kind, top, (titles,), mapping)
        if not one.columns:
            continue
        yield one
        if below and _is_second_row(kind, row_below, below, mapping):
            two = _header(kind, top, (titles, below), mapping)
            if len(two.columns) >= len(one.columns):
                yield two


def _titles(row: Sequence[Cell]) -> dict[int, str]:
    return {
        index: cell.strip()
        for index, cell in enumerate(row)
        if isinstance(cell, str) and not is_blank(cell)
    }


def _is_second_row(
    kind: str, row: Sequence[Cell], titles: Mapping[int, str], mapping: ImportMapping
) -> bool:
    """Whether a row under a header belongs to it: words only, and most of them headings."""
    filled = sum(not is_blank(cell) for cell in row)
    known = sum(_meaning(kind, title, mapping) is not None for title in titles.values())
    return filled == len(titles) and known * 2 > filled


def _header(
    kind: str, top: int, rows: tuple[Mapping[int, str], ...], mapping: ImportMapping
) -> Header:
    titles: dict[int, str] = {}
    columns: dict[str, tuple[int, int]] = {}
    unknown: list[int] = []
    for index in sorted(set().union(*rows)):
        words = list(dict.fromkeys(row[index] for row in rows if index in row))
        titles[index] = " ".join(words)
        found = [m for title in words if (m := _meaning(kind, title, mapping))]
        if len(words) > 1 and _said(kind, titles[index], mapping) is not None:
            whole = _meaning(kind, titles[index], mapping)  # what the user said of both rows
            found = [] if whole is None else [whole]
        if not found:
            if folded(titles[index]) not in _RUNNING_NUMBERS:
                unknown.append(index)
            continue
        meaning = max(found, key=lambda m: m.rank)
        rank, holder = columns.get(meaning.key, (0, -1))
        if meaning.rank > rank:
            columns[meaning.key] = (meaning.rank, index)
        unknown.extend([holder if meaning.rank > rank else index] if rank else [])
    score = sum(rank for rank, _ in columns.values()) * 4 - len(unknown) + len(rows) - 1
    places = {key: index for key, (_, index) in columns.items()}
    return Header(kind, top, len(rows), places, tuple(sorted(unknown)), titles, score)


def _meaning(kind: str, title: str, mapping: ImportMapping) -> Meaning | None:
    said = _said(kind, title, mapping)
    if said is not None:
        return Meaning(said, EXACT + 1) if said else None
    return meanings(title).get(kind)


def _said(kind: str, title: str, mapping: ImportMapping) -> str | None:
    columns = mapping.columns.get(kind)
    if not columns:
        return None
    if title in columns:
        return columns[title]
    wanted = folded(title)
    return next((key for words, key in columns.items() if folded(words) == wanted), None)


def _will_do(header: Header, *, named: bool) -> bool:
    """Whether a row is a header at all, not a title or a row of data with a known word in it."""
    required = required_identity(schema.kind(header.kind))
    known = len(header.columns)
    identified = all(key in header.columns for key in required)
    if named:
        return known >= 2 or (known == 1 and identified)
    return identified and known >= 2
