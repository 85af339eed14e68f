"""Make the A4 copy of a picture file: each of its pages on a sheet of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name

from xinbao_desktop.domain.paper import SCAN_DPI_MIN, PaperPage, PreparedPaper
from xinbao_desktop.papers import affine, refusals
from xinbao_desktop.papers.copying import new_sheet, save_copy
from xinbao_desktop.papers.picture import PictureFrame, frames
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.papers.sheet import sheet_box
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xinbao_desktop.papers.encoding import Stream
    from xinbao_desktop.papers.sniff import Kind

REDUCED = Text(
    "图片像素过高，副本已缩小到 300 dpi（原件不变）",
    "The copy was reduced to 300 dpi because the picture is finer (the original is unchanged)",
)
ON_ITS_SIDE = Text(
    "看起来是横躺的，请核对并旋转：第 {pages} 页",
    "Seems to lie on its side; check and turn page {pages}",
)
COARSE = Text(
    "分辨率偏低，打印可能不清楚，最好以 200–300 dpi 重新扫描：第 {pages} 页",
    "Coarse, so print may be hard to read; better scanned at 200 to 300 dpi: page {pages}",
)
BLANK = Text("有空白或近乎空白的页：第 {pages} 页", "Blank or nearly blank: page {pages}")


def prepare_picture(
    source: Path, kind: Kind, target: Path, turns: Mapping[int, int]
) -> PreparedPaper:
    """Write the A4 copy of a picture file.

    Raises:
        RefusedError: The file is damaged or too big.
    """
    pages: list[PaperPage] = []
    reduced = False
    lying: list[int] = []
    with pikepdf.Pdf.new() as pdf:
        for number, frame in enumerate(frames(source, kind, turns), start=1):
            _draw(pdf, frame)
            reduced = reduced or frame.reduced
            if frame.on_its_side:
                lying.append(number)
            width, height = frame.placement.size_mm
            pages.append(
                PaperPage(
                    number=number,
                    width_mm=width,
                    height_mm=height,
                    image_only=True,
                    dpi=frame.dpi,
                    blank=frame.blank,
                    turned=frame.turned,
                    text="",
                    ink=frame.box.fractions_of(sheet_box(landscape=frame.placement.landscape)),
                )
            )
        if not pages:
            raise RefusedError(refusals.DAMAGED_PICTURE)
        save_copy(pdf, target)
    notes = ([REDUCED] if reduced else []) + side_note(lying) + page_notes(pages)
    return PreparedPaper(tuple(pages), kind.value, notes=tuple(notes))


def side_note(lying: list[int]) -> list[Text]:
    """Return the note that names pages that seem to lie on their side, if there are any."""
    return [ON_ITS_SIDE.fill(pages=", ".join(map(str, lying)))] if lying else []


def page_notes(pages: list[PaperPage]) -> list[Text]:
    """Return the notes that name coarse and blank pages, if there are any."""
    blank = [page.number for page in pages if page.blank]
    coarse = [p.number for p in pages if p.dpi and p.dpi < SCAN_DPI_MIN and not p.blank]
    return [
        note.fill(pages=", ".join(map(str, numbers)))
        for note, numbers in ((COARSE, coarse), (BLANK, blank))
        if numbers
    ]


def _draw(pdf: pikepdf.Pdf, frame: PictureFrame) -> None:
    page = new_sheet(pdf, landscape=frame.placement.landscape)
    page.obj.Resources = Dictionary(XObject=Dictionary(P=image_object(pdf, frame.stream)))
    matrix = affine.mirrored(1) if frame.mirrored else affine.Affine()
    matrix = matrix.then(affine.turned_clockwise(frame.turned, 1, 1))
    matrix = matrix.then(affine.enlarged(frame.box.width, frame.box.height))
    matrix = matrix.then(affine.moved(frame.box.left, frame.box.bottom))
    page.obj.Contents = pdf.make_stream(f"q {matrix.operands()} cm /P Do Q".encode())


def image_object(pdf: pikepdf.Pdf, stream: Stream) -> Any:
    """Return a picture as a PDF object."""
    made: Any = pdf.make_stream(b"")
    made.Type, made.Subtype = Name.XObject, Name.Image
    put_picture(made, stream)
    return made


def put_picture(target: Any, stream: Stream) -> None:
    """Put a picture into a picture object, in place of what it held."""
    parameters = Dictionary(dict(stream.parameters)) if stream.parameters else None
    if parameters is None:
        target.write(stream.data, filter=Name(stream.filter))
    else:
        target.write(stream.data, filter=Name(stream.filter), decode_parms=parameters)
    target.Width, target.Height = stream.width, stream.height
    target.ColorSpace, target.BitsPerComponent = Name(stream.colours), stream.bits
