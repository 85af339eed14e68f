"""Which fonts of a PDF are not in it: another computer may print other letters in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Stream

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Pdf

FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
DEEPEST = 8
MOST_NAMED = 5

NOT_EMBEDDED = Text(
    "字体未嵌入（{names}），别的电脑上打印可能走样；可选“印成图片”（xinbao evidence picture）",
    "Fonts are not embedded ({names}), so another computer may print it differently; it can be"
    " printed as a picture (xinbao evidence picture)",
)


def font_notes(pdf: Pdf) -> list[Text]:
    """Return a note that names the fonts a PDF lacks; empty if it holds all of them."""
    listed = fonts_lacking(pdf)
    return [NOT_EMBEDDED.fill(names=listed)] if listed else []


def fonts_lacking(pdf: Pdf) -> str:
    """Return the names of the fonts that a PDF's pages use and do not hold, the first few."""
    names: dict[str, None] = {}
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for font in _fonts(page.obj.get("/Resources"), seen, 0):
            if not _is_embedded(font):
                names[str(font.get("/BaseFont", "?")).lstrip("/")] = None
    return ", ".join([*names][:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def _fonts(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[Dictionary]:
    """Yield the fonts of a page and of the forms inside it, each shared thing once."""
    if not isinstance(resources, Dictionary) or depth > DEEPEST:
        return
    for font in _members(resources, "/Font", seen):
        if isinstance(font, Dictionary):
            yield font
    for thing in _members(resources, "/XObject", seen):
        if isinstance(thing, Stream) and thing.get("/Subtype") == "/Form":
            yield from _fonts(thing.get("/Resources"), seen, depth + 1)


def _members(resources: Dictionary, key: str, seen: set[tuple[int, int]]) -> Iterator[Any]:
    held = resources.get(key)
    for _, thing in held.items() if isinstance(held, Dictionary) else ():
        if thing.is_indirect:
            if thing.objgen in seen:
                continue
            seen.add(thing.objgen)
        yield thing


def _is_embedded(font: Dictionary) -> bool:
    if font.get("/Subtype") == "/Type3":  # drawn by the file itself
        return True
    below = font.get("/DescendantFonts")
    holder = below[0] if isinstance(below, Array) and len(below) else font
    about = holder.get("/FontDescriptor") if isinstance(holder, Dictionary) else None
    return isinstance(about, Dictionary) and any(key in about for key in FONT_FILES)
