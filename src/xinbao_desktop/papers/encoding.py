"""Encode pictures the way a PDF holds them: JPEG, lossless rows, or fax.

Where they come from and where they lie is not known here.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops, ImageCms, TiffImagePlugin

from xinbao_desktop.papers.strip import stripped_jpeg

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

JPEG_QUALITY = 85
_STRIP_START_TAG, _STRIP_LENGTH_TAG = 273, 279


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


def encoded(image: Image.Image, factor: float, passed: Path | None) -> tuple[Stream, Image.Image]:
    """Return a picture as a PDF stream, and as a picture for judging its ink.

    ``passed`` is the JPEG file whose data may be taken over as they are.
    """
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
