import random
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from xinbao_desktop.domain.paper import STAMP_ZONE
from xinbao_desktop.papers import pdf_clean, pdf_paper, pdf_source, refusals


def stream_of(pdf, data, **keys):
    made = pikepdf.Stream(pdf, data)
    for key, value in keys.items():
        made[f"/{key}"] = value
    return made


def picture_page(pdf, kit, turned=0, size=(500, 667)):
    """A page that is one picture, stored turned anticlockwise and shown by /Rotate."""
    image = kit.arrow(600, 800).rotate(turned, expand=True)
    width, height = size if turned % 180 == 0 else size[::-1]
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.Resources = Dictionary(
        XObject=Dictionary(
            I=stream_of(
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


def test_a_password_is_refused_and_owner_limits_are_not(kit, accept, refuse):
    locked = kit.pdf_of(encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refuse("locked.pdf", locked) == refusals.PASSWORD
    allowed = pikepdf.Permissions(print_highres=False, modify_other=False, extract=False)
    limited = kit.pdf_of(encryption=pikepdf.Encryption(owner="o", user="", allow=allowed))
    paper, target = accept("limited.pdf", limited)
    assert paper.notes[0] == pdf_source.OWNER_LIMITS
    with pikepdf.open(target) as pdf:
        assert not pdf.is_encrypted


def test_everything_that_acts_or_tells_of_its_maker_is_taken_off(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="canary_script()")
        pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.Launch, F="canary.exe"))
        pdf.attachments["canary-attachment.exe"] = b"MZ canary"
        pdf.docinfo["/Author"] = "canary author"
        page.obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="canary.exe"))
        page.obj.PieceInfo = Dictionary(Canary=Dictionary(Private="canary piece"))
        link = Dictionary(S=Name.URI, URI="http://canary.example")
        annotations = [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=link),
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[9, 9, 20, 20], Contents="canary"),
        ]
        page.obj.Annots = Array([pdf.make_indirect(a) for a in annotations])
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["canary creator"]
        data = kit.saved(pdf)
    paper, target = accept("active.pdf", data)
    with pikepdf.open(target) as pdf:
        raw = target.with_name("raw.pdf")
        pdf.save(
            raw,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert "/Info" not in pdf.trailer
    content = raw.read_bytes()
    for word in (b"canary", b"JavaScript", b"Launch", b"/Annots", b"/URI", b"/Metadata"):
        assert word not in content
    notes = " ".join(note.en for note in paper.notes)
    assert "canary-attachment.exe" in notes
    assert "Scripts" in notes
    assert "Comment" in notes


def test_positions_inside_the_pictures_of_a_pdf_are_taken_off(kit, accept):
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    jpeg = kit.encoded(kit.arrow(), "JPEG", exif=exif)
    for chain, data in (
        (Name.DCTDecode, jpeg),
        (Array([Name.FlateDecode, Name.DCTDecode]), zlib.compress(jpeg)),
    ):
        with pikepdf.Pdf.new() as pdf:
            page = kit.add_page(pdf)
            page.obj.Resources = Dictionary(
                XObject=Dictionary(
                    I=stream_of(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=600,
                                Height=800, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
                                Filter=chain)
                )
            )  # fmt: skip
            page.obj.Contents = pdf.make_stream(b"q 300 0 0 400 100 100 cm /I Do Q")
            file = kit.saved(pdf)
        _, target = accept("photo.pdf", file)
        assert b"Canary" not in target.read_bytes()
        colours = kit.rendered(target)
        assert kit.colour_at(colours, 0.22, 0.48) == "red"


def test_form_values_are_fixed_on_the_page_chinese_ones_too(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        font = page.obj.Resources.Font.F
        fields = [
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=name, V=value,
                           Rect=[100, y, 400, y + 24], DA="/F 12 Tf 0 g", F=4)
            )
            for name, value, y in (("a", "Latin 123", 600), ("b", "深圳市示例公司", 550))
        ]  # fmt: skip
        page.obj.Annots = Array(fields)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(fields), DA="/F 12 Tf 0 g", NeedAppearances=True,
            DR=Dictionary(Font=Dictionary(F=font)),
        )  # fmt: skip
        data = kit.saved(pdf)
    paper, target = accept("form.pdf", data)
    assert "Latin 123" in paper.pages[0].text
    assert "深圳市示例公司" in paper.pages[0].text
    with pikepdf.open(target) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]


def test_hidden_layers_stay_hidden(kit, accept):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(
            pdf,
            content="BT /F 14 Tf 60 700 Td (seen) Tj ET /OC /L BDC BT /F 14 Tf 60 400 Td "
            "(unseen) Tj ET 10 10 m 50 50 l S EMC BT /F 14 Tf 60 300 Td (seen too) Tj ET",
        )
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="draft"))
        page.obj.Resources.Properties = Dictionary(L=layer)
        off = Dictionary(OFF=Array([layer]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
        data = kit.saved(pdf)
    paper, _ = accept("layers.pdf", data)
    assert "seen too" in paper.pages[0].text
    assert "unseen" not in paper.pages[0].text
    assert pdf_clean.LAYERS_DROPPED in paper.notes


def test_a_pdf_without_its_index_is_repaired_with_a_note(kit, accept):
    data = kit.pdf_of()
    paper, _ = accept("cut.pdf", data[: data.rindex(b"xref")])
    assert paper.repaired
    assert paper.notes[0] == pdf_source.REPAIRED


def test_damage_beyond_repair_is_refused(kit, refuse):
    assert refuse("a.pdf", kit.pdf_of()[:150]) == refusals.DAMAGED_PDF
    noise = random.Random(3).randbytes(4000)
    assert refuse("b.pdf", b"%PDF-1.4\n" + noise) == refusals.DAMAGED_PDF


def test_a_pdf_without_pages_is_refused(kit, refuse):
    with pikepdf.Pdf.new() as pdf:
        data = kit.saved(pdf)
    assert refuse("none.pdf", data) == refusals.NO_PAGES


def test_a_page_tree_that_bites_its_tail_is_refused(refuse):
    loop = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    assert refuse("loop.pdf", loop) == refusals.DAMAGED_PDF


def test_too_many_pages_are_refused_with_their_number(kit, refuse):
    with pikepdf.Pdf.new() as pdf:
        kit.add_page(pdf)
        for _ in range(1000):
            pdf.pages.append(pdf.pages[0])
        data = kit.saved(pdf)
    assert "1001 pages" in refuse("long.pdf", data).en


def test_a_dynamic_form_is_refused(kit, refuse):
    with pikepdf.Pdf.new() as pdf:
        kit.add_page(pdf, words="Please wait...")
        pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))
        data = kit.saved(pdf)
    assert refuse("xfa.pdf", data) == refusals.XFA


