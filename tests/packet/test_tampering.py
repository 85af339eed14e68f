"""A packet that somebody changed after it was built: what was done is named, with its page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String
from PIL import Image
from tests.packet.conftest import Maker

from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.packet.build import build_packet
from xinbao_desktop.packet.verify import ClientEvidence, verify_packet
from xinbao_desktop.packet.verify.opening import open_packet
from xinbao_desktop.packet.verify.printed import documents_of
from xinbao_desktop.progress import NoProgress

if TYPE_CHECKING:
    from xinbao_desktop.domain.packet_plan import PacketPlan

FAIL, WARN, PASS = CheckVerdict.FAIL, CheckVerdict.WARN, CheckVerdict.PASS
INDEX, CHECK, MANIFEST = 3, 5, 7
UNSEALED = Path(__file__).parent.parent / "data" / "packets" / "before-seals.pdf"
SEALS = ("/PieceInfo", "/XinbaoPacket", "/Private", "/Digest")
Edit = Callable[[Pdf], None]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> PacketPlan:
    """One form, a scanned contract, a typed letter."""
    maker = Maker(tmp_path_factory.mktemp("papers"))
    whole = maker.plan(papers=False)
    forms = replace(whole.sections[0], documents=whole.sections[0].documents[1:2])
    contract = maker.paper("T01", "销售合同", "Sales contract", 3, dated=date(2024, 2, 6))
    letter = maker.paper("L01", "催款函", "Demand letter", 2, dated=date(2024, 5, 20), text=True)
    trade = replace(whole.sections[1], id="trade", documents=(contract,))
    loss = replace(whole.sections[1], id="loss", documents=(letter,))
    return replace(whole, sections=(forms, trade, loss))


@pytest.fixture(scope="module")
def good(small: PacketPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("small") / "claim.pdf"
    build_packet(small, out, NoProgress())
    return out


@pytest.fixture(scope="module")
def starts(good: Path) -> dict[str, int]:
    """The first page of each document, by its tab."""
    packet = open_packet(good).packet
    assert packet is not None
    return {entry.row.tab: entry.first for entry in documents_of(packet)}


FORM, CONTRACT, LETTER = "1.1", "2.1", "3.1"


def edited(good: Path, folder: Path, edit: Edit, **save: object) -> Path:
    out = folder / "edited.pdf"
    with Pdf.open(good) as pdf:
        edit(pdf)
        pdf.save(out, **save)
    return out


def content(page: pikepdf.Page) -> bytes:
    parts = page.obj.Contents
    return (
        b"\n".join(p.read_bytes() for p in parts)
        if isinstance(parts, Array)
        else parts.read_bytes()
    )


def painted(page: pikepdf.Page, words: bytes) -> None:
    page.contents_add(words, prepend=False)


def set_words(page: pikepdf.Page, how: bytes) -> None:
    name = next(iter(page.obj.Resources.Font.keys()))
    painted(page, b"q BT " + name.encode() + b" 12 Tf " + how + b" 300 70 Td (abcd) Tj ET Q")


def number_of(page: pikepdf.Page) -> bytes:
    """Return the part of a page that prints its number: painted last."""
    words = content(page)
    return words[words.rfind(b"BT") : words.rfind(b"ET") + 2]


def pictures(page: pikepdf.Page) -> Dictionary:
    return page.obj.Resources.XObject.Paper.Resources.XObject


def noise(pdf: Pdf, old: pikepdf.Stream, kind: str) -> pikepdf.Stream:
    """Return another scan of the same size."""
    size = int(old.Width), int(old.Height)
    data = io.BytesIO()
    Image.effect_noise(size, 60).save(data, kind)
    packing = Name.DCTDecode if kind == "JPEG" else Name.JPXDecode
    return pdf.make_stream(
        data.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=packing,
    )  # fmt: skip


def picture_over(pdf: Pdf, page: pikepdf.Page, tone: int) -> None:
    image = pdf.make_stream(
        bytes([tone] * 4), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    page.obj.Resources.XObject = Dictionary(Im=image)
    painted(page, b"q 300 0 0 90 80 560 cm /Im Do Q")


def exchange_scans(_pdf: Pdf, page: pikepdf.Page, other: pikepdf.Page) -> None:
    one, two = page.obj.Resources.XObject, other.obj.Resources.XObject
    one.Paper, two.Paper = two.Paper, one.Paper


def another_digit(pdf: Pdf, page: pikepdf.Page, _next: pikepdf.Page) -> None:
    """Exchange two letters or digits of one run of words: same fonts, same place."""
    words = content(page)
    run = max(re.finditer(rb"\(([^()\\]{4,})\) Tj", words), key=lambda m: len(m[1]))
    letters = bytearray(run[1])
    other = next(n for n in range(1, len(letters)) if letters[n] != letters[0])
    letters[0], letters[other] = letters[other], letters[0]
    page.obj.Contents = pdf.make_stream(
        words[: run.start(1)] + bytes(letters) + words[run.end(1) :]
    )


def another_scan(pdf: Pdf, page: pikepdf.Page, _next: pikepdf.Page) -> None:
    for key in list(pictures(page).keys()):
        pictures(page)[key] = noise(pdf, pictures(page)[key], "JPEG")


def a_jpeg_2000(pdf: Pdf, page: pikepdf.Page, _next: pikepdf.Page) -> None:
    for key in list(pictures(page).keys()):
        pictures(page)[key] = noise(pdf, pictures(page)[key], "JPEG2000")


def other_letters(_pdf: Pdf, page: pikepdf.Page, _next: pikepdf.Page) -> None:
    """Let a font say other letters than it draws."""
    font = next(iter(page.obj.Resources.Font.values()))
    font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0030>", b"<0039>"))


def upside_down(pdf: Pdf, page: pikepdf.Page, _next: pikepdf.Page) -> None:
    words = content(page)
    end = words.index(b"EMC") + 3
    page.obj.Contents = pdf.make_stream(
        b"q -1 0 0 -1 595 842 cm " + words[:end] + b" Q " + words[end:]
    )


def away(pdf: Pdf, page: pikepdf.Page, _next: pikepdf.Page) -> None:
    """Take the scan off its page and leave the number."""
    words = content(page)
    page.obj.Contents = pdf.make_stream(words[words.index(b"EMC") + 3 :])


@pytest.mark.parametrize(
    ("where", "edit", "pages"),
    [
        (CONTRACT, exchange_scans, (0, 1)),
        (FORM, another_digit, (0,)),
        (CONTRACT, another_scan, (0,)),
        (CONTRACT, a_jpeg_2000, (0,)),
        (CONTRACT, upside_down, (0,)),
        (CONTRACT, away, (0,)),
        (FORM, lambda pdf, page, _next: picture_over(pdf, page, 255), (0,)),
        (FORM, lambda _pdf, page, _next: page.obj.__setitem__("/CropBox", [0, 0, 595, 841]), (0,)),
        (FORM, lambda _pdf, page, _next: painted(page, b"q 1 g 90 300 9 9 re f Q"), (0,)),
    ],
)  # fmt: skip
def test_v31_names_the_pages_that_were_changed(
    good: Path, starts: dict[str, int], tmp_path: Path, where: str, edit: Edit, pages: tuple[int]
) -> None:
    first = starts[where]

    def change(pdf: Pdf) -> None:
        edit(pdf, pdf.pages[first - 1], pdf.pages[first])

    found = verify_packet(edited(good, tmp_path, change)).of("V31")
    assert (found.verdict, found.pages) == (FAIL, tuple(first + page for page in pages))


def test_v31_names_every_page_whose_font_tells_other_letters(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    """Fonts are shared: each page that uses the font is not the one that was built."""

    def change(pdf: Pdf) -> None:
        other_letters(pdf, pdf.pages[starts[FORM] - 1], pdf.pages[0])

    found = verify_packet(edited(good, tmp_path, change)).of("V31")
    assert found.verdict is FAIL
    assert starts[FORM] in found.pages


def test_v31_a_check_sheet_that_tells_other_results(good: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        another_digit(pdf, pdf.pages[CHECK - 1], pdf.pages[0])

    found = verify_packet(edited(good, tmp_path, change)).of("V31")
    assert (found.verdict, found.pages) == (FAIL, (CHECK,))


def test_v31_a_page_put_in_between(good: Path, starts: dict[str, int], tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        pdf.add_blank_page(page_size=(595.28, 841.89))
        page = pdf.pages[-1]
        del pdf.pages[-1]
        pdf.pages.insert(starts[CONTRACT], page)

    found = verify_packet(edited(good, tmp_path, change)).of("V31")
    assert found.verdict is FAIL
    assert starts[CONTRACT] + 1 in found.pages


def test_v31_a_file_saved_anew_is_still_the_packet(good: Path, tmp_path: Path) -> None:
    """Other packing, same pages: object streams, another order of the objects."""
    packed = pikepdf.ObjectStreamMode.generate
    out = edited(good, tmp_path, lambda _pdf: None, linearize=True, object_stream_mode=packed)
    assert out.read_bytes() != good.read_bytes()
    assert verify_packet(out).of("V31").verdict is PASS


@pytest.mark.parametrize("tail", [b"\nsecret", b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"])
def test_v31_something_written_behind_the_end(good: Path, tmp_path: Path, tail: bytes) -> None:
    out = tmp_path / "longer.pdf"
    out.write_bytes(good.read_bytes() + tail)
    assert verify_packet(out).of("V31").verdict is FAIL


def test_v31_a_change_appended_to_the_file(good: Path, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    out = tmp_path / "updated.pdf"
    writer = PdfWriter(good, incremental=True)
    writer.add_metadata({"/Author": "somebody"})
    writer.write(out)
    found = verify_packet(out).of("V31")
    assert found.verdict is FAIL
    assert "appended" in found.message.en


def unseal(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page.obj.PieceInfo["/XinbaoPacket"].Private["/Digest"]


def test_v31_without_the_pages_own_digests_the_check_sheets_one_speaks(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    """A packet of an older version has no others."""

    def change(pdf: Pdf) -> None:
        unseal(pdf)
        another_digit(pdf, pdf.pages[starts[FORM] - 1], pdf.pages[0])

    assert verify_packet(edited(good, tmp_path, unseal)).of("V31").verdict is PASS
    found = verify_packet(edited(good, tmp_path, change)).of("V31")
    assert (found.verdict, found.pages) == (FAIL, (CHECK, CHECK + 1))
    assert "check sheet prints" in found.message.en


def test_a_packet_of_an_older_version_is_still_sound() -> None:
    checks = verify_packet(UNSEALED).checks
    assert [(c.id, c.message.en) for c in checks if c.verdict in (FAIL, WARN)] == []


def test_a_packet_of_an_older_version_that_was_changed_is_not(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        painted(pdf.pages[10], b"q 1 g 90 300 9 9 re f Q")

    assert verify_packet(edited(UNSEALED, tmp_path, change)).of("V31").verdict is FAIL


def evidence(plan: PacketPlan, good: Path, **more: object) -> ClientEvidence:
    packet = open_packet(good).packet
    assert packet is not None
    hashes = {p.id: p.sha256 for p in plan.papers()}
    return ClientEvidence(
        plan=plan, source_hashes=hashes, rebuilt_sha256="0" * 64, rebuilt_pages=packet.contents,
        **more,
    )  # fmt: skip


def test_v32_names_the_pages_that_a_second_build_has_otherwise(
    good: Path, small: PacketPlan, starts: dict[str, int], tmp_path: Path
) -> None:
    def change(pdf: Pdf) -> None:
        unseal(pdf)
        another_digit(pdf, pdf.pages[starts[FORM] - 1], pdf.pages[0])

    out = edited(good, tmp_path, change)
    found = verify_packet(out, evidence(small, good)).of("V32")
    assert (found.verdict, found.pages) == (WARN, (starts[FORM],))


def test_v32_the_packet_that_was_noted_is_not_blamed_for_another_packing(
    good: Path, small: PacketPlan, tmp_path: Path
) -> None:
    """A newer version of the program may pack the same pages otherwise."""
    noted = evidence(small, good, noted_on=date(2024, 9, 20))
    assert verify_packet(good, noted).of("V32").verdict is PASS
    strange = verify_packet(good, evidence(small, good)).of("V32")
    assert (strange.verdict, strange.pages) == (WARN, ())


def test_a_packet_that_was_noted_is_not_blamed_for_what_forms_say_today(
    good: Path, small: PacketPlan
) -> None:
    """Its bytes are those of the build; the plan of today is that of another program or record."""
    forms, trade, loss = small.sections
    turned = replace(small, sections=(forms, loss, trade), findings=())
    pages = (b"other", *evidence(small, good).rebuilt_pages[1:])
    noted = replace(evidence(turned, good, noted_on=date(2024, 9, 20)), rebuilt_pages=pages)
    strange = replace(noted, noted_on=None)
    assert verify_packet(good, strange).of("V09").verdict is WARN
    result = verify_packet(good, noted)
    assert result.of("V09").verdict is CheckVerdict.NOT_CHECKED
    assert "noted, unchanged" in result.of("V09").message.en
    assert (result.of("V32").verdict, result.of("V32").pages) == (WARN, (1,))


# -- what each check sees by itself ---------------------------------------------------------


@pytest.mark.parametrize(
    "how",
    [
        lambda pdf, page: picture_over(pdf, page, 255),
        lambda pdf, page: picture_over(pdf, page, 0),
        lambda _pdf, page: painted(page, b"q 1 g 80 560 300 90 re f Q"),
        lambda _pdf, page: painted(page, b"q 0.5 g 80 560 300 90 re f Q"),
        lambda _pdf, page: painted(page, b"q 0 G 40 w 80 600 m 400 600 l S Q"),
        lambda _pdf, page: set_words(page, b"1 g"),
        lambda _pdf, page: set_words(page, b"3 Tr"),
    ],
    ids=["white picture", "black picture", "white box", "grey box", "thick line", "white words",
         "words not painted"],
)  # fmt: skip
def test_v35_words_that_do_not_show(
    good: Path, starts: dict[str, int], tmp_path: Path, how: Callable[[Pdf, pikepdf.Page], None]
) -> None:
    def change(pdf: Pdf) -> None:
        how(pdf, pdf.pages[starts[FORM] - 1])

    found = verify_packet(edited(good, tmp_path, change)).of("V35")
    assert (found.verdict, found.pages) == (WARN, (starts[FORM],))


def test_v35_a_box_that_hides_nothing(good: Path, starts: dict[str, int], tmp_path: Path) -> None:
    """A mark that words shine through is none."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[starts[FORM] - 1]
        page.obj.Resources.ExtGState = Dictionary(G1=Dictionary(ca=0.3))
        painted(page, b"q /G1 gs 0 g 80 560 300 90 re f Q")

    assert verify_packet(edited(good, tmp_path, change)).of("V35").verdict is PASS


