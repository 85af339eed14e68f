"""What is drawn over a page of an insurer's blank once the packet is laid out.

Page numbers of the documents it names, each a link to them, and four corners round the place of
the seal. The blank's own words lie beneath, unaltered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.packet_plan import BlankDocument
from xinbao_desktop.domain.paper import STAMP_ZONE, STAMP_ZONE_LANDSCAPE
from xinbao_desktop.packet.fonts import typeface
from xinbao_desktop.packet.papers import frame
from xinbao_desktop.packet.sheet import MM, RULE, Glyphs, Hotspot, Rule, SealPlace
from xinbao_desktop.packet.tags import Role, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.packet_plan import InkBox, PaperDocument
    from xinbao_desktop.packet.parts import Numbering
    from xinbao_desktop.packet.sheet import Geometry, Mark

SEAL = 42 * MM
CORNER = 4 * MM
LARGEST, SMALLEST = 10.5, 5.0
SHARE = 0.72  # of a field's height that figures may take
CAP = 0.73  # of the size: how high figures stand
PAD = 2.0
BETWEEN = "、"
NOWHERE = SealPlace(0.0, 0.0, 0.0, 0.0)
"""Tells that a seal is due and nobody has said where."""


def blank_marks(
    document: PaperDocument, page: int, sheet: Geometry, numbering: Numbering
) -> tuple[Mark, ...]:
    """Return what is drawn over a page (from 0) of a paper: nothing unless it is a blank."""
    if not isinstance(document, BlankDocument):
        return ()
    number = page + document.start
    found: list[Mark] = []
    for wanted in document.references:
        if wanted.place.page == number:
            box = _on(document, page, sheet, wanted.place.box)
            found += _pages(box, wanted.documents, wanted.align, wanted.size, numbering)
    for place in document.seals:
        if place.page == number:
            found += _seal(_on(document, page, sheet, place.box), sheet)
    if document.wants_seal and not document.seals and number == 0:
        found.append(NOWHERE)
    return tuple(found)


def _on(
    document: PaperDocument, page: int, sheet: Geometry, box: InkBox
) -> tuple[float, float, float, float]:
    """Return left, top, width, height on the packet's page of a part of the blank's."""
    scale, _, _, _, x, y = frame(sheet, (sheet.width, sheet.height), document.pages[page].ink)
    wide, high = sheet.width * scale, sheet.height * scale
    top = sheet.height - y - high
    return (
        x + box.left * wide, top + box.top * high,
        (box.right - box.left) * wide, (box.bottom - box.top) * high,
    )  # fmt: skip


def _pages(
    box: tuple[float, float, float, float],
    documents: tuple[str, ...],
    align: int,
    size: float,
    numbering: Numbering,
) -> Iterator[Mark]:
    left, top, width, height = box
    known = [one for one in documents if numbering.knows(one)]
    parts = [numbering.pages(one) for one in known]
    words, face = BETWEEN.join(parts), typeface()
    if not words:
        return
    room = max(1.0, width - 2 * PAD)
    largest = min(size or LARGEST, max(SMALLEST, height * SHARE))
    set_ = max(SMALLEST, min(largest, largest * room / face.width(words, largest)))
    spare = width - face.width(words, set_)
    x = left + max(0.0, {0: min(PAD, spare / 2), 2: spare - PAD}.get(align, spare / 2))
    y = top + (height + set_ * CAP) / 2
    for number, (document, part) in enumerate(zip(known, parts, strict=True)):
        shown = part if number == len(parts) - 1 else part + BETWEEN
        tag = Tag(Role.LINK)
        wide = face.width(part, set_)
        yield Hotspot(x, top, wide, height, document, tag)
        yield Glyphs(x, y, shown, set_, tag=tag)
        x += face.width(shown, set_)


def _seal(box: tuple[float, float, float, float], sheet: Geometry) -> Iterator[Mark]:
    """Mark a place as large as a seal is, although the blank may have been made smaller."""
    left, top, width, height = box
    wide, high = max(width, SEAL), max(height, SEAL)
    zone = STAMP_ZONE if sheet.width < sheet.height else STAMP_ZONE_LANDSCAPE
    farthest = sheet.width - float(zone.right) * MM - wide
    lowest = sheet.height - float(zone.bottom) * MM - high
    x = min(max(float(zone.left) * MM, left + (width - wide) / 2), farthest)
    y = min(max(float(zone.top) * MM, top + (height - high) / 2), lowest)
    for corner_x, across in ((x, 1), (x + wide, -1)):
        for corner_y, down in ((y, 1), (y + high, -1)):
            yield Rule(corner_x, corner_y, corner_x + across * CORNER, corner_y, 0.7, RULE)
            yield Rule(corner_x, corner_y, corner_x, corner_y + down * CORNER, 0.7, RULE)
    yield SealPlace(x, y, wide, high)
