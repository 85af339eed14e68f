"""The company on a form instead of in a row: each title with its value to the right of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.batch import Column, SheetReport
from xinbao_desktop.exchange.grid import Grid, is_blank
from xinbao_desktop.exchange.header import Header
from xinbao_desktop.exchange.heading import kind_of_sheet, meanings
from xinbao_desktop.exchange.rows import SheetRows, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.exchange.grid import Cell
    from xinbao_desktop.progress import Progress

KIND = "company"
FEWEST = 3
"""Titles with values that make a form."""

LONGEST_FORM = 200
"""Rows a form may have; a longer sheet is a table."""


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    title: str
    value: Cell
    row: int
    column: int


def read_form(
    grid: Grid, header: Header | None, vocabularies: Vocabularies, progress: Progress
) -> SheetRows | None:
    """Return the company a form holds, or None where the sheet is a table."""
    if header is not None and header.kind != KIND:
        return None
    entries = {entry.key: entry for entry in reversed(list(_entries(grid)))}
    named = grid.named and kind_of_sheet(grid.name) == KIND
    if len(entries) < FEWEST or not (named or {"uscc", "name_zh"} & entries.keys()):
        return None
    if header is not None and len(header.columns) >= len(entries):
        return None
    return _read(grid, list(entries.values()), vocabularies, progress)


def _entries(grid: Grid) -> Iterator[_Entry]:
    for number, row in enumerate(grid.rows[:LONGEST_FORM]):
        for index, cell in enumerate(row):
            key = _key(cell)
            at = _next(row, index) if key else None
            if key and at is not None and _key(row[at]) is None:
                yield _Entry(key, str(cell).strip(" :："), row[at], number, at)


def _key(cell: Cell) -> str | None:
    if not isinstance(cell, str):
        return None
    meaning = meanings(cell.strip(" :：")).get(KIND)
    return meaning.key if meaning else None


def _next(row: Sequence[Cell], index: int) -> int | None:
    return next((n for n in range(index + 1, len(row)) if not is_blank(row[n])), None)


def _read(
    grid: Grid, entries: list[_Entry], vocabularies: Vocabularies, progress: Progress
) -> SheetRows:
    header = Header(
        KIND,
        -1,
        1,
        {entry.key: index for index, entry in enumerate(entries)},
        (),
        {index: entry.title for index, entry in enumerate(entries)},
        0,
    )
    row = Grid(grid.file, grid.name, [[entry.value for entry in entries]], laid_out=False)
    found = read_rows(row, header, vocabularies, progress)
    report = _report(grid, entries, found.report)
    return SheetRows(
        report,
        tuple(replace(row, sheet=report) for row in found.rows),
        tuple(p.at(report.place(p.place.row, p.key)) for p in found.problems),
    )


def _report(grid: Grid, entries: list[_Entry], report: SheetReport) -> SheetReport:
    """Name each value by its own row and column."""
    return replace(
        report,
        header_row=None,
        columns={e.key: Column(grid.letter(e.column), e.title) for e in entries},
        key_rows={e.key: e.row + 1 for e in entries},
    )
