from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.recognition import shipped_recognition
from xinbao_desktop.domain.paper import FactKind, Keyword, KnownNumbers, RecognitionRule
from xinbao_desktop.papers.recognition import LEAST_CONFIDENCE, propose

KNOWN = KnownNumbers.of(
    [
        {
            "invoice": "SZ-2024-0031",
            "contract": "LH-NH-2024-07",
            "transport": "HSLU240131077",
            "customs": "530420240043100217",
        },
        {"invoice": "SZ-2024-0044", "transport": "HSLU240220099"},
    ]
)


def proposed(name, *texts):
    return propose(name, texts, shipped_recognition(), KNOWN)


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("销售合同.pdf", "T01"),
        ("PO88121.pdf", "T01"),
        ("形式发票.pdf", "T01"),
        ("商业发票 SZ-2024-0031.pdf", "T02"),
        ("INV_2024_31.jpg", "T02"),
        ("装箱单.jpg", "T03"),
        ("Packing List (final).pdf", "T03"),
        ("海运提单正本.tif", "T04"),
        ("BL-HSLU240131077.jpg", "T04"),
        ("air-waybill.pdf", "T04"),
        ("出口货物报关单.pdf", "T05"),
        ("提单电放保函.pdf", "T06"),
        ("POD.pdf", "T07"),
        ("托收委托书.pdf", "T08"),
        ("汇票.pdf", "T09"),
        ("MT700.pdf", "T11"),
        ("信用证.pdf", "T11"),
        ("备用信用证.pdf", "L20"),
        ("收汇水单.pdf", "T16"),
        ("代理出口协议.pdf", "T18"),
        ("委托代理协议.pdf", "F06"),
        ("Collection Trust Deed.pdf", "F08"),
        ("技术服务合同.pdf", "T20"),
        ("保险单明细表.pdf", "I01"),
        ("货运保险单.pdf", "T15"),
        ("信用限额审批单.pdf", "I02"),
        ("保费通知书.pdf", "I04"),
        ("催款函0412.pdf", "L01"),
        ("欠款确认书.pdf", "L02"),
        ("拒收通知.pdf", "L04"),
        ("转卖合同.pdf", "L06"),
        ("破产公告.pdf", "L09"),
        ("仲裁裁决书.pdf", "L18"),
        ("赔款转让协议.pdf", "B01"),
        ("应收账款转让协议.pdf", "B04"),
        ("营业执照副本.jpg", "K01"),
        ("经办人授权书.pdf", "K02"),
        ("开户许可证.jpg", "K03"),
        ("赔款收据及权益转让书.pdf", "P01"),
    ],
)
def test_a_speaking_name_is_understood(name, slot):
    found = proposed(name)
    assert found.slot == slot
    assert found.confidence >= LEAST_CONFIDENCE
    assert found.why.zh
    assert found.why.en


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20240311.jpg",
        "scan0001.tif",
        "couple.jpg",
        "play.pdf",
        "微信图片_20240311.png",
        "1.pdf",
    ],
)
def test_a_name_that_says_nothing_is_not_guessed(name):
    found = proposed(name)
    assert found.slot is None
    assert found.invoices == ()


def test_the_heading_decides_where_the_name_is_silent():
    found = proposed(
        "scan1.pdf", "LANHAI CO.\nCOMMERCIAL INVOICE 商业发票\nInvoice No.: SZ-2024-0031"
    )
    assert found.slot == "T02"
    assert found.invoices == ("SZ-2024-0031",)


def test_a_mention_is_less_than_a_heading():
    text = "PACKING LIST\nas per commercial invoice SZ-2024-0031 and bill of lading HSLU240131077"
    assert proposed("a.pdf", text).slot == "T03"


def test_what_a_mail_has_attached_is_not_what_it_is():
    mail = (
        "发件人 From: a@b.example\n主题 Subject: Overdue payment / 催款通知 1\n"
        "附件 Attachments: Statement of account.pdf\nDear Sirs,\nyour invoices are overdue."
    )
    assert proposed("scan.pdf", mail).slot == "L01"


def test_a_heading_with_spaces_between_its_characters_is_read():
    assert proposed("scan.pdf", "销 售 合 同\nContract No. X").slot == "T01"


def test_a_picture_is_judged_by_its_name_with_less_confidence():
    picture = proposed("装箱单.jpg", "")
    read = proposed("装箱单.pdf", "装箱单 PACKING LIST\nCarton No")
    assert picture.slot == read.slot == "T03"
    assert picture.confidence < read.confidence
    assert "图片" in picture.why.zh


def test_two_papers_alike_are_left_to_the_person():
    rules = tuple(
        RecognitionRule(slot, names=(Keyword("证明", Decimal("0.8")),)) for slot in ("T14", "K03")
    )
    found = propose("证明.pdf", ["证明"], rules, KNOWN)
    assert found.slot is None
    assert "T14" in found.why.en


@pytest.mark.parametrize(
    ("name", "slot"), [("HSLU240131077.jpg", "T04"), ("530420240043100217.pdf", "T05")]
)
def test_a_file_named_by_one_of_the_clients_own_numbers_is_that_paper(name, slot):
    found = proposed(name)
    assert found.slot == slot
    assert found.invoices == ("SZ-2024-0031",)
    assert found.numbers[0].page == 0


def test_every_invoice_that_a_paper_names_is_proposed():
    found = proposed("催款.pdf", "Overdue invoices SZ-2024-0031 and\nHSLU240220099")
    assert found.invoices == ("SZ-2024-0031", "SZ-2024-0044")
    assert (FactKind.TRANSPORT, 1) in {(fact.kind, fact.page) for fact in found.numbers}


def test_part_of_a_longer_number_is_not_the_number():
    assert proposed("a.pdf", "XSZ-2024-0031 SZ-2024-00312").invoices == ()


@given(st.text(max_size=40), st.lists(st.text(max_size=200), max_size=3))
def test_any_name_and_text_give_an_answer(name, texts):
    found = proposed(name, *texts)
    assert 0 <= found.confidence < 1
    assert (found.slot is None) or found.confidence >= LEAST_CONFIDENCE
