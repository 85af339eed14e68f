"""Refuse a file whose contents unpack to more than this machine should hold.

A megabyte can unpack to a gigabyte, and each reader would unpack it for itself. A packet's
largest content is a picture of one page, far below the limit.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PICTURE, MOST_DRAWN = 256 << 20, 64 << 20  # bytes of one picture, of anything else
DENSEST = 1032  # times that deflate packs at best
PIECE = 4 << 20
DEFLATED = ("/FlateDecode", "/Fl")
PACKED = (*DEFLATED, "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL")
MOST_POINTS = 400_000_000  # of one picture: an A4 page at 600 dpi has 35 million


def oversized(pdf: pikepdf.Pdf) -> int | None:
    """Return the number of an object that is too large unpacked, None if there is none."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and (_is_vast(thing) or _unpacks_to_too_much(thing)):
            return int(thing.objgen[0])
    return None


def _is_vast(stream: Any) -> bool:
    """Whether a picture says that it has more points than anybody prints."""
    wide: object = stream.get("/Width")
    high: object = stream.get("/Height")
    if not isinstance(wide, int) or not isinstance(high, int):
        return False
    return bool(wide * high > MOST_POINTS)


def _unpacks_to_too_much(stream: Any) -> bool:
    packings = [name for name in _packings(stream) if name in PACKED]
    length: object = stream.get("/Length", 0)
    if not packings or not isinstance(length, int):
        return False
    most = MOST_PICTURE if stream.get("/Subtype") == "/Image" else MOST_DRAWN
    limit: int = most // DENSEST ** (len(packings) - 1)  # so that no later stage can pass it
    if length * DENSEST <= limit:
        return False
    if packings[0] not in DEFLATED:
        return length > limit  # packed otherwise, which is rare
    return _unpacked(stream.read_raw_bytes(), limit) > limit


def _packings(stream: Any) -> Iterator[str]:
    found = stream.get("/Filter")
    if isinstance(found, pikepdf.Array):
        yield from (str(name) for name in found)
    elif found is not None:
        yield str(found)


def _unpacked(data: bytes, limit: int) -> int:
    """Return how much deflated data unpack to, no further than a little over a limit."""
    unpacking, count = zlib.decompressobj(), 0
    try:
        while data and count <= limit and not unpacking.eof:
            count += len(unpacking.decompress(data, PIECE))
            data = unpacking.unconsumed_tail
    except zlib.error:
        return count  # damaged: V01 says so
    return count
