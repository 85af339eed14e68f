"""PDF files that are refused, or repaired as far as they go."""

import random
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers import pdf_source, refusals


def test_a_password_is_refused_and_owner_limits_are_not(kit, accept, refuse):
    locked = kit.pdf_of(encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refuse("locked.pdf", locked) == refusals.PASSWORD
    allowed = pikepdf.Permissions(print_highres=False, modify_other=False, extract=False)
    limited = kit.pdf_of(encryption=pikepdf.Encryption(owner="o", user="", allow=allowed))
    paper, target = accept("limited.pdf", limited)
    assert paper.notes[0] == pdf_source.OWNER_LIMITS
    with pikepdf.open(target) as pdf:
        assert not pdf.is_encrypted


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
        page.obj.Contents = kit.stream_of(pdf, data, Filter=chain)
        bomb = kit.saved(
            pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
        )
    assert "500 MB" in refuse("bomb.pdf", bomb).en


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
        page.obj.Contents = kit.stream_of(pdf, broken, Filter=Name.FlateDecode)
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


def test_a_picture_bomb_inside_a_pdf_is_refused(kit, refuse):
    with pikepdf.Pdf.new() as pdf:
        page = kit.add_page(pdf)
        page.obj.Resources.XObject = Dictionary(
            I=kit.stream_of(
                pdf, zlib.compress(bytes(1000)), Type=Name.XObject, Subtype=Name.Image,
                Width=60_000, Height=60_000, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
                Filter=Name.FlateDecode,
            )
        )  # fmt: skip
        data = kit.saved(pdf)
    assert "60000×60000" in refuse("bomb.pdf", data).en
