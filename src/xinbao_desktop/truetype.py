"""Read a TrueType font file: its tables, widths, outlines and characters.

Tables: OpenType specification 1.9. A damaged file raises ``struct.error`` or ``LookupError``.
"""

from __future__ import annotations

import struct
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

UNICODE, MACINTOSH, WINDOWS = 0, 1, 3  # platforms of a character table


class TrueType:
    """A font file; widths and boxes are in thousandths of the em, as a PDF counts them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.tables: Mapping[bytes, tuple[int, int]] = dict(_directory(data))
        head, hhea = self.table(b"head"), self.table(b"hhea")
        self._units: int = struct.unpack_from(">H", head, 18)[0]
        self._long_loca = struct.unpack_from(">h", head, 50)[0] == 1
        self.glyphs: int = struct.unpack_from(">H", self.table(b"maxp"), 4)[0]
        self._widths: int = struct.unpack_from(">H", hhea, 34)[0]

    def table(self, tag: bytes) -> bytes:
        """Return a table's bytes."""
        start, length = self.tables[tag]
        return self._data[start : start + length]

    def per_mille(self, value: int) -> int:
        """Return a length of the file's own units in thousandths of the em."""
        return round(value * 1000 / self._units)

    def width(self, glyph: int) -> int:
        """Return how far a glyph moves on."""
        entry = min(glyph, self._widths - 1)
        start = self.tables[b"hmtx"][0] + entry * 4
        return self.per_mille(struct.unpack_from(">H", self._data, start)[0])

    @cached_property
    def loca(self) -> tuple[int, ...]:
        """Where each glyph's outline begins in the table ``glyf``, and where the last ends."""
        table = self.table(b"loca")
        if self._long_loca:
            return struct.unpack(f">{self.glyphs + 1}I", table[: 4 * (self.glyphs + 1)])
        halves = struct.unpack(f">{self.glyphs + 1}H", table[: 2 * (self.glyphs + 1)])
        return tuple(2 * half for half in halves)

    @cached_property
    def encodings(self) -> Mapping[tuple[int, int], int]:
        """Where each character table begins within ``cmap``, by platform and encoding."""
        cmap = self.table(b"cmap")
        entries = (
            struct.unpack_from(">HHI", cmap, 4 + 8 * index)
            for index in range(struct.unpack_from(">H", cmap, 2)[0])
        )
        return {(platform, encoding): start for platform, encoding, start in entries}

    def characters(self, platform: int, encoding: int) -> dict[int, int]:
        """Return a character table: code to glyph; empty if absent or of another format."""
        start = self.encodings.get((platform, encoding))
        return {} if start is None else dict(_characters(self.table(b"cmap"), start))

    def unicode_characters(self) -> dict[int, int]:
        """Return the widest Unicode table: format 12, else format 4."""
        cmap = self.table(b"cmap")
        starts = {
            struct.unpack_from(">H", cmap, start)[0]: start
            for (platform, _), start in self.encodings.items()
            if platform in {UNICODE, WINDOWS}
        }
        start = starts.get(12, starts.get(4))
        return {} if start is None else dict(_characters(cmap, start))


def _directory(data: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        yield tag, (start, length)


def _characters(cmap: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield (code, glyph) of one character table."""
    form = struct.unpack_from(">H", cmap, start)[0]
    if form == 0:
        yield from enumerate(cmap[start + 6 : start + 262])
    elif form == 4:
        yield from _format_4(cmap, start)
    elif form == 6:
        first, count = struct.unpack_from(">HH", cmap, start + 6)
        yield from enumerate(struct.unpack_from(f">{count}H", cmap, start + 10), first)
    elif form == 12:
        for group in range(struct.unpack_from(">I", cmap, start + 12)[0]):
            first, last, glyph = struct.unpack_from(">III", cmap, start + 16 + 12 * group)
            for code in range(first, last + 1):
                yield code, glyph + code - first


def _format_4(cmap: bytes, start: int) -> Iterator[tuple[int, int]]:
    doubled = struct.unpack_from(">H", cmap, start + 6)[0]
    count = doubled // 2
    ends = start + 14
    starts, deltas, offsets = ends + doubled + 2, ends + 2 * doubled + 2, ends + 3 * doubled + 2
    for index in range(count):
        last = struct.unpack_from(">H", cmap, ends + 2 * index)[0]
        first = struct.unpack_from(">H", cmap, starts + 2 * index)[0]
        delta = struct.unpack_from(">H", cmap, deltas + 2 * index)[0]
        offset = struct.unpack_from(">H", cmap, offsets + 2 * index)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            if offset == 0:
                yield code, (code + delta) & 0xFFFF
                continue
            at = offsets + 2 * index + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", cmap, at)[0]
            if glyph:
                yield code, (glyph + delta) & 0xFFFF
