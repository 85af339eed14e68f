"""Turn the pages of a blank into pictures, beneath what is entered in it.

For blanks whose fonts are not their own: as a picture a page looks everywhere as it does here,
while the words that are entered stay words.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.blank_frame import frame_of

if TYPE_CHECKING:
    from pathlib import Path

DPI = 300
QUALITY = 85


def with_pictures(source: Path, target: Path) -> None:
    """Write a copy of flat pages, each a picture in the place of what it showed."""
    document = pdfium.PdfDocument(source)
    try:
        with pikepdf.open(source) as pdf:
            for number, page in enumerate(pdf.pages):
                _replace(pdf, page, _picture(document, number))
            pdf.save(target, deterministic_id=True)
    finally:
        document.close()


def _picture(document: Any, number: int) -> Any:
    """Return how a page looks, not yet turned as its file asks."""
    page = document[number]
    page.set_rotation(0)
    picture = page.render(scale=DPI / 72, may_draw_forms=False).to_pil().convert("RGB")
    page.close()
    return picture


def _replace(pdf: pikepdf.Pdf, page: pikepdf.Page, picture: Any) -> None:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, dpi=(DPI, DPI))
    image = pdf.make_stream(
        buffer.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    frame = frame_of(page)
    wide, high = frame.right - frame.left, frame.top - frame.bottom
    place = f"{wide:.3f} 0 0 {high:.3f} {frame.left:.3f} {frame.bottom:.3f}"
    page.obj.Resources = Dictionary(XObject=Dictionary(Blank=image))
    page.obj.Contents = pdf.make_stream(f"q {place} cm /Blank Do Q".encode("ascii"))
    page.obj.CropBox = Array([frame.left, frame.bottom, frame.right, frame.top])
