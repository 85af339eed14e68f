"""A filled blank: what was entered is drawn in embedded fonts, and no field is left."""

from __future__ import annotations

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader

from xinbao_desktop.domain.blank import BlankField, BlankFieldKind, Entry, Spot
from xinbao_desktop.papers.blank_fill import fill_blank
from xinbao_desktop.papers.blank_intake import fill_blank as through_the_worker
from xinbao_desktop.papers.blank_text import SMALLEST, TextBox, fitted
from xinbao_desktop.papers.faces import Faces
from xinbao_desktop.papers.intake import PaperIntake

RARE = "深圳市镕䶮𬭎样本公司"
MIXED = "Łódź–Çelik Größe 株式会社辻 㛃"
LETTERS = "字码信用保险ab 12,.，。（）"
STORY = "2023年11月，本公司与荷兰买方在广交会上建立联系，付款方式为赊销 60 天。"


@pytest.fixture
def fill(insurers_blank, tmp_path):
    """Fill the blank; returns the fates by field and the filled file."""
    source = insurers_blank()
    before = source.read_bytes()

    def filled(*entries, source=source, marked=()):
        target = tmp_path / "filled.pdf"
        done = fill_blank(source, target, entries, marked)
        return {fate.field: fate for fate in done.fates}, target

    yield filled
    assert source.read_bytes() == before


def text_of(path, page=0):
    document = pypdfium2.PdfDocument(path)
    try:
        textpage = document[page].get_textpage()
        words = textpage.get_text_bounded()
        textpage.close()
        return "".join(words.split())
    finally:
        document.close()


def ink(path, box, page=0):
    """Return the darkest shade of grey within a box of the shown page, in points."""
    document = pypdfium2.PdfDocument(path)
    try:
        picture = document[page].render(scale=2, grayscale=True).to_pil().convert("L")
        return picture.crop(tuple(round(2 * v) for v in box)).getextrema()[0]
    finally:
        document.close()


def bare(words):
    return "".join(words.split())


def test_what_is_entered_is_read_back_by_two_readers(fill):
    words = {"policy": "SCH24-018838-SZ", "insured": RARE, "debtor": MIXED, "story": STORY}
    fates, path = fill(*(Entry(field, said) for field, said in words.items()))
    assert not any(fate.lost or fate.missing for fate in fates.values())
    pages = (text_of(path), bare(PdfReader(path).pages[0].extract_text()))
    for said in words.values():
        assert all(bare(said) in page for page in pages), said


def test_nothing_is_left_to_fill_in_and_every_font_of_ours_is_embedded(fill):
    _, path = fill(Entry("insured", RARE), Entry("debtor", MIXED))
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and "/FontDescriptor" in o]
        assert len(fonts) >= 2
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_equal_input_gives_equal_bytes(fill, tmp_path):
    _, path = fill(Entry("insured", RARE), Entry("cause_default", states=("Yes",)))
    first = path.read_bytes()
    _, path = fill(Entry("insured", RARE), Entry("cause_default", states=("Yes",)))
    assert path.read_bytes() == first


def test_boxes_are_ticked_for_their_state_alone(fill):
    _, path = fill(
        Entry("cause_default", states=("Yes",)), Entry("cause_rejection"),
        Entry("quarrel", states=("N",)),
    )  # fmt: skip
    inside = {"yes": (132, 221, 140, 229), "no": (212, 221, 220, 229)}
    assert ink(path, inside["yes"]) < 60
    assert ink(path, inside["no"]) > 150
    assert ink(path, (207, 245, 211, 249)) < 60
    assert ink(path, (147, 245, 151, 249)) > 150


def test_long_words_get_smaller_then_break_and_what_has_no_room_is_told(fill):
    long = "Noordzee Specimen Audio Trading and Distribution Company of the Netherlands B.V."
    fates, path = fill(Entry("insured", long), Entry("addr", long * 3), Entry("policy", "P-1"))
    assert fates["insured"].size < fates["policy"].size
    assert fates["insured"].lost == ""
    assert bare(long) in text_of(path)
    cut = fates["addr"]
    assert cut.size == SMALLEST
    assert cut.lost
    assert "see attached" in cut.printed
    kept = bare(cut.printed.replace("… (see attached)", ""))
    assert kept + bare(cut.lost) == bare(long * 3)


