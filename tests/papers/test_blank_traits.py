"""What forms of the world do that a form drawn for a test would not: each once met in a real one.

None of those is kept here; every form below is written with the same trait.
"""

from __future__ import annotations

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from xinbao_desktop.domain.blank import BlankFieldKind, Entry
from xinbao_desktop.papers.blank_fill import fill_blank
from xinbao_desktop.papers.blank_read import read_blank
from xinbao_desktop.papers.blank_text import TextBox, fitted
from xinbao_desktop.papers.faces import Faces
from xinbao_desktop.papers.pdf_words import name_words, words_of

COMB, RADIO, PUSH, COMBO, READ_ONLY = 1 << 24, 1 << 15, 1 << 16, 1 << 17, 1
RED, LIGHT = Array([1, 0, 0]), Array([0.9, 0.9, 0.9])


@pytest.fixture
def form(tmp_path):
    """Write a form whose fields ``draw`` makes; returns its path."""

    def made(draw, **page):
        path = tmp_path / "form.pdf"
        with pikepdf.Pdf.new() as pdf:
            sheet = pdf.add_blank_page(page_size=(300, 300))
            annotations, fields = draw(pdf)
            sheet.obj.Annots = Array(annotations)
            for key, value in page.items():
                sheet.obj[f"/{key}"] = value
            pdf.Root.AcroForm = Dictionary(Fields=Array(fields), NeedAppearances=True)
            pdf.save(path)
        return path

    return made


def single(**entries):
    """Return what draws one field."""

    def draw(pdf):
        rect = entries.pop("Rect", [50, 100, 150, 120])
        kind = entries.pop("FT", Name.Tx)
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=kind, Rect=Array(rect),
                T=entries.pop("T", String("a")), **{k: v(pdf) if callable(v) else v
                                                    for k, v in entries.items()},
            )
        )  # fmt: skip
        return [field], [field]

    return draw


def look(content, size=(100, 20), **more):
    """Return what makes a picture of a field."""

    def made(pdf):
        form = pdf.make_stream(content.encode())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, *size])
        for key, value in more.items():
            form[f"/{key}"] = value
        return form

    return made


def read(path):
    return read_blank(path, path.with_suffix(".spare")).fields


def filled(path, *entries):
    target = path.with_name("filled.pdf")
    return fill_blank(path, target, entries, ()).fates, target


def shades(path, box):
    """Return the darkest grey in a box of the page, in points from the upper left corner."""
    document = pypdfium2.PdfDocument(path)
    try:
        picture = document[0].render(scale=3, grayscale=True).to_pil().convert("L")
        return picture.crop(tuple(round(3 * v) for v in box)).getextrema()[0]
    finally:
        document.close()


def letters(path, char):
    """Return the left and right edge of the first ``char`` on the page."""
    document = pypdfium2.PdfDocument(path)
    try:
        text = document[0].get_textpage()
        place = text.get_text_range().index(char)
        left, bottom, right, top = text.get_charbox(place)
        text.close()
        return left, bottom, right, top
    finally:
        document.close()


@pytest.mark.parametrize("width", [0.5, 3, 7, 12])
def test_a_field_narrower_than_a_letter_ends_and_says_what_is_lost(form, width):
    path = form(single(Rect=[50, 100, 50 + width, 107]))
    [fate], _ = filled(path, Entry("a", "镕样本 Ltd 1"))
    assert fate.lost


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="字码 ab，。(", min_size=1, max_size=30).filter(str.strip),
    st.floats(0.1, 12), st.floats(0.1, 12), st.booleans(),
)  # fmt: skip
def test_words_are_set_in_whatever_tiny_box(words, width, height, multiline):
    found = fitted(words, Faces(), TextBox(width, height, multiline=multiline))
    assert found.lines


@pytest.mark.parametrize(("align", "first"), [(0, 50), (1, 70), (2, 90)])
def test_letters_in_cells_stand_left_in_the_middle_or_right_as_the_field_asks(form, align, first):
    path = form(single(Rect=[50, 100, 110, 120], MaxLen=6, Ff=COMB, Q=align))
    _, target = filled(path, Entry("a", "71"))
    left, _, right, _ = letters(target, "7")
    assert first <= left < right <= first + 10


def test_words_keep_clear_of_a_thick_border(form):
    drawn = look("q 0 G 6 w 3 3 94 14 re S Q")
    style = {"MK": Dictionary(BC=Array([0])), "BS": Dictionary(W=6)}
    path = form(single(AP=lambda pdf: Dictionary(N=drawn(pdf)), **style))
    _, target = filled(path, Entry("a", "H"))
    left, bottom, _, top = letters(target, "H")
    assert left >= 56
    assert bottom >= 106 - 0.5
    assert top <= 114 + 0.5


