"""Tell paper from ink in a picture of a page: is it blank, and where does its content lie?"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_SIDE = 594  # A4 at about 50 dpi: fine print still leaves grey
_BORDER = 0.04  # scanners leave dark edges
_CONTRAST = 45  # how much darker than its paper a speck of ink is
_LEAST_SHARE = 0.0004  # of the page: about one short word
_PAPER_WHITE = 245
_SIDE_LOOK = 700
_LEAST_UNREST = 8.0
_MUCH_MORE = 2.6  # a form photographed askew reaches 2.1, clean scans on their side 3 to 20


def nearly_blank(image: Image.Image) -> bool:
    """Say whether a page shows nothing, apart from noise and the scanner's dark edges."""
    look = image.convert("L").resize(_shrunk(image.size, _LOOK_SIDE), Image.Resampling.BOX)
    w, h = look.size
    inner = look.crop(
        (int(w * _BORDER), int(h * _BORDER), w - int(w * _BORDER), h - int(h * _BORDER))
    )
    counts = inner.histogram()
    total = sum(counts)
    if not total:
        return True
    paper = _median(counts, total)
    ink = sum(counts[: max(0, paper - _CONTRAST)])
    light = sum(counts[min(256, paper + _CONTRAST) :])  # white on a dark page is ink as well
    return (ink + light) / total < _LEAST_SHARE


def lines_stand(image: Image.Image) -> bool | None:
    """Say whether lines of writing run up and down (True) or across (False); None: no telling.

    Writing in lines makes rows of ink and gaps between them; where that shows much more across
    a page than down it, the page lies on its side. On which cannot be told without reading.
    """
    look = image.convert("L").resize(_shrunk(image.size, _SIDE_LOOK), Image.Resampling.BOX)
    ink = ImageChops.subtract(look.filter(ImageFilter.BoxBlur(12)), look)
    ink = ink.point([0] * 18 + [min(255, 4 * value) for value in range(18, 256)])
    w, h = ink.size
    ink = ink.crop((w // 10, h // 10, w - w // 10, h - h // 10))  # desks and page edges
    if min(ink.size) < 40:
        return None
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    across, down = _unrest(columns), _unrest(rows)
    if max(across, down) < _LEAST_UNREST or down / _MUCH_MORE < across < down * _MUCH_MORE:
        return None
    return across > down


def _unrest(profile: bytes) -> float:
    steps = [(b - a) ** 2 for a, b in itertools.pairwise(profile)]
    return sum(steps) / max(1, len(steps))


def ink_box(grey: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the pixels (left, top, right, bottom) that are not white paper."""
    return grey.point([255] * _PAPER_WHITE + [0] * (256 - _PAPER_WHITE)).getbbox()


def _shrunk(size: tuple[int, int], side: int) -> tuple[int, int]:
    factor = min(1.0, side / max(size))
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _median(counts: Sequence[int], total: int) -> int:
    seen = 0
    for value, count in enumerate(counts):
        seen += count
        if seen * 2 >= total:
            return value
    return 255