def test_one_letter_goes_into_each_cell(fill):
    fates, path = fill(Entry("known", "20240617"), Entry("policy", ""))
    assert fates["known"].printed == "20240617"
    assert "20240617" in text_of(path)
    assert fill(Entry("known", "2024-06-17"))[0]["known"].lost == "17"


def test_a_letter_no_font_has_is_named(fill):
    fates, _ = fill(Entry("insured", "公司\U0003134f"))
    assert fates["insured"].missing == "\U0003134f"


def test_what_the_blank_says_already_stays(fill):
    _, path = fill(Entry("policy", "P-1"))
    assert "可能损失通知书（保险人格式）" in text_of(path)
    assert "EUR" in text_of(path)  # the list's own first word, which nothing filled
    _, path = fill(Entry("money", "USD"))
    assert "EUR" not in text_of(path)


def test_places_marked_on_a_flat_page_are_filled_and_ticked(tmp_path):
    source = tmp_path / "flat.pdf"
    with pikepdf.Pdf.new() as pdf:
        for turn in (0, 90, 180, 270):
            pdf.add_blank_page(page_size=(595, 842)).obj.Rotate = turn
        pdf.save(source)
    marked = [
        BlankField(
            name=f"m{page}{kind}", kind=kind, marked=True,
            spots=(Spot(page, 100, 200 + 40 * up, 250, 216 + 40 * up, "on" if up else ""),),
        )
        for page in (1, 2, 3, 4)
        for up, kind in enumerate((BlankFieldKind.TEXT, BlankFieldKind.TICK))
    ]  # fmt: skip
    entries = [
        Entry(f.name, "镕䶮 Specimen", ("on",) if f.kind is BlankFieldKind.TICK else ())
        for f in marked
    ]
    target = tmp_path / "filled.pdf"
    fill_blank(source, target, entries, marked)
    for page in range(4):
        assert "镕䶮Specimen" in text_of(target, page)
        assert ink(target, (102, 201, 180, 215), page) < 60
        assert ink(target, (165, 241, 185, 255), page) < 60
        assert ink(target, (300, 300, 400, 500), page) == 255


def test_values_are_drawn_although_the_blank_carries_scripts_and_odd_looks(tmp_path):
    source = tmp_path / "odd.pdf"
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 300))
        script = Dictionary(S=Name.JavaScript, JS=String("event.value = 'evil'"))
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=String("old"),
            Rect=Array([20, 100, 40, 280]), MK=Dictionary(R=90, BC=Array([1, 0, 0])),
            AA=Dictionary(C=script), DA=String("/None 9 Tf"),
        )  # fmt: skip
        page.obj.Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = Dictionary(Fields=page.obj.Annots, NeedAppearances=True)
        pdf.save(source)
    target = tmp_path / "filled.pdf"
    fill_blank(source, target, [Entry("a", "新值 new")], ())
    assert "新值new" in text_of(target)
    assert "old" not in text_of(target)
    assert b"JavaScript" not in target.read_bytes()
    assert ink(target, (20, 20, 40, 200)) < 60


def test_the_worker_fills_like_the_function(fill, insurers_blank, tmp_path):
    _, path = fill(Entry("insured", RARE))
    with PaperIntake() as intake:
        done = through_the_worker(
            intake, insurers_blank(), tmp_path / "b.pdf", [Entry("insured", RARE)]
        )
    assert done.fates[0].printed == RARE
    assert (tmp_path / "b.pdf").read_bytes() == path.read_bytes()


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=LETTERS, min_size=1, max_size=200).map(str.strip).filter(bool),
    st.floats(20, 500), st.floats(8, 200), st.booleans(),
)  # fmt: skip
def test_no_letter_is_lost_unsaid_and_no_line_leaves_its_box(words, width, height, multiline):
    faces = Faces()
    found = fitted(words, faces, TextBox(width, height, multiline=multiline))
    shown = bare("".join(found.lines))
    if found.lost:
        assert bare(words).endswith(bare(found.lost))
    else:
        assert shown == bare(words)
        assert all(faces.measure(line, found.size) <= width for line in found.lines)
