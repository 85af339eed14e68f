"""CSV files in the encodings and shapes of Chinese offices."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.csv_folder import write_csv_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.domain.batch import ImportBatch
    from xinbao_desktop.domain.vocabulary import Vocabularies

    Read = Callable[[Path], ImportBatch]

LINES = "买方编号,买方名称,国别\r\nB1,Möbel & Söhne 䶮,德国\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_encoding_of_an_office_is_read(tmp_path: Path, read: Read, encoding: str) -> None:
    path = tmp_path / "客户.csv"
    path.write_bytes(LINES.encode(encoding))
    assert read(path).records == (Buyer(buyer_no="B1", name_en="Möbel & Söhne 䶮", country="DE"),)


def test_a_gbk_file_is_read_as_chinese(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes("发票号,商品名称\nI1,蓝牙音箱\n".encode("gbk"))
    assert read(path).records == (Shipment(invoice_no="I1", goods="蓝牙音箱"),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_is_recognised(tmp_path: Path, read: Read, delimiter: str) -> None:
    path = tmp_path / "list.csv"
    rows = [["发票号", "金额", "商品名称"], ["I1", '"1,234.50"', '"a;b\nc"']]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    assert read(path).records == (
        Shipment(invoice_no="I1", amount=Decimal("1234.5"), goods="a;b\nc"),
    )


def test_the_kind_is_told_by_the_header(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.csv"
    path.write_text("发票号,收汇日期,金额,币种\nI1,2024-03-05,5,USD\n", encoding="utf-8")
    assert isinstance(read(path).records[0], Receipt)


def test_places_are_rows_as_excel_counts_them(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.csv"
    path.write_text('标题\n\n发票号,商品名称,金额\nI1,"两\n行",1\nI2,,abc\n', encoding="utf-8")
    assert [(p.place.row, p.place.column) for p in read(path).problems] == [(5, "C")]


def test_one_apostrophe_before_a_formula_is_taken_off(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "发票号,商品名称,合同号,金额\nI1,'=SUM(A1),'-7,-5\nI2,'quoted',''@x,1\n", encoding="utf-8"
    )
    assert read(path).records == (
        Shipment(invoice_no="I1", goods="=SUM(A1)", contract_no="-7", amount=Decimal(-5)),
        Shipment(invoice_no="I2", goods="'quoted'", contract_no="'@x", amount=Decimal(1)),
    )


def test_digits_kept_from_excel_are_opened(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.csv"
    path.write_text('发票号,报关单号\nI1,"=""531620240160000001"""\nI2,5.3162E+17\n', "utf-8")
    batch = read(path)
    assert batch.records[0] == Shipment(invoice_no="I1", customs_no="531620240160000001")
    assert [p.place.row for p in batch.problems] == [3]


def test_numbers_get_no_apostrophe_and_texts_do(tmp_path: Path, vocabularies: Vocabularies) -> None:
    client = Client(
        shipments=(Shipment(invoice_no="-1", goods="=1", amount=Decimal(-5), credit_days=-3),)
    )
    (path,) = write_csv_folder(client, vocabularies, tmp_path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    cells = data.decode("utf-8-sig").split("\r\n")[1].split(",")
    assert {"'-1", "'=1", "-5", "-3"} <= set(cells)


def test_a_folder_of_csv_files_is_one_import(
    tmp_path: Path, read: Read, vocabularies: Vocabularies
) -> None:
    client = Client(
        buyers=(Buyer(buyer_no="B1"),), shipments=(Shipment(invoice_no="I1", buyer_no="B1"),)
    )
    written = write_csv_folder(client, vocabularies, tmp_path)
    assert [path.name for path in written] == ["buyers.csv", "shipments.csv"]
    assert Client.of(read(tmp_path).records) == client


def test_bytes_in_no_encoding_are_refused(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"\x81\xff\xfe,\xff\n" * 5)
    with pytest.raises(BadInputError, match="UTF-8"):
        read(path)
