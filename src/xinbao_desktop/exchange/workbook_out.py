"""Write a client as a workbook: one sheet a kind, and the sheet that explains the keys.

Headings are the Chinese title and the key, so that a person and the import both know them.
Numbers of papers are text cells, dates are real dates, amounts are numbers as long as a
spreadsheet keeps all their digits. No formula is ever written. The same records give the same
bytes.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.domain.schema import FieldType, kind_of
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange import guide
from xinbao_desktop.exchange.cells import in_order, number_words, words
from xinbao_desktop.exchange.choices import Choices
from xinbao_desktop.exchange.heading import heading_of
from xinbao_desktop.exchange.kept import write_kept
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from xinbao_desktop.domain.keeping import Kept
    from xinbao_desktop.domain.schema import FieldSpec, Record, RecordKind
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.progress import Progress

SPARE_ROWS = 500
"""Empty rows under the records that offer the same choices."""

_MADE_ON = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are text: spreadsheets believe in a 29 February 1900."""
_MOST_DIGITS = 15
_EVERY = 4096
_NUMBER_FORMATS = {
    FieldType.TEXT: "@",
    FieldType.LONG_TEXT: "@",
    FieldType.CODE: "@",
    FieldType.CODES: "@",
    FieldType.TEXTS: "@",
    FieldType.FLAG: "@",
    FieldType.DATE: "yyyy-mm-dd",
    FieldType.AMOUNT: "#,##0.00##",
    FieldType.RATE: "0.00########",
    FieldType.RATIO: "0.##%",
    FieldType.INTEGER: "0",
}
_WIDTHS = {
    FieldType.LONG_TEXT: 40,
    FieldType.DATE: 13,
    FieldType.AMOUNT: 16,
    FieldType.INTEGER: 10,
    FieldType.FLAG: 10,
}


@dataclass(frozen=True, slots=True)
class _Layout:
    vocabularies: Vocabularies
    header: Format
    identity: Format
    cells: dict[FieldType, Format]


def write_workbook(
    client: Client,
    vocabularies: Vocabularies,
    path: Path,
    progress: Progress | None = None,
    kept: Sequence[Kept] = (),
) -> None:
    """Write every record of a client, and what is kept besides, to a path that the caller gives.

    Raises:
        BadInputError: A text is too long for a cell.
        OSError: The disk is full, read-only or gone.
    """
    with TemporaryDirectory(dir=path.parent, prefix=".parts-") as parts, _book(path, parts) as book:
        book.set_properties({"title": "信保案卷", "created": _MADE_ON})
        _fill(book, client, vocabularies, progress or NoProgress())
        write_kept(book, kept)


@contextmanager
def _book(path: Path, parts: str) -> Iterator[Workbook]:
    """Give a workbook that is assembled at the end, or dropped after an exception."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    book = Workbook(str(path), {"constant_memory": True, "tmpdir": parts})
    try:
        yield book
        book.close()
    except FileCreateError as error:
        cause = error.args[0]
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
    finally:
        for sheet in book.worksheets():
            sheet._opt_close()  # noqa: SLF001 - the only way to let go of its rows


def write_template(vocabularies: Vocabularies, path: Path) -> None:
    """Write the same workbook without records."""
    write_workbook(Client(), vocabularies, path)


def _fill(book: Workbook, client: Client, vocabularies: Vocabularies, progress: Progress) -> None:
    layout = _Layout(vocabularies, *_styles(book))
    choices = Choices(vocabularies)
    guide.write_guide(book, vocabularies)
    for done, kind in enumerate(KINDS):
        progress.step(done, len(KINDS), kind.name)
        sheet = book.add_worksheet(f"{kind.title.zh} {kind.name}")
        records = in_order(client.records(kind))
        _head(sheet, kind, layout)
        for row, record in enumerate(records, start=1):
            if not row % _EVERY:
                progress.step(done, len(KINDS), kind.name)
            _write_row(sheet, row, record, layout)
        choices.offer(sheet, kind, len(records) + SPARE_ROWS)
    choices.write(book)


def _head(sheet: Worksheet, kind: RecordKind, layout: _Layout) -> None:
    for column, spec in enumerate(kind.keys):
        heading = heading_of(spec)
        width = max(_WIDTHS.get(spec.type, 18), len(heading) + 4)
        sheet.set_column(column, column, width, layout.cells[spec.type])
    sheet.set_row(0, 22)
    for column, spec in enumerate(kind.keys):
        style = layout.identity if spec.identity else layout.header
        sheet.write_string(0, column, heading_of(spec), style)
    sheet.freeze_panes(1, 1)


def _write_row(sheet: Worksheet, row: int, record: Record, layout: _Layout) -> None:
    for column, spec in enumerate(kind_of(type(record)).keys):
        value = getattr(record, spec.key)
        if value is None or value in ("", ()):
            continue
        style = layout.cells[spec.type]
        if isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, column, value, style)
        elif _fits_a_number(spec, value):
            sheet.write_number(row, column, float(value), style)
        else:
            cell = words(spec, value, layout.vocabularies)
            if sheet.write_string(row, column, cell, style) != 0:
                raise _too_long(record, spec)


def _fits_a_number(spec: FieldSpec, value: object) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return len(str(abs(value))) <= _MOST_DIGITS
    if not isinstance(value, Decimal) or "%" in number_words(spec, value):
        return False
    return len(value.normalize().as_tuple().digits) <= _MOST_DIGITS


def _too_long(record: Record, spec: FieldSpec) -> BadInputError:
    number = record.identity_text
    return BadInputError(
        Text(
            f"{number} 的“{spec.label.zh}”太长，工作簿的单元格放不下，请导出为 JSON",
            f"“{spec.label.en}” of {number} is too long for a cell; export it as JSON",
        )
    )


def _styles(book: Workbook) -> tuple[Format, Format, dict[FieldType, Format]]:
    head = {"bold": True, "bg_color": "#E8EEF7", "border": 1, "valign": "vcenter"}
    return (
        book.add_format(head),
        book.add_format(head | {"bg_color": "#CFDDF2"}),
        {type_: book.add_format({"num_format": code}) for type_, code in _NUMBER_FORMATS.items()},
    )
