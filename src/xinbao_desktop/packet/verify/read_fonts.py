"""Judge a page's fonts: embedded, whole, and with a map to text."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from xinbao_desktop.packet.verify.objects import STRANGE, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 8
NOT_EMBEDDED = ": not embedded"


class FontJudge:
    """Judges each font once, however many pages use it."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def problems(self, page: Any) -> list[str]:
        """Return what is wrong with a page's fonts, forms inside it included."""
        found: dict[str, None] = {}
        for number, font in _fonts_of(resolved(page.get("/Resources")), 0, set()):
            problem = self._known.get(number) if number is not None else None
            if problem is None:
                problem = _font_problem(font)
            if number is not None:
                self._known[number] = problem
            if problem:
                found[problem] = None
        return list(found)


def _fonts_of(
    resources: Any, depth: int, seen: set[int]
) -> Iterator[tuple[int | None, DictionaryObject]]:
    """Yield each font with its object number, if it has one."""
    if not isinstance(resources, DictionaryObject) or depth > DEEPEST or id(resources) in seen:
        return
    seen.add(id(resources))
    fonts = resolved(resources.get("/Font"))
    if isinstance(fonts, DictionaryObject):
        for font in fonts.values():
            value = resolved(font)
            if isinstance(value, DictionaryObject):
                yield font.idnum if isinstance(font, IndirectObject) else None, value
    things = resolved(resources.get("/XObject"))
    if isinstance(things, DictionaryObject):
        for thing in things.values():
            value = resolved(thing)
            if isinstance(value, StreamObject) and value.get("/Subtype") == "/Form":
                yield from _fonts_of(resolved(value.get("/Resources")), depth + 1, seen)


def _font_problem(font: DictionaryObject) -> str:
    name = str(font.get("/BaseFont", "?")).lstrip("/")
    if font.get("/Subtype") == "/Type3":
        return ""
    below = resolved(font.get("/DescendantFonts"))
    holder = resolved(below[0]) if isinstance(below, ArrayObject) and below else font
    about = (
        resolved(holder.get("/FontDescriptor")) if isinstance(holder, DictionaryObject) else None
    )
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    embedded = [resolved(about.get(key)) for key in files] if about is not None else []
    font_file = next((stream for stream in embedded if stream is not None), None)
    if font_file is None:
        return name + NOT_EMBEDDED
    if _is_damaged(font_file):
        return f"{name}: damaged"
    if "/ToUnicode" not in font and not _has_plain_encoding(font):
        return f"{name}: no ToUnicode"
    return ""


def _is_damaged(font_file: Any) -> bool:
    """Whether a font's file does not unpack to the length it says."""
    if not isinstance(font_file, StreamObject):
        return True
    said = font_file.get("/Length1")
    try:
        found = len(font_file.get_data())
    except (*STRANGE, zlib.error):
        return True
    return said is not None and "/Length2" not in font_file and found != int(said)


def _has_plain_encoding(font: DictionaryObject) -> bool:
    """Whether a simple Latin font says by its encoding which letters it draws."""
    encoding = resolved(font.get("/Encoding"))
    named = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")
    return font.get("/Subtype") != "/Type0" and encoding in named
