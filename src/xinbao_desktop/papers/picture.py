"""Turn the pages of a picture file into picture streams that lie in a PDF.

What a picture shows is kept; what it says about its maker (EXIF, position, names) is not. How
it lies on its sheet stands in ``sheet``; PDF objects are made in ``picture_pages``.
"""

from __future__ import annotations

import io
import math
import warnings
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops, ImageCms, ImageFile, TiffImagePlugin, UnidentifiedImageError

from xinbao_desktop.domain.paper import SCAN_DPI_MAX
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.ink import lines_stand, nearly_blank
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.papers.sheet import Box, Placement, place_picture
from xinbao_desktop.papers.sniff import Kind
from xinbao_desktop.papers.strip import stripped_jpeg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_MEGAPIXELS = 160
MAX_FRAMES = 500
REDUCED_DPI = 300
JPEG_QUALITY = 85
_ORIENTATION_TAG = 0x0112
_SUBFILE_TAG = 254
_THUMBNAIL = 1
_STRIP_START_TAG, _STRIP_LENGTH_TAG = 273, 279

# How the stored picture is mirrored and turned (clockwise) to stand upright, by EXIF value.
_ORIENTATIONS = {
    1: (False, 0), 2: (True, 0), 3: (False, 180), 4: (True, 180),
    5: (True, 270), 6: (False, 90), 7: (True, 90), 8: (False, 270),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stream:
    """A picture as a PDF holds it: bytes, filter, its parameters and colour space."""

    data: bytes
    filter: str
    width: int
    height: int
    colours: str
    bits: int = 8
    parameters: Mapping[str, int] | None = None


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
    stream, shown = _stream(image, factor, passed)
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


def _stream(image: Image.Image, factor: float, passed: Path | None) -> tuple[Stream, Image.Image]:
    """Return the picture as a PDF stream, and as a picture for judging its ink."""
    if passed is not None and image.mode in {"L", "RGB"} and _is_srgb(image):
        data = stripped_jpeg(passed.read_bytes())
        colours = "/DeviceGray" if image.mode == "L" else "/DeviceRGB"
        return Stream(data, "/DCTDecode", *image.size, colours), image
    if image.mode == "1":
        plain = shrunk_bilevel(image, factor)
        return _fax(plain), plain
    plain = _flat(image)
    if factor < 1:
        size = (max(1, round(plain.width * factor)), max(1, round(plain.height * factor)))
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return packed(plain, photo=image.format in {"JPEG", "HEIF", "MPO"}), plain


def reduced_bilevel(image: Image.Image, factor: float) -> Stream:
    """Return a black-and-white picture with fewer pixels, packed as a fax."""
    return _fax(shrunk_bilevel(image, factor))


def shrunk_bilevel(image: Image.Image, factor: float) -> Image.Image:
    """Return a black-and-white picture with fewer pixels; thin lines stay."""
    if factor >= 1:
        return image
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    grey = image.convert("L").resize(size, Image.Resampling.BOX)
    return grey.point([0] * 160 + [255] * 96, mode="1")


def _is_srgb(image: Image.Image) -> bool:
    profile = image.info.get("icc_profile")
    if not profile or image.mode == "L":
        return True
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return "sRGB" in ImageCms.getProfileDescription(opened)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return True


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture as 8-bit grey or RGB on white, in the colours it was meant to have."""
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.mode in {"LA", "PA", "La", "RGBA", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    if image.mode in {"L", "1"}:
        return image.convert("L")
    if not _is_srgb(image) and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
            srgb = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
            return turned if turned is not None else image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            return image.convert("RGB")
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Spread 16-bit and floating grey over 8 bits."""
    low, high = image.getextrema()
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return image.convert("L")
    if image.mode == "F":
        top = 1.0 if high <= 1 else max(float(high), 255.0)
        scale = 255 / top
    else:
        scale = 255 / 65535 if high > 255 else 1.0
    return image.convert("F").point(lambda value: value * scale).convert("L")


def _fax(image: Image.Image) -> Stream:
    """Pack black and white as fax group 4, without loss.

    Fax data counts white as zero and Pillow counts it as one, hence the inversion.
    """
    buffer = io.BytesIO()
    strip = TiffImagePlugin.STRIP_SIZE
    TiffImagePlugin.STRIP_SIZE = 1 << 31
    plain = Image.frombytes("1", image.size, image.tobytes())  # without its tags
    try:
        ImageChops.invert(plain).save(buffer, "TIFF", compression="group4")
    finally:
        TiffImagePlugin.STRIP_SIZE = strip
    with Image.open(buffer, formats=["TIFF"]) as written:
        tags: Any = getattr(written, "tag_v2", {})
        start, length = tags[_STRIP_START_TAG][0], tags[_STRIP_LENGTH_TAG][0]
    data = buffer.getvalue()[start : start + length]
    parameters = {"/K": -1, "/Columns": image.width, "/Rows": image.height}
    return Stream(
        data, "/CCITTFaxDecode", *image.size, "/DeviceGray", bits=1, parameters=parameters
    )


def packed(image: Image.Image, *, photo: bool) -> Stream:
    """Pack 8-bit grey or RGB: drawn pages without loss where that is small, photos as JPEG."""
    colours = "/DeviceGray" if image.mode == "L" else "/DeviceRGB"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True, subsampling="4:2:0")
    if not photo and _is_drawn(image):
        exact = _png_rows(image)
        if len(exact) <= max(300_000, buffer.tell()):
            predictor = {
                "/Predictor": 15,
                "/Colors": 1 if image.mode == "L" else 3,
                "/BitsPerComponent": 8,
                "/Columns": image.width,
            }
            return Stream(exact, "/FlateDecode", *image.size, colours, parameters=predictor)
    return Stream(stripped_jpeg(buffer.getvalue()), "/DCTDecode", *image.size, colours)


def _is_drawn(image: Image.Image) -> bool:
    """Say whether a sample packs well without loss, as drawn pages do and grainy scans do not."""
    side = 600
    left, top = max(0, (image.width - side) // 2), max(0, (image.height - side) // 2)
    sample = image.crop((left, top, min(image.width, left + side), min(image.height, top + side)))
    data = sample.tobytes()
    return len(zlib.compress(data, 1)) < len(data) * 0.15


def _png_rows(image: Image.Image) -> bytes:
    """Return the compressed rows of a PNG, which a PDF takes as they are."""
    buffer = io.BytesIO()
    Image.frombytes(image.mode, image.size, image.tobytes()).save(buffer, "PNG")
    data = buffer.getvalue()
    parts: list[bytes] = []
    at = 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] == b"IDAT":
            parts.append(data[at + 8 : at + 8 + length])
        at += 12 + length
    return b"".join(parts)
