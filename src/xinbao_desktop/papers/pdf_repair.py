"""Save what can be saved of a damaged PDF: its structure, and streams that break off."""

from __future__ import annotations

import contextlib
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Name

if TYPE_CHECKING:
    from pathlib import Path

MAX_MENDED_MB = 100


def rebuild(path: Path, target: Path) -> bool:
    """Have pdfium write anew what it can still open; says whether there is a page."""
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError, ValueError):
        return False
    try:
        if len(document) == 0:
            return False
        document.save(target)
    except (pdfium.PdfiumError, OSError, ValueError):
        return False
    else:
        return True
    finally:
        document.close()


def mend_streams(pdf: pikepdf.Pdf) -> bool:
    """Cut off the unreadable end of page contents, as readers do; says whether any was."""
    mended = False
    for page in pdf.pages:
        contents: Any = page.obj.get("/Contents")
        parts = list(contents) if isinstance(contents, Array) else [contents]
        for part in parts:
            if isinstance(part, pikepdf.Stream):
                mended = _mend(part) or mended
        sound = [part for part in parts if isinstance(part, pikepdf.Stream)]
        if len(sound) != len(parts) and contents is not None:
            page.obj.Contents = Array(sound)
            mended = True
    return mended


def _mend(stream: Any) -> bool:
    simple = stream.get("/Filter") == Name.FlateDecode
    try:
        stream.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        data = _inflated(bytes(stream.read_raw_bytes()))[0] if simple else b""
        stream.write(data)
        return True
    if not simple:
        return False
    data, whole = _inflated(bytes(stream.read_raw_bytes()))
    if not whole:
        stream.write(data)
    return not whole


def _inflated(data: bytes) -> tuple[bytes, bool]:
    """Return as much as unpacks before the damage, and whether that is all there should be."""
    unpacker = zlib.decompressobj()
    parts: list[bytes] = []
    total = 0
    try:
        for start in range(0, len(data), 4096):
            parts.append(unpacker.decompress(data[start : start + 4096]))
            total += len(parts[-1])
            if total > MAX_MENDED_MB * 1_000_000:
                break
    except zlib.error:
        return _to_the_last_byte(data), False
    return b"".join(parts), unpacker.eof or not data


def _to_the_last_byte(data: bytes) -> bytes:
    """Unpack byte by byte, so that nothing before the damage is lost with its neighbours."""
    unpacker = zlib.decompressobj()
    kept = bytearray()
    with contextlib.suppress(zlib.error):
        for byte in data:
            kept += unpacker.decompress(bytes((byte,)))
    return bytes(kept)
