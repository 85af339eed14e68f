"""Write A4 copies: blank sheets, and saving so that equal input gives equal bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.sheet import sheet_box

if TYPE_CHECKING:
    from pathlib import Path


def new_sheet(pdf: pikepdf.Pdf, *, landscape: bool) -> pikepdf.Page:
    """Add an empty A4 page and return it."""
    box = sheet_box(landscape=landscape)
    page = pikepdf.Page(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(box.right, 3), round(box.top, 3)]),
                Resources=Dictionary(),
                Contents=pdf.make_stream(b""),
            )
        )
    )
    pdf.pages.append(page)
    return pdf.pages[-1]


def save_copy(pdf: pikepdf.Pdf, target: Path) -> None:
    """Save without dates, names and random identifiers; readable by PDF 1.7 readers."""
    pdf.remove_unreferenced_resources()
    pdf.save(
        target,
        force_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
