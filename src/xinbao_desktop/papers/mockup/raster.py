"""Make sample pages visible as pictures: a flatbed scan, a phone's photo, a fax.

All that looks accidental comes from the caller's seed, so that equal calls give equal bytes.
"""

from __future__ import annotations

import io
import random
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from xinbao_desktop.assets import asset
from xinbao_desktop.papers.mockup.drawing import Drawing, Mark, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.papers.mockup.drawing import Colour

SCAN_DPI = 200
PHOTO_DPI = 240
_PAPERS: tuple[Colour, ...] = ((252, 250, 244), (249, 249, 249), (247, 244, 235), (250, 247, 240))
_DESKS: tuple[Colour, ...] = ((92, 68, 50), (70, 72, 76), (112, 92, 70))
_JPEG = {"quality": 82, "optimize": True}


@cache
def _font(pixels: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold else "Regular"
    return ImageFont.truetype(str(asset(f"resources/fonts/NotoSansSC-{weight}.ttf")), pixels)


def plain(drawing: Drawing, dpi: int, paper: Colour = (255, 255, 255)) -> Image.Image:
    """Return the page as drawn, without any accident."""
    size = (round(drawing.width / 25.4 * dpi), round(drawing.height / 25.4 * dpi))
    image = Image.new("RGB", size, paper)
    _draw(image, drawing.marks, dpi)
    return image


def _draw(image: Image.Image, marks: Sequence[Mark], dpi: int) -> None:
    pen = ImageDraw.Draw(image)
    unit = dpi / 25.4
    for mark in marks:
        if isinstance(mark, Words):
            _write(image, pen, mark, dpi)
            continue
        points = [(x * unit, y * unit) for x, y in mark.points]
        if mark.fill:
            pen.polygon(points, fill=mark.colour)
        else:
            pen.line(
                points, fill=mark.colour, width=max(1, round(mark.width * unit)), joint="curve"
            )


def _write(image: Image.Image, pen: ImageDraw.ImageDraw, words: Words, dpi: int) -> None:
    font = _font(max(5, round(words.size * dpi / 72)), bold=words.bold)
    x, y = words.x * dpi / 25.4, words.y * dpi / 25.4
    anchor = {"left": "ls", "middle": "ms", "right": "rs"}[words.side]
    if not words.angle:
        pen.text((x, y), words.text, font=font, fill=words.colour, anchor=anchor)
        return
    side = int(font.size * (len(words.text) + 2)) * 2
    layer = Image.new("L", (side, side), 0)
    ImageDraw.Draw(layer).text((side / 2, side / 2), words.text, font=font, fill=255, anchor=anchor)
    layer = layer.rotate(words.angle, Image.Resampling.BICUBIC)
    image.paste(words.colour, (round(x - side / 2), round(y - side / 2)), layer)


def _stamped(page: Image.Image, drawing: Drawing, dpi: int, chance: random.Random) -> Image.Image:
    """Press seals and signatures on a page, with the gaps that a rubber stamp leaves."""
    if not drawing.stamps:
        return page
    ink = Image.new("RGB", page.size, "white")
    _draw(ink, drawing.stamps, dpi)
    gaps = _noise(page.size, chance, coarse=3).point([0] * 70 + [110] * 12 + [255] * 174)
    worn = Image.composite(ink, Image.new("RGB", page.size, "white"), gaps)
    return ImageChops.multiply(page, Image.blend(ink, worn, 0.45))


def _noise(size: tuple[int, int], chance: random.Random, coarse: int = 1) -> Image.Image:
    """Return grey noise about 128, tiled from a small square."""
    side = 256
    a, b = (Image.frombytes("L", (side, side), chance.randbytes(side * side)) for _ in range(2))
    tile = Image.blend(a, b, 0.5)
    if coarse > 1:
        tile = tile.resize((side * coarse, side * coarse), Image.Resampling.BICUBIC)
    full = Image.new("L", size)
    for x in range(0, size[0], tile.width):
        for y in range(0, size[1], tile.height):
            full.paste(tile, (x, y))
    return full


def _grained(image: Image.Image, chance: random.Random, strength: float) -> Image.Image:
    noise = _noise(image.size, chance)
    table = [round(128 + (value - 128) * strength) for value in range(256)]
    grain = Image.merge("RGB", [noise.point(table)] * 3)
    return ImageChops.add(image, grain, 1, -128)


def scan(drawing: Drawing, seed: int, dpi: int = SCAN_DPI) -> Image.Image:
    """Return the page as a flatbed scanner sees it: a little crooked, tinted, grainy."""
    chance = random.Random(seed)  # noqa: S311 - looks, not secrets
    paper = chance.choice(_PAPERS)
    page = _stamped(plain(drawing, dpi, paper), drawing, dpi, chance)
    angle = chance.uniform(0.5, 1.3) * chance.choice((-1, 1))
    page = page.rotate(
        angle, Image.Resampling.BICUBIC, fillcolor=tuple(max(0, c - 14) for c in paper)
    )
    shade = (
        Image.linear_gradient("L")
        .resize(page.size)
        .point([236 + v * 19 // 255 for v in range(256)])
    )
    if chance.random() < 0.5:
        shade = shade.transpose(Image.Transpose.ROTATE_180)
    page = ImageChops.multiply(page, Image.merge("RGB", [shade] * 3))
    pen = ImageDraw.Draw(page)
    for _ in range(chance.randint(6, 18)):
        x, y = chance.randrange(page.width), chance.randrange(page.height)
        r = chance.choice((1, 1, 1, 2))
        pen.ellipse((x, y, x + r, y + r), fill=(150, 148, 142))
    return _grained(page.filter(ImageFilter.GaussianBlur(0.45)), chance, 0.09)


def photo(drawing: Drawing, seed: int) -> Image.Image:
    """Return the page as a phone sees it on a desk: from the side, unevenly lit."""
    chance = random.Random(seed)  # noqa: S311 - looks, not secrets
    page = _stamped(plain(drawing, PHOTO_DPI, chance.choice(_PAPERS)), drawing, PHOTO_DPI, chance)
    w, h = page.size
    size = (round(w * 1.16), round(h * 1.14))
    corners = [
        (size[0] * chance.uniform(0.04, 0.07), size[1] * chance.uniform(0.03, 0.06)),
        (size[0] * chance.uniform(0.03, 0.06), size[1] * chance.uniform(0.95, 0.975)),
        (size[0] * chance.uniform(0.95, 0.975), size[1] * chance.uniform(0.94, 0.97)),
        (size[0] * chance.uniform(0.92, 0.95), size[1] * chance.uniform(0.03, 0.06)),
    ]
    sources = [(0, 0), (0, h), (w, h), (w, 0)]
    warp = _perspective(corners, sources)
    mask = Image.new("L", page.size, 255).transform(
        size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC, fillcolor=0
    )
    lying = page.transform(size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC)
    desk = _grained(Image.new("RGB", size, chance.choice(_DESKS)), chance, 0.35)
    shadow = ImageChops.offset(mask, 14, 18).filter(ImageFilter.GaussianBlur(16))
    desk = Image.composite(
        Image.new("RGB", size, (30, 26, 22)), desk, shadow.point([v * 3 // 4 for v in range(256)])
    )
    desk.paste(lying, (0, 0), mask)
    light = Image.radial_gradient("L").resize((size[0] * 2, size[1] * 2))
    left, top = chance.randint(0, size[0] // 2), chance.randint(0, size[1] // 3)
    light = light.crop((left, top, left + size[0], top + size[1])).point(
        [255 - v // 3 for v in range(256)]
    )
    desk = ImageChops.multiply(desk, Image.merge("RGB", [light] * 3))
    return _grained(desk.filter(ImageFilter.GaussianBlur(0.6)), chance, 0.10)


def _perspective(
    targets: Sequence[tuple[float, float]], sources: Sequence[tuple[float, float]]
) -> tuple[float, ...]:
    """Solve the eight numbers that map each target corner to its source corner."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(targets, sources, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    count = len(rows)
    for column in range(count):
        pivot = max(range(column, count), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [value / head for value in rows[column]]
        for row in range(count):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    return tuple(row[-1] for row in rows)


def jpeg_of_scan(image: Image.Image, dpi: int = SCAN_DPI) -> bytes:
    """Return a scan as a scanner saves it."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", dpi=(dpi, dpi), **_JPEG)
    return buffer.getvalue()


def sideways_photo(image: Image.Image, *, latitude: float, longitude: float) -> bytes:
    """Return a photo as a phone saves it that was held sideways, with position and time.

    The pixels lie on their side; EXIF says how to turn them.
    """
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F], exif[0x0110], exif[0x0131] = "Specimen", "Invented Phone 1", "camera 1.0"
    exif[0x0132] = "2024:03:11 09:41:00"
    exif.get_ifd(0x8825).update(
        {
            1: "N",
            2: _sexagesimal(latitude),
            3: "E",
            4: _sexagesimal(longitude),
            29: "2024:03:11",
        }
    )
    buffer = io.BytesIO()
    lying = image.transpose(Image.Transpose.ROTATE_90)
    lying.save(buffer, "JPEG", exif=exif, dpi=(72, 72), **_JPEG)
    return buffer.getvalue()


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), round(((degrees - whole) * 60 - minutes) * 60, 2)


def fax(drawings: Sequence[Drawing], seed: int) -> bytes:
    """Return pages as one black-and-white TIFF of several pages (fax group 4)."""
    pages: list[Image.Image] = []
    for number, drawing in enumerate(drawings):
        chance = random.Random(seed + number)  # noqa: S311 - looks, not secrets
        grey = _stamped(plain(drawing, SCAN_DPI), drawing, SCAN_DPI, chance).convert("L")
        grey = grey.rotate(chance.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=255)
        pages.append(grey.point([0] * 165 + [255] * 91, mode="1"))
    buffer = io.BytesIO()
    pages[0].save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=pages[1:],
        compression="group4",
        dpi=(SCAN_DPI, SCAN_DPI),
    )
    return buffer.getvalue()
