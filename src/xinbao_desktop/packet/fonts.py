"""The bundled fonts: which characters they hold, how wide they are, which font draws what.

A character that no bundled font holds is found before anything is drawn; ReportLab would drop
it silently. Nothing here draws.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from xinbao_desktop.assets import asset
from xinbao_desktop.packet.typeset import CLOSING, OPENING, is_chinese, is_tight

if TYPE_CHECKING:
    from collections.abc import Sequence

FILES = {
    "Xinbao": "NotoSansSC-Regular.ttf",
    "XinbaoBold": "NotoSansSC-Bold.ttf",
    "XinbaoLatin": "NotoSans-Regular.ttf",
    "XinbaoLatinBold": "NotoSans-Bold.ttf",
    "XinbaoSerif": "NotoSerifSC-Regular.ttf",
    "XinbaoSerifBold": "NotoSerifSC-Bold.ttf",
    "XinbaoSerifLatin": "NotoSerif-Regular.ttf",
    "XinbaoSerifLatinBold": "NotoSerif-Bold.ttf",
    "XinbaoHongKong": "NotoSansHK-Regular.ttf",
    "XinbaoJapan": "NotoSansJP-Regular.ttf",
}
RARE = ("XinbaoHongKong", "XinbaoJapan")  # characters of names from there, of one weight
SANS = {False: ("Xinbao", "XinbaoLatin", *RARE), True: ("XinbaoBold", "XinbaoLatinBold", *RARE)}
SERIF = {  # what the serif lacks, the sans draws
    False: ("XinbaoSerif", "XinbaoSerifLatin", *SANS[False]),
    True: ("XinbaoSerifBold", "XinbaoSerifLatinBold", *SANS[True]),
}
BASE_FONT = "Xinbao"
SPACES = {ord(char): " " for char in "\t\u00a0\u202f\u2007\u2009"}
TICKED, UNTICKED = "☑", "☐"  # no bundled font has them: drawn as □, a tick over it
DRAWN_AS = {TICKED: "□", UNTICKED: "□"}
# The Chinese fonts set curly quotes a full square wide, which tears English words apart.
STRAIGHT = {ord(curly): plain for curly, plain in zip("“”‘’", "\"\"''", strict=True)}
MARKS = CLOSING | OPENING
NOTHING = 0xFFFD  # what the place of a missing glyph reads as, so that it can be noticed
BLOCK = 100  # a CMap may not list more characters in one block
_DRAWN = {ord(sign): drawn for sign, drawn in DRAWN_AS.items()}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one font draws."""

    font: str
    words: str


class Typeface:
    """One weight of one face: the Chinese font, and those that draw what it lacks."""

    def __init__(self, names: Sequence[str]) -> None:
        self._fonts = [(name, pdfmetrics.getFont(name).face) for name in names]
        self._widths: dict[str, float] = {}
        self._faces: dict[str, tuple[str, Any] | None] = {}

    def has(self, char: str) -> bool:
        """Whether some font of this weight holds the character."""
        return self._face(char) is not None

    def width(self, words: str, size: float) -> float:
        """Return how wide the words are, in points."""
        known = self._widths
        total, before = 0.0, ""
        for char in words:
            found = known.get(char)
            total += self._measure(char) if found is None else found
            if before in MARKS and is_tight(before, char):
                total -= 0.5
            before = char
        return total * size

    def runs(self, words: str) -> list[Run]:
        """Split words into what each font draws."""
        drawn = words.translate(_DRAWN)
        names = [(self._face(char) or self._fonts[0])[0] for char in drawn]
        found: list[Run] = []
        start = 0
        for end in range(1, len(drawn) + 1):
            if end == len(drawn) or names[end] != names[start]:
                found.append(Run(names[start], drawn[start:end]))
                start = end
        return found

    def _measure(self, char: str) -> float:
        face = (self._face(char) or self._fonts[0])[1]
        width = float(face.getCharWidth(ord(DRAWN_AS.get(char, char)))) / 1000
        self._widths[char] = width
        return width

    def _face(self, char: str) -> tuple[str, Any] | None:
        if char not in self._faces:
            code = ord(DRAWN_AS.get(char, char))
            has = (pair for pair in self._fonts if code in pair[1].charToGlyph)
            self._faces[char] = next(has, None)
        return self._faces[char]


@cache
def typeface(*, bold: bool = False, serif: bool = False) -> Typeface:
    """Return a weight of the sans (黑体) or the serif (宋体)."""
    names = (SERIF if serif else SANS)[bold]
    for name in names:
        _register(name)
    return Typeface(names)


@cache
def _register(name: str) -> None:
    """Let ReportLab know a font; reading its file takes about 0.1 s."""
    ttfonts.makeToUnicodeCMap = to_unicode_map
    file = asset(f"resources/fonts/{FILES[name]}")
    pdfmetrics.registerFont(ttfonts.TTFont(name, str(file), shapable=False))


def clean(words: str) -> str:
    """Return words as they are printed: composed letters, no invisible marks, no tabs.

    Line breaks stay; quotes are straight in lines without Chinese. What is taken away is never
    visible: joiners, direction marks, byte order marks; a no-break space becomes a plain one.
    """
    composed = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
    lines = composed.translate(SPACES).split("\n")
    plain = "\n".join(line if is_chinese(line) else line.translate(STRAIGHT) for line in lines)
    return "".join(char for char in plain if not _invisible(char))


def _invisible(char: str) -> bool:
    """Whether a character is never seen; a combining mark left over is, so it is reported."""
    return unicodedata.category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F


def missing(words: str) -> str:
    """Return the characters of cleaned words that cannot be printed, each once."""
    face = typeface()
    return "".join(dict.fromkeys(c for c in clean(words) if c != "\n" and not face.has(c)))


def to_unicode_map(font: str, subset: Sequence[int]) -> str:
    """Return the map from a subset's codes to text, right also outside the basic plane.

    ReportLab's own writes such a character as five digits, which no reader understands, and
    lists all codes in one block.
    """
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def",
        f"/CMapName /{font} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    pairs = [(code, _utf16(char or NOTHING)) for code, char in enumerate(subset)]
    for start in range(0, len(pairs), BLOCK):
        block = pairs[start : start + BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines.extend(f"<{code:02X}> <{text}>" for code, text in block)
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be").hex().upper()
