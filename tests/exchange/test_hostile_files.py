"""Whatever bytes are brought, the answer is a batch or a message, never a crash."""

from __future__ import annotations

import io
import tempfile
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.merge import plan
from xinbao_desktop.errors import AppError
from xinbao_desktop.exchange.workbook import preview_workbook, read_workbook
from xinbao_desktop.exchange.workbook_out import write_workbook

VOCABULARIES = shipped_codes().vocabularies
STARTS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b"<table>", b"\xff\xfe")
HEADS = ("发票号,金额\n".encode(), "发票号,金额\n".encode("gbk"), b"")


def survives(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brought.xlsx"
        path.write_bytes(content)
        with suppress(AppError):
            batch = read_workbook(path, VOCABULARIES)
            plan(batch, Client(), VOCABULARIES, partial=True)
            preview_workbook(path)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STARTS), st.sampled_from(HEADS), st.binary(max_size=400))
@example(b"", b"", b"\x00" * 40)
def test_any_bytes_end_in_a_batch_or_a_message(start: bytes, head: bytes, rest: bytes) -> None:
    survives(start + head + rest)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=6))
def test_any_words_under_a_header_end_in_a_batch_or_a_message(rows: list[list[str]]) -> None:
    lines = ["发票号,买方编号,金额,币种,出运日期,支付方式", *(",".join(row) for row in rows)]
    survives("\n".join(lines).encode("utf-8", "surrogatepass"))


@cache
def whole_workbook() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.xlsx"
        client = Client(buyers=(Buyer(buyer_no="B1", country="DE", note="备注"),))
        write_workbook(client, VOCABULARIES, path)
        with zipfile.ZipFile(path) as parts:
            return {part.filename: parts.read(part) for part in parts.infolist()}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_workbook_with_damaged_parts_ends_in_a_batch_or_a_message(data: st.DataObject) -> None:
    content = dict(whole_workbook())
    name = data.draw(st.sampled_from(sorted(content)))
    part = bytearray(content[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(part) - 1))
        part[at] = data.draw(st.sampled_from(b'<>"/=09 A\x00\xff'))
    content[name] = bytes(part[: data.draw(st.integers(1, len(part)))])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for filename, bytes_ in content.items():
            parts.writestr(filename, bytes_)
    survives(packed.getvalue())
