"""A good packet passes; broken in exactly one way, it fails exactly there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from xinbao_desktop.domain.channel import Limits
from xinbao_desktop.domain.form import FormValue
from xinbao_desktop.domain.packet_plan import InkBox, PageInfo, PaperDocument, Profile
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.packet import build
from xinbao_desktop.packet.verify import ClientEvidence, verify_packet
from xinbao_desktop.packet.verify.opening import open_packet
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.domain.verification import CheckResult

FAIL, WARN, PASS = CheckVerdict.FAIL, CheckVerdict.WARN, CheckVerdict.PASS
OPEN = CheckVerdict.NOT_CHECKED
CLIENT = {"V02", "V09", "V22", "V29", "V30", "V32", "V34"}
F01, CONTRACT, LETTER = 11, 33, 51  # first pages of a form, a scanned and a typed paper


def check(path: Path, key: str, evidence: ClientEvidence | None = None) -> CheckResult:
    return verify_packet(path, evidence).of(key)


def broken(packet: Path, folder: Path, edit: Callable[[Pdf], None], **save: object) -> Path:
    out = folder / "broken.pdf"
    with Pdf.open(packet) as pdf:
        edit(pdf)
        pdf.save(out, **save)
    return out


def draw(pdf: Pdf, number: int, content: bytes, *, first: bool = False) -> None:
    pdf.pages[number - 1].contents_add(content, prepend=first)


def words(pdf: Pdf, number: int, content: bytes) -> None:
    """Draw with a font the page already has."""
    page = pdf.pages[number - 1]
    name = next(iter(page.obj.Resources.Font.keys()))
    draw(pdf, number, b"q BT " + name.encode() + b" " + content + b" ET Q")


def unseal(pdf: Pdf) -> None:
    """Take the pages' fingerprints away, as a packet of an older version has none."""
    for page in pdf.pages:
        del page.obj.PieceInfo["/XinbaoPacket"].Private["/Digest"]


def papers_changed(plan: PacketPlan, **changes: object) -> PacketPlan:
    sections = tuple(
        replace(
            section,
            documents=tuple(
                replace(d, **changes) if isinstance(d, PaperDocument) else d
                for d in section.documents
            ),
        )
        for section in plan.sections
    )
    return replace(plan, sections=sections)


def built(plan: PacketPlan, folder: Path) -> Path:
    out = folder / "built.pdf"
    build.build_packet(plan, out, NoProgress())
    return out


def evidence_of(plan: PacketPlan, **more: object) -> ClientEvidence:
    return ClientEvidence(plan=plan, source_hashes={p.id: p.sha256 for p in plan.papers()}, **more)


def test_a_good_packet_passes_all_that_a_pdf_can_prove(packet: Path) -> None:
    result = verify_packet(packet)
    verdicts = {c.id: c.verdict for c in result.checks}
    assert len(verdicts) == 35
    assert {key for key, verdict in verdicts.items() if verdict is OPEN} == CLIENT
    assert {key for key, verdict in verdicts.items() if verdict in (FAIL, WARN)} == set()


def test_with_the_clients_records_nothing_stays_open(packet: Path, plan: PacketPlan) -> None:
    sha = hashlib.sha256(packet.read_bytes()).hexdigest()
    evidence = evidence_of(plan, rebuilt_sha256=sha, limits=Limits(500, 10**8))
    verdicts = {c.id: (c.verdict, c.message.en) for c in verify_packet(packet, evidence).checks}
    assert {key: v for key, v in verdicts.items() if v[0] is not PASS} == {}


def test_a_copy_for_filing_passes_too(plan: PacketPlan, tmp_path: Path) -> None:
    result = verify_packet(built(replace(plan, profile=Profile.FILE), tmp_path))
    assert [c.id for c in result.checks if c.verdict in (FAIL, WARN)] == []


def test_an_english_packet_passes_too(plan: PacketPlan, tmp_path: Path) -> None:
    english = replace(plan, lang="en")
    result = verify_packet(built(english, tmp_path), evidence_of(english))
    assert [(c.id, c.message.en) for c in result.checks if c.verdict in (FAIL, WARN)] == []


