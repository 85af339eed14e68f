"""Make sample pages visible as PDFs: with real text, or as a scanner's picture pages."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary, Name

from xinbao_desktop.papers.mockup.drawing import PT_MM, Drawing, Mark, Words
from xinbao_desktop.papers.typesetting import TextFont

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.papers.mockup.drawing import Colour


def text_pdf(drawings: Sequence[Drawing]) -> bytes:
    """Return pages as a PDF whose words can be searched."""
    font = TextFont()
    with pikepdf.Pdf.new() as pdf:
        contents = [_content(drawing, font) for drawing in drawings]
        resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=font.pdf_object(pdf))))
        for drawing, content in zip(drawings, contents, strict=True):
            page = pdf.add_blank_page(page_size=(drawing.width / PT_MM, drawing.height / PT_MM))
            page.obj.Resources = resources
            page.obj.Contents = pdf.make_stream(content)
        return _saved(pdf)


def picture_pdf(pages: Sequence[tuple[bytes, int, int]], dpi: int) -> bytes:
    """Return JPEG pages (data, width, height) as a scanner writes them into a PDF."""
    with pikepdf.Pdf.new() as pdf:
        for data, width, height in pages:
            image = pdf.make_stream(data)
            image.Type, image.Subtype = Name.XObject, Name.Image
            image.Width, image.Height, image.BitsPerComponent = width, height, 8
            image.ColorSpace, image.Filter = Name.DeviceRGB, Name.DCTDecode
            size = (width * 72 / dpi, height * 72 / dpi)
            page = pdf.add_blank_page(page_size=size)
            page.obj.Resources = Dictionary(XObject=Dictionary(Im=image))
            page.obj.Contents = pdf.make_stream(
                f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Im Do Q".encode()
            )
        pdf.docinfo["/Producer"] = "Invented Scanner 2.1"
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _content(drawing: Drawing, font: TextFont) -> bytes:
    marks = [*drawing.marks, *drawing.stamps]
    return "\n".join(_mark(mark, drawing.height, font) for mark in marks).encode("ascii")


def _mark(mark: Mark, height: float, font: TextFont) -> str:
    if isinstance(mark, Words):
        return _words(mark, height, font)
    places = [f"{x / PT_MM:.2f} {(height - y) / PT_MM:.2f}" for x, y in mark.points]
    path = f"{places[0]} m " + " ".join(f"{place} l" for place in places[1:])
    if mark.fill:
        return f"{_colour(mark.colour)} rg {path} h f"
    return f"{_colour(mark.colour)} RG {mark.width / PT_MM:.2f} w 1 J 1 j {path} S"


def _words(words: Words, height: float, font: TextFont) -> str:
    wide = font.face.measure(words.text, words.size)
    back = {"left": 0.0, "middle": wide / 2, "right": wide}[words.side]
    cos, sin = math.cos(math.radians(words.angle)), math.sin(math.radians(words.angle))
    x = words.x / PT_MM - back * cos
    y = (height - words.y) / PT_MM - back * sin
    colour = _colour(words.colour)
    bold = f"2 Tr {words.size * 0.035:.2f} w {colour} RG" if words.bold else "0 Tr"
    return (
        f"BT {colour} rg {bold} /F {words.size:g} Tf "
        f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} Tm "
        f"{font.encoded(words.text)} Tj ET"
    )


def _colour(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)
