"""Spreadsheet files: what is none, too large or not there, and writing them."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.merge import plan
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.workbook import read_workbook
from xinbao_desktop.exchange.workbook_out import write_template, write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.domain.batch import ImportBatch
    from xinbao_desktop.domain.vocabulary import Vocabularies

    Read = Callable[[Path], ImportBatch]
    Write = Callable[..., Path]


def test_the_dimension_that_wps_writes_wrongly_is_not_believed(
    spreadsheet: Write, read: Read, tmp_path: Path
) -> None:
    path = spreadsheet({"买方": [["买方编号", "国别"], ["B1", "DE"], ["B2", "US"]]})
    wrong = tmp_path / "wps.xlsx"
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(wrong, "w") as out:
        for part in parts.infolist():
            data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts.read(part))
            out.writestr(part, data)
    assert [r.identity_text for r in read(wrong).records] == ["B1", "B2"]


def test_a_hidden_sheet_is_not_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("买方").write_column(0, 0, ["买方编号", "B1"])
        hidden = book.add_worksheet("出运")
        hidden.write_column(0, 0, ["发票号", "I1"])
        hidden.hide()
    batch = read(path)
    assert [r.kind_name for r in batch.records] == ["buyers"]


def test_the_template_imports_as_nothing(
    tmp_path: Path, read: Read, vocabularies: Vocabularies
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(vocabularies, path)
    batch = read(path)
    assert batch.rows == ()
    assert batch.problems == ()
    assert len(batch.sheets) == 17


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0 torn", b"\x00\xff\x00\xfe\x80\x81", b"", b"[1]", b"{x"],
)
def test_a_file_that_is_none_says_so(tmp_path: Path, read: Read, content: bytes) -> None:
    path = tmp_path / "odd.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        read(path)
    assert "odd.xlsx" in caught.value.text.zh
    assert "odd.xlsx" in caught.value.text.en


def test_a_file_that_is_not_there_is_a_bad_input(tmp_path: Path, read: Read) -> None:
    with pytest.raises(BadInputError) as caught:
        read(tmp_path / "gone.xlsx")
    assert "gone.xlsx" in caught.value.text.zh


def test_a_stray_cell_far_outside_is_refused_before_it_fills_the_memory(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "stray.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("出运")
        sheet.write_row(0, 0, ["发票号", "金额"])
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(BadInputError, match="far outside"):
        read(path)


@pytest.mark.slow
def test_a_hundred_thousand_shipments_import_in_seconds(
    tmp_path: Path, vocabularies: Vocabularies
) -> None:
    path = tmp_path / "many.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("出运")
        sheet.write_row(0, 0, ["发票号", "金额", "币种", "出运日期", "支付方式"])
        for row in range(100_000):
            sheet.write_row(row + 1, 0, [f"I{row}", row / 100, "USD", "2024-03-05", "OA"])
    batch = read_workbook(path, vocabularies)
    assert len(batch.records) == 100_000
    assert len(plan(batch, Client(), vocabularies).records) == 100_000


def test_a_text_too_long_for_a_cell_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, vocabularies: Vocabularies
) -> None:
    client = Client(buyers=(Buyer(buyer_no="B1", note="x" * 40_000),))
    with pytest.raises(BadInputError, match="too long"):
        write_workbook(client, vocabularies, tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error_of_the_disk_when_writing(
    tmp_path: Path, vocabularies: Vocabularies
) -> None:
    with pytest.raises(OSError, match="gone"):
        write_workbook(Client(), vocabularies, tmp_path / "gone" / "out.xlsx")
