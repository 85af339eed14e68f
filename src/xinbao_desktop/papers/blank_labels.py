"""Find the words printed beside, over and after each field of a blank, and where a seal goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from xinbao_desktop.domain.blank import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.papers.blank_frame import PageFrame

MOST_LETTERS = 20_000
GAP = 0.7  # of the letters' height; a wider one parts two labels
SLACK = 3.0
FAR_BEFORE, FAR_ABOVE, FAR_AFTER = 170.0, 42.0, 90.0  # points
ENDS = "：:\u3000"
LONGEST = 120
SEALED = re.compile(r"[盖签公]\s*章|[（(]\s*章\s*[)）]|company (?:seal|stamp|chop)", re.IGNORECASE)
THEIRS = re.compile(r"保险人|保险公司|受理|经办行|银行|for office|insurer", re.IGNORECASE)
"""Whose seal it is that nobody of the insured's sets."""
MOST_SEALS = 20


@dataclass(slots=True)
class _Piece:
    """Words that stand together, in points from the shown page's upper left."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


def with_words(path: Path, spots: Sequence[Spot], frames: Sequence[PageFrame]) -> dict[Spot, Spot]:
    """Return each spot with the words around it; as it is where the page cannot be read."""
    found: dict[Spot, Spot] = {}
    document = pdfium.PdfDocument(path)
    try:
        for number, frame in enumerate(frames, start=1):
            here = [spot for spot in spots if spot.page == number]
            if here:
                pieces = _pieces(document[number - 1], frame)
                found |= {spot: _described(spot, here, pieces) for spot in here}
    finally:
        document.close()
    return found


def seals_in(path: Path, frames: Sequence[PageFrame]) -> tuple[Spot, ...]:
    """Return where a blank's words ask the insured for a seal (盖章), in the order of its pages."""
    found: list[Spot] = []
    document = pdfium.PdfDocument(path)
    try:
        for number, frame in enumerate(frames, start=1):
            for piece in _pieces(document[number - 1], frame):
                words = piece.words.replace("被保险人", "被保")
                if SEALED.search(words) and not THEIRS.search(words):
                    box = (piece.left, piece.top, piece.right, piece.bottom)
                    left, top, right, bottom = (round(v, 2) for v in box)
                    found.append(Spot(number, left, top, right, bottom, before=_said(piece)))
    finally:
        document.close()
    return tuple(found[:MOST_SEALS])


def _pieces(page: Any, frame: PageFrame) -> list[_Piece]:
    textpage = page.get_textpage()
    pieces: list[_Piece] = []
    try:
        for index in range(min(textpage.count_chars(), MOST_LETTERS)):
            letter = _letter(textpage, index, frame)
            if letter is None:
                continue
            last = pieces[-1] if pieces else None
            if last is not None and _joins(last, letter):
                last.words += letter.words
                last.right = max(last.right, letter.right)
                last.top, last.bottom = min(last.top, letter.top), max(last.bottom, letter.bottom)
            else:
                pieces.append(letter)
    finally:
        textpage.close()
    return [piece for piece in pieces if piece.words.strip(ENDS + " _.…")]


def _letter(textpage: Any, index: int, frame: PageFrame) -> _Piece | None:
    code = pdfium_c.FPDFText_GetUnicode(textpage, index)
    if code <= 0x20 or chr(code).isspace():
        return None  # the gap a space leaves says as much
    room = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFText_GetLooseCharBox(textpage, index, room):
        return None
    return _Piece(*frame.shown((room.left, room.bottom, room.right, room.top)), chr(code))


def _joins(piece: _Piece, letter: _Piece) -> bool:
    if piece.words[-1] in ENDS:
        return False
    height = max(piece.bottom - piece.top, letter.bottom - letter.top, 4.0)
    overlap = min(piece.bottom, letter.bottom) - max(piece.top, letter.top)
    near = -height < letter.left - piece.right <= GAP * height
    if near and letter.left - piece.right > 0.12 * height and piece.words[-1].isascii():
        piece.words += " "
    return near and overlap > -0.3 * height


def _described(spot: Spot, others: Sequence[Spot], pieces: Sequence[_Piece]) -> Spot:
    return replace(
        spot,
        before=_before(spot, others, pieces),
        above=_above(spot, others, pieces),
        after=_after(spot, others, pieces) or spot.after,
    )


def _before(spot: Spot, others: Sequence[Spot], pieces: Sequence[_Piece]) -> str:
    limit = max((o.right for o in others if o.right <= spot.left + SLACK and _beside(spot, o)),
                default=spot.left - FAR_BEFORE)  # fmt: skip
    near = [
        p for p in pieces
        if _beside(spot, p) and p.right <= spot.left + SLACK and p.left >= limit - SLACK
        and spot.left - p.right <= FAR_BEFORE
    ]  # fmt: skip
    return _said(max(near, key=lambda p: p.right)) if near else ""


def _after(spot: Spot, others: Sequence[Spot], pieces: Sequence[_Piece]) -> str:
    limit = min((o.left for o in others if o.left >= spot.right - SLACK and _beside(spot, o)),
                default=spot.right + FAR_AFTER)  # fmt: skip
    near = [
        p for p in pieces
        if _beside(spot, p) and p.left >= spot.right - SLACK and p.left < limit
        and p.left - spot.right <= FAR_AFTER
    ]  # fmt: skip
    return _said(min(near, key=lambda p: p.left)) if near else ""


def _above(spot: Spot, others: Sequence[Spot], pieces: Sequence[_Piece]) -> str:
    limit = max((o.bottom for o in others if o.bottom <= spot.top + SLACK and _over(spot, o)),
                default=spot.top - FAR_ABOVE)  # fmt: skip
    near = [
        p for p in pieces
        if _over(spot, p) and p.bottom <= spot.top + SLACK and p.top >= limit - SLACK
        and spot.top - p.bottom <= FAR_ABOVE
    ]  # fmt: skip
    if not near:
        return ""
    low = max(p.bottom for p in near)
    line = sorted((p for p in near if low - p.bottom < SLACK), key=lambda p: p.left)
    return _clean(" ".join(p.words for p in line))


def _beside(spot: Spot, other: Spot | _Piece) -> bool:
    overlap = min(spot.bottom, other.bottom) - max(spot.top, other.top)
    return overlap >= 0.4 * min(spot.bottom - spot.top, other.bottom - other.top)


def _over(spot: Spot, other: Spot | _Piece) -> bool:
    overlap = min(spot.right, other.right) - max(spot.left, other.left)
    return overlap >= 0.4 * min(spot.right - spot.left, other.right - other.left)


def _said(piece: _Piece) -> str:
    return _clean(piece.words)


def _clean(words: str) -> str:
    return words.strip(ENDS + " _.…*").strip()[:LONGEST]
