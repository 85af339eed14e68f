"""Turn a paper into pictures, where its fonts are not its own or its text must not be trusted.

A choice of the user's for single papers; the packet then lists the pages as image-only.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Dictionary, Name

from xinbao_desktop.packet.pdfium import LOCK, opened
from xinbao_desktop.packet.saving import save_pdf

if TYPE_CHECKING:
    from pathlib import Path

DPI = 300
QUALITY = 85


def pictured(source: Path, target: Path) -> None:
    """Write a copy of ``source`` whose pages are pictures of 300 dots per inch."""
    with opened(source) as document, pikepdf.Pdf.new() as pdf:
        for index in range(len(document)):
            with LOCK:
                page = document[index]
                size = page.get_size()
                bitmap = page.render(scale=DPI / 72, may_draw_forms=False)
                picture = bitmap.to_pil().convert("RGB")
                page.close()
            _append(pdf, size, picture.size, _jpeg(picture))
        save_pdf(pdf, target)


def _jpeg(picture: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, dpi=(DPI, DPI))  # type: ignore[attr-defined]
    return buffer.getvalue()


def _append(
    pdf: pikepdf.Pdf, size: tuple[float, float], pixels: tuple[int, int], jpeg: bytes
) -> None:
    image = pdf.make_stream(
        jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels[0],
        Height=pixels[1],
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=size)
    page.obj.Resources = Dictionary(XObject=Dictionary(Scan=image))
    page.obj.Contents = pdf.make_stream(
        f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Scan Do Q".encode()
    )