def test_v35_the_text_layer_of_a_scan_is_no_secret_but_under_a_box_it_is(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    first = starts[CONTRACT]

    def layer(pdf: Pdf) -> None:
        set_words(pdf.pages[first - 1], b"3 Tr")

    def struck(pdf: Pdf) -> None:
        layer(pdf)
        painted(pdf.pages[first - 1], b"q 0 g 290 62 80 30 re f Q")

    assert verify_packet(edited(good, tmp_path, layer)).of("V35").verdict is PASS
    found = verify_packet(edited(good, tmp_path, struck)).of("V35")
    assert (found.verdict, found.pages) == (WARN, (first,))


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (lambda page: painted(page, b"q 1 0 0 1 0 700 cm " + number_of(page) + b" Q"), "twice"),
        (lambda page: painted(page, b"q 1 g 150 10 300 40 re f Q"), "does not show"),
    ],
)
def test_v10_a_number_printed_twice_or_painted_over(
    good: Path, starts: dict[str, int], tmp_path: Path, how: Callable[[pikepdf.Page], None],
    said: str,
) -> None:  # fmt: skip
    first = starts[LETTER]
    found = verify_packet(edited(good, tmp_path, lambda pdf: how(pdf.pages[first - 1]))).of("V10")
    assert (found.verdict, found.pages) == (FAIL, (first,))
    assert said in found.message.en