def test_a_portfolio_is_refused(kit, refuse):
    with pikepdf.Pdf.new() as pdf:
        kit.add_page(pdf)
        pdf.Root.Collection = Dictionary()
        data = kit.saved(pdf)
    assert refuse("portfolio.pdf", data) == pdf_source.PORTFOLIO


@pytest.mark.parametrize("layers", [1, 2])
def test_a_stream_that_unpacks_without_end_is_refused(layers, kit, refuse):
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"0 0 m " * 200_000) for _ in range(430)) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        chain = Array([Name.FlateDecode] * layers)
        page.obj.Contents = stream_of(pdf, data, Filter=chain)
        bomb = kit.saved(
            pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
        )
    assert "500 MB" in refuse("bomb.pdf", bomb).en


def test_a_fine_scan_inside_a_pdf_is_reduced(kit, accept):
    data = kit.encoded(kit.arrow(3720, 5262), "PDF", resolution=450)
    paper, target = accept("fine.pdf", data)
    assert paper.pages[0].dpi == 300
    assert target.stat().st_size < len(data) * 1.2
    assert kit.colour_at(kit.rendered(target), 0.15, 0.12) == "red"


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


def test_rubbish_behind_a_pdf_header_never_raises(take):
    chance = random.Random(11)
    pieces = [
        b"1 0 obj",
        b"<<",
        b">>",
        b"/Type/Catalog",
        b"/Pages 2 0 R",
        b"endobj",
        b"stream\n",
        b"endstream",
        b"[",
        b"]",
        b"trailer",
        b"/Root 1 0 R",
        b"xref",
        b"(",
        b"\xff\0",
        b"9",
    ]
    for _ in range(60):
        body = b" ".join(chance.choice(pieces) for _ in range(chance.randrange(60)))
        answer, _ = take("x.pdf", b"%PDF-1.4\n" + body)
        assert answer is not None


def test_page_contents_that_break_off_are_shown_as_far_as_they_go(kit, accept):
    lines = [f"BT /F 12 Tf 60 {700 - n} Td (line {n * 7919 % 1000}) Tj ET" for n in range(600)]
    packed = zlib.compress(" ".join(lines).encode())
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        broken = packed[: len(packed) // 2]
        page.obj.Contents = stream_of(pdf, broken, Filter=Name.FlateDecode)
        data = kit.saved(
            pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
        )
    paper, _ = accept("broken.pdf", data)
    assert paper.repaired
    assert pdf_source.REPAIRED in paper.notes
    assert "line 919" in paper.pages[0].text


def test_a_pdf_with_a_lost_header_and_no_ink_left_is_refused(kit, refuse):
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=kit.A4)
        data = kit.saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    lost = b"THIS WAS A PDF\n" + data[data.index(b"1 0 obj") :]
    assert refuse("lost.pdf", lost) == refusals.NOTHING_LEFT


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


def test_a_picture_bomb_inside_a_pdf_is_refused(kit, refuse):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        page.obj.Resources.XObject = Dictionary(
            I=stream_of(
                pdf, zlib.compress(bytes(1000)), Type=Name.XObject, Subtype=Name.Image,
                Width=60_000, Height=60_000, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
                Filter=Name.FlateDecode,
            )
        )  # fmt: skip
        data = kit.saved(pdf)
    assert "60000×60000" in refuse("bomb.pdf", data).en


def annotated(kit, **keys):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        look = pdf.make_stream(b"1 0 0 rg 0 0 200 200 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 200])
        made = Dictionary(Type=Name.Annot, Rect=[200, 500, 400, 700], AP=Dictionary(N=look))
        for key, value in keys.items():
            made[f"/{key}"] = value
        page.obj.Annots = Array([pdf.make_indirect(made)])
        if made.Subtype == Name.Widget:
            pdf.Root.AcroForm = Dictionary(Fields=page.obj.Annots)
        return kit.saved(pdf)


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ({"Subtype": Name.Stamp, "F": 4}, True),
        ({"Subtype": Name.Stamp}, True),
        ({"Subtype": Name.Stamp, "F": 36}, True),
        ({"Subtype": Name.Stamp, "F": 2}, False),
        ({"Subtype": Name.Widget, "FT": Name.Btn, "Ff": 1 << 16}, False),
        ({"Subtype": Name.FileAttachment, "F": 4}, False),
    ],
)
def test_marks_are_kept_as_they_are_seen(keys, seen, kit, accept):
    _, target = accept("marks.pdf", annotated(kit, **keys))
    assert (kit.colour_at(kit.rendered(target), 0.5, 0.28) == "red") is seen
