"""Read a client's file, whatever kind it is, into a batch of records.

Nothing is changed anywhere: what the batch means for a client is said by ``domain.merge``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.batch import ImportBatch, ImportMapping, SheetReport
from xinbao_desktop.domain.problems import Problem, refusal, warning
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange import json_file
from xinbao_desktop.exchange.grid import is_blank
from xinbao_desktop.exchange.header import find_header
from xinbao_desktop.exchange.heading import kind_of_sheet
from xinbao_desktop.exchange.kept import SHEET as KEPT_SHEET
from xinbao_desktop.exchange.kept import read_kept_sheet
from xinbao_desktop.exchange.rows import SheetRows, read_rows
from xinbao_desktop.exchange.sources import is_json, open_grids
from xinbao_desktop.exchange.upright import read_form
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from xinbao_desktop.domain.keeping import Kept
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.exchange.grid import Grid
    from xinbao_desktop.progress import Progress

SAMPLES = 3
"""Cells shown of each column where the user says what it means."""


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column of a sheet: where, headed with what, taken for which key, and what it holds."""

    letter: str
    heading: str
    key: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet as it would be taken; ``kind`` is empty where it is not recognised."""

    name: str
    kind: str
    header_row: int | None
    columns: tuple[ColumnPreview, ...]


def read_workbook(
    path: Path,
    vocabularies: Vocabularies,
    mapping: ImportMapping | None = None,
    progress: Progress | None = None,
) -> ImportBatch:
    """Read xlsx, xls, ods, CSV or the JSON of the export; a folder of CSV files as one.

    Args:
        path: The file.
        vocabularies: The words that codes may be.
        mapping: What this client's sheets and columns meant before.
        progress: Told how far it is, and may stop it.

    Returns:
        Every record of it and everything that was not understood, in the order of the file.

    Raises:
        BadInputError: It is none of these files, damaged, asks for a password, or holds no sheet
            that is recognised.
        DiskError: It cannot be opened.
    """
    progress = progress or NoProgress()
    found: list[SheetRows] = []
    kept: list[Kept] = []
    problems: list[Problem] = []
    if is_json(path):
        found, kept, problems = json_file.read_json(path, vocabularies, progress)
    else:
        for grid in open_grids(path):
            if grid.name == KEPT_SHEET:
                kept, problems = read_kept_sheet(grid)
                continue
            found.append(_read_sheet(grid, vocabularies, mapping or ImportMapping(), progress))
    if not kept and not any(sheet.report.kind for sheet in found):
        raise _nothing_known(path, found)
    for sheet in found:
        problems.extend(sheet.problems)
    rows = tuple(row for sheet in found for row in sheet.rows)
    return ImportBatch(
        path.name, rows, tuple(problems), tuple(sheet.report for sheet in found), tuple(kept)
    )


def preview_workbook(path: Path, mapping: ImportMapping | None = None) -> tuple[SheetPreview, ...]:
    """Return how each sheet of a spreadsheet would be taken, to let the user correct it.

    Nothing for JSON, whose keys need no explaining.

    Raises:
        BadInputError: It is no spreadsheet, damaged, or asks for a password.
        DiskError: It cannot be opened.
    """
    if is_json(path):
        return ()
    return tuple(
        _preview(grid, mapping or ImportMapping())
        for grid in open_grids(path)
        if grid.name != KEPT_SHEET
    )


def _read_sheet(
    grid: Grid, vocabularies: Vocabularies, mapping: ImportMapping, progress: Progress
) -> SheetRows:
    header = find_header(grid, mapping)
    form = read_form(grid, header, vocabularies, progress)
    if form is not None:
        return form
    if header is not None:
        return read_rows(grid, header, vocabularies, progress)
    report = SheetReport(grid.file, grid.name)
    left_out = mapping.sheets.get(grid.name) == ""
    problems = () if left_out else (_not_understood(grid).at(report.place()),)
    return SheetRows(report, (), problems)


def _preview(grid: Grid, mapping: ImportMapping) -> SheetPreview:
    header = find_header(grid, mapping)
    if header is None:
        first = _likeliest_header(grid)
        titles = {n: str(cell) for n, cell in enumerate(grid.rows[first]) if not is_blank(cell)}
        return SheetPreview(grid.name, "", None, tuple(_columns(grid, first + 1, titles, {})))
    below = header.top + header.height
    keys = {index: key for key, index in header.columns.items()}
    columns = tuple(_columns(grid, below, header.titles, keys))
    return SheetPreview(grid.name, header.kind, below, columns)


def _likeliest_header(grid: Grid) -> int:
    """Return the row near the top with the most words, for the user to explain."""
    top = grid.rows[:30]
    counts = [sum(isinstance(c, str) and not is_blank(c) for c in row) for row in top]
    return counts.index(max(counts))


def _columns(
    grid: Grid, below: int, titles: Mapping[int, str], keys: Mapping[int, str]
) -> Iterator[ColumnPreview]:
    for index, title in sorted(titles.items()):
        cells = (row[index] for row in grid.rows[below : below + 200] if index < len(row))
        samples = list(dict.fromkeys(_shown(cell) for cell in cells if not is_blank(cell)))
        key = keys.get(index, "")
        yield ColumnPreview(grid.letter(index), title, key, tuple(samples[:SAMPLES]))


def _shown(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _not_understood(grid: Grid) -> Problem:
    if grid.named and kind_of_sheet(grid.name):
        return refusal(Text("没有找到表头", "no header was found"))
    return warning(
        Text("没有认出是哪类数据，未读取", "it was not recognised what this sheet holds; not read")
    )


def _nothing_known(path: Path, found: list[SheetRows]) -> BadInputError:
    names = "、".join(sheet.report.name for sheet in found[:5])
    return BadInputError(
        Text(
            f"{path.name} 中没有认出任何数据表"
            + (f"（{names}）" if names else "")
            + "。表头请使用模板中的中文名称或字段名",
            f"{path.name} holds no sheet that is recognised"
            + (f" ({names})" if names else "")
            + "; head the columns as the template does",
        ),
        [problem.full_text for sheet in found for problem in sheet.problems],
    )