def test_words_follow_the_turn_of_the_makers_picture(form):
    turned = look("0.9 g 0 0 80 12 re f", (80, 12), Matrix=Array([0, 1, -1, 0, 0, 0]))
    path = form(single(Rect=[50, 100, 62, 180], AP=lambda pdf: Dictionary(N=turned(pdf))))
    [fate], target = filled(path, Entry("a", "Specimen"))
    assert fate.printed == "Specimen"
    bottoms = [letters(target, char)[1] for char in "Spn"]
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] - bottoms[0] > 20


def test_the_bar_of_a_chosen_line_goes_with_the_lines(form):
    bar = "q 1 1 1 rg 0 0 100 60 re f Q /Tx BMC q 0 0 0 rg 0 40 100 20 re f BT ET Q EMC"
    path = form(
        single(
            FT=Name.Ch, Rect=[50, 100, 150, 160], V=String("one"),
            Opt=Array([String("one"), String("two")]),
            AP=lambda pdf: Dictionary(N=look(bar, (100, 60))(pdf)),
        )
    )  # fmt: skip
    _, target = filled(path, Entry("a", "two"))
    assert shades(target, (80, 142, 148, 158)) == 255
    assert letters(target, "t")[1] > 140


def test_a_frame_that_nobody_drew_is_drawn_around_filled_and_empty_fields(form):
    def draw(pdf):
        made = [
            single(T=String(name), Rect=[50, y, 150, y + 20], MK=Dictionary(BC=RED, BG=LIGHT))
            for name, y in (("a", 100), ("b", 200))
        ]
        found = [one(pdf)[0][0] for one in made]
        return found, found

    _, target = filled(form(draw), Entry("a", "words"))
    for top in (180, 80):  # of the page
        assert shades(target, (49, top - 1, 151, top + 21)) < 120
        assert 200 < shades(target, (120, top + 5, 140, top + 15)) < 240


def test_buttons_to_press_are_not_printed_but_pictures_are(form):
    def draw(pdf):
        found = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, Ff=PUSH, F=4,
                    T=String(f"b{y}"), Rect=Array([50, y, 150, y + 20]), MK=marks,
                    AP=Dictionary(N=look("0 g 0 0 100 20 re f")(pdf)),
                )
            )
            for y, marks in (
                (100, Dictionary(CA=String("重置"))),
                (200, Dictionary(I=look("")(pdf))),
            )
        ]  # fmt: skip
        return found, found

    _, target = filled(form(draw))
    assert shades(target, (52, 182, 148, 198)) == 255
    assert shades(target, (52, 82, 148, 98)) == 0


def group(states, **more):
    """Return what draws a group of radio buttons, states by their place in it."""

    def draw(pdf):
        field = pdf.make_indirect(
            Dictionary(FT=Name.Btn, Ff=RADIO, T=String("g"), Kids=Array(), **more)
        )
        kids = []
        for number, state in enumerate(states):
            off = look("0 g BT /F 10 Tf 2 2 Td (o) Tj ET", (12, 12),
                       Resources=Dictionary(Font=Dictionary(F=helvetica(pdf))))  # fmt: skip
            kid = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, Parent=field,
                Rect=Array([50, 200 - 40 * number, 62, 212 - 40 * number]),
                AP=Dictionary(N=Dictionary({state: look("", (12, 12))(pdf), "/Off": off(pdf)})),
            )  # fmt: skip
            kids.append(pdf.make_indirect(kid))
        field.Kids = Array(kids)
        return kids, [field]

    return draw


def helvetica(pdf):
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )


def test_a_radio_button_gets_a_dot_and_the_others_keep_the_square_their_maker_wrote(form):
    path = form(group(["/0", "/1"], Opt=Array([String("拖欠"), String("拒收")])))
    [field] = read(path)
    assert [(spot.state, spot.after) for spot in field.spots] == [("0", "拖欠"), ("1", "拒收")]
    _, target = filled(path, Entry("g", states=("0",)))
    assert shades(target, (55, 93, 57, 95)) < 60  # the middle of the first
    assert shades(target, (50, 128, 62, 140)) < 120  # the letter of the second


