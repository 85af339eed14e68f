"""Fit words into the box of a field: as large as asked, smaller where need be, never cut unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.papers.typesetting import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.papers.faces import Faces

PAD = 2.0
LEADING = 1.2
SMALLEST = 6.0
ONE_LINE_SMALLEST = 7.0  # below this two short lines read better than a tiny one
STEP = 0.5
SHARE = 0.72  # of a box's height that letters may take
LARGEST, LARGEST_MANY = 11.0, 10.0
MORE = ("…（续见附页）", "… (see attached)")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words as they go into a box; ``lost`` is what found no room."""

    lines: tuple[str, ...]
    size: float
    lost: str = ""


@dataclass(frozen=True, slots=True)
class TextBox:
    """The room of a field."""

    width: float
    height: float
    size: float = 0.0
    multiline: bool = False
    cells: int = 0


def fitted(words: str, faces: Faces, box: TextBox) -> Fitted:
    """Return the words in lines, at the largest size that fits."""
    if box.cells:
        return _in_cells(words, faces, box)
    if not box.multiline and "\n" not in words:
        top = min(box.size or LARGEST, max(SMALLEST, box.height * SHARE))
        for size in _sizes(top, ONE_LINE_SMALLEST):
            if faces.measure(words, size) <= box.width - 2 * PAD:
                return Fitted((words,), size)
    top = box.size or LARGEST_MANY
    for size in _sizes(min(top, max(SMALLEST, box.height * SHARE)), SMALLEST):
        lines = tuple(wrapped(words, faces, size, _measure(box, size)))
        if len(lines) <= _room(box, size) and _inside(lines, faces, size, box):
            return Fitted(lines, size)
    return _cut(words, faces, box)


def _room(box: TextBox, size: float) -> int:
    """Return how many lines fit; one always does."""
    return max(1, int((box.height - PAD + size * (LEADING - 1)) / (size * LEADING)))


def _measure(box: TextBox, size: float) -> float:
    """Return how wide lines are broken: a sign at a line's end may stick out by its blank half."""
    return box.width - 2 * PAD - size / 2


def _inside(lines: Sequence[str], faces: Faces, size: float, box: TextBox) -> bool:
    return all(faces.measure(line, size) <= box.width for line in lines)


def _sizes(top: float, least: float) -> Iterator[float]:
    size = top
    while size > least:
        yield size
        size -= STEP
    yield min(top, least)


def _cut(words: str, faces: Faces, box: TextBox) -> Fitted:
    """Fill the box with what goes in, ending in words that say where the rest is."""
    more = MORE[words.isascii()]
    width, room = _measure(box, SMALLEST), _room(box, SMALLEST)
    kept = len(words)
    low, high = 0, len(words)
    while low < high:  # the longest beginning that fits together with the remark
        kept = (low + high + 1) // 2
        lines = tuple(wrapped(words[:kept].rstrip() + more, faces, SMALLEST, width))
        if len(lines) <= room and _inside(lines, faces, SMALLEST, box):
            low = kept
        else:
            high = kept - 1
    shown = words[:low].rstrip() + more
    return Fitted(tuple(wrapped(shown, faces, SMALLEST, width))[:room], SMALLEST, words[low:])


def _in_cells(words: str, faces: Faces, box: TextBox) -> Fitted:
    """Set one letter a cell."""
    flat = words.replace("\n", " ")
    cell = box.width / box.cells
    size = min(box.size or LARGEST, max(SMALLEST, box.height * SHARE))
    widest = max((faces.measure(char, 1.0) for char in flat), default=0.0)
    if widest * size > cell:
        size = cell / widest
    return Fitted((flat[: box.cells],), size, flat[box.cells :])