def test_v01_a_truncated_file(packet: Path, tmp_path: Path) -> None:
    out = tmp_path / "cut.pdf"
    out.write_bytes(packet.read_bytes()[:-2000])
    assert check(out, "V01").verdict is FAIL


def test_v01_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    out.write_bytes(b"<html>")
    result = verify_packet(out)
    assert result.pages == 0
    assert result.of("V01").verdict is FAIL
    assert result.of("V10").verdict is OPEN


def test_v03_a_row_taken_from_the_index(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        index = pdf.pages[2].obj
        lost = pdf.pages[CONTRACT - 1].obj.objgen
        index.Annots = Array([a for a in index.Annots if a.Dest[0].objgen != lost])

    found = check(broken(packet, tmp_path, edit), "V03")
    assert (found.verdict, found.pages) == (FAIL, (33, 34, 35))


def test_v03_no_index_at_all(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        for number in (4, 3):
            del pdf.pages[number - 1]

    assert check(broken(packet, tmp_path, edit), "V03").verdict is FAIL


@pytest.mark.parametrize("key", ["tab", "title", "date", "page_range", "copies"])
def test_v03_an_index_that_lacks_a_column(plan: PacketPlan, tmp_path: Path, key: str) -> None:
    index = plan.sheets.index
    table = index.sections[0].table
    assert table is not None
    columns = tuple(
        replace(c, label=Text("签发", "Issued")) if c.key == key else c for c in table.columns
    )
    section = replace(index.sections[0], table=replace(table, columns=columns))
    changed = replace(plan.sheets, index=replace(index, sections=(section,)))
    found = check(built(replace(plan, sheets=changed), tmp_path), "V03")
    assert (found.verdict, found.pages) == (FAIL, (3,))


def test_v15_a_blank_page_lost(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        del pdf.pages[CONTRACT - 2]

    found = check(broken(packet, tmp_path, edit), "V15")
    assert found.verdict is WARN
    assert found.pages[0] == CONTRACT - 1


def test_v04_a_row_that_leads_elsewhere(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.pages[2].obj.Annots[5].Dest = Array([pdf.pages[8].obj, Name.XYZ, None, None, None])

    found = check(broken(packet, tmp_path, edit), "V04")
    assert (found.verdict, found.pages) == (FAIL, (3,))


def test_v05_a_bookmark_with_a_wrong_number(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[2].title = "0.1 检查表 · 99"

    found = check(broken(packet, tmp_path, edit), "V05")
    assert (found.verdict, found.pages) == (FAIL, (5,))


def test_v05_a_document_without_bookmark(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            del outline.root[5].children[0]

    found = check(broken(packet, tmp_path, edit), "V05")
    assert (found.verdict, found.pages) == (FAIL, (CONTRACT,))


def test_v05_bookmarks_out_of_order(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.reverse()

    assert check(broken(packet, tmp_path, edit), "V05").verdict is FAIL


def test_v05_a_bookmark_that_is_a_sentence(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[2].title = "很长的书签" * 20 + " · 5"

    found = check(broken(packet, tmp_path, edit), "V05")
    assert (found.verdict, found.pages) == (FAIL, (5,))


def test_v06_a_long_document_without_inner_bookmarks(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[7].children[0].children.clear()

    found = check(broken(packet, tmp_path, edit), "V06")
    assert (found.verdict, found.pages) == (WARN, (LETTER,))


def test_v07_a_link_that_changes_the_zoom(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        link = pdf.pages[2].obj.Annots[0]
        link.Dest = Array([link.Dest[0], Name.Fit])

    found = check(broken(packet, tmp_path, edit), "V07")
    assert (found.verdict, found.pages) == (WARN, (3,))


def test_v07_a_file_that_opens_without_bookmarks(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        del pdf.Root.PageMode

    assert check(broken(packet, tmp_path, edit), "V07").verdict is WARN


@pytest.mark.parametrize(
    "action",
    [
        Dictionary(S=Name.URI, URI=String("https://example.com")),
        Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.GoTo, D=String("nowhere")),
        Dictionary(S=Name.URI, URI=String("file:///C:/a.pdf")),
        Dictionary(S=Name.Launch, F=String("a.pdf")),
    ],
)
def test_v08_a_link_that_leads_outside_or_nowhere(
    packet: Path, tmp_path: Path, action: Dictionary
) -> None:
    def edit(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[100, 200, 200, 220], A=action)
        pdf.pages[F01 - 1].obj.Annots.append(pdf.make_indirect(note))

    found = check(broken(packet, tmp_path, edit), "V08")
    assert (found.verdict, found.pages) == (FAIL, (F01,))


def test_v10_a_page_without_its_number(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        page = pdf.pages[CONTRACT - 1].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes().split(b"BT")[0])

    found = check(broken(packet, tmp_path, edit), "V10")
    assert (found.verdict, found.pages) == (FAIL, (CONTRACT,))


def test_v10_labels_that_count_otherwise(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))

    assert check(broken(packet, tmp_path, edit), "V10").verdict is FAIL


def test_v11_a_total_that_is_no_longer_true(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        del pdf.pages[-1]

    assert check(broken(packet, tmp_path, edit), "V11").verdict is WARN


def test_v11_and_v13_and_v14_a_scan_that_fills_its_page(plan: PacketPlan, tmp_path: Path) -> None:
    """The record says the edges are free, and the picture says otherwise."""
    dark = tmp_path / "dark.pdf"
    with Pdf.open(next(plan.papers()).pdf) as pdf:
        for page in pdf.pages:
            page.contents_add(b"q 0.4 g 0 0 700 900 re f Q", prepend=False)
        pdf.save(dark)
    section = plan.sections[1]
    free = InkBox(0.3, 0.3, 0.6, 0.6)
    paper = replace(section.documents[0], pdf=dark, pages=(PageInfo(dpi=200, ink=free),) * 3)
    lying = replace(plan, sections=(replace(section, documents=(paper,)),))
    result = verify_packet(built(lying, tmp_path))
    first = next(c for c in result.checks if c.id == "V14").pages[0]
    assert result.of("V14").verdict is FAIL
    assert result.of("V11").verdict is WARN
    assert result.of("V13").verdict is WARN
    assert first in result.of("V11").pages
    assert first in result.of("V13").pages


def test_v12_a_page_of_another_size(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.pages[F01 - 1].mediabox = [0, 0, 612, 792]

    found = check(broken(packet, tmp_path, edit), "V12")
    assert (found.verdict, found.pages) == (FAIL, (F01,))


def test_v12_a_page_turned_by_its_flag(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.pages[CONTRACT - 1].obj.Rotate = 180

    found = check(broken(packet, tmp_path, edit), "V12")
    assert (found.verdict, found.pages) == (FAIL, (CONTRACT,))


@pytest.mark.parametrize("turn", [b"-1 0 0 -1 595 842 cm", b"0 -1 1 0 0 842 cm"])
def test_v12_words_on_their_heads_or_to_be_read_the_wrong_way(
    packet: Path, tmp_path: Path, turn: bytes
) -> None:
    def edit(pdf: Pdf) -> None:
        page = pdf.pages[LETTER - 1].obj
        page.Contents = pdf.make_stream(b"q " + turn + b" " + page.Contents.read_bytes() + b" Q")

    found = check(broken(packet, tmp_path, edit), "V12")
    assert (found.verdict, found.pages) == (FAIL, (LETTER,))


def test_v13_a_form_pushed_into_the_binding(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        draw(pdf, F01, b"1 0 0 1 -30 0 cm", first=True)

    found = check(broken(packet, tmp_path, edit), "V13")
    assert (found.verdict, found.pages) == (WARN, (F01,))


def test_v14_something_at_the_edge(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        draw(pdf, F01, b"q 0 g 580 400 10 30 re f Q")

    found = check(broken(packet, tmp_path, edit), "V14")
    assert (found.verdict, found.pages) == (FAIL, (F01,))


def test_v14_a_form_without_its_seal_box(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        del pdf.pages[13].obj.PieceInfo["/XinbaoPacket"].Private.Seal

    found = check(broken(packet, tmp_path, edit), "V14")
    assert (found.verdict, found.pages) == (FAIL, (14,))


def test_v14_a_seal_box_that_is_written_over(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        x0, y0, x1, y1 = (
            float(n) for n in pdf.pages[13].obj.PieceInfo["/XinbaoPacket"].Private.Seal[0]
        )
        box = f"q 0 g {(x0 + x1) / 2} {(y0 + y1) / 2} 20 20 re f Q"
        draw(pdf, 14, box.encode())

    found = check(broken(packet, tmp_path, edit), "V14")
    assert (found.verdict, found.pages) == (FAIL, (14,))


def test_v15_documents_on_left_hand_pages(plan: PacketPlan, tmp_path: Path) -> None:
    sheet = plan.sheets.check_sheet
    said = replace(sheet, words={**sheet.words, "file": sheet.words["seal"]})
    claims = replace(plan, profile=Profile.FILE, sheets=replace(plan.sheets, check_sheet=said))
    found = check(built(claims, tmp_path), "V15")
    assert found.verdict is WARN
    assert all(page % 2 == 0 for page in found.pages)


def test_v15_and_v16_a_blank_page_that_does_not_say_so(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        page = pdf.pages[1].obj
        parts = page.Contents.read_bytes().split(b"BT")
        page.Contents = pdf.make_stream(parts[0] + b"BT" + parts[-1])

    out = broken(packet, tmp_path, edit)
    for key in ("V15", "V16"):
        found = check(out, key)
        assert (found.verdict, found.pages) == (WARN, (2,))


def test_v17_a_coarse_scan(plan: PacketPlan, maker: object, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (420, 594), 200).save(tmp_path / "c.pdf", "PDF", resolution=50.8)
    section = plan.sections[1]
    paper = replace(section.documents[0], pdf=tmp_path / "c.pdf", pages=(PageInfo(dpi=51),))
    coarse = replace(plan, sections=(replace(section, documents=(paper,)),))
    found = check(built(coarse, tmp_path), "V17")
    assert (found.verdict, len(found.pages)) == (WARN, 1)


def test_v18_light_words(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        words(pdf, F01, b"12 Tf 0.8 g 100 100 Td (light) Tj")

    found = check(broken(packet, tmp_path, edit), "V18")
    assert (found.verdict, found.pages) == (WARN, (F01,))


def test_v19_small_type(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        words(pdf, F01, b"6 Tf 0 g 100 100 Td (small) Tj")

    found = check(broken(packet, tmp_path, edit), "V19")
    assert (found.verdict, found.pages) == (WARN, (F01,))


@pytest.mark.parametrize(("number", "verdict"), [(F01, FAIL), (LETTER, WARN)])
def test_v20_a_font_that_is_not_embedded(
    packet: Path, tmp_path: Path, number: int, verdict: CheckVerdict
) -> None:
    def edit(pdf: Pdf) -> None:
        resources = Dictionary(pdf.pages[number - 1].obj.Resources)
        resources.Font = Dictionary(resources.Font)
        resources.Font.Bad = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.pages[number - 1].obj.Resources = resources

    found = check(broken(packet, tmp_path, edit), "V20")
    assert (found.verdict, found.pages) == (verdict, (number,))


def test_v20_a_font_that_cannot_be_read_back(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        for font in pdf.pages[F01 - 1].obj.Resources.Font.values():
            del font.ToUnicode

    found = check(broken(packet, tmp_path, edit), "V20")
    assert found.verdict is FAIL
    assert F01 in found.pages
    assert "no ToUnicode" in found.message.en


def test_v20_a_font_whose_file_is_damaged(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        for font in pdf.pages[F01 - 1].obj.Resources.Font.values():
            stream = font.FontDescriptor.FontFile2
            stream.write(stream.read_bytes()[:-500])

    assert check(broken(packet, tmp_path, edit), "V20").verdict is FAIL


def test_a_paper_with_foreign_fonts_can_be_printed_as_a_picture(
    plan: PacketPlan, tmp_path: Path
) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "h.pdf"), pagesize=(595.28, 841.89), invariant=1)
    canvas.drawString(100, 700, "Helvetica is not embedded here")
    canvas.save()
    section = plan.sections[1]
    paper = replace(section.documents[0], pdf=tmp_path / "h.pdf", pages=(PageInfo(has_text=True),))
    for as_picture, verdict in ((False, WARN), (True, PASS)):
        chosen = replace(section, documents=(replace(paper, as_picture=as_picture),))
        result = verify_packet(built(replace(plan, sections=(chosen,)), tmp_path))
        assert result.of("V20").verdict is verdict
        assert result.of("V17").verdict is PASS
        assert result.of("V23").verdict is PASS


def test_v21_a_character_that_no_font_has(
    plan: PacketPlan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "unprintable", lambda _plan: [])
    lacking = replace(plan, title=Text("索赔😀卷宗", "Claim packet"))
    found = check(built(lacking, tmp_path), "V21")
    assert (found.verdict, found.pages) == (FAIL, (1,))


def test_v21_a_line_broken_after_a_hyphen(bare_plan: PacketPlan, tmp_path: Path) -> None:
    """pdfium reads a sign of its own there, which is no missing character."""
    address = "https://mail.example.com/archive/2024/07/message-000000000000000000000000000012.html"
    document = next(d for d in bare_plan.documents() if d.id == "F03")
    given = document.content.values
    fields = {**given.fields, "narrative": FormValue(f"全文见\n{address}")}
    content = replace(document.content, values=replace(given, fields=fields))
    section = replace(bare_plan.sections[0], documents=(replace(document, content=content),))
    out = built(replace(bare_plan, sections=(section,)), tmp_path)
    assert "message-0000" in "".join(page.text for page in open_packet(out).packet.pages)
    assert check(out, "V21").verdict is PASS


def test_v23_a_picture_that_is_not_listed(plan: PacketPlan, tmp_path: Path) -> None:
    lying = papers_changed(plan, pages=(PageInfo(has_text=True),))
    section = plan.sections[1]
    single = [d for d in section.documents if isinstance(d, PaperDocument) and len(d.pages) == 1]
    said = replace(single[0], pages=(PageInfo(has_text=True, dpi=200),))
    packet = built(replace(lying, sections=(replace(section, documents=(said,)),)), tmp_path)
    found = check(packet, "V23")
    assert (found.verdict, len(found.pages)) == (WARN, 1)


def test_v24_and_v26_fields_left_to_fill(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("a"),
                Rect=[100, 100, 200, 120],
            )
        )  # fmt: skip
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.pages[F01 - 1].obj.Annots.append(field)

    found = check(broken(packet, tmp_path, edit), "V24")
    assert (found.verdict, found.pages) == (FAIL, (F01,))


def test_v25_a_newer_version(packet: Path, tmp_path: Path) -> None:
    out = broken(packet, tmp_path, lambda _pdf: None, force_version="2.0")
    assert check(out, "V25").verdict is WARN


def test_v25_says_whether_there_is_a_structure_tree(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        del pdf.Root.StructTreeRoot

    assert check(packet, "V25").message.zh.endswith("，带结构标签")
    assert "标签" not in check(broken(packet, tmp_path, edit), "V25").message.zh


def test_v26_a_script(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    assert check(broken(packet, tmp_path, edit), "V26").verdict is FAIL


def test_v26_an_attachment(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.attachments["x.txt"] = b"hidden"

    assert check(broken(packet, tmp_path, edit), "V26").verdict is FAIL


@pytest.mark.parametrize(
    ("note", "what"),
    [
        (Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("a.exe"))), "Launch"),
        (Dictionary(Subtype=Name.RichMedia), "RichMedia"),
        (Dictionary(Subtype=Name.FileAttachment), "FileAttachment"),
        (Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm)), "SubmitForm"),
        (Dictionary(Subtype=Name.Link, AA=Dictionary(E=Dictionary(S=Name.JavaScript))), "AA"),
    ],
)
def test_v26_an_active_note(packet: Path, tmp_path: Path, note: Dictionary, what: str) -> None:
    def edit(pdf: Pdf) -> None:
        place = {"/Type": Name.Annot, "/Rect": Array([100, 200, 120, 220])}
        added = Dictionary({**dict(note.items()), **place})
        pdf.pages[F01 - 1].obj.Annots.append(pdf.make_indirect(added))

    found = check(broken(packet, tmp_path, edit), "V26")
    assert (found.verdict, found.pages) == (FAIL, (F01,))
    assert what in found.message.en


@pytest.mark.parametrize("trigger", ["/O", "/C"])
def test_v26_a_page_that_acts_when_it_is_opened(packet: Path, tmp_path: Path, trigger: str) -> None:
    def edit(pdf: Pdf) -> None:
        action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.pages[F01 - 1].obj.AA = Dictionary({trigger: action})

    found = check(broken(packet, tmp_path, edit), "V26")
    assert (found.verdict, found.pages) == (FAIL, (F01,))


def test_v26_scripts_by_name(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        script = Dictionary(S=Name.JavaScript, JS=String("1"))
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))

    assert check(broken(packet, tmp_path, edit), "V26").verdict is FAIL


def test_v26_a_comment(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[1, 1, 2, 2])
        pdf.pages[F01 - 1].obj.Annots.append(pdf.make_indirect(note))

    found = check(broken(packet, tmp_path, edit), "V26")
    assert (found.verdict, found.pages) == (FAIL, (F01,))


@pytest.mark.parametrize("user", ["", "secret"])
def test_v27_a_password(packet: Path, tmp_path: Path, user: str) -> None:
    lock = pikepdf.Encryption(owner="owner", user=user)
    out = broken(packet, tmp_path, lambda _pdf: None, encryption=lock)
    assert check(out, "V27").verdict is FAIL


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *((key, "") for key in ("/Title", "/Subject", "/Creator", "/Keywords")),
        ("/Author", "C:\\Users\\张三\\案卷.pdf"),
        ("/Author", "/home/zhangsan/case"),
    ],
)
def test_v28_poor_or_talkative_metadata(packet: Path, tmp_path: Path, key: str, value: str) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.trailer.Info[key] = String(value)

    assert check(broken(packet, tmp_path, edit), "V28").verdict is WARN


def test_v28_a_packet_that_names_no_language(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        del pdf.Root.Lang

    assert check(broken(packet, tmp_path, edit), "V28").verdict is WARN


def test_v31_a_manifest_of_other_originals(packet: Path, plan: PacketPlan, tmp_path: Path) -> None:
    swapped = tuple(  # the same letters, so that the columns stay as wide
        replace(
            section,
            documents=tuple(
                replace(d, sha256=d.sha256[32:] + d.sha256[:32])
                if isinstance(d, PaperDocument)
                else d
                for d in section.documents
            ),
        )
        for section in plan.sections
    )
    other = built(replace(plan, sections=swapped), tmp_path)

    def edit(pdf: Pdf) -> None:
        with Pdf.open(other) as source:
            foreign = pdf.copy_foreign(source.pages[6].obj)
            pdf.pages[6].obj.Contents = foreign.Contents
            pdf.pages[6].obj.Resources = foreign.Resources

    def forge(pdf: Pdf) -> None:
        edit(pdf)
        unseal(pdf)

    found = check(broken(packet, tmp_path, edit), "V31")
    assert (found.verdict, found.pages) == (FAIL, (7,))
    found = check(broken(packet, tmp_path, forge), "V31")
    assert (found.verdict, found.pages) == (FAIL, (5, 6))
    assert "manifest's digest" in found.message.en


def test_v31_a_side_file_that_tells_another_digest(packet: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.pdf"
    out.write_bytes(packet.read_bytes())
    beside = tmp_path / "copy.pdf.sha256"
    beside.write_text(f"{hashlib.sha256(out.read_bytes()).hexdigest()}  copy.pdf\n")
    assert check(out, "V31").verdict is PASS
    beside.write_text("0" * 64)
    assert check(out, "V31").verdict is FAIL


def test_v33_a_check_sheet_without_the_programs_version(plan: PacketPlan, tmp_path: Path) -> None:
    found = check(built(replace(plan, program_version="?"), tmp_path), "V33")
    assert (found.verdict, found.pages) == (FAIL, (5, 6))


@pytest.mark.parametrize(
    ("key", "value", "lacks"),
    [
        ("/Keywords", "sz2023 2026.1; other-pack 9", "other-pack 9"),
        ("/CreationDate", "D:20990101000000Z", "date"),
    ],
)
def test_v33_a_check_sheet_without_a_pack_or_of_another_day(
    packet: Path, tmp_path: Path, key: str, value: str, lacks: str
) -> None:
    def edit(pdf: Pdf) -> None:
        pdf.trailer.Info[key] = String(value)

    found = check(broken(packet, tmp_path, edit), "V33")
    assert (found.verdict, found.pages) == (FAIL, (5, 6))
    assert lacks in found.message.en


def test_v33_a_finding_that_is_not_printed(packet: Path, plan: PacketPlan) -> None:
    from xinbao_desktop.domain.packet_plan import FindingSeverity, OpenFinding

    def other(reason: str) -> OpenFinding:
        message = Text("往来邮件未覆盖下单环节。", "The e-mails do not cover the order.")
        return OpenFinding(
            check="C14", severity=FindingSeverity.WARNING, message=message, reason=reason
        )

    found = check(packet, "V33", evidence_of(replace(plan, findings=(other("别的理由"),))))
    assert (found.verdict, found.pages) == (FAIL, (5, 6))
    assert "omits C14" in found.message.en


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_v33_a_warning_that_nobody_gave_a_reason_for(
    plan: PacketPlan, tmp_path: Path, lang: str
) -> None:
    """The sheet leaves a line to write it on; the packet alone tells, and so do the records."""
    silent = tuple(replace(finding, reason="") for finding in plan.findings)
    unsaid = replace(plan, findings=silent, lang=lang)
    packet = built(unsaid, tmp_path)
    for evidence in (None, evidence_of(unsaid)):
        found = check(packet, "V33", evidence)
        assert (found.verdict, found.pages) == (WARN, (5, 6))
    assert "C14" in found.message.zh


def test_v28_a_manifest_that_names_folders(plan: PacketPlan, tmp_path: Path) -> None:
    named = papers_changed(plan, original_name="C:\\Users\\li\\合同.pdf")
    found = check(built(named, tmp_path), "V28")
    assert (found.verdict, found.pages) == (WARN, (7,))


def test_v35_words_under_a_black_box(packet: Path, tmp_path: Path) -> None:
    def edit(pdf: Pdf) -> None:
        draw(pdf, F01, b"q 0 g 80 560 300 90 re f Q")

    found = check(broken(packet, tmp_path, edit), "V35")
    assert (found.verdict, found.pages) == (WARN, (F01,))


def test_v02_a_slot_without_document(packet: Path, plan: PacketPlan) -> None:
    gap = replace(plan.sections[2].documents[0], reason=Text("别的理由", "another reason"))
    section = replace(plan.sections[2], documents=(gap, *plan.sections[2].documents[1:]))
    changed = replace(plan, sections=(*plan.sections[:2], section, plan.sections[3]))
    found = check(packet, "V02", evidence_of(changed))
    assert found.verdict is FAIL
    assert "I03" in found.message.en


def test_v09_documents_out_of_order(packet: Path, plan: PacketPlan) -> None:
    section = plan.sections[1]
    turned = replace(section, documents=tuple(reversed(section.documents)))
    changed = replace(plan, sections=(plan.sections[0], turned, *plan.sections[2:]))
    assert check(packet, "V09", evidence_of(changed)).verdict is WARN


def answered(plan: PacketPlan, key: str, words: str) -> PacketPlan:
    """Return the plan as if its first form had been answered otherwise."""
    from xinbao_desktop.domain.form import FilledForm, FormValue, FormValues

    first = plan.sections[0]
    form = first.documents[0]
    fields = {**form.content.values.fields, key: FormValue(words)}
    content = FilledForm(
        form=form.content.form, values=FormValues(fields, form.content.values.tables)
    )
    section = replace(first, documents=(replace(form, content=content), *first.documents[1:]))
    return replace(plan, sections=(section, *plan.sections[1:]))


def test_v22_words_that_were_not_printed(packet: Path, plan: PacketPlan) -> None:
    found = check(packet, "V22", evidence_of(answered(plan, "name_zh", "另一家公司")))
    assert (found.verdict, found.pages) == (FAIL, (F01,))
    assert "另一家公司" in found.message.zh


def test_v22_an_amount_changed_in_one_of_the_places_where_it_stands(
    packet: Path, plan: PacketPlan
) -> None:
    """The printed form still has it elsewhere."""
    document = plan.sections[0].documents[1]
    values = document.content.values
    rows = values.tables["invoices"]
    said = rows[0].cells["amount"].value
    other = replace(rows[1], cells={**rows[1].cells, "amount": FormValue(said)})
    tables = {**values.tables, "invoices": (rows[0], other, *rows[2:])}
    content = replace(document.content, values=replace(values, tables=tables))
    documents = list(plan.sections[0].documents)
    documents[1] = replace(document, content=content)
    section = replace(plan.sections[0], documents=tuple(documents))
    changed = replace(plan, sections=(section, *plan.sections[1:]))
    found = check(packet, "V22", evidence_of(changed))
    assert found.verdict is FAIL
    assert said in found.message.zh


def test_v22_a_box_that_was_ticked_otherwise(packet: Path, plan: PacketPlan) -> None:
    found = check(packet, "V22", evidence_of(answered(plan, "cause", "rejection")))
    assert found.verdict is FAIL
    assert "□√买方拒收" in found.message.zh


def test_v29_a_packet_too_large_for_its_channel(packet: Path, plan: PacketPlan) -> None:
    assert check(packet, "V29", evidence_of(plan, limits=Limits(size=1000))).verdict is WARN
    assert check(packet, "V29", evidence_of(plan, limits=Limits(pages=10))).verdict is WARN


def test_v30_an_original_that_has_changed(packet: Path, plan: PacketPlan) -> None:
    evidence = evidence_of(plan)
    changed = replace(evidence, source_hashes={**evidence.source_hashes, "T01": "0" * 64})
    found = check(packet, "V30", changed)
    assert found.verdict is FAIL
    assert "T01" in found.message.en


def test_v32_a_second_build_that_differs(packet: Path, plan: PacketPlan) -> None:
    assert check(packet, "V32", evidence_of(plan, rebuilt_sha256="0" * 64)).verdict is WARN


def test_v34_a_packet_of_another_client(packet: Path, plan: PacketPlan) -> None:
    other = replace(plan, client_id="91440300OTHER00000")
    found = check(packet, "V34", evidence_of(other))
    assert found.verdict is FAIL
    assert "another client" in found.message.en


def test_v33_a_box_that_a_person_answered_otherwise(packet: Path, plan: PacketPlan) -> None:
    boxes = (plan.tick_boxes[0], replace(plan.tick_boxes[1], answer=Text("王五", "Wang Wu")))
    found = check(packet, "V33", evidence_of(replace(plan, tick_boxes=boxes)))
    assert (found.verdict, found.pages) == (FAIL, (5, 6))
    assert "C16" in found.message.en


def test_v34_a_packet_of_another_case(packet: Path, plan: PacketPlan) -> None:
    found = check(packet, "V34", evidence_of(replace(plan, case_no="C-2024-777")))
    assert found.verdict is FAIL
    assert "C-2024-777" in found.message.zh


def test_v34_a_paper_of_another_client(packet: Path, plan: PacketPlan) -> None:
    foreign = papers_changed(plan, client_id="91440300OTHER00000")
    assert check(packet, "V34", evidence_of(foreign)).verdict is FAIL


def test_v22_an_answer_that_goes_on_over_the_end_of_a_page(
    plan: PacketPlan, tmp_path: Path
) -> None:
    words = "We regret the delay and will pay as soon as our own customer has paid us " * 60
    for lang in Lang:
        long = replace(answered(plan, "narrative", words.strip()), lang=lang)
        out = built(long, tmp_path)
        assert check(out, "V22", evidence_of(long)).verdict is PASS
        other = answered(long, "narrative", words.strip() + " not this")
        assert check(out, "V22", evidence_of(other)).verdict is FAIL
