"""PDF pages made into upright A4 pages, in their place and with the stamp zone free."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.domain.paper import STAMP_ZONE
from xinbao_desktop.papers import pdf_paper


def picture_page(pdf, kit, turned=0, size=(500, 667)):
    """A page that is one picture, stored turned anticlockwise and shown by /Rotate."""
    image = kit.arrow(600, 800).rotate(turned, expand=True)
    width, height = size if turned % 180 == 0 else size[::-1]
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.Resources = Dictionary(
        XObject=Dictionary(
            I=kit.stream_of(
                pdf,
                kit.encoded(image, "JPEG"),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=image.width,
                Height=image.height,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceRGB,
                Filter=Name.DCTDecode,
            )
        )
    )
    page.obj.Contents = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode())
    page.obj.Rotate = turned
    return page


def test_an_a4_text_page_keeps_its_place_and_its_text(kit, accept):
    paper, target = accept("a.pdf", kit.pdf_of())
    assert kit.boxes_of(target) == [(595, 842)]
    page = paper.pages[0]
    assert page.text == "Hello, this page stands upright"
    assert not page.image_only
    assert page.dpi is None
    left, _, _, _ = page.ink
    assert left * 595.276 == pytest.approx(61, abs=2)
    with pikepdf.open(target) as pdf:
        assert b"q 1 0 0 1 0 0 cm /P Do Q" in pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_scan_is_made_upright(turned, kit, accept):
    with pikepdf.Pdf.new() as pdf:
        picture_page(pdf, kit, turned)
        data = kit.saved(pdf)
    paper, target = accept("scan.pdf", data)
    assert paper.pages[0].turned == turned
    assert paper.pages[0].image_only
    shown = kit.rendered(target)
    assert kit.colour_at(shown, 0.15, 0.12) == "red"
    assert kit.colour_at(shown, 0.82, 0.83) == "blue"


def test_a_turn_the_file_asks_for_is_obeyed_even_against_its_text(kit, accept):
    def turn(page):
        page.obj.Rotate = 90

    paper, target = accept("a.pdf", kit.pdf_of(turn))
    assert paper.pages[0].turned == 90
    assert kit.boxes_of(target) == [(842, 595)]
    assert "does not stand upright" in paper.notes[0].en


@pytest.mark.parametrize(
    ("matrix", "turned", "box"),
    [("0 1 -1 0 200 100", 90, (842, 595)), ("-1 0 0 -1 400 300", 180, (595, 842))],
)
def test_a_page_whose_text_lies_on_its_side_is_turned_and_says_so(matrix, turned, box, kit, accept):
    with pikepdf.Pdf.new() as pdf:
        words = "A table that was drawn on its side"
        kit.add_page(pdf, content=f"BT /F 14 Tf {matrix} Tm ({words}) Tj ET")
        data = kit.saved(pdf)
    paper, target = accept("a.pdf", data)
    assert paper.pages[0].turned == turned
    assert kit.boxes_of(target) == [box]
    assert paper.notes[0] == pdf_paper.TURNED_BY_TEXT.fill(pages=1)


def test_pages_of_any_size_become_a4(kit, accept):
    sizes = [(595, 842), (842, 595), (612, 792), (1191, 842), (420, 595), (30, 40), (14400, 14400)]
    with pikepdf.Pdf.new() as pdf:
        for size in sizes:
            kit.add_page(pdf, words="x", size=size)
        data = kit.saved(pdf)
    paper, target = accept("mixed.pdf", data)
    assert set(kit.boxes_of(target)) == {(595, 842), (842, 595)}
    assert [page.landscape for page in paper.pages] == [
        False, True, False, True, False, False, False,
    ]  # fmt: skip


def test_only_what_the_crop_box_shows_is_kept_visible(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf, content="1 0 0 rg 250 900 50 50 re f 0 0 1 rg 0 0 100 100 re f")
        page.obj.MediaBox = Array([-100, -200, 900, 1000])
        page.obj.CropBox = Array([200, 400, 620, 994])
        page.obj.TrimBox = Array([300, 500, 310, 510])
        data = kit.saved(pdf)
    _, target = accept("crop.pdf", data)
    shown = kit.rendered(target)
    colours = {kit.colour_at(shown, x / 40, y / 40) for x in range(40) for y in range(40)}
    assert "red" in colours
    assert "blue" not in colours


def test_a_user_unit_enlarges(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf, size=(297.6, 420.9), content="1 0 0 rg 100 200 50 50 re f")
        page.obj.UserUnit = 2
        data = kit.saved(pdf)
    paper, _ = accept("unit.pdf", data)
    left, _, right, _ = paper.pages[0].ink
    assert (right - left) * 595.276 == pytest.approx(100, abs=3)


def test_what_is_printed_in_the_stamp_zone_is_moved_out_of_it(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        kit.add_page(pdf, content="0 g 100 6 100 10 re f 560 400 30 10 re f")
        kit.add_page(pdf, content="0.9 g 0 0 595 842 re f")
        data = kit.saved(pdf)
    paper, _ = accept("edge.pdf", data)
    for page in paper.pages:
        _, _, right, bottom = page.ink
        assert right <= 1 - float(STAMP_ZONE.right) / 210 + 0.005
        assert bottom <= 1 - float(STAMP_ZONE.bottom) / 297 + 0.005


def test_scans_leave_the_stamp_zone_free(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        picture_page(pdf, kit, size=(595, 842))
        data = kit.saved(pdf)
    paper, _ = accept("scan.pdf", data)
    left, _, right, bottom = paper.pages[0].ink
    assert left > 0.03
    assert right <= 1 - float(STAMP_ZONE.right) / 210 + 0.005
    assert bottom <= 1 - float(STAMP_ZONE.bottom) / 297 + 0.005


def test_the_user_turns_beyond_what_the_file_says(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        picture_page(pdf, kit)
        data = kit.saved(pdf)
    paper, target = accept("scan.pdf", data, turns={1: 180})
    assert paper.pages[0].turned == 180
    assert kit.colour_at(kit.rendered(target), 0.15, 0.12) == "blue"


def test_blank_pages_are_named(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        kit.add_page(pdf)
        pdf.add_blank_page(page_size=kit.A4)
        data = kit.saved(pdf)
    paper, _ = accept("blank.pdf", data)
    assert [page.blank for page in paper.pages] == [False, True]
    assert "page 2" in paper.notes[-1].en


def test_the_same_pdf_gives_the_same_bytes(kit, accept):
    data = kit.pdf_of(lambda page: None, lambda page: None)
    _, target = accept("a.pdf", data)
    first = target.read_bytes()
    _, target = accept("b.pdf", data)
    assert target.read_bytes() == first


def test_boxes_that_make_no_sense_fall_back_to_a4(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        for box in ([0, 0, 0, 0], [0, 0, 500], ["a", 0, 1, 1]):
            page = kit.add_page(pdf)
            page.obj.MediaBox = Array([pikepdf.String(v) if v == "a" else v for v in box])
            page.obj.UserUnit = 0
            page.obj.Rotate = 45
        data = kit.saved(pdf)
    _, target = accept("boxes.pdf", data)
    assert kit.boxes_of(target) == [(595, 842)] * 3
