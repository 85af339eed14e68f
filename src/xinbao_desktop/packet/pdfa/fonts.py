"""A paper's fonts: embedded, whole, and as wide as the file says (ISO 19005-1, 6.3).

TrueType files are looked into, alone or under a composite font by glyph numbers; they are what
office programs and ours embed. Any other kind of font hinders.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Stream

from xinbao_desktop.domain.packet_plan import Hindrance
from xinbao_desktop.packet.pdfa.hindered import HinderedError, demand
from xinbao_desktop.packet.pdfa.pictures import judge_stream
from xinbao_desktop.truetype import MACINTOSH, WINDOWS, TrueType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DESCRIBED = (
    "/FontName", "/Flags", "/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/CapHeight",
    "/StemV",
)  # fmt: skip
BY_NUMBER = ("/Identity-H", "/Identity-V")
CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
SYMBOLIC = 4
SYMBOLS = 0xF000  # where a symbol font keeps its codes
NEAR = 1  # thousandths of the em by which a width may differ
SUBSET_MARK = 7  # six letters and a plus


class FontProof:
    """One font, proven as far as it is used.

    Raises:
        HinderedError: when made, for a font that may not be there; when judging, for a letter.
    """

    def __init__(self, font: Any) -> None:
        self._known: set[int] = set()
        try:
            if font.get("/Subtype") == Name.Type0:
                self._way: _Composite | _Simple = _Composite(font)
            else:
                demand(font.get("/Subtype") == Name.TrueType, Hindrance.FONT)
                self._way = _Simple(font)
        except struct.error as error:
            raise HinderedError(Hindrance.FONT) from error

    def judge(self, shown: bytes) -> None:
        """Judge the letters of a string."""
        for code in self._way.codes(shown):
            if code not in self._known:
                try:
                    self._way.judge(code)
                except struct.error as error:
                    raise HinderedError(Hindrance.FONT) from error
                self._known.add(code)


class _Composite:
    """A Type 0 font whose codes are glyph numbers of a TrueType file."""

    def __init__(self, font: Any) -> None:
        demand(str(font.get("/Encoding")) in BY_NUMBER, Hindrance.FONT)
        below = font["/DescendantFonts"]
        demand(isinstance(below, Array) and len(below) == 1, Hindrance.FONT)
        inner = below[0]
        demand(inner.get("/Subtype") == Name.CIDFontType2, Hindrance.FONT)
        demand(inner.get("/CIDToGIDMap") == Name.Identity, Hindrance.FONT)
        demand(inner.get("/BaseFont") == font.get("/BaseFont"), Hindrance.FONT)
        self._file = _font_file(inner)
        self._usual = float(inner.get("/DW", 1000))
        self._widths = dict(_cid_widths(inner.get("/W", Array())))
        self._named = _cid_set(inner)

    @staticmethod
    def codes(shown: bytes) -> Iterable[int]:
        demand(len(shown) % 2 == 0, Hindrance.FONT)
        return struct.unpack(f">{len(shown) // 2}H", shown)

    def judge(self, code: int) -> None:
        demand(code < self._file.glyphs, Hindrance.FONT)
        demand(self._named is None or code in self._named, Hindrance.FONT)
        width = self._widths.get(code, self._usual)
        demand(abs(width - self._file.width(code)) <= NEAR, Hindrance.FONT)


class _Simple:
    """A TrueType font of at most 256 codes."""

    def __init__(self, font: Any) -> None:
        self._file = _font_file(font)
        self._first = int(font["/FirstChar"])
        self._widths = [float(width) for width in font["/Widths"]]
        demand(len(self._widths) == int(font["/LastChar"]) - self._first + 1, Hindrance.FONT)
        symbolic = bool(int(font["/FontDescriptor"]["/Flags"]) & SYMBOLIC)
        self._glyphs = self._symbols(font) if symbolic else self._letters(font)

    def _symbols(self, font: Any) -> Mapping[int, int]:
        """A symbol font has no encoding and one character table, which says everything."""
        demand("/Encoding" not in font and len(self._file.encodings) == 1, Hindrance.FONT)
        table = self._file.characters(WINDOWS, 0) or self._file.characters(MACINTOSH, 0)
        return {code % 256: glyph for code, glyph in table.items() if code // 256 in {0, 0xF0}}

    def _letters(self, font: Any) -> Mapping[int, int]:
        codec = CODECS.get(str(font.get("/Encoding")), "")
        demand(codec, Hindrance.FONT)
        table = self._file.characters(WINDOWS, 1)
        found = {}
        for code in range(256):
            letter = bytes([code]).decode(codec, "ignore")
            if letter and ord(letter) in table:
                found[code] = table[ord(letter)]
        return found

    @staticmethod
    def codes(shown: bytes) -> Iterable[int]:
        return shown

    def judge(self, code: int) -> None:
        place = code - self._first
        demand(0 <= place < len(self._widths) and self._glyphs.get(code), Hindrance.FONT)
        difference = self._widths[place] - self._file.width(self._glyphs[code])
        demand(abs(difference) <= NEAR, Hindrance.FONT)


def _font_file(font: Any) -> TrueType:
    about = font.get("/FontDescriptor")
    demand(isinstance(about, Dictionary), Hindrance.FONT)
    demand(all(key in about for key in DESCRIBED), Hindrance.FONT)
    demand(about["/FontName"] == font.get("/BaseFont"), Hindrance.FONT)
    file = about.get("/FontFile2")
    demand(isinstance(file, Stream), Hindrance.FONT)
    judge_stream(file)
    return TrueType(bytes(file.read_bytes()))


def _cid_set(font: Any) -> frozenset[int] | None:
    """Return the glyphs that a part of a font says it holds; None for a whole font."""
    name = str(font["/BaseFont"]).lstrip("/")
    if name[SUBSET_MARK - 1 : SUBSET_MARK] != "+":
        return None
    listed = font["/FontDescriptor"].get("/CIDSet")
    demand(isinstance(listed, Stream), Hindrance.FONT)
    return frozenset(
        8 * place + bit
        for place, byte in enumerate(bytes(listed.read_bytes()))
        for bit in range(8)
        if byte & 0x80 >> bit
    )


def _cid_widths(listed: Any) -> Iterator[tuple[int, float]]:
    """Yield (code, width) of a composite font's list: ``c [w …]`` or ``first last w``."""
    items = iter(listed)
    for first in items:
        second = next(items)
        if isinstance(second, Array):
            yield from enumerate(map(float, second), int(first))
        else:
            width = float(next(items))
            yield from ((code, width) for code in range(int(first), int(second) + 1))
