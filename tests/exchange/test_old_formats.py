"""xls, ods and what calls itself xls: written here byte by byte, as no library writes them."""

from __future__ import annotations

import struct
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xinbao_desktop.domain.batch import ImportBatch

    Read = Callable[[Path], ImportBatch]

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        words = value.encode("utf-16-le")
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + words)
    return _record(0x0203, place + struct.pack("<d", value))


def _biff(name: str, rows: Sequence[Sequence[str | float]]) -> bytes:
    """Return the Workbook stream of BIFF8 with one sheet."""

    def begin(kind: int) -> bytes:
        return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))

    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    sheet_at = len(begin(5)) + 4 + 6 + len(title) + 4
    globals_ = begin(5) + _record(0x0085, struct.pack("<IH", sheet_at, 0) + title)
    cells = [_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)]
    end = _record(0x000A, b"")
    return globals_ + end + begin(0x10) + b"".join(cells) + end


def _ole(stream: bytes, name: str = "Workbook") -> bytes:
    """Return an OLE file with one stream, long enough to need no small sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\x00")
    sectors = len(stream) // SECTOR
    chain = [FAT_SECTOR, END, *range(3, 2 + sectors), END]
    fat = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, END, 0, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        words = (name + "\0").encode("utf-16-le") if name else b""
        body = words.ljust(64, b"\0") + struct.pack("<HBB", len(words), kind, 1)
        body += struct.pack("<III", FREE, FREE, child) + b"\0" * 36
        return body + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, END, 0) + entry(name, 2, FREE, 2, len(stream))
    folder += entry("", 0, FREE, 0, 0) * 2
    return header + fat + folder + stream


def _ods(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="出运">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _said(words: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    )


def test_an_old_xls_is_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "旧表.xls"
    path.write_bytes(
        _ole(_biff("买方", [["客户一览"], ["买方编号", "国别"], ["B1", "德国"], [7.0, "美国"]]))
    )
    assert read(path).records == (
        Buyer(buyer_no="B1", country="DE"),
        Buyer(buyer_no="7", country="US"),
    )


def test_an_xls_cut_short_is_refused(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(_ole(_biff("买方", [["买方编号"], ["B1"]]))[:1400])
    with pytest.raises(BadInputError, match=r"x\.xls"):
        read(path)


def test_an_ods_is_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "表.ods"
    date_cell = '<table:table-cell office:value-type="date" office:date-value="2024-03-05"/>'
    amount = '<table:table-cell office:value-type="float" office:value="12.5"/>'
    head = [_said("发票号"), _said("出运日期"), _said("金额")]
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", _ods([head, [_said("I1"), date_cell, amount]]))
        parts.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            ' manifest:version="1.2"/>',
        )
    assert read(path).records == (
        Shipment(invoice_no="I1", shipped_on=date(2024, 3, 5), amount=Decimal("12.5")),
    )


def test_a_web_page_that_calls_itself_xls_is_read_by_its_table(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "export.xls"
    path.write_bytes(
        """<html><head><meta charset="gbk"><style>td{mso-number-format:'@'}</style></head><body>
        <table><tr><td colspan="3">出口明细</td></tr>
        <tr><th>发票号</th><th>报关单号</th><th>商品名称</th></tr>
        <tr><td>I1</td><td>531620240160000001</td><td>蓝牙&amp;音箱<br>黑色</td></tr>
        <tr><td>I2<td>&nbsp;<td>耳机</table></body></html>""".encode("gbk")
    )
    assert read(path).records == (
        Shipment(invoice_no="I1", customs_no="531620240160000001", goods="蓝牙&音箱\n黑色"),
        Shipment(invoice_no="I2", goods="耳机"),
    )


def test_a_spreadsheet_of_2003_in_xml_is_refused_with_what_to_do(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "old.xls"
    path.write_text('<?xml version="1.0"?><Workbook xmlns="x"></Workbook>', encoding="utf-8")
    with pytest.raises(BadInputError, match="xlsx"):
        read(path)


def test_an_xlsx_with_a_password_says_so(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(_ole(b"\x01" * 5000, "EncryptedPackage"))
    with pytest.raises(BadInputError, match="asks for a password"):
        read(path)


@pytest.mark.parametrize("name", ["客户.xls", "客户.dat", "客户.ods", "客户"])
def test_the_content_counts_and_not_the_ending(
    spreadsheet: Callable[..., Path], read: Read, name: str
) -> None:
    path = spreadsheet({"买方": [["买方编号"], ["B1"]]})
    assert read(path.rename(path.with_name(name))).records == (Buyer(buyer_no="B1"),)
