"""A packet is built whole, the same each time, and says what it cannot print."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pypdf
import pytest

from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues
from xinbao_desktop.domain.packet_plan import InkBox, PageInfo, Profile
from xinbao_desktop.errors import BadInputError, Cancelled
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.packet.papers import frame
from xinbao_desktop.packet.preview import page_count, render_page
from xinbao_desktop.packet.sheet import A4_HEIGHT, A4_WIDTH, LANDSCAPE, MM, PORTRAIT
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.domain.packet_plan import PacketPlan


def cover_of(plan: PacketPlan, **fields: str) -> PacketPlan:
    cover = plan.sheets.cover
    changed = {**cover.values.fields, **{key: FormValue(v) for key, v in fields.items()}}
    filled = FilledForm(form=cover.form, values=FormValues(changed))
    return replace(plan, sheets=replace(plan.sheets, cover=filled))


def test_building_twice_gives_the_same_bytes(plan: PacketPlan, tmp_path: Path) -> None:
    first = build_packet(plan, tmp_path / "a.pdf", NoProgress())
    second = build_packet(plan, tmp_path / "b.pdf", NoProgress())
    assert first == second
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_content_digest_changes_with_a_word_and_not_with_the_packing(
    bare_plan: PacketPlan, tmp_path: Path
) -> None:
    first = build_packet(bare_plan, tmp_path / "a.pdf", NoProgress())
    other = build_packet(cover_of(bare_plan, buyer="Other B.V."), tmp_path / "b.pdf", NoProgress())
    assert first.content_digest != other.content_digest


def test_the_digest_of_contents_is_printed_on_the_check_sheet(
    bare_plan: PacketPlan, tmp_path: Path
) -> None:
    built = build_packet(bare_plan, tmp_path / "a.pdf", NoProgress())
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert built.content_digest in "".join(text.split())


def test_every_document_begins_on_a_right_hand_page_when_it_is_to_be_sealed(
    packet: Path,
) -> None:
    reader = pypdf.PdfReader(packet)
    starts = [
        reader.get_destination_page_number(item) + 1
        for item in reader.outline
        if not isinstance(item, list)
    ]
    assert all(start % 2 for start in starts)


def test_a_copy_for_filing_has_no_blank_pages(plan: PacketPlan, tmp_path: Path) -> None:
    filed = replace(plan, profile=Profile.FILE)
    build_packet(filed, tmp_path / "f.pdf", NoProgress())
    pages = pypdf.PdfReader(tmp_path / "f.pdf").pages
    assert not any("本页空白" in page.extract_text() for page in pages)


def test_a_draft_says_so_on_every_page(bare_plan: PacketPlan, tmp_path: Path) -> None:
    build_packet(replace(bare_plan, draft=True), tmp_path / "d.pdf", NoProgress())
    for page in pypdf.PdfReader(tmp_path / "d.pdf").pages:
        assert "DRAFT" in page.extract_text()


def test_an_english_packet_puts_english_first(bare_plan: PacketPlan, tmp_path: Path) -> None:
    build_packet(replace(bare_plan, lang=Lang.EN), tmp_path / "e.pdf", NoProgress())
    reader = pypdf.PdfReader(tmp_path / "e.pdf")
    assert reader.outline[0].title == "Cover · 1"
    assert reader.root_object["/Lang"] == "en"


def test_rare_characters_are_read_back(packet: Path) -> None:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(packet).pages)
    assert "闫䶮" in text
    assert "Łódź–Çelik" in text


def test_characters_outside_the_basic_plane_are_read_back(
    bare_plan: PacketPlan, tmp_path: Path
) -> None:
    out = tmp_path / "n.pdf"
    build_packet(cover_of(bare_plan, buyer="𬭎𫖯公司"), out, NoProgress())
    assert "𬭎𫖯公司" in pypdf.PdfReader(out).pages[0].extract_text()


def test_a_character_without_glyph_is_named_with_its_field(
    bare_plan: PacketPlan, tmp_path: Path
) -> None:
    with pytest.raises(BadInputError) as caught:
        build_packet(cover_of(bare_plan, buyer="Acme 😀"), tmp_path / "x.pdf", NoProgress())
    assert "😀" in caught.value.details[0].zh
    assert "Buyer" in caught.value.details[0].en
    assert "U+1F600" in caught.value.details[0].en
    assert not (tmp_path / "x.pdf").exists()


def test_a_paper_that_cannot_be_read_is_named(plan: PacketPlan, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"not a pdf")
    section = plan.sections[1]
    paper = replace(section.documents[0], pdf=bad)
    broken = replace(plan, sections=(replace(section, documents=(paper,)),))
    with pytest.raises(BadInputError, match="销售合同"):
        build_packet(broken, tmp_path / "x.pdf", NoProgress())


def test_a_paper_whose_pages_are_not_those_taken_in_is_refused(
    plan: PacketPlan, tmp_path: Path
) -> None:
    section = plan.sections[1]
    paper = replace(section.documents[0], pages=(PageInfo(),))
    broken = replace(plan, sections=(replace(section, documents=(paper,)),))
    with pytest.raises(BadInputError, match="1 != 3"):
        build_packet(broken, tmp_path / "x.pdf", NoProgress())


def test_building_can_be_cancelled(plan: PacketPlan, tmp_path: Path) -> None:
    class Stop(NoProgress):
        def step(self, done: int, total: int, message: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_packet(plan, tmp_path / "x.pdf", Stop())


def test_pictures_pass_through_unchanged(plan: PacketPlan, packet: Path) -> None:
    paper = next(plan.papers())
    with pikepdf.Pdf.open(paper.pdf) as source, pikepdf.Pdf.open(packet) as built:
        before, after = (
            {bytes(i.read_raw_bytes()) for p in pdf.pages for i in p.get_images().values()}
            for pdf in (source, built)
        )
    assert before
    assert before <= after


def test_fields_are_drawn_and_links_left_behind(plan: PacketPlan, tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "form.pdf"), pagesize=(A4_WIDTH, A4_HEIGHT), invariant=1)
    canvas.acroForm.textfield(name="buyer", value="Filled in", x=100, y=600, width=200, height=20)
    canvas.linkURL("https://example.com", (100, 500, 200, 520))
    canvas.showPage()
    canvas.save()
    section = plan.sections[1]
    paper = replace(
        section.documents[0], pdf=tmp_path / "form.pdf", pages=(PageInfo(has_text=True),)
    )
    made = replace(plan, sections=(replace(section, documents=(paper,)),))
    build_packet(made, tmp_path / "x.pdf", NoProgress())
    reader = pypdf.PdfReader(tmp_path / "x.pdf")
    assert any("Filled in" in page.extract_text() for page in reader.pages)
    assert "/AcroForm" not in reader.root_object
    links = [a for page in reader.pages for a in page.get("/Annots", [])]
    assert all("/A" not in link.get_object() for link in links)


def test_a_page_that_keeps_the_zones_free_is_not_made_smaller() -> None:
    ink = InkBox(0.1, 0.1, 0.9, 0.9)
    assert frame(PORTRAIT, (A4_WIDTH, A4_HEIGHT), ink)[0] == pytest.approx(1.0)


def test_a_full_page_is_made_smaller_until_the_zones_are_free() -> None:
    for sheet, box in ((PORTRAIT, (A4_WIDTH, A4_HEIGHT)), (LANDSCAPE, (A4_HEIGHT, A4_WIDTH))):
        scale, _, _, _, x, y = frame(sheet, box, None)
        assert x >= 8 * MM - 0.01
        assert x + box[0] * scale <= sheet.width - 13 * MM + 0.01
        assert y >= 16.5 * MM - 0.01


def test_a_page_with_ink_at_one_edge_is_moved_not_shrunk() -> None:
    ink = InkBox(0.1, 0.1, 0.97, 0.8)
    scale, _, _, _, x, _ = frame(PORTRAIT, (A4_WIDTH, A4_HEIGHT), ink)
    assert scale == pytest.approx(1.0)
    assert x < 0


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_to_repair(packet: Path) -> None:
    done = subprocess.run(["qpdf", "--check", packet], capture_output=True, check=False)
    assert done.returncode == 0


def test_the_preview_shows_each_page(packet: Path) -> None:
    assert render_page(packet, 1, 40).startswith(b"\x89PNG")
    assert page_count(packet) == len(pypdf.PdfReader(packet).pages)
    with pytest.raises(BadInputError, match="999"):
        render_page(packet, 999)


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        ("claim", "索赔金额"),
        ("notice", "报损金额"),
        ("entrustment", "委托金额"),
        ("financing", "应收金额"),
        ("answer", "索赔金额"),
    ],
)
def test_the_cover_calls_its_amount_what_the_packet_takes_it_for(
    bare_plan: PacketPlan, tmp_path: Path, kind: str, called: str
) -> None:
    named = cover_of(replace(bare_plan, kind=kind), amount="USD 67,000.00")
    build_packet(named, tmp_path / "c.pdf", NoProgress())
    words = "".join(pypdf.PdfReader(tmp_path / "c.pdf").pages[0].extract_text().split())
    assert called in words
    assert ("索赔金额" in words) is (called == "索赔金额")
