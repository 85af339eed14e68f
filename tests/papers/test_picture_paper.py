import io
import random
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageOps

from xinbao_desktop.domain.paper import SCAN_DPI_MAX, SCAN_DPI_MIN
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.picture_paper import BLANK, COARSE

STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def assert_upright(kit, target, page=0):
    shown = kit.rendered(target, page)
    assert kit.colour_at(shown, 0.15, 0.12) == "red"
    assert kit.colour_at(shown, 0.82, 0.83) == "blue"


@pytest.mark.parametrize("orientation", STORED)
def test_every_exif_orientation_is_made_upright(orientation, kit, accept):
    exif = Image.Exif()
    exif[0x0112] = orientation
    turn = STORED[orientation]
    stored = kit.arrow() if turn is None else kit.arrow().transpose(turn)
    data = kit.encoded(stored, "JPEG", exif=exif, quality=90)
    with Image.open(io.BytesIO(data)) as check:
        assert ImageOps.exif_transpose(check).size == (600, 800)
    paper, target = accept("photo.jpg", data)
    assert not paper.pages[0].landscape
    assert_upright(kit, target)


def test_position_and_camera_are_taken_off_the_copy(kit, accept):
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 32.0, 35.5), 29: "2024:03:11"})
    data = kit.encoded(kit.arrow(), "JPEG", exif=exif, comment=b"canary comment")
    assert b"Canary" in data
    _, target = accept("photo.jpg", data)
    copy = target.read_bytes()
    for canary in (b"Canary", b"canary", b"Exif", b"2024:03:11"):
        assert canary not in copy


def test_a_jpeg_that_fits_passes_through_as_it_is(kit, accept):
    data = kit.encoded(kit.arrow(1240, 1754), "JPEG", quality=91)
    _, target = accept("scan.jpg", data)
    with pikepdf.open(target) as pdf:
        image = pdf.pages[0].Resources.XObject.P
        assert image.Filter == "/DCTDecode"
        raw = bytes(image.read_raw_bytes())
    frame = data.index(b"\xff\xc0")
    assert raw[raw.index(b"\xff\xc0") :] == data[frame:]


def test_a_picture_finer_than_print_needs_is_reduced(kit, accept):
    data = kit.encoded(kit.arrow(4960, 7016), "JPEG", dpi=(600, 600))
    paper, target = accept("scan.jpg", data)
    assert paper.pages[0].dpi == 300
    assert "300 dpi" in paper.notes[0].en
    assert_upright(kit, target)
    assert target.stat().st_size < len(data)


def test_an_a4_scan_of_300_dpi_is_fine_enough_to_be_left_alone(kit, accept):
    data = kit.encoded(kit.arrow(2480, 3508), "JPEG", dpi=(300, 300))
    paper, _ = accept("scan.jpg", data)
    assert 300 < paper.pages[0].dpi <= SCAN_DPI_MAX
    assert paper.notes == ()


def test_a_landscape_picture_gets_a_landscape_sheet(kit, accept):
    paper, target = accept("a.png", kit.encoded(kit.arrow(900, 600), "PNG"))
    assert paper.pages[0].landscape
    assert kit.boxes_of(target) == [(842, 595)]


def test_a_small_slip_of_known_size_keeps_its_size(kit, accept):
    data = kit.encoded(kit.arrow(900, 450), "JPEG", dpi=(300, 300))
    paper, target = accept("cheque.jpg", data)
    assert paper.pages[0].dpi == 300
    assert not paper.pages[0].landscape
    left, _, right, _ = paper.pages[0].ink
    assert (right - left) * 210 == pytest.approx(76.2, abs=0.5)
    assert kit.boxes_of(target) == [(595, 842)]


def test_the_user_turns_pages_by_number(kit, accept):
    data = kit.encoded(kit.arrow().transpose(Image.Transpose.ROTATE_90), "PNG")
    paper, target = accept("a.png", data, turns={1: 90})
    assert paper.pages[0].turned == 90
    assert_upright(kit, target)


def test_every_page_of_a_tiff_becomes_a_page(kit, accept):
    pages = [kit.arrow(), kit.arrow(mode="L"), kit.arrow(900, 600), kit.arrow(mode="1")]
    data = kit.encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    paper, target = accept("fax.tif", data, turns={3: 90})
    assert [page.number for page in paper.pages] == [1, 2, 3, 4]
    assert [page.landscape for page in paper.pages] == [False, False, False, False]
    assert paper.media_type == "image/tiff"
    assert_upright(kit, target, 0)


def test_black_on_white_stays_black_on_white(kit, accept):
    page = Image.new("1", (827, 1169), 1)
    page.paste(0, (100, 100, 500, 400))
    for name, data in (
        ("a.tif", kit.encoded(page, "TIFF", compression="group4", dpi=(100, 100))),
        ("a.png", kit.encoded(page, "PNG")),
    ):
        _, target = accept(name, data)
        shown = kit.rendered(target).convert("L")
        assert shown.getpixel((int(shown.width * 0.35), int(shown.height * 0.25))) < 60
        assert shown.getpixel((int(shown.width * 0.7), int(shown.height * 0.7))) > 200


