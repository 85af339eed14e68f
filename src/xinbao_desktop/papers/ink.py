"""Tell paper from ink in a picture of a page: is it blank, and where does its content lie?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_SIZE = (420, 594)  # A4 at about 50 dpi: fine print still leaves grey
_BORDER = 0.04  # scanners leave dark edges
_CONTRAST = 45  # how much darker than its paper a speck of ink is
_LEAST_SHARE = 0.0004  # of the page: about one short word
_PAPER_WHITE = 245


def nearly_blank(image: Image.Image) -> bool:
    """Say whether a page shows nothing, apart from noise and the scanner's dark edges."""
    look = image.convert("L").resize(_smaller(image.size), Image.Resampling.BOX)
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


def ink_box(grey: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the pixels (left, top, right, bottom) that are not white paper."""
    return grey.point([255] * _PAPER_WHITE + [0] * (256 - _PAPER_WHITE)).getbbox()


def _smaller(size: tuple[int, int]) -> tuple[int, int]:
    factor = min(1.0, max(_LOOK_SIZE) / max(size))
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _median(counts: Sequence[int], total: int) -> int:
    seen = 0
    for value, count in enumerate(counts):
        seen += count
        if seen * 2 >= total:
            return value
    return 255
