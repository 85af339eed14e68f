"""Write a client as a workbook: one sheet a kind, and the sheet that explains the keys.

Headings are the Chinese title and the key, so that a person and the import both know them.
Numbers of papers are text cells, dates are real dates, amounts are numbers as long as a
spreadsheet keeps all their digits. No formula is ever written. The same records give the same
bytes.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.domain.schema import FieldType, kind_of
from xinbao_desktop.exchange import guide
from xinbao_desktop.exchange.cells import in_order, number_words, words
from xinbao_desktop.exchange.choices import Choices
from xinbao_desktop.exchange.heading import heading_of
from xinbao_desktop.progress import NoProgress

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from xinbao_desktop.domain.schema import FieldSpec, Record, RecordKind
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.progress import Progress

SPARE_ROWS = 500
"""Empty rows under the records that offer the same choices."""

_MADE_ON = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are text: spreadsheets believe in a 29 February 1900."""
_MOST_DIGITS = 15
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
    client: Client, vocabularies: Vocabularies, path: Path, progress: Progress | None = None
) -> None:
    """Write every record of a client to a path that is the caller's to replace."""
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with closing(Workbook(str(path), options)) as book:
        book.set_properties({"title": "信保案卷", "created": _MADE_ON})
        _fill(book, client, vocabularies, progress or NoProgress())


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
            sheet.write_string(row, column, words(spec, value, layout.vocabularies), style)


def _fits_a_number(spec: FieldSpec, value: object) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return len(str(abs(value))) <= _MOST_DIGITS
    if not isinstance(value, Decimal) or "%" in number_words(spec, value):
        return False
    return len(value.normalize().as_tuple().digits) <= _MOST_DIGITS


def _styles(book: Workbook) -> tuple[Format, Format, dict[FieldType, Format]]:
    head = {"bold": True, "bg_color": "#E8EEF7", "border": 1, "valign": "vcenter"}
    return (
        book.add_format(head),
        book.add_format(head | {"bg_color": "#CFDDF2"}),
        {type_: book.add_format({"num_format": code}) for type_, code in _NUMBER_FORMATS.items()},
    )
