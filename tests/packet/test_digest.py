"""The digest of contents is the same however a stream is packed; pictures count as they lie."""

from __future__ import annotations

import base64
import hashlib
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.packet.digest import page_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = b"q 1 0 0 1 0 0 cm Q " * 40
FLATE, BASE85 = "/FlateDecode", "/ASCII85Decode"
PACKED = {
    (): DATA,
    (FLATE,): zlib.compress(DATA),
    (BASE85,): base64.a85encode(DATA) + b"~>",
    (BASE85, FLATE): base64.a85encode(zlib.compress(DATA)) + b"~>",
}
KEPT = [
    ("/DCTDecode",), ("/JPXDecode",), ("/CCITTFaxDecode",), ("/JBIG2Decode",),
    (FLATE, "/DCTDecode"), ("/RunLengthDecode",), ("/OfNobody",), (FLATE,),
]  # fmt: skip


def digest(data: bytes, filters: Sequence[str]) -> bytes:
    """Return the digest of a page that shows one thing packed in this way."""
    pdf = pikepdf.Pdf.new()
    shown = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image)
    if len(filters) == 1:
        shown.Filter = Name(filters[0])
    elif filters:
        shown.Filter = Array([Name(each) for each in filters])
    page = pdf.add_blank_page()
    page.obj.Resources = Dictionary(XObject=Dictionary(Paper=shown))
    page.obj.Contents = pdf.make_stream(b"/Paper Do")
    return page_digest(page.obj)


def expected(data: bytes) -> bytes:
    return hashlib.sha256(b"/Paper Do" + b"/Paper" + data).digest()


@pytest.mark.parametrize("filters", list(PACKED))
def test_packing_does_not_change_the_digest(filters: tuple[str, ...]) -> None:
    assert digest(PACKED[filters], filters) == expected(DATA)


@pytest.mark.parametrize("filters", KEPT)
def test_what_cannot_be_unpacked_without_loss_counts_as_it_is_stored(
    filters: tuple[str, ...],
) -> None:
    data = bytes(range(256)) * 4
    assert digest(data, filters) == expected(data)
