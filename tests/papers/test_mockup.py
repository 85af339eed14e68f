import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from xinbao_desktop.catalog.recognition import shipped_recognition
from xinbao_desktop.domain.paper import KnownNumbers
from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper, made
from xinbao_desktop.papers.recognition import propose

SELLER = Firm("Lanhai Example Co., Ltd.", "深圳市蓝海示例有限公司", "Example Road 1, Shenzhen")
BUYER = Firm("Nordlicht Example GmbH", "", "Musterweg 2, Hamburg")
FIELDS = {
    "number": "530420240043100217",
    "date": "2024-01-15",
    "subject": "Payment demand: overdue invoice SZ-1",
    "carrier": "EXAMPLE LINES",
    "uscc": "91440300MA00000X0X",
    "name": "深圳市蓝海示例有限公司",
}


def paper(kind, **more):
    given = {"fields": FIELDS, "seal": "深圳市蓝海示例有限公司", "seal_kind": "合同专用章"}
    return MockPaper(kind, SELLER, BUYER, **{**given, **more})


@pytest.mark.parametrize("kind", MockKind)
def test_every_kind_is_drawn_and_says_the_same_twice(kind):
    sample = paper(kind, title="样本", paragraphs=("One.", "二。"))
    first = made(sample, Look.TEXT_PDF, 3)
    assert made(sample, Look.TEXT_PDF, 3) == first
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(
    ("kind", "slot", "more"),
    [
        (MockKind.CONTRACT, "T01", {}),
        (MockKind.INVOICE, "T02", {}),
        (MockKind.PACKING_LIST, "T03", {}),
        (MockKind.BILL_OF_LADING, "T04", {}),
        (MockKind.CUSTOMS_DECLARATION, "T05", {}),
        (MockKind.MAIL, "L01", {"paragraphs": ("It remains unpaid. Please arrange payment.",)}),
        (MockKind.FORM, "I02", {"title": "信用限额审批单", "subtitle": "CREDIT LIMIT APPROVAL"}),
        (MockKind.FORM, "I01", {"title": "保险单明细表"}),
        (MockKind.DEED, "F08", {"title": "COLLECTION TRUST DEED"}),
        (MockKind.DEED, "F06", {"title": "委托代理协议"}),
        (MockKind.BUSINESS_LICENCE, "K01", {}),
        (MockKind.IDENTITY_CARD, "K01", {}),
    ],
)
def test_a_sample_is_recognised_by_its_words_alone(kind, slot, more, accept):
    answer, _ = accept("scan0001.pdf", made(paper(kind, **more), Look.TEXT_PDF, 3))
    texts = [page.text for page in answer.pages]
    found = propose("scan0001.pdf", texts, shipped_recognition(), KnownNumbers())
    assert found.slot == slot, found


def test_a_sideways_photo_has_a_position_and_its_copy_stands_upright_without(accept, kit):
    data = made(paper(MockKind.INVOICE), Look.PHOTO_SIDEWAYS, 3)
    with Image.open(io.BytesIO(data)) as image:
        exif = image.getexif()
        assert image.width > image.height
        assert exif[0x0112] == 6
        assert exif.get_ifd(0x8825)[2] == (22.0, 32.0, 35.16)
    answer, target = accept("IMG_1.jpg", data)
    assert not answer.pages[0].landscape
    assert answer.pages[0].turned == 90
    assert answer.notes == ()
    copy = target.read_bytes()
    assert b"Invented Phone" in data
    assert b"Invented Phone" not in copy
    assert b"Exif" not in copy


def test_a_fax_has_a_page_for_each_paper(accept):
    samples = [paper(MockKind.INVOICE), paper(MockKind.PACKING_LIST)]
    answer, _ = accept("fax.tif", made(samples, Look.FAX_TIFF, 3))
    assert len(answer.pages) == 2
    assert not any(page.blank for page in answer.pages)
    assert 190 <= answer.pages[0].dpi <= 300


@pytest.mark.parametrize("look", [Look.SCAN_JPEG, Look.SCAN_PDF])
def test_a_scan_is_a_picture_of_print_resolution(look, accept):
    sample = paper(MockKind.FORM, title="样本")
    data = made(sample, look, 3)
    assert made(sample, look, 3) == data
    assert made(sample, look, 4) != data
    answer, _ = accept("scan" + look.ending, data)
    assert answer.pages[0].image_only
    assert 190 <= answer.pages[0].dpi <= 300
    assert answer.notes == ()


def test_a_picture_of_one_page_cannot_hold_two():
    with pytest.raises(ValueError, match="2"):
        made(paper(MockKind.CONTRACT), Look.SCAN_JPEG, 3)


@pytest.mark.parametrize("kind", [MockKind.BUSINESS_LICENCE, MockKind.IDENTITY_CARD])
def test_identity_papers_say_that_they_are_specimens(kind):
    document = pdfium.PdfDocument(made(paper(kind), Look.TEXT_PDF, 3))
    try:
        assert "样本 SPECIMEN" in document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_a_long_deed_runs_over_pages():
    words = "The client authorises the insurer to collect the debts listed in the schedule. " * 4
    data = made(paper(MockKind.DEED, title="DEED", paragraphs=(words,) * 20), Look.TEXT_PDF, 3)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) >= 3
