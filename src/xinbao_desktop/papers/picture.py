"""Read the pages of a picture file and decide how each stands and lies.

What a picture shows is kept; what it says about its maker (EXIF, position, names) is not. Bytes
are made in ``encoding``, places in ``sheet``, PDF pages in ``picture_paper``.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageFile, UnidentifiedImageError

from xinbao_desktop.domain.paper import SCAN_DPI_MAX
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.encoding import Stream, encoded
from xinbao_desktop.papers.ink import lines_stand, nearly_blank
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.papers.sheet import Box, Placement, place_picture
from xinbao_desktop.papers.sniff import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_MEGAPIXELS = 160
MAX_FRAMES = 500
REDUCED_DPI = 300
_ORIENTATION_TAG = 0x0112
_SUBFILE_TAG = 254
_THUMBNAIL = 1

# How the stored picture is mirrored and turned (clockwise) to stand upright, by EXIF value.
_ORIENTATIONS = {
    1: (False, 0), 2: (True, 0), 3: (False, 180), 4: (True, 180),
    5: (True, 270), 6: (False, 90), 7: (True, 90), 8: (False, 270),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """One page of a picture file, ready to be drawn.

    ``mirrored`` comes before ``turned``; ``box`` is where the upright picture lies on its sheet,
    whatever its pixels; ``dpi`` the resolution at which it lies there; ``on_its_side`` whether
    its writing seems to run up and down although nobody turned it.
    """

    stream: Stream
    mirrored: bool
    turned: int
    placement: Placement
    box: Box
    dpi: int
    blank: bool
    reduced: bool
    on_its_side: bool


def frames(path: Path, kind: Kind, turns: Mapping[int, int]) -> Iterator[PictureFrame]:
    """Yield the pages of a picture file.

    Raises:
        RefusedError: The file is damaged, or too big to be a scan.
    """
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and comes before anything is decoded
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    if kind is Kind.HEIC:
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd tags that do not matter here
            with Image.open(path, formats=[_FORMATS[kind]]) as image:
                yield from _all_frames(image, path, kind, turns)
    except _BROKEN as error:
        raise RefusedError(refusals.DAMAGED_PICTURE) from error


# What picture readers raise for data that contradicts itself; RefusedError is none of them.
_BROKEN = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, ArithmeticError,
    LookupError, TypeError, RuntimeError,
)  # fmt: skip


def _all_frames(
    image: Image.Image, path: Path, kind: Kind, turns: Mapping[int, int]
) -> Iterator[PictureFrame]:
    total = int(getattr(image, "n_frames", 1)) if kind is Kind.TIFF else 1
    if total > MAX_FRAMES:
        raise RefusedError(refusals.TOO_MANY_PAGES.fill(pages=total, limit=MAX_FRAMES))
    number = 0
    for index in range(total):
        if total > 1:
            image.seek(index)
        if _is_thumbnail(image):
            continue
        number += 1
        yield _frame(image, path, kind, turns.get(number, 0))


_FORMATS = {
    Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.TIFF: "TIFF", Kind.HEIC: "HEIF",
    Kind.WEBP: "WEBP", Kind.BMP: "BMP", Kind.GIF: "GIF",
}  # fmt: skip


def _is_thumbnail(image: Image.Image) -> bool:
    tags: Any = getattr(image, "tag_v2", {})
    return bool(int(tags.get(_SUBFILE_TAG, 0)) & _THUMBNAIL)


def _frame(image: Image.Image, path: Path, kind: Kind, user_turn: int) -> PictureFrame:
    width, height = image.size
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise RefusedError(
            refusals.PICTURE_TOO_BIG.fill(width=width, height=height, limit=MAX_MEGAPIXELS)
        )
    mirrored, turned = _ORIENTATIONS.get(_orientation(image, kind), (False, 0))
    turned = (turned + user_turn) % 360
    dpi, stretch = _resolution(image)
    image.load()
    if turned % 180:
        upright, upright_stretch = (height, width), 1 / stretch
        dpi = (dpi[1], dpi[0]) if dpi else None
    else:
        upright, upright_stretch = (width, height), stretch
    placement, lying = place_picture(*upright, dpi, stretch=upright_stretch)
    finest = lying * max(1.0, 1 / upright_stretch)
    factor = REDUCED_DPI / finest if finest > SCAN_DPI_MAX else 1.0
    passed = path if kind is Kind.JPEG and factor == 1 else None
    stream, shown = encoded(image, factor, passed)
    box = Box(0, 0, upright[0], upright[1] * upright_stretch).moved(placement)
    across = box.height if turned % 180 else box.width
    return PictureFrame(
        stream,
        mirrored,
        turned,
        placement,
        box,
        round(stream.width / across * 72),
        nearly_blank(shown),
        factor < 1,
        on_its_side=user_turn == 0 and lines_stand(shown) is (turned % 180 == 0),
    )


def _orientation(image: Image.Image, kind: Kind) -> int:
    if kind is Kind.HEIC:  # its reader turns the picture itself
        return 1
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    except Exception:  # noqa: BLE001 - a broken EXIF block must not cost the picture
        return 1
    return value if isinstance(value, int) else 1


def _resolution(image: Image.Image) -> tuple[tuple[float, float] | None, float]:
    """Return the believable resolution, if any, and the height of a pixel by its width."""
    given: Any = image.info.get("dpi")
    try:
        across, down = float(given[0]), float(given[1])
    except (TypeError, ValueError, IndexError):
        return None, 1.0
    if not (50 <= across <= 2400 and 50 <= down <= 2400):
        return None, 1.0
    ratio = across / down
    stretch = ratio if 0.4 <= ratio <= 2.5 and not math.isclose(ratio, 1, rel_tol=0.02) else 1.0
    # 72 and 96 are what programs write when they do not know.
    return ((across, down) if min(across, down) >= 98 else None), stretch
