"""Read with pdfium what is printed on each page: words, pictures, and where nothing is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, cast

from xinbao_desktop.packet.pdfium import LOCK, opened
from xinbao_desktop.packet.sheet import MM
from xinbao_desktop.packet.verify.read_objects import Walk, back, shown_from
from xinbao_desktop.packet.verify.reading import Area, PageRead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL.Image import Image

    from xinbao_desktop.packet.verify.reading import FileRead, Piece
    from xinbao_desktop.progress import Progress

DPI = 40
LARGEST = 2000  # points across; a page of many metres is not drawn to scale
DARK = 190  # a grey value below this is ink, above it the paper of a scan
RIM_MM = 1.5  # what must be white around the page number
EDGE_MM = 10.0  # the strip that the riding seal needs
AT_A_TIME = 16  # pages; pdfium keeps every picture of a document until it is closed
WHITE = 250  # nothing was painted where no point is darker
ONE_TONE = 12  # levels of grey; words differ more from what they stand on
AROUND = 1.5  # points around words that are looked at with them
LINE_HYPHEN = "\ufffe"  # what pdfium reads where a line is broken after a hyphen


def read_pages(path: Path, file: FileRead, progress: Progress) -> list[PageRead]:
    """Return every page as printed; pdfium's lock is taken page by page.

    Raises:
        Cancelled: Somebody asked for it, by ``progress``.
    """
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
                progress.step(index, count)
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
    walk = Walk(page, text, width * height)
    found.pieces, found.pictures = tuple(walk.pieces), tuple(walk.pictures)
    found.crowded = walk.crowded
    if found.crowded:
        text.close()
        return found  # nor is it drawn, which may take as long
    found.cells = {
        a: text.get_text_bounded(a.x0, a.y0, a.x1, a.y1).strip().replace(LINE_HYPHEN, "-")
        for a in links
    }
    place = found.number_area
    if place is not None:
        near = back(place.grown(1.5), shown_from(page))
        found.number_text = text.get_text_bounded(near.x0, near.y0, near.x1, near.y1)
    scale = min(DPI / 72, LARGEST / max(width, height, 1.0))
    # In colours: pdfium takes twice as long to draw a scan in grey as to draw it as it is.
    bitmap = page.render(scale=scale, may_draw_forms=False)
    picture = bitmap.to_pil().convert("L")
    _measure_ink(found, picture, seals)
    found.unseen = tuple(p.words for p in walk.suspects() if _leaves_no_trace(p, found, picture))
    if place is not None:
        found.number_seen = not any(
            _leaves_no_trace(p, found, picture) for p in found.number_pieces if p.words.strip()
        )
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
    inner = [seal.grown(-3 * MM) for seal in seals if seal.width and seal.height]
    dots = [_ink(picture, page, seal) for seal in inner]
    page.seal_ink = any(count > 2 for count in dots)
    dot = (page.width / picture.width) ** 2
    page.seal_share = max(
        (n * dot / (s.width * s.height) for n, s in zip(dots, inner, strict=True)), default=0.0
    )


def _ink(picture: Image, page: PageRead, area: Area) -> int:
    """Count the dark points of an area."""
    box = _points(picture, page, area)
    return sum(picture.crop(box).histogram()[:DARK]) if box is not None else 0


def _leaves_no_trace(piece: Piece, page: PageRead, picture: Image) -> bool:
    """Whether nothing shows where words ought to: all white, or all of one tone around them."""
    tight, wide = (_points(picture, page, piece.area.grown(by)) for by in (0.0, AROUND))
    if tight is None or wide is None:
        return False  # beside the page
    if _tones(picture, tight)[0] >= WHITE:
        return True
    darkest, lightest = _tones(picture, wide)
    return lightest - darkest < ONE_TONE


def _tones(picture: Image, box: tuple[int, int, int, int]) -> tuple[int, int]:
    """Return the darkest and the lightest point of a part of a grey picture."""
    return cast("tuple[int, int]", picture.crop(box).getextrema())


def _points(picture: Image, page: PageRead, area: Area) -> tuple[int, int, int, int] | None:
    """Return the points of the picture that an area covers, None where it covers none."""
    scale = picture.width / page.width
    box = (
        max(0, math.floor(area.x0 * scale)),
        max(0, math.floor((page.height - area.y1) * scale)),
        min(picture.width, math.ceil(area.x1 * scale)),
        min(picture.height, math.ceil((page.height - area.y0) * scale)),
    )
    return None if box[0] >= box[2] or box[1] >= box[3] else box