def test_a_fax_with_oblong_pixels_is_not_squeezed(kit, accept):
    page = Image.new("1", (1728, 1145), 1)
    page.paste(0, (400, 300, 1200, 800))
    data = kit.encoded(page, "TIFF", compression="group4", dpi=(204, 98))
    paper, _ = accept("fax.tif", data)
    left, top, right, bottom = paper.pages[0].ink
    width, height = (right - left) * 210, (bottom - top) * 297
    assert not paper.pages[0].landscape
    assert height / width == pytest.approx(1145 / 98 / (1728 / 204), rel=0.01)


@pytest.mark.parametrize(
    ("name", "mode", "format_"),
    [
        ("cmyk.jpg", "CMYK", "JPEG"),
        ("cmyk.tif", "CMYK", "TIFF"),
        ("grey.jpg", "L", "JPEG"),
        ("palette.png", "P", "PNG"),
        ("alpha.png", "RGBA", "PNG"),
        ("greyalpha.png", "LA", "PNG"),
        ("lab.tif", "LAB", "TIFF"),
        ("picture.webp", "RGB", "WEBP"),
        ("picture.bmp", "RGB", "BMP"),
        ("picture.gif", "P", "GIF"),
    ],
)
def test_every_colour_mode_is_shown(name, mode, format_, kit, accept):
    source = kit.arrow()
    if mode == "LAB":
        from PIL import ImageCms

        lab = ImageCms.createProfile("LAB")
        source = ImageCms.profileToProfile(
            source, ImageCms.createProfile("sRGB"), lab, outputMode="LAB"
        )
    paper, target = accept(name, kit.encoded(source.convert(mode), format_))
    assert paper.pages[0].image_only
    shown = kit.rendered(target).convert("L")
    assert shown.getpixel((int(shown.width * 0.2), int(shown.height * 0.2))) < 180


def test_what_is_transparent_becomes_white_paper(kit, accept):
    image = Image.new("RGBA", (600, 800), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, 200, 200))
    _, target = accept("a.png", kit.encoded(image, "PNG"))
    shown = kit.rendered(target)
    assert kit.colour_at(shown, 0.15, 0.12) == "red"
    assert kit.colour_at(shown, 0.6, 0.6) == "white"


def test_sixteen_bits_are_spread_over_eight(kit, accept):
    rows = [struct.pack("<600H", *[5000 if y < 400 and x < 300 else 60000 for x in range(600)])
            for y in range(800)]  # fmt: skip
    grey = Image.frombytes("I;16", (600, 800), b"".join(rows))
    for name, format_ in (("a.png", "PNG"), ("a.tif", "TIFF")):
        _, target = accept(name, kit.encoded(grey, format_))
        shown = kit.rendered(target).convert("L")
        assert shown.getpixel((int(shown.width * 0.2), int(shown.height * 0.2))) < 60
        assert shown.getpixel((int(shown.width * 0.8), int(shown.height * 0.8))) > 200


def test_blank_scans_are_noticed_and_written_ones_are_not(kit, accept):
    tile = random.Random(1).randbytes(800 * 1131)
    noise = Image.frombytes("L", (800, 1131), tile).point([232 + v // 24 for v in range(256)])
    paper, _ = accept("blank.jpg", kit.encoded(noise, "JPEG"))
    assert paper.pages[0].blank
    assert paper.notes == (BLANK.fill(pages=1),)
    noise.paste(30, (300, 300, 420, 312))
    paper, _ = accept("written.jpg", kit.encoded(noise, "JPEG"))
    assert not paper.pages[0].blank


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF"])
def test_half_a_picture_is_refused(format_, kit, refuse):
    noisy = Image.frombytes("RGB", (300, 300), random.Random(2).randbytes(270_000))
    data = kit.encoded(noisy, format_)
    assert refuse(f"a.{format_.lower()}", data[: len(data) // 2]) == refusals.DAMAGED_PICTURE


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_picture_bomb_is_refused_before_it_unpacks(refuse):
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    assert "50000×50000" in refuse("bomb.png", bomb).en


def test_the_same_picture_gives_the_same_bytes(kit, accept):
    data = kit.encoded(kit.arrow(), "PNG")
    _, target = accept("a.png", data)
    first = target.read_bytes()
    _, target = accept("b.png", data)
    assert target.read_bytes() == first


def test_a_heic_photo_is_shown_without_its_camera(kit, accept):
    data = (Path(__file__).parent / "data" / "corner.heic").read_bytes()
    assert b"Canary" in data
    paper, target = accept("photo.heic", data)
    assert paper.media_type == "image/heic"
    assert_upright(kit, target)
    assert b"Canary" not in target.read_bytes()


def test_a_coarse_picture_is_said_to_be_coarse(kit, accept):
    paper, _ = accept("a.png", kit.encoded(kit.arrow(), "PNG"))
    assert paper.pages[0].dpi < SCAN_DPI_MIN
    assert paper.notes == (COARSE.fill(pages=1),)
