"""Real files for the tests of import and export, made where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.exchange.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from xinbao_desktop.domain.batch import ImportBatch
    from xinbao_desktop.domain.vocabulary import Vocabularies

    Rows = Sequence[Sequence[object]]


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    return shipped_codes().vocabularies


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to sheets as a person would: numbers as numbers, dates as dates."""

    def write(sheets: Mapping[str, Rows], name: str = "client.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy/m/d"}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for index, row in enumerate(rows):
                    sheet.write_row(index, 0, row)
        return path

    return write


@pytest.fixture
def read(vocabularies: Vocabularies) -> Callable[[Path], ImportBatch]:
    return lambda path: read_workbook(path, vocabularies)
