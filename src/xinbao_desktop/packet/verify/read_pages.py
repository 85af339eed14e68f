"""Read with pdfium what is printed on each page: words, pictures, and where nothing is."""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from xinbao_desktop.packet.pdfium import LOCK, opened
from xinbao_desktop.packet.sheet import MM
from xinbao_desktop.packet.verify.reading import Area, PageRead, Picture, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.Image import Image

    from xinbao_desktop.packet.verify.reading import FileRead

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DPI = 40
LARGEST = 2000  # points across; a page of many metres is not drawn to scale
DARK = 190  # a grey value below this is ink, above it the paper of a scan
RIM_MM = 1.5  # what must be white around the page number
EDGE_MM = 10.0  # the strip that the riding seal needs
DEEPEST = 6
AT_A_TIME = 16  # pages; pdfium keeps every picture of a document until it is closed
BOX_DARK = 0.35  # a filled box darker than this hides what is under it
LINE_HYPHEN = "\ufffe"  # what pdfium reads where a line is broken after a hyphen


def read_pages(path: Path, file: FileRead) -> list[PageRead]:
    """Return every page as printed; pdfium's lock is taken page by page."""
    areas: dict[int, list[Area]] = {}
    for link in file.links:
        areas.setdefault(link.page, []).append(link.area)
    for number, cell in file.elsewhere:
        areas.setdefault(number, []).append(cell)
    pages: list[PageRead] = []
    count = 1
    while len(pages) < count:
        with opened(path) as document:
            count = len(document)
            for index in range(len(pages), min(count, len(pages) + AT_A_TIME)):
                seals = file.seals[index] if index < len(file.seals) else ()
                with LOCK:
                    page = document[index]
                    pages.append(_read(page, index + 1, areas.get(index + 1, ()), seals))
                    page.close()
        if not count:
            break
    return pages


def _read(page: Any, number: int, links: Sequence[Area], seals: Sequence[Area]) -> PageRead:
    width, height = page.get_size()
    text = page.get_textpage()
    found = PageRead(number, width, height, text=_all_text(text))
    walk = _Walk(text)
    walk.go(page, None, IDENTITY, 0)
    found.pieces, found.pictures = tuple(walk.pieces), tuple(walk.pictures)
    found.covered = tuple(walk.covered)
    found.cells = {
        a: text.get_text_bounded(a.x0, a.y0, a.x1, a.y1).strip().replace(LINE_HYPHEN, "-")
        for a in links
    }
    place = found.number_area
    if place is not None:
        near = place.grown(1.5)
        found.number_text = text.get_text_bounded(near.x0, near.y0, near.x1, near.y1)
    scale = min(DPI / 72, LARGEST / max(width, height, 1.0))
    # In colours: pdfium takes twice as long to draw a scan in grey as to draw it as it is.
    bitmap = page.render(scale=scale, may_draw_forms=False)
    _measure_ink(found, bitmap.to_pil().convert("L"), seals)
    text.close()
    return found


def _all_text(text: Any) -> str:
    words: str = text.get_text_range(errors="replace") if text.count_chars() else ""
    return words.replace(LINE_HYPHEN, "-")


def _measure_ink(page: PageRead, picture: Image, seals: Sequence[Area]) -> None:
    strip = EDGE_MM * MM
    portrait = page.height >= page.width
    edge = (
        Area(page.width - strip, 0, page.width, page.height)
        if portrait
        else Area(0, 0, page.width, strip)
    )
    page.edge_ink = _ink(picture, page, edge) > 2
    number = page.number_area
    whole = _ink(picture, page, Area(0, 0, page.width, page.height))
    own = 0
    if number is not None:
        own = _ink(picture, page, number.grown(1.5))
        page.rim_ink = _ink(picture, page, number.grown(RIM_MM * MM)) - own > 3
    page.coverage = (whole - own) / (picture.width * picture.height)
    page.seal_ink = any(_ink(picture, page, seal.grown(-3 * MM)) > 2 for seal in seals)


def _ink(picture: Image, page: PageRead, area: Area) -> int:
    """Count the dark points of an area."""
    scale = picture.width / page.width
    box = (
        max(0, math.floor(area.x0 * scale)),
        max(0, math.floor((page.height - area.y1) * scale)),
        min(picture.width, math.ceil(area.x1 * scale)),
        min(picture.height, math.ceil((page.height - area.y0) * scale)),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return 0
    return sum(picture.crop(box).histogram()[:DARK])


class _Walk:
    """Goes through a page's objects in the order they are painted, forms included."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self.pieces: list[Piece] = []
        self.pictures: list[Picture] = []
        self.covered: list[str] = []

    def go(self, page: Any, form: Any, matrix: Matrix, depth: int) -> None:
        for thing in page.get_objects(max_depth=1, form=form):
            if thing.type == raw.FPDF_PAGEOBJ_TEXT:
                self._words(thing, matrix)
            elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(thing, matrix)
            elif thing.type == raw.FPDF_PAGEOBJ_PATH:
                self._path(thing, matrix)
            elif thing.type == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                own = _matrix(thing)
                self.go(page, thing.raw, _times(own, matrix), depth + 1)

    def _words(self, thing: Any, matrix: Matrix) -> None:
        words = _object_text(thing, self._text)
        area = _bounds(thing, matrix)
        whole = _times(_matrix(thing), matrix)
        size = ctypes.c_float()
        raw.FPDFTextObj_GetFontSize(thing.raw, size)
        points = size.value * math.hypot(whole[2], whole[3])
        length = math.hypot(whole[0], whole[1]) or 1.0
        run = (whole[0] / length, whole[1] / length)
        self.pieces.append(Piece(words, area, whole[5], points, run, _light(thing)))

    def _image(self, thing: Any, matrix: Matrix) -> None:
        a, b, c, d, _, _ = _times(_matrix(thing), matrix)
        across, down = math.hypot(a, b) / 72, math.hypot(c, d) / 72
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        raw.FPDFImageObj_GetImagePixelSize(thing.raw, wide, high)
        if across > 0 and down > 0:
            dpi = (wide.value / across, high.value / down)
            self.pictures.append(Picture(_bounds(thing, matrix), dpi))

    def _path(self, thing: Any, matrix: Matrix) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing.raw, mode, stroke)
        if not mode.value or _light(thing) > BOX_DARK:
            return
        area = _bounds(thing, matrix)
        if area.height < 5 or area.width < 8:
            return
        self.covered += [p.words for p in self.pieces if p.words.strip() and _hides(area, p.area)]


def _hides(box: Area, words: Area) -> bool:
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
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return Area(min(xs), min(ys), max(xs), max(ys))
