"""Pictures of pages for the window's preview."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xinbao_desktop.errors import BadInputError
from xinbao_desktop.packet.pdfium import LOCK, opened
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

POINTS_PER_INCH = 72


def render_page(path: Path, number: int, dpi: int = 96) -> bytes:
    """Return page ``number`` (from 1) as a PNG; safe from any thread.

    Raises:
        BadInputError: the file cannot be read or has no such page.
    """
    import pypdfium2

    try:
        with opened(path) as document, LOCK:
            bitmap = document[number - 1].render(scale=dpi / POINTS_PER_INCH)
            picture = io.BytesIO()
            bitmap.to_pil().save(picture, "PNG", compress_level=1)
            return picture.getvalue()
    except (pypdfium2.PdfiumError, IndexError, OSError) as error:
        text = Text(
            "“{name}”第 {number} 页无法显示。", "Page {number} of “{name}” cannot be shown."
        )
        raise BadInputError(text.fill(name=path.name, number=number)) from error


def bookmarks(path: Path) -> tuple[tuple[int, str, int], ...]:
    """Return the bookmarks in order: level (from 0), title, page (from 1)."""
    found = []
    with opened(path) as document, LOCK:
        for mark in document.get_toc():
            target = mark.get_dest()
            index = target.get_index() if target is not None else None
            found.append((mark.level, mark.get_title(), (index or 0) + 1))
    return tuple(found)


def page_count(path: Path) -> int:
    """Return how many pages a file has."""
    with opened(path) as document, LOCK:
        return len(document)
