"""Turn the rows under a header into records, with every problem at its cell.

Left out on purpose, each with its reason: empty rows, totals, repeated headers and the notes
under a table. A row with a cell that cannot be read is kept as refused, so that what refers to
it can be told so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.batch import BatchRow, SheetReport, SkippedRow
from xinbao_desktop.domain.numbering import Numbering, required_identity
from xinbao_desktop.domain.problems import Problem, refusal, warning
from xinbao_desktop.domain.reading import Noted, UnreadableError, reader
from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.exchange.grid import is_blank
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.exchange.grid import Cell, Grid
    from xinbao_desktop.exchange.header import Header
    from xinbao_desktop.progress import Progress

MOST_REMARKS = 50
"""Remarks told cell by cell in one column; after that they are counted."""

_TOTALS = frozenset(
    folded(words)
    for words in (
        "合计", "总计", "小计", "累计", "本页合计", "本页小计", "合计金额", "总金额", "总合计",
        "合计人民币", "合计美元", "total", "totals", "sub total", "grand total", "sum", "合计total",
        "总计total",
    )
)  # fmt: skip
_FOOTNOTES = (
    "注",
    "备注",
    "说明",
    "制表",
    "填表",
    "审核",
    "经办",
    "复核",
    "单位负责人",
    "note",
    "prepared by",
)
_EVERY = 4096


@dataclass(slots=True)
class _Taken:
    report: SheetReport
    rows: list[BatchRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, record: schema.Record, problems: list[Problem]) -> None:
        refused = any(problem.refuses for problem in problems)
        self.rows.append(BatchRow(record, self.report, number, refused))
        for problem in problems:
            if not problem.refuses:
                self.remarks[problem.key] += 1
                if self.remarks[problem.key] > MOST_REMARKS:
                    continue
            placed = replace(problem, identity=record.identity_text)
            self.problems.append(placed.at(self.report.place(number, problem.key)))


@dataclass(frozen=True, slots=True)
class SheetRows:
    """What one sheet gave."""

    report: SheetReport
    rows: tuple[BatchRow, ...]
    problems: tuple[Problem, ...]


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
        taken.problems.append(_no_identity_column(kind, missing[0]).at(report.place()))
    else:
        _take_all(grid, header, _RowReader(kind, header, vocabularies), taken, progress)
    for key, count in taken.remarks.items():
        if count > MOST_REMARKS:
            taken.problems.append(_and_more(count - MOST_REMARKS).at(report.place(None, key)))
    report = replace(report, rows=len(taken.rows), skipped=tuple(taken.skipped))
    return SheetRows(report, tuple(taken.rows), tuple(taken.problems))


class _RowReader:
    """Reads the cells of a row by the readers of their fields."""

    def __init__(self, kind: schema.RecordKind, header: Header, vocabularies: Vocabularies) -> None:
        self.kind = kind
        self.required = required_identity(kind)
        self.numbering = Numbering()
        self.columns: list[tuple[str, int, Callable[[object], object]]] = [
            (spec.key, header.columns[spec.key], reader(spec, vocabularies))
            for spec in kind.keys
            if spec.key in header.columns
        ]

    def read(self, cells: Sequence[Cell]) -> tuple[schema.Record, list[Problem]]:
        values: dict[str, object] = {}
        problems: list[Problem] = []
        width = len(cells)
        for key, index, read in self.columns:
            raw = cells[index] if index < width else None
            if raw is None or raw == "":
                continue
            try:
                value = read(raw)
            except UnreadableError as error:
                problems.append(refusal(error.text, kind=self.kind.name, key=key))
                continue
            if isinstance(value, Noted):
                problems.append(warning(value.text, kind=self.kind.name, key=key))
                value = value.value
            if value is not None:
                values[key] = value
        unreadable = {problem.key for problem in problems if problem.refuses}
        problems += [
            _no_identity(self.kind, key)
            for key in self.required
            if not values.get(key) and key not in unreadable
        ]
        return self.numbering.numbered(self.kind.cls(**values)), problems


def _take_all(
    grid: Grid, header: Header, row_reader: _RowReader, taken: _Taken, progress: Progress
) -> None:
    titles = {folded(title) for title in header.titles.values()}
    for index, cells in _data_rows(grid, header):
        number = index + 1
        if not index % _EVERY:
            progress.step(index, len(grid.rows), grid.name)
        reason = _left_out(cells, header, titles)
        if reason is not None:
            taken.skipped.append(SkippedRow(number, reason))
            continue
        taken.add(number, *row_reader.read(cells))


def _data_rows(grid: Grid, header: Header) -> Iterator[tuple[int, Sequence[Cell]]]:
    for index in range(header.top + header.height, len(grid.rows)):
        cells = grid.rows[index]
        if any(cell not in ("", None) for cell in cells) and not all(map(is_blank, cells)):
            yield index, cells


def _left_out(cells: Sequence[Cell], header: Header, titles: set[str]) -> Text | None:
    """Return why a row is no record, or None."""
    first = next(cell for cell in cells if not is_blank(cell))
    if not isinstance(first, str):
        return None
    filled = [cell for cell in cells if not is_blank(cell)]
    words = folded(first)
    if words in _TOTALS and all(_is_numeric(cell) for cell in filled[1:]):
        return Text("合计行，未读取", "a total, not read")
    if words in titles and all(isinstance(c, str) and folded(c) in titles for c in filled):
        return Text("重复的表头，未读取", "the header repeated, not read")
    if (
        len(filled) == 1
        and len(header.columns) > 1
        and first.strip().lower().startswith(_FOOTNOTES)
    ):
        return Text("表下附注，未读取", "a note under the table, not read")
    return None


def _is_numeric(cell: Cell) -> bool:
    if isinstance(cell, str):
        return not any(sign.isalpha() for sign in cell) or folded(cell) in _TOTALS
    return True


def _no_identity_column(kind: schema.RecordKind, key: str) -> Problem:
    label = kind.field(key).label
    return refusal(
        Text(
            f"没有“{label.zh}”（{key}）列，无法识别各行",
            f"there is no column “{label.en}” ({key}), so its rows cannot be told apart",
        ),
        kind=kind.name,
        key=key,
    )


def _no_identity(kind: schema.RecordKind, key: str) -> Problem:
    label = kind.field(key).label
    return refusal(
        Text(f"“{label.zh}”为空，无法识别该行", f"“{label.en}” is empty; the row is nobody's"),
        kind=kind.name,
        key=key,
    )


def _and_more(count: int) -> Problem:
    return warning(
        Text(f"该列另有 {count} 个类似单元格", f"{count} more cells of this column like these")
    )
