"""Which fields a stranger's blank has, and which files cannot be one."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from xinbao_desktop.domain.blank import BlankFieldKind
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.papers import blank_read, refusals
from xinbao_desktop.papers.blank_intake import read_blank as through_the_worker
from xinbao_desktop.papers.blank_read import read_blank
from xinbao_desktop.papers.intake import PaperIntake
from xinbao_desktop.papers.refusals import RefusedError


@pytest.fixture
def made(tmp_path):
    """Write a PDF of one page with widgets; returns what reading it finds."""

    def make(*widgets, page=None, form=None, root=None, name="blank.pdf"):
        path = tmp_path / name
        with pikepdf.Pdf.new() as pdf:
            sheet = pdf.add_blank_page(page_size=(595, 842))
            made_widgets = [pdf.make_indirect(widget) for widget in widgets]
            sheet.obj.Annots = Array(made_widgets)
            for key, value in (page or {}).items():
                sheet.obj[key] = value
            fields = Array([w for w in made_widgets if "/Parent" not in w])
            pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, **(form or {})))
            for key, value in (root or {}).items():
                pdf.Root[key] = value
            pdf.save(path)
        return path

    return make


def widget(name="a", kind=Name.Tx, rect=(100, 700, 200, 720), **more):
    found = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, Rect=Array(list(rect)), FT=kind, **more
    )
    if name is not None:
        found.T = String(name)
    return found


def read(path):
    return read_blank(path, path.with_suffix(".spare"))


def test_every_field_is_found_with_the_words_around_it(insurers_blank):
    found = {field.name: field for field in read(insurers_blank()).fields}
    assert len(found) == 46
    assert found["policy"].spots[0].before == "保险单号"
    assert found["land"].spots[0].before == "国家（地区）"
    assert found["inv1"].spots[0].above == "发票号"
    assert found["inv2"].spots[0].above == ""
    assert found["known"].cells == 8
    assert found["story"].multiline
    assert found["money"].kind is BlankFieldKind.CHOICE
    assert set(found["money"].states) == {"USD", "EUR"}
    assert [(s.state, s.after) for s in found["quarrel"].spots] == [("Y", "是"), ("N", "否")]
    assert found["cause_default"].spots[0].after == "拖欠"


def test_names_of_groups_are_joined_and_may_be_chinese(made):
    path = made(widget("号"))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        field = pdf.pages[0].obj.Annots[0]
        group = pdf.make_indirect(Dictionary(T=String("发票[0]"), Kids=Array([field])))
        field.Parent = group
        pdf.Root.AcroForm.Fields = Array([group])
        pdf.save(path)
    [found] = read(path).fields
    assert found.name == "发票[0].号"


def test_places_are_told_as_the_page_is_shown(made):
    [upright] = read(made(widget())).fields
    spot = upright.spots[0]
    assert (spot.left, spot.top, spot.right, spot.bottom) == (100, 122, 200, 142)
    pages = read(made(widget(), page={"/Rotate": 90}))
    spot = pages.fields[0].spots[0]
    assert pages.sizes == ((842.0, 595.0),)
    assert (spot.left, spot.top, spot.right, spot.bottom) == (700, 100, 720, 200)
    cropped = read(made(widget(), page={"/CropBox": Array([50, 0, 595, 800])})).fields[0].spots[0]
    assert (cropped.left, cropped.top) == (50, 80)


@pytest.mark.parametrize(
    "unfit",
    [
        widget(kind=Name.Btn, Ff=1 << 16), widget(kind=Name.Sig), widget(Ff=1 << 13),
        widget(F=2), widget(name=None), widget(rect=(1, 2)),
    ],
)  # fmt: skip
def test_buttons_signatures_passwords_and_hidden_fields_are_left_out(made, unfit):
    assert [f.name for f in read(made(unfit, widget("b"))).fields] == ["b"]


def test_a_page_without_fields_can_be_marked_by_hand(made):
    found = read(made())
    assert found.fields == ()
    assert blank_read.FLAT in found.notes


def test_scripts_are_named_and_never_run(made):
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    path = made(widget(AA=Dictionary(K=action)))
    assert blank_read.SCRIPTS in read(path).notes


@pytest.mark.parametrize("dynamic", [True, False])
def test_a_form_that_adobe_alone_can_show_is_refused_with_what_to_do(made, dynamic):
    root = {"/NeedsRendering": True} if dynamic else {}
    path = made(form={"XFA": Array([])}, root=root)
    with pytest.raises(RefusedError) as refused:
        read(path)
    assert refused.value.reason == refusals.BLANK_XFA


def test_an_xfa_part_beside_ordinary_fields_is_only_noted(made):
    assert blank_read.XFA_LEFT in read(made(widget(), form={"XFA": Array([])})).notes


def test_a_password_is_refused_and_mere_limits_are_not(insurers_blank):
    with pytest.raises(RefusedError) as refused:
        read(insurers_blank(encrypt="secret"))
    assert refused.value.reason == refusals.PASSWORD
    assert len(read(insurers_blank(encrypt="")).fields) == 46


def test_too_many_fields_are_refused(made, monkeypatch):
    monkeypatch.setattr(blank_read, "MOST_FIELDS", 3)
    with pytest.raises(RefusedError) as refused:
        read(made(*(widget(f"f{n}") for n in range(5))))
    assert refused.value.reason == refusals.TOO_MANY_FIELDS.fill(limit=3)


def test_names_that_go_in_circles_end(made, tmp_path):
    path = made(widget())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        field = pdf.pages[0].obj.Annots[0]
        field.Parent = field
        pdf.save(path)
    assert len(read(path).fields) == 1


def test_what_is_no_pdf_is_refused_through_the_worker(tmp_path):
    path = tmp_path / "表.docx"
    path.write_bytes(b"PK\x03\x04")
    with PaperIntake() as intake, pytest.raises(BadInputError) as refused:
        through_the_worker(intake, path, tmp_path)
    assert "表.docx" in refused.value.text.zh
    with PaperIntake() as intake, pytest.raises(BadInputError) as gone:
        through_the_worker(intake, tmp_path / "nowhere.pdf", tmp_path)
    assert "nowhere.pdf" in gone.value.text.en


def test_a_hostile_file_ends_the_worker_and_not_the_program(tmp_path):
    path = tmp_path / "hostile.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * 50 + b"trailer <<")
    with PaperIntake() as intake, pytest.raises(BadInputError) as refused:
        through_the_worker(intake, path, tmp_path)
    assert refused.value.text.zh
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hostile.pdf"]
