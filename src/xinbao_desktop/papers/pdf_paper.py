"""Make the A4 copy of a PDF: each page upright on its sheet, clear of number and seal."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary

from xinbao_desktop.domain.paper import SCAN_DPI_MAX, PaperPage, PreparedPaper
from xinbao_desktop.papers import affine, refusals
from xinbao_desktop.papers.copying import new_sheet, save_copy
from xinbao_desktop.papers.pdf_clean import BROKEN
from xinbao_desktop.papers.pdf_fonts import font_notes
from xinbao_desktop.papers.pdf_measure import PageLook, look_at_pages, pixels_of
from xinbao_desktop.papers.pdf_reduce import reduce_picture
from xinbao_desktop.papers.pdf_scrub import scrub
from xinbao_desktop.papers.pdf_source import PdfSource, open_pdf
from xinbao_desktop.papers.pdf_tree import inherited
from xinbao_desktop.papers.picture import REDUCED_DPI
from xinbao_desktop.papers.picture_paper import REDUCED, page_notes, side_note
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.papers.sheet import Box, Placement, place_page, sheet_box
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xinbao_desktop.papers.affine import Affine

_LEAST_SIDE = 3.0  # points; a smaller page is a mistake
A4_UPRIGHT = (0.0, 0.0, 595.276, 841.89)

TURNED_BY_TEXT = Text(
    "按文字方向转正的页：第 {pages} 页", "Turned so that its text stands upright: page {pages}"
)

TEXT_SIDEWAYS = Text(
    "文件要求这样旋转，但文字方向不正，请核对：第 {pages} 页",
    "The file asks for this turn, yet its text does not stand upright; check page {pages}",
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the source meant its page to be shown."""

    rotate: int
    unit: float


def prepare_pdf(source: Path, target: Path, turns: Mapping[int, int]) -> PreparedPaper:
    """Write the A4 copy of a PDF.

    Raises:
        RefusedError: It cannot become a paper, see ``pdf_source.open_pdf``.
    """
    plain = target.with_name(target.name + ".plain")
    spare = target.with_name(target.name + ".spare")
    try:
        opened = open_pdf(source, spare)
        with opened.pdf:
            frames = [_set_straight(page) for page in opened.pdf.pages]
            lacking = font_notes(opened.pdf)
            opened.pdf.save(plain, force_version="1.7")
        pages = _lay_out(plain, target, frames, turns, opened)
    except (pdfium.PdfiumError, *BROKEN) as error:
        raise RefusedError(refusals.DAMAGED_PDF) from error
    finally:
        plain.unlink(missing_ok=True)
        spare.unlink(missing_ok=True)
    if opened.repaired and all(page.blank for page in pages):
        raise RefusedError(refusals.NOTHING_LEFT)
    notes = [*opened.notes, *lacking, *page_notes(pages)]
    return PreparedPaper(
        tuple(pages), "application/pdf", repaired=opened.repaired, notes=tuple(notes)
    )


