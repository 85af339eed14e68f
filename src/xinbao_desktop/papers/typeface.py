"""The bundled Chinese typeface, measured and cut down to the letters that a document uses.

Only what laid-out mail, text and sample papers need: widths, and a TrueType subset that keeps
its glyph numbers, with the tables a PDF reader asks for. Tables: OpenType specification 1.9.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.truetype import TrueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEPT = (b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf", b"cvt ", b"fpgm", b"prep")
_CHECKSUM_MAGIC = 0xB1B0AFBA


class Typeface(TrueType):
    """A TrueType font to set letters in; sizes are in thousandths of the em."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._cmap = self.unicode_characters()
        box = struct.unpack_from(">4h", self.table(b"head"), 36)
        self.box = tuple(self.per_mille(value) for value in box)
        ascent, descent = struct.unpack_from(">2h", self.table(b"hhea"), 4)
        self.ascent, self.descent = self.per_mille(ascent), self.per_mille(descent)

    def glyph(self, character: str) -> int:
        """Return the glyph number; 0 where the font lacks the character."""
        return self._cmap.get(ord(character), 0)

    def measure(self, text: str, size: float) -> float:
        """Return how wide a line is at a size, in the unit of the size."""
        return sum(self.width(self.glyph(c)) for c in text) * size / 1000

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a font in which only these glyphs have outlines, under their own numbers."""
        loca, outlines, wanted = self.loca, self.table(b"glyf"), self.with_parts(glyphs)
        kept: list[bytes] = []
        places = [0]
        for glyph in range(self.glyphs):
            if glyph in wanted:
                outline = outlines[loca[glyph] : loca[glyph + 1]]
                kept.append(outline + b"\0" * (-len(outline) % 4))
            else:
                kept.append(b"")
            places.append(places[-1] + len(kept[-1]))
        tables = {tag: self.table(tag) for tag in _KEPT if tag in self.tables}
        tables[b"glyf"] = b"".join(kept)
        tables[b"loca"] = struct.pack(f">{len(places)}I", *places)
        head = bytearray(tables[b"head"])
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        tables[b"head"] = bytes(head)
        return _font_file(tables)

    def with_parts(self, glyphs: Iterable[int]) -> set[int]:
        """Return glyphs, that of a missing one, and those of which composite ones are made."""
        loca, outlines, wanted = self.loca, self.table(b"glyf"), {0, *glyphs}
        waiting = list(wanted)
        while waiting:
            glyph = waiting.pop()
            for part in _parts(outlines[loca[glyph] : loca[glyph + 1]]):
                if part not in wanted and part < self.glyphs:
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
