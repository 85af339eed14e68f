import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.domain.paper import FactKind, KeyFact, KnownNumbers
from xinbao_desktop.papers.key_facts import MOST_FACTS, key_facts, known_facts


def found(text, kind):
    return [fact.value for fact in key_facts([text]) if fact.kind is kind]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Invoice No.: SZ-2024-0031", FactKind.INVOICE, "SZ-2024-0031"),
        ("发票号码：SZ20240031 日期", FactKind.INVOICE, "SZ20240031"),
        ("Contract No. LH/NH-07", FactKind.CONTRACT, "LH/NH-07"),
        ("合同协议号 LH-NH-2024-07", FactKind.CONTRACT, "LH-NH-2024-07"),
        ("P.O. No: 4500018712", FactKind.CONTRACT, "4500018712"),
        ("B/L No. HSLU240131077", FactKind.TRANSPORT, "HSLU240131077"),
        ("提运单号\nHSLU240131077", FactKind.TRANSPORT, "HSLU240131077"),
        ("海关编号：530420240043100217", FactKind.CUSTOMS, "530420240043100217"),
        ("*530420240043100217*", FactKind.CUSTOMS, "530420240043100217"),
        ("Total USD 48,000.50", FactKind.AMOUNT, "USD 48000.50"),
        ("US$1,250", FactKind.AMOUNT, "USD 1250"),
        ("ＵＳＤ　１，２５０．００", FactKind.AMOUNT, "USD 1250.00"),
        ("€ 99.5", FactKind.AMOUNT, "EUR 99.5"),
        ("2024年3月5日", FactKind.DATE, "2024-03-05"),
        ("2024/3/5", FactKind.DATE, "2024-03-05"),
        ("31 JAN 2024", FactKind.DATE, "2024-01-31"),
        ("January 31st, 2024", FactKind.DATE, "2024-01-31"),
        ("Shipped on board the vessel\nSPECIMEN STAR 12 JAN 2026", FactKind.SHIPPED, "2026-01-12"),
        ("ON BOARD DATE: 2026-01-12", FactKind.SHIPPED, "2026-01-12"),
        ("装船日期 2026年1月12日", FactKind.SHIPPED, "2026-01-12"),
        ("Invoice Date: 8 Jan 2026", FactKind.INVOICED, "2026-01-08"),
        ("TOTAL: 8,040 PCS USD 96,480.00", FactKind.TOTAL, "USD 96480.00"),
        ("合计 Total EUR 5,000.00", FactKind.TOTAL, "EUR 5000.00"),
    ],
)
def test_what_stands_behind_its_label_is_read(text, kind, value):
    assert found(text, kind) == [value]


@pytest.mark.parametrize(
    "text",
    ["Subtotal USD 5.00", "Sub-total USD 5.00", "Total number of packages 12, freight USD 5.00"],
)
def test_what_is_no_total_is_not_taken_for_one(text):
    assert found(text, FactKind.TOTAL) == []


def test_a_day_far_behind_a_label_is_not_its_own():
    text = "Shipped on board" + " the vessel named above" * 5 + " 2026-01-12"
    assert found(text, FactKind.SHIPPED) == []


def test_a_day_that_does_not_exist_is_no_date():
    assert found("2024-02-30 and 2023-13-01", FactKind.DATE) == []


def test_a_label_without_a_number_gives_nothing():
    assert found("Invoice No. pending", FactKind.INVOICE) == []


def test_each_number_counts_once_with_its_first_page():
    facts = key_facts(["nothing", "USD 5.00", "USD 5.00"])
    assert facts == (KeyFact(FactKind.AMOUNT, "USD 5.00", 2),)


def test_there_is_an_end_to_it():
    text = " ".join(f"USD {number}.00" for number in range(500))
    assert len(key_facts([text])) == MOST_FACTS


def test_known_numbers_are_found_through_what_file_names_cannot_hold():
    known = KnownNumbers.of([{"invoice": "SZ/2024:0031", "contract": "A1"}])
    facts = known_facts("Rechnung SZ_2024_0031.pdf", [], known)
    assert [(fact.value, invoice) for fact, invoice in facts] == [("SZ/2024:0031", "SZ/2024:0031")]


@given(st.lists(st.text(), max_size=3))
def test_any_text_is_read_without_an_error(texts):
    assert isinstance(key_facts(texts), tuple)
