"""Go through what a page paints, in the order it is painted: words, pictures, boxes.

Everything is told in the coordinates of the page as it is shown: turned, its corner at nought.
"""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from xinbao_desktop.packet.verify.reading import Area, Picture, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

Matrix = tuple[float, float, float, float, float, float]
DEEPEST = 6
UNPAINTED = (3, 7)  # the ways of setting words without painting them
LAYER = 4  # a picture over this part of a page is a scan; words below it are its text layer
MOST_OBJECTS = 200_000  # of a page: a dense table has a tenth of that
MOST_LOOKED_UP = 150_000_000  # runs of words times letters: pdfium searches all letters for a run
MOST_COMPARED = 2_000_000  # boxes times words of one page; more is no page of a dossier


def shown_from(page: Any) -> Matrix:
    """Return how the page's own coordinates become those of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    return {
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }.get(page.get_rotation(), (1.0, 0.0, 0.0, 1.0, -left, -bottom))


def back(area: Area, matrix: Matrix) -> Area:
    """Return an area of the page as it is shown in the page's own coordinates."""
    a, b, c, d, e, f = matrix
    side = a * d - b * c  # 1: these matrices only turn and move
    turned = (d / side, -b / side, -c / side, a / side, 0.0, 0.0)
    return _mapped((area.x0 - e, area.y0 - f, area.x1 - e, area.y1 - f), turned)


class Walk:
    """Goes through a page's objects in the order they are painted, forms included."""

    def __init__(self, page: Any, text: Any, size: float) -> None:
        self._page, self._text, self._size = page, text, size
        self.pieces: list[Piece] = []
        self.pictures: list[Picture] = []
        self._boxes: list[tuple[Area, int, bool]] = []  # area, words before it, a whole scan
        self._seen, self._letters = 0, text.count_chars()
        self._go(None, shown_from(page), 0)

    @property
    def crowded(self) -> bool:
        """Whether there is more on the page than was looked at."""
        looked_up = len(self.pieces) * self._letters
        return self._seen >= MOST_OBJECTS or looked_up >= MOST_LOOKED_UP

    def suspects(self) -> Iterator[Piece]:
        """Yield the words that ought to show, and those that something was painted over."""
        budget = MOST_COMPARED
        over = self._boxes
        for number, piece in enumerate(self.pieces):
            if not piece.words.strip():
                continue
            budget -= len(over)
            if budget < 0:
                return
            later = [scan for box, before, scan in over if number < before and _hides(box, piece)]
            if True not in later and (later or not piece.invisible):
                yield piece

    def _go(self, form: Any, matrix: Matrix, depth: int) -> None:
        for thing in self._page.get_objects(max_depth=1, form=form):
            self._seen += 1
            if self.crowded:
                return
            if thing.type == raw.FPDF_PAGEOBJ_TEXT:
                self._words(thing, matrix)
            elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(thing, matrix)
            elif thing.type == raw.FPDF_PAGEOBJ_PATH:
                self._path(thing, matrix)
            elif thing.type == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                self._go(thing.raw, _times(_matrix(thing), matrix), depth + 1)

    def _words(self, thing: Any, matrix: Matrix) -> None:
        words = _object_text(thing, self._text)
        area = _bounds(thing, matrix)
        whole = _times(_matrix(thing), matrix)
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(thing.raw, size)
        points = size.value * math.hypot(whole[2], whole[3])
        length = math.hypot(whole[0], whole[1]) or 1.0
        run = (whole[0] / length, whole[1] / length)
        invisible = raw.FPDFTextObj_GetTextRenderMode(thing.raw) in UNPAINTED
        self.pieces.append(Piece(words, area, whole[5], points, run, _light(thing), invisible))

    def _image(self, thing: Any, matrix: Matrix) -> None:
        a, b, c, d, _, _ = _times(_matrix(thing), matrix)
        across, down = math.hypot(a, b) / 72, math.hypot(c, d) / 72
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        raw.FPDFImageObj_GetImagePixelSize(thing.raw, wide, high)
        if across > 0 and down > 0:
            dpi = (wide.value / across, high.value / down)
            area = _bounds(thing, matrix)
            self.pictures.append(Picture(area, dpi))
            scan = area.width * area.height > self._size / LAYER
            self._boxes.append((area, len(self.pieces), scan))

    def _path(self, thing: Any, matrix: Matrix) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing.raw, mode, stroke)
        area = _bounds(thing, matrix) if mode.value else Area(0, 0, 0, 0)
        if self.pieces and area.height >= 5 and area.width >= 8:
            self._boxes.append((area, len(self.pieces), False))


def _hides(box: Area, piece: Piece) -> bool:
    words = piece.area
    middle = ((words.x0 + words.x1) / 2, (words.y0 + words.y1) / 2)
    inside = box.x0 <= middle[0] <= box.x1 and box.y0 <= middle[1] <= box.y1
    return inside and box.height >= words.height * 0.6


def _object_text(thing: Any, text: Any) -> str:
    needed = raw.FPDFTextObj_GetText(thing.raw, text.raw, None, 0)
    if needed <= 2:
        return ""
    buffer = ctypes.create_string_buffer(needed)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(thing.raw, text.raw, pointer, needed)
    return buffer.raw[: needed - 2].decode("utf-16-le", "replace")


def _light(thing: Any) -> float:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha):
        return 0.0
    return (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255


def _matrix(thing: Any) -> Matrix:
    found = thing.get_matrix().get()
    return tuple(found)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _bounds(thing: Any, matrix: Matrix) -> Area:
    try:
        left, bottom, right, top = thing.get_bounds()
    except pdfium.PdfiumError:
        return Area(0, 0, 0, 0)
    return _mapped((left, bottom, right, top), matrix)


def _mapped(box: tuple[float, float, float, float], matrix: Matrix) -> Area:
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return Area(min(xs), min(ys), max(xs), max(ys))
