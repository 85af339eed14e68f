"""Look at the pages of a cleaned PDF: its text, its ink, its pictures, how its lines run.

Reads with pdfium, a second opinion beside the library that writes; changes nothing.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from xinbao_desktop.domain.paper import TEXT_PER_PAGE
from xinbao_desktop.papers.ink import ink_box, lines_stand, nearly_blank
from xinbao_desktop.papers.sheet import Box

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

_LOOK_DPI = 60
_LOOK_PIXELS = 1600  # the longest side of what is drawn in order to look
_ANGLE_SAMPLE = 400
_SURE_SHARE = 0.8
_LEAST_LETTERS = 12
_SCAN_SHARE = 0.55  # a picture that fills so much of its page makes it a scan
_MAX_PICTURES = 400


@dataclass(frozen=True, slots=True)
class PicturePart:
    """A picture on a page: its pixels and where it lies, in points."""

    width: int
    height: int
    box: Box


@dataclass(frozen=True, slots=True)
class PageLook:
    """What a page shows, measured as it stands before any turning.

    ``text_turn`` is by how much to turn clockwise so that its lines run from left to right,
    None when there are too few letters to say; ``lines_stand`` says of a picture whether its
    writing seems to run up and down.
    """

    width: float
    height: float
    text: str
    text_turn: int | None
    ink: Box | None
    pictures: tuple[PicturePart, ...]
    image_only: bool
    blank: bool
    lines_stand: bool | None

    @property
    def main_picture(self) -> PicturePart | None:
        """The picture that makes this page a scan, if one does."""
        if not self.pictures:
            return None
        biggest = max(self.pictures, key=lambda part: part.box.width * part.box.height)
        share = biggest.box.width * biggest.box.height / (self.width * self.height)
        return biggest if self.image_only or share >= _SCAN_SHARE else None


def look_at_pages(path: Path) -> Iterator[PageLook]:
    """Yield what each page shows; raises ``pdfium.PdfiumError`` where pdfium cannot read it."""
    document = pdfium.PdfDocument(path)
    try:
        for index in range(len(document)):
            page = document[index]
            try:
                yield _look(page)
            finally:
                page.close()
    finally:
        document.close()


def pixels_of(path: Path, index: int, part: PicturePart) -> Image.Image | None:
    """Return a picture of a page as pdfium unpacks it, which knows fax and JBIG2; None if not.

    Black and white stays that.
    """
    with pdfium.PdfDocument(path) as document:
        objects = document[index].get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4)
        for found in objects:
            wide, high = ctypes.c_uint(), ctypes.c_uint()
            pdfium_c.FPDFImageObj_GetImagePixelSize(found, wide, high)
            if (wide.value, high.value) == (part.width, part.height):
                try:
                    image: Image.Image = found.get_bitmap(render=False).to_pil()
                except pdfium.PdfiumError:
                    return None
                grey = image.convert("L")
                plain = {value for _, value in grey.getcolors(2) or [(0, 1)]} <= {0, 255}
                return grey.convert("1") if plain else image
    return None


def _look(page: Any) -> PageLook:
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        turn = _text_turn(textpage) if text else None
    finally:
        textpage.close()
    pictures = tuple(_pictures(page, Box(0, 0, width, height)))
    scale = min(_LOOK_DPI / 72, _LOOK_PIXELS / max(width, height))
    grey = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    found = ink_box(grey)
    ink = None
    if found is not None:
        x, y = width / grey.width, height / grey.height
        ink = Box(found[0] * x, height - found[3] * y, found[2] * x, height - found[1] * y)
    letters = sum(not c.isspace() for c in text)
    return PageLook(
        width,
        height,
        text,
        turn,
        ink,
        pictures,
        image_only=bool(pictures) and letters == 0,
        blank=letters == 0 and nearly_blank(grey),
        lines_stand=lines_stand(grey) if pictures and letters == 0 else None,
    )


def _text(textpage: Any) -> str:
    count = min(textpage.count_chars(), TEXT_PER_PAGE)
    if count <= 0:
        return ""
    text: str = textpage.get_text_range(0, count, errors="replace")
    words = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
    return "".join(c for c in words if c >= " " or c in "\n\t")[:TEXT_PER_PAGE].strip()


def _text_turn(textpage: Any) -> int | None:
    count = textpage.count_chars()
    step = max(1, count // _ANGLE_SAMPLE)
    turns: Counter[int] = Counter()
    for index in range(0, count, step):
        code = pdfium_c.FPDFText_GetUnicode(textpage, index)
        if code <= 0x20 or code == 0xFFFE:
            continue
        angle = pdfium_c.FPDFText_GetCharAngle(textpage, index)
        if angle >= 0:
            turns[(360 - round(math.degrees(angle) / 90) * 90) % 360] += 1
    total = sum(turns.values())
    if total < _LEAST_LETTERS:
        return None
    turn, most = turns.most_common(1)[0]
    return turn if most >= total * _SURE_SHARE else None


def _pictures(page: Any, sheet: Box) -> Iterator[PicturePart]:
    objects = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    for number, part in enumerate(objects):
        if number >= _MAX_PICTURES:
            return
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        if not pdfium_c.FPDFImageObj_GetImagePixelSize(part, wide, high):
            continue
        try:
            left, bottom, right, top = part.get_bounds()
        except pdfium.PdfiumError:
            continue
        box = Box(
            max(left, sheet.left),
            max(bottom, sheet.bottom),
            min(right, sheet.right),
            min(top, sheet.top),
        )
        if box.width > 0 and box.height > 0:
            yield PicturePart(wide.value, high.value, box)