def test_v12_a_page_that_is_larger_than_its_box_says(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[starts[FORM] - 1].obj.UserUnit = 2

    found = verify_packet(edited(good, tmp_path, change)).of("V12")
    assert (found.verdict, found.pages) == (FAIL, (starts[FORM],))
    assert "420 × 594 mm" in found.message.en


def test_a_page_whose_corner_is_not_at_nought_is_judged_as_it_shows(
    good: Path, tmp_path: Path
) -> None:
    """As many programs write them; nothing of what is seen changes."""

    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            left, bottom, right, top = (float(n) for n in page.mediabox)
            page.mediabox = [left + 100, bottom - 900, right + 100, top - 900]
            page.contents_add(b"q 1 0 0 1 100 -900 cm", prepend=True)
            page.contents_add(b"Q", prepend=False)

    result = verify_packet(edited(good, tmp_path, change))
    for key in ("V10", "V11", "V13", "V14", "V16", "V19", "V35"):
        if key != "V14":  # the places for seals are told in the page's own coordinates
            assert result.of(key).verdict is PASS, result.of(key)


def test_v05_a_bookmark_with_the_right_page_and_the_wrong_name(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    def change(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            for item in outline.root:
                for child in item.children:
                    if child.title.startswith(CONTRACT):
                        child.title = f"{CONTRACT} 催款函 · {starts[CONTRACT]}"

    found = verify_packet(edited(good, tmp_path, change)).of("V05")
    assert (found.verdict, found.pages) == (FAIL, (starts[CONTRACT],))


def test_v26_a_bookmark_that_runs_a_script(good: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        with pdf.open_outline() as outline:
            item = OutlineItem("9 · 1")
            item.action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
            outline.root.append(item)

    found = verify_packet(edited(good, tmp_path, change)).of("V26")
    assert found.verdict is FAIL
    assert "JavaScript" in found.message.en


def test_v26_and_v08_a_link_with_something_behind_it(good: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        link = pdf.pages[INDEX - 1].obj.Annots[0]
        after = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        link.A = Dictionary(S=Name.GoTo, D=link.Dest, Next=after)
        del link.Dest

    result = verify_packet(edited(good, tmp_path, change))
    assert (result.of("V26").verdict, result.of("V26").pages) == (FAIL, (INDEX,))
    assert (result.of("V08").verdict, result.of("V08").pages) == (FAIL, (INDEX,))


def test_v26_a_link_that_paints_over_the_page(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[starts[FORM] - 1]
        form = pdf.make_stream(
            b"1 g 0 0 200 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 20]
        )
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, F=4, Rect=[100, 500, 300, 520],
            Dest=Array([pdf.pages[2].obj, Name.XYZ, None, None, None]), AP=Dictionary(N=form),
        )  # fmt: skip
        page.obj.Annots.append(pdf.make_indirect(link))

    found = verify_packet(edited(good, tmp_path, change)).of("V26")
    assert (found.verdict, found.pages) == (FAIL, (starts[FORM],))


def test_v08_a_link_of_the_manifest_to_another_paper(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[MANIFEST - 1].obj.Annots[0].Dest[0] = pdf.pages[starts[LETTER] - 1].obj

    found = verify_packet(edited(good, tmp_path, change)).of("V08")
    assert (found.verdict, found.pages) == (FAIL, (MANIFEST,))


def test_v08_a_number_that_no_longer_leads_to_the_index(
    good: Path, starts: dict[str, int], tmp_path: Path
) -> None:
    first = starts[CONTRACT]

    def change(pdf: Pdf) -> None:
        pdf.pages[first - 1].obj.Annots[-1].Dest[0] = pdf.pages[starts[LETTER] - 1].obj

    found = verify_packet(edited(good, tmp_path, change)).of("V08")
    assert (found.verdict, found.pages) == (FAIL, (first,))


def test_v03_an_index_whose_links_are_hidden(good: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        for link in pdf.pages[INDEX - 1].obj.Annots:
            link.F = 2

    found = verify_packet(edited(good, tmp_path, change)).of("V03")
    assert (found.verdict, found.pages) == (FAIL, (INDEX,))


def test_v07_a_file_that_opens_in_the_middle(good: Path, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction[0] = pdf.pages[8].obj

    assert verify_packet(edited(good, tmp_path, change)).of("V07").verdict is WARN


def xmp_gone(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.parametrize(
    "change",
    [
        xmp_gone,
        lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("别的标题")),
        lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("D:\\公司\\张三\\索赔.pdf")),
        lambda pdf: pdf.trailer.Info.__setitem__("/Subject", String("C-9999-999 · claim · seal")),
        lambda pdf: pdf.Root.__setitem__("/Lang", String("fr")),
    ],
    ids=["no XMP", "another title", "a folder", "another case", "another language"],
)
def test_v28_metadata_that_contradict_the_packet(good: Path, tmp_path: Path, change: Edit) -> None:
    assert verify_packet(edited(good, tmp_path, change)).of("V28").verdict is WARN
