"""Pictures of pages for the window's preview."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.errors import BadInputError
from xinbao_desktop.packet.pdfium import LOCK, opened
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

POINTS_PER_INCH = 72
WHITE, MOSTLY = 255, 0.5
FAINT = 7
"""A smaller difference between red, green and blue is no colour."""
NO_PAGE = Text(
    "“{name}”第 {number} 页无法显示。请检查文件是否已移走、删除或损坏。",
    "Page {number} of “{name}” cannot be shown. Check that the file was not moved, deleted or "
    "damaged.",
)
NO_PDF = Text(
    "“{name}”打不开：文件不在了，不是完整的 PDF，或设了密码。",
    "“{name}” cannot be opened: it is gone, is no whole PDF, or has a password.",
)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The dots of a page for a printer: four bytes each (blue, green, red, none), or one if grey.

    ``drawn`` tells letters and lines on white paper from a scan: they stay crisp only where
    nothing is lost in packing them, and pack small.
    """

    width: int
    height: int
    grey: bool
    drawn: bool
    dots: bytes


def render_page(path: Path, number: int, dpi: int = 96) -> bytes:
    """Return page ``number`` (from 1) as a PNG; safe from any thread.

    Raises:
        BadInputError: the file cannot be read or has no such page.
    """
    with _shown(path, number), opened(path) as document, LOCK:
        bitmap = document[number - 1].render(scale=dpi / POINTS_PER_INCH)
        picture = io.BytesIO()
        bitmap.to_pil().save(picture, "PNG", compress_level=1)
        return picture.getvalue()


def print_page(path: Path, number: int, dpi: int) -> PagePicture:
    """Return page ``number`` (from 1) as a printer wants it; safe from any thread.

    Raises:
        BadInputError: the file cannot be read or has no such page.
    """
    with _shown(path, number), opened(path) as document, LOCK:
        rendered = document[number - 1].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        image = rendered.to_pil().convert("RGB")
    grey, drawn = _kind(image)
    dots = image.convert("L").tobytes() if grey else image.tobytes("raw", "BGRX")
    return PagePicture(image.width, image.height, grey, drawn, dots)


def _kind(image: Image) -> tuple[bool, bool]:
    """Return whether a picture has no colour, and whether it is mostly bare paper."""
    from PIL import ImageChops

    red, green, blue = image.split()
    others = [ImageChops.difference(one, green).histogram() for one in (red, blue)]
    grey = not any(sum(counts[FAINT:]) for counts in others)
    return grey, green.histogram()[WHITE] > MOSTLY * image.width * image.height


@contextmanager
def _shown(path: Path, number: int) -> Iterator[None]:
    """Say of which file which page could not be read."""
    import pypdfium2

    try:
        yield
    except (pypdfium2.PdfiumError, IndexError, OSError) as error:
        raise BadInputError(NO_PAGE.fill(name=path.name, number=number)) from error


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
    """Return how many pages a file has.

    Raises:
        BadInputError: It is gone, broken, empty or locked.
    """
    import pypdfium2

    try:
        with opened(path) as document, LOCK:
            count = len(document)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise BadInputError(NO_PDF.fill(name=path.name)) from error
    if count == 0:
        raise BadInputError(NO_PDF.fill(name=path.name))
    return count