@pytest.mark.parametrize("state", ["/是", "/\udcca\udcc7", "/S#29 no", "/0", "/"])
def test_states_of_any_encoding_are_named_and_ticked(form, state):
    path = form(group(["/x"]))
    words = state.encode("utf-8", "surrogateescape")[1:]
    raw = "".join(f"#{byte:02X}" for byte in words).encode()
    path.write_bytes(path.read_bytes().replace(b"/x ", b"/" + raw + b" "))
    [field] = read(path)
    [name] = field.states
    assert name.encode("utf-8")
    chinese = "udcca" in ascii(state) or "662f" in ascii(state)
    assert name == ("是" if chinese else state[1:] or "on")
    _, target = filled(path, Entry("g", states=(name,)))
    assert shades(target, (55, 93, 57, 95)) < 60


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("发票号码".encode("gbk"), "发票号码"),
        ("买方名称 (Buyer)".encode("gbk"), "买方名称 (Buyer)"),
        (b"\xfe\xff" + "发票".encode("utf-16-be"), "发票"),
        (b"\xef\xbb\xbf" + "发票".encode(), "发票"),
        ("Größe".encode("latin-1"), "Größe"),
        ("Prénom de l'assuré".encode("latin-1"), "Prénom de l'assuré"),
        (b"Insured\x00\x07", "Insured"),
        (b"", ""),
    ],
)
def test_names_are_read_in_the_encoding_they_were_written_in(form, raw, words):
    assert words_of(String(raw)) == words
    if words:
        path = form(single(T=String(raw), TU=String(raw)))
        [field] = read(path)
        assert (field.name, field.label) == (words, words)
        [fate], _ = filled(path, Entry(words, "v"))
        assert fate.printed == "v"


@given(st.binary(max_size=40))
def test_no_name_or_state_is_beyond_being_kept_as_text(raw):
    for words in (words_of(String(raw)), name_words("/" + raw.decode("utf-8", "surrogateescape"))):
        assert words.encode("utf-8").decode("utf-8") == words


def test_a_read_only_value_of_the_insurers_is_known_as_such(form):
    assert read(form(single(Ff=READ_ONLY, V=String("2024"))))[0].fixed
    assert not read(form(single(Ff=READ_ONLY)))[0].fixed
    assert not read(form(single(V=String("2024"))))[0].fixed


def test_a_rectangle_written_the_other_way_round_is_filled(form):
    path = form(single(Rect=[150, 120, 50, 100]))
    _, target = filled(path, Entry("a", "words"))
    left, bottom, _, top = letters(target, "w")
    assert 50 <= left <= 60
    assert 100 <= bottom < top <= 120


def test_a_list_that_drops_down_stays_one_line(form):
    path = form(single(FT=Name.Ch, Ff=COMBO, Opt=Array([String("one")]), Rect=[50, 100, 150, 160]))
    [field] = read(path)
    assert field.kind is BlankFieldKind.CHOICE
    _, target = filled(path, Entry("a", "one"))
    _, bottom, _, top = letters(target, "o")
    assert 120 < (bottom + top) / 2 < 140


@pytest.mark.parametrize("turn", [0, 90])
def test_a_blank_without_its_fonts_is_a_picture_under_words(form, turn):
    def draw(pdf):
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=helvetica(pdf)))
        pdf.pages[0].contents_add(b"BT /F 20 Tf 20 20 Td (Printed) Tj ET")
        return single(MK=Dictionary(BC=RED))(pdf)

    path = form(draw, Rotate=turn, CropBox=Array([10, 10, 290, 290]))
    notes = read_blank(path, path.with_suffix(".spare")).notes
    assert any("Helvetica" in note.en for note in notes)
    target = path.with_name("picture.pdf")
    done = fill_blank(path, target, [Entry("a", "镕样本 words")], (), picture=True)
    plain = path.with_name("plain.pdf")
    fill_blank(path, plain, [Entry("a", "镕样本 words")], ())
    assert done.fates[0].printed == "镕样本 words"
    words = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range()
    assert "镕样本 words" in words
    assert "Printed" not in words
    with pikepdf.open(target) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and "/BaseFont" in o]
        assert all("Helvetica" not in str(font.BaseFont) for font in fonts)
    dark = [
        [shades(one, (x, y, x + 35, y + 35)) < 128 for y in range(0, 280, 35)
         for x in range(0, 280, 35)]
        for one in (target, plain)
    ]  # fmt: skip
    assert dark[0] == dark[1]
    assert 0 < sum(dark[0]) < 20
    assert not list(path.parent.glob("*.bare")) + list(path.parent.glob("*.shown"))
