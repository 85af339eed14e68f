"""Turn the rows under a header into records, with every problem at its cell.

Left out on purpose, each with its reason: empty rows, totals, repeated headers and the notes
under a table. A row with a cell that cannot be read is kept as refused, so that what refers to
it can be told so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.batch import BatchRow, SheetReport, SkippedRow
from xinbao_desktop.domain.numbering import required_identity
from xinbao_desktop.domain.problems import Place, Problem, warning
from xinbao_desktop.exchange.grid import Broken, is_blank
from xinbao_desktop.exchange.left_out import A_TOTAL, LeftOut
from xinbao_desktop.exchange.merged import fill_merged
from xinbao_desktop.exchange.row_reader import RowReader, broken_cells, no_identity_column
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.exchange.grid import Cell, Grid
    from xinbao_desktop.exchange.header import Header
    from xinbao_desktop.progress import Progress

MOST_REMARKS = 50
"""Remarks told cell by cell in one column; after that they are counted."""

_EVERY = 4096
UNKNOWN_COLUMN = Text("没有认出该列的含义，未读取", "it was not recognised what it means; not read")
NO_HEADING = Text("该列有内容但没有表头，未读取", "it has cells but no heading; not read")


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What one sheet gave."""

    report: SheetReport
    rows: tuple[BatchRow, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Taken:
    report: SheetReport
    rows: list[BatchRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, record: schema.Record, problems: Iterable[Problem]) -> None:
        refused = False
        for problem in problems:
            if problem.refuses:
                refused = True
            else:
                self.remarks[problem.key] += 1
                if self.remarks[problem.key] > MOST_REMARKS:
                    continue
            placed = replace(problem, kind=self.report.kind, identity=record.identity_text)
            self.problems.append(placed.at(self.report.place(number, problem.key)))
        self.rows.append(BatchRow(record, self.report, number, refused))

    def finish(self) -> SheetRows:
        for key, count in self.remarks.items():
            if count > MOST_REMARKS:
                more = _and_more(count - MOST_REMARKS)
                self.problems.append(more.at(self.report.place(None, key)))
        report = replace(self.report, rows=len(self.rows), skipped=tuple(self.skipped))
        return SheetRows(report, tuple(self.rows), tuple(self.problems))


def read_rows(
    grid: Grid, header: Header, vocabularies: Vocabularies, progress: Progress
) -> SheetRows:
    """Return the records of a sheet, its problems, and how it was taken."""
    kind = schema.kind(header.kind)
    report = SheetReport(
        grid.file,
        grid.name,
        header.kind,
        header.top + header.height,
        {key: header.column(grid, index) for key, index in header.columns.items()},
        tuple(header.column(grid, index) for index in header.unknown),
    )
    taken = _Taken(report)
    missing = [key for key in required_identity(kind) if key not in header.columns]
    if missing:
        taken.problems.append(no_identity_column(kind, missing[0]).at(report.place()))
        return taken.finish()
    taken.problems.extend(_columns_not_read(grid, header, report))
    taken.problems.extend(fill_merged(grid, header, report))
    rows = RowReader(kind, header, vocabularies)
    taken.problems.extend(p.at(report.place(report.header_row, p.key)) for p in rows.remarks)
    _take_all(grid, header, rows, taken, progress)
    if grid.laid_out:
        _leave_out_bare_total(kind, taken)
    return taken.finish()


def _columns_not_read(grid: Grid, header: Header, report: SheetReport) -> Iterator[Problem]:
    """Yield a warning for each column that means no key, headed or not."""
    for column in report.unknown:
        yield warning(UNKNOWN_COLUMN).at(
            Place(report.file, report.name, report.header_row, column.letter, column.header)
        )
    below = grid.rows[header.top + header.height :]
    for index in range(max((len(row) for row in below), default=0)):
        if index not in header.titles and any(_filled(row, index) for row in below):
            letter = grid.letter(index)
            yield warning(NO_HEADING).at(Place(report.file, report.name, report.header_row, letter))


def _filled(cells: Sequence[Cell], index: int) -> bool:
    return index < len(cells) and not is_blank(cells[index])


def _take_all(
    grid: Grid, header: Header, rows: RowReader, taken: _Taken, progress: Progress
) -> None:
    left_out = LeftOut(header)
    for index, cells in _data_rows(grid, header):
        if not index % _EVERY:
            progress.step(index, len(grid.rows), grid.name)
        reason = left_out.reason(cells) if grid.laid_out else None
        if reason is not None:
            taken.skipped.append(SkippedRow(index + 1, reason))
            continue
        if any(isinstance(cell, Broken) for cell in cells):
            broken = list(broken_cells(cells, header))
            whole = ["" if isinstance(cell, Broken) else cell for cell in cells]
            record, problems = rows.read(whole)
            named = {problem.key for problem in broken}
            broken += [problem for problem in problems if problem.key not in named]
            taken.add(index + 1, record, broken)
        else:
            taken.add(index + 1, *rows.read(cells))


def _data_rows(grid: Grid, header: Header) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows with something in a known column; pre-numbered empty rows have nothing."""
    known = sorted(header.columns.values())
    for index in range(header.top + header.height, len(grid.rows)):
        cells = grid.rows[index]
        width = len(cells)
        if any(not is_blank(cells[column]) for column in known if column < width):
            yield index, cells


def _leave_out_bare_total(kind: schema.RecordKind, taken: _Taken) -> None:
    """Leave out a last row that holds nothing but the sums of the columns above it."""
    if len(taken.rows) < 3 or not taken.rows[-1].refused:
        return
    last = taken.rows[-1]
    given = {
        s.key: v for s in kind.keys if (v := getattr(last.record, s.key)) not in (None, "", ())
    }
    if not given or not all(isinstance(value, Decimal) for value in given.values()):
        return
    for key, value in given.items():
        above = [getattr(row.record, key) for row in taken.rows[:-1]]
        if sum(amount for amount in above if amount is not None) != value:
            return
    taken.rows.pop()
    taken.problems = [p for p in taken.problems if p.place.row != last.row]
    taken.skipped.append(SkippedRow(last.row, A_TOTAL))


def _and_more(count: int) -> Problem:
    return warning(
        Text(f"该列另有 {count} 个类似单元格", f"{count} more cells of this column like these")
    )
