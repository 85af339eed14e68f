"""What was read from a client's file, before it meets the records that are there already.

A batch is a value: the rows with the records they stand for, what was not understood, and how
each sheet was taken. Reading files is the business of ``exchange``; what a batch would change in
a client is the business of ``merge``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xinbao_desktop.domain.problems import Place, Problem, refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.keeping import Kept
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its letter (in JSON its key) and what it is headed with."""

    letter: str
    header: str


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that was left out on purpose (a total, a repeated header), with the reason."""

    row: int
    reason: Text


@dataclass(frozen=True, slots=True)
class SheetReport:
    """How one sheet was taken.

    Attributes:
        file: The file's name.
        name: The sheet's name as written.
        kind: The kind of record it holds; empty where it was not recognised.
        header_row: The row of the header as the spreadsheet shows it.
        columns: The column of each key that was recognised.
        unknown: Columns with a heading that means no key.
        rows: How many rows were read as records.
        skipped: Rows left out on purpose.
        key_rows: On a form, the row of each key.
    """

    file: str
    name: str
    kind: str = ""
    header_row: int | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
    unknown: tuple[Column, ...] = ()
    rows: int = 0
    skipped: tuple[SkippedRow, ...] = ()
    key_rows: Mapping[str, int] = field(default_factory=dict)

    def place(self, row: int | None = None, key: str = "") -> Place:
        """Return the place of a row, and of one of its cells, in this sheet."""
        column = self.columns.get(key)
        if column is None:
            return Place(self.file, self.name, row)
        return Place(
            self.file, self.name, self.key_rows.get(key, row), column.letter, column.header
        )


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One row as a record; ``refused`` where a cell of it could not be read."""

    record: Record
    sheet: SheetReport
    row: int
    refused: bool = False

    def place(self, key: str = "") -> Place:
        """Return where this row, or the cell of a key, stands."""
        return self.sheet.place(self.row, key)


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """What this client's columns meant before, so that they need not be explained again.

    Attributes:
        sheets: The kind (or an empty word: leave out) by the sheet's name.
        columns: By kind: the key (or an empty word: leave out) by the column's heading.
    """

    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def with_sheet(self, name: str, kind: str) -> ImportMapping:
        """Return the mapping with what one sheet holds."""
        return ImportMapping({**self.sheets, name: kind}, self.columns)

    def with_column(self, kind: str, heading: str, key: str) -> ImportMapping:
        """Return the mapping with what one column of a kind means."""
        known = {**self.columns.get(kind, {}), heading: key}
        return ImportMapping(self.sheets, {**self.columns, kind: known})


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """Everything one file held: rows, problems of reading, and how each sheet was taken.

    ``kept`` is what an export carries besides records.
    """

    source: str
    rows: tuple[BatchRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    sheets: tuple[SheetReport, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """The records of all rows that could be read."""
        return tuple(row.record for row in self.rows if not row.refused)

    @property
    def refusals(self) -> tuple[Problem, ...]:
        """The problems that keep rows out."""
        return refusals(self.problems)

    @property
    def unknown_columns(self) -> tuple[Place, ...]:
        """Every column whose heading means no key, with its place."""
        return tuple(
            Place(sheet.file, sheet.name, sheet.header_row, column.letter, column.header)
            for sheet in self.sheets
            for column in sheet.unknown
        )
