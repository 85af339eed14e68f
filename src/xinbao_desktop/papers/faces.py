"""The bundled faces together: the Chinese one, and others for the letters it lacks.

What is set with them is drawn as hexadecimal strings, each run in the font that holds it.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from pikepdf import Name

from xinbao_desktop.papers.typeface import Typeface, bundled_face
from xinbao_desktop.papers.typesetting import TextFont

if TYPE_CHECKING:
    import pikepdf

SPACES = {ord(char): " " for char in "\t\u00a0\u202f\u2007\u2009"}
NAMES = ("NotoSansSC", "NotoSans", "NotoSansHK", "NotoSansJP")
"""In the order in which they are asked for a letter; a later one draws what the first lack."""


@cache
def bundled() -> tuple[Typeface, ...]:
    """Return the faces in their order."""
    return tuple(bundled_face(f"{name}-Regular.ttf") for name in NAMES)


class Faces:
    """Measures and encodes letters for one PDF, whichever face holds each."""

    def __init__(self) -> None:
        self._fonts = [TextFont(face, name) for face, name in zip(bundled(), NAMES, strict=True)]
        self._set: set[int] = set()

    def measure(self, text: str, size: float) -> float:
        """Return how wide a line is at a size."""
        return sum(self._fonts[self._number(c)].face.measure(c, size) for c in text)

    def missing(self, text: str) -> str:
        """Return the letters that no face holds, each once."""
        lacking = (c for c in text if c != "\n" and not any(f.glyph(c) for f in bundled()))
        return "".join(dict.fromkeys(lacking))

    def shown(self, text: str, size: float) -> str:
        """Return the operators that show a line."""
        parts: list[str] = []
        run, number = "", 0
        for char in text:
            mine = self._number(char)
            if run and mine != number:
                parts.append(self._shown(run, number, size))
                run = ""
            run, number = run + char, mine
        if run:
            parts.append(self._shown(run, number, size))
        return " ".join(parts)

    def fonts(self, pdf: pikepdf.Pdf) -> dict[str, Any]:
        """Return the fonts that were used by their names, once everything is set."""
        return {f"/XB{n}": self._fonts[n].pdf_object(pdf) for n in sorted(self._set)}

    def _shown(self, run: str, number: int, size: float) -> str:
        self._set.add(number)
        return f"{Name(f'/XB{number}')} {size:g} Tf {self._fonts[number].encoded(run)} Tj"

    @staticmethod
    def _number(char: str) -> int:
        return next((n for n, face in enumerate(bundled()) if face.glyph(char)), 0)


def plain(words: str) -> str:
    """Return words as they are set: composed letters, no invisible marks, plain spaces."""
    one_end = words.replace("\r\n", "\n").replace("\r", "\n")
    composed = unicodedata.normalize("NFC", one_end).translate(SPACES)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf" or c == "\n").strip()
