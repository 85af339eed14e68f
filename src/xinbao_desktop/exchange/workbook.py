"""Read a client's file, whatever kind it is, into a batch of records.

The kind of file is told by its content, not by its ending. Nothing is changed anywhere: what the
batch means for a client is said by ``domain.merge``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.batch import ImportBatch, ImportMapping, SheetReport
from xinbao_desktop.domain.problems import Problem, refusal, warning
from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.errors import BadInputError, DiskError
from xinbao_desktop.exchange import delimited, json_file, spreadsheet, web_table
from xinbao_desktop.exchange.grid import is_blank
from xinbao_desktop.exchange.guide import GUIDE_SHEET
from xinbao_desktop.exchange.header import find_header
from xinbao_desktop.exchange.heading import kind_of_sheet
from xinbao_desktop.exchange.rows import SheetRows, read_rows
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.exchange.grid import Grid
    from xinbao_desktop.progress import Progress

_BLANK = b"\xef\xbb\xbf \t\r\n"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_IGNORED = frozenset(folded(name) for name in (GUIDE_SHEET, "说明 guide", "guide", "readme"))


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
    mapping = mapping or ImportMapping()
    try:
        found, problems = _read(path, vocabularies, mapping, progress)
    except OSError as error:
        raise DiskError(
            Text(
                f"无法读取 {path.name}：{error.strerror}",
                f"cannot read {path.name}: {error.strerror}",
            )
        ) from error
    if not any(sheet.report.kind for sheet in found):
        raise _nothing_known(path, found)
    for sheet in found:
        problems.extend(sheet.problems)
    rows = tuple(row for sheet in found for row in sheet.rows)
    return ImportBatch(path.name, rows, tuple(problems), tuple(sheet.report for sheet in found))


def _read(
    path: Path, vocabularies: Vocabularies, mapping: ImportMapping, progress: Progress
) -> tuple[list[SheetRows], list[Problem]]:
    if path.is_dir():
        return _read_folder(path, vocabularies, mapping, progress)
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith((_ZIP, _OLE)):
        return _sheets(spreadsheet.read_grids(path), vocabularies, mapping, progress)
    if start.lstrip(_BLANK).startswith((b"{", b"[")):
        return json_file.read_json(path, vocabularies, progress)
    if web_table.looks_like_one(start):
        return _sheets(web_table.read_grids(path), vocabularies, mapping, progress)
    if start.lstrip(_BLANK).startswith(b"<?xml"):
        raise _another_format(path)
    return _sheets(iter([delimited.read_grid(path)]), vocabularies, mapping, progress)


def _read_folder(
    folder: Path, vocabularies: Vocabularies, mapping: ImportMapping, progress: Progress
) -> tuple[list[SheetRows], list[Problem]]:
    """Read the one workbook of a folder (as the export leaves it), else its CSV files."""
    books = sorted(folder.glob("*.xlsx"))
    if len(books) == 1:
        return _read(books[0], vocabularies, mapping, progress)
    files = sorted(folder.glob("*.csv"))
    return _sheets((delimited.read_grid(file) for file in files), vocabularies, mapping, progress)


def _sheets(
    grids: Iterator[Grid], vocabularies: Vocabularies, mapping: ImportMapping, progress: Progress
) -> tuple[list[SheetRows], list[Problem]]:
    found: list[SheetRows] = []
    problems: list[Problem] = []
    for grid in grids:
        if folded(grid.name) in _IGNORED or all(is_blank(c) for row in grid.rows for c in row):
            continue
        header = find_header(grid, mapping)
        if header is None:
            report = SheetReport(grid.file, grid.name)
            found.append(SheetRows(report, (), ()))
            problems.append(_not_understood(grid).at(report.place()))
        else:
            found.append(read_rows(grid, header, vocabularies, progress))
    return found, problems


def _another_format(path: Path) -> BadInputError:
    return BadInputError(
        Text(
            f"{path.name} 是旧式 XML 表格，请在 Excel 或 WPS 中打开并另存为 xlsx",
            f"{path.name} is a spreadsheet in old XML; open it in Excel or WPS, save it as xlsx",
        )
    )


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
