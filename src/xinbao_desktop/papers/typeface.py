"""The bundled Chinese typeface, measured and cut down to the letters that a document uses.

Only what laid-out mail, text and sample papers need: widths, and a TrueType subset that keeps
its glyph numbers, with the tables a PDF reader asks for. Tables: OpenType specification 1.9.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEPT = (b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf", b"cvt ", b"fpgm", b"prep")
_CHECKSUM_MAGIC = 0xB1B0AFBA


class Typeface:
    """A TrueType font; sizes are in thousandths of the em, as a PDF counts them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._tables = dict(_directory(data))
        head, hhea = self._table(b"head"), self._table(b"hhea")
        self._units: int = struct.unpack_from(">H", head, 18)[0]
        self._long_loca = struct.unpack_from(">h", head, 50)[0] == 1
        self._glyphs = struct.unpack_from(">H", self._table(b"maxp"), 4)[0]
        self._widths = struct.unpack_from(">H", hhea, 34)[0]
        self._cmap = dict(_characters(self._table(b"cmap")))
        box = struct.unpack_from(">4h", head, 36)
        self.box = tuple(self._per_mille(value) for value in box)
        self.ascent = self._per_mille(struct.unpack_from(">h", hhea, 4)[0])
        self.descent = self._per_mille(struct.unpack_from(">h", hhea, 6)[0])

    def _table(self, tag: bytes) -> bytes:
        start, length = self._tables[tag]
        return self._data[start : start + length]

    def _per_mille(self, value: int) -> int:
        return round(value * 1000 / self._units)

    def glyph(self, character: str) -> int:
        """Return the glyph number; 0 where the font lacks the character."""
        return self._cmap.get(ord(character), 0)

    def width(self, glyph: int) -> int:
        """Return how far a glyph moves on."""
        entry = min(glyph, self._widths - 1)
        start = self._tables[b"hmtx"][0] + entry * 4
        return self._per_mille(struct.unpack_from(">H", self._data, start)[0])

    def measure(self, text: str, size: float) -> float:
        """Return how wide a line is at a size, in the unit of the size."""
        return sum(self.width(self.glyph(c)) for c in text) * size / 1000

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font in which only these glyphs have outlines, under their own numbers."""
        loca = self._loca()
        outlines = self._table(b"glyf")
        wanted = self._with_parts(set(glyphs) | {0}, loca, outlines)
        kept: list[bytes] = []
        places = [0]
        for glyph in range(self._glyphs):
            if glyph in wanted:
                outline = outlines[loca[glyph] : loca[glyph + 1]]
                kept.append(outline + b"\0" * (-len(outline) % 4))
            else:
                kept.append(b"")
            places.append(places[-1] + len(kept[-1]))
        tables = {tag: self._table(tag) for tag in _KEPT if tag in self._tables}
        tables[b"glyf"] = b"".join(kept)
        tables[b"loca"] = struct.pack(f">{len(places)}I", *places)
        head = bytearray(tables[b"head"])
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        tables[b"head"] = bytes(head)
        return _font_file(tables)

    def _loca(self) -> tuple[int, ...]:
        table = self._table(b"loca")
        if self._long_loca:
            return struct.unpack(f">{self._glyphs + 1}I", table[: 4 * (self._glyphs + 1)])
        halves = struct.unpack(f">{self._glyphs + 1}H", table[: 2 * (self._glyphs + 1)])
        return tuple(2 * half for half in halves)

    def _with_parts(self, wanted: set[int], loca: tuple[int, ...], outlines: bytes) -> set[int]:
        """Add the glyphs of which composite glyphs are made."""
        waiting = list(wanted)
        while waiting:
            glyph = waiting.pop()
            for part in _parts(outlines[loca[glyph] : loca[glyph + 1]]):
                if part not in wanted and part < self._glyphs:
                    wanted.add(part)
                    waiting.append(part)
        return wanted


@cache
def bundled_face(file: str) -> Typeface:
    """Return one of the bundled faces."""
    return Typeface(asset(f"resources/fonts/{file}").read_bytes())


def regular() -> Typeface:
    """Return the bundled regular face."""
    return bundled_face("NotoSansSC-Regular.ttf")


def _directory(data: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        yield tag, (start, length)


def _characters(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Yield (code point, glyph) of the widest Unicode table: format 12, else format 4."""
    tables: dict[int, int] = {}
    for index in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, _, start = struct.unpack_from(">HHI", cmap, 4 + 8 * index)
        if platform in {0, 3}:
            tables[struct.unpack_from(">H", cmap, start)[0]] = start
    if 12 in tables:
        start = tables[12]
        for group in range(struct.unpack_from(">I", cmap, start + 12)[0]):
            first, last, glyph = struct.unpack_from(">III", cmap, start + 16 + 12 * group)
            for code in range(first, last + 1):
                yield code, glyph + code - first
    elif 4 in tables:
        yield from _format_4(cmap, tables[4])


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


def _parts(outline: bytes) -> Iterator[int]:
    if len(outline) < 10 or struct.unpack_from(">h", outline, 0)[0] >= 0:
        return
    at, more = 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield glyph
        at += 4 + (4 if flags & 1 else 2)
        at += 2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        more = bool(flags & 0x20)


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    tags = sorted(tables)
    power = max(0, len(tags).bit_length() - 1)
    searched = (1 << power) * 16
    header = struct.pack(
        ">IHHHH", 0x00010000, len(tags), searched, power, len(tags) * 16 - searched
    )
    at = 12 + 16 * len(tags)
    entries, bodies = [], []
    for tag in tags:
        body = tables[tag]
        entries.append(struct.pack(">4sIII", tag, _checksum(body), at, len(body)))
        bodies.append(body + b"\0" * (-len(body) % 4))
        at += len(bodies[-1])
    font = bytearray(header + b"".join(entries) + b"".join(bodies))
    head = 12 + 16 * len(tags) + sum(len(b) for b in bodies[: tags.index(b"head")])
    struct.pack_into(">I", font, head + 8, (_CHECKSUM_MAGIC - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(data: bytes) -> int:
    data += b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