def _set_straight(page: pikepdf.Page) -> _Frame:
    """Make the visible part the whole page and take its turning and unit off, to keep aside."""
    box = visible_box(page)
    rotate = turn_of(page)
    unit = _number(page.obj.get("/UserUnit"), 1)
    for key in ("/TrimBox", "/ArtBox", "/BleedBox", "/UserUnit"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = page.obj.CropBox = Array([round(v, 3) for v in box])
    page.obj.Rotate = 0
    return _Frame(rotate, unit if 0.01 <= unit <= 1000 else 1.0)


def turn_of(page: pikepdf.Page) -> int:
    """Return by how many degrees clockwise the file turns a page."""
    rotate = _number(page.obj.get("/Rotate", inherited(page.obj, "/Rotate")), 0)
    return int(round(rotate / 90) * 90 % 360)


def visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Return the crop box within the media box; A4 where neither makes sense."""
    media = _box(inherited(page.obj, "/MediaBox")) or A4_UPRIGHT
    crop = _box(inherited(page.obj, "/CropBox")) or media
    box = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    if box[2] - box[0] < _LEAST_SIDE or box[3] - box[1] < _LEAST_SIDE:
        return media
    return box


def _box(value: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(value, Array) or len(value) != 4:
        return None
    numbers = [_number(item, None) for item in value]
    if any(n is None for n in numbers):
        return None
    x0, y0, x1, y1 = (float(n) for n in numbers if n is not None)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[2] - box[0] >= _LEAST_SIDE and box[3] - box[1] >= _LEAST_SIDE else None


def _number(value: Any, default: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError, ArithmeticError):
        return default


def _lay_out(
    plain: Path, target: Path, frames: list[_Frame], turns: Mapping[int, int], source: PdfSource
) -> list[PaperPage]:
    pages: list[PaperPage] = []
    righted: list[str] = []
    sideways: list[str] = []
    lying: list[int] = []
    reduced = False
    with pikepdf.open(plain) as pdf, pikepdf.Pdf.new() as copy:
        for index, look in enumerate(look_at_pages(plain)):
            number = index + 1
            turn = frames[index].rotate
            if look.text_turn not in {None, turn}:
                # A turn that the file asks for was somebody's choice and is kept.
                (sideways if turn else righted).append(str(number))
                turn = turn or look.text_turn or 0
            if number not in turns and look.lines_stand is (turn % 180 == 0):
                lying.append(number)
            turn = (turn + turns.get(number, 0)) % 360
            page, placement = _report(number, look, turn, frames[index].unit)
            if page.dpi is not None and page.dpi > SCAN_DPI_MAX:
                page, done = _reduced(pdf.pages[index], look, page, plain)
                reduced = reduced or done
            matrix = _matrix(pdf.pages[index], look, turn, placement)
            _draw(copy, pdf.pages[index], matrix, landscape=placement.landscape)
            pages.append(dataclasses.replace(page, matrix=matrix.numbers()))
        scrub(copy)
        save_copy(copy, target)
    if righted:
        source.notes.append(TURNED_BY_TEXT.fill(pages=", ".join(righted)))
    if sideways:
        source.notes.append(TEXT_SIDEWAYS.fill(pages=", ".join(sideways)))
    source.notes += side_note(lying)
    if reduced:
        source.notes.append(REDUCED)
    return pages


def _reduced(
    page: pikepdf.Page, look: PageLook, report: PaperPage, plain: Path
) -> tuple[PaperPage, bool]:
    """Reduce the scan of a page where that is possible, and report what came of it."""
    part, dpi = look.main_picture, report.dpi
    if part is None or dpi is None:
        return report, False
    if not reduce_picture(page, part, dpi, lambda: pixels_of(plain, report.number - 1, part)):
        return report, False
    return dataclasses.replace(report, dpi=REDUCED_DPI), True


def _report(number: int, look: PageLook, turn: int, unit: float) -> tuple[PaperPage, Placement]:
    """Return what the page is and how it lies; the placement's scale includes the user unit."""
    ink = look.ink
    picture = look.main_picture
    if picture is not None:
        ink = picture.box if ink is None else ink.joined(picture.box)
    width, height = look.width * unit, look.height * unit
    if ink is not None:
        ink = _turned(_scaled(ink, unit), turn, width, height)
    if turn % 180:
        width, height = height, width
    placement = place_page(width, height, ink, scan=picture is not None)
    scale = placement.scale * unit
    sheet = sheet_box(landscape=placement.landscape)
    dpi = None
    if picture is not None:
        area = picture.box.width * picture.box.height * scale * scale
        dpi = round(math.sqrt(picture.width * picture.height / area) * 72)
    wide, high = placement.size_mm
    page = PaperPage(
        number=number,
        width_mm=wide,
        height_mm=high,
        image_only=look.image_only,
        dpi=dpi,
        blank=look.blank,
        turned=turn,
        text=look.text,
        ink=ink.moved(placement).fractions_of(sheet) if ink is not None else None,
    )
    return page, Placement(placement.landscape, scale, placement.x, placement.y)


def _scaled(box: Box, unit: float) -> Box:
    return Box(box.left * unit, box.bottom * unit, box.right * unit, box.top * unit)


def _turned(box: Box, turn: int, width: float, height: float) -> Box:
    """Return where a box lies after its page of this size was turned clockwise."""
    match turn % 360:
        case 90:
            return Box(box.bottom, width - box.right, box.top, width - box.left)
        case 180:
            return Box(width - box.right, height - box.top, width - box.left, height - box.bottom)
        case 270:
            return Box(height - box.top, box.left, height - box.bottom, box.right)
        case _:
            return box


def _matrix(page: pikepdf.Page, look: PageLook, turn: int, placement: Placement) -> Affine:
    media = [float(v) for v in page.mediabox]
    matrix = affine.moved(-media[0], -media[1])
    matrix = matrix.then(affine.turned_clockwise(turn, look.width, look.height))
    matrix = matrix.then(affine.enlarged(placement.scale, placement.scale))
    return matrix.then(affine.moved(placement.x, placement.y))


def _draw(copy: pikepdf.Pdf, page: pikepdf.Page, matrix: Affine, *, landscape: bool) -> None:
    sheet = new_sheet(copy, landscape=landscape)
    form = copy.copy_foreign(page.as_form_xobject(handle_transformations=False))
    sheet.obj.Resources = Dictionary(XObject=Dictionary(P=form))
    sheet.obj.Contents = copy.make_stream(f"q {matrix.operands()} cm /P Do Q".encode())
