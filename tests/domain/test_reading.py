"""From raw cells to typed values."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.problems import Severity
from xinbao_desktop.domain.reading import Noted, UnreadableError, read_value
from xinbao_desktop.domain.reading.days import read_day
from xinbao_desktop.domain.reading.numbers import (
    number_text,
    read_amount,
    read_integer,
    read_rate,
    read_ratio,
)
from xinbao_desktop.domain.reading.words import read_flag, read_number_of_paper, read_text
from xinbao_desktop.domain.vocabulary import Term, Vocabularies, Vocabulary
from xinbao_desktop.text import Text, same

assert Client  # the kinds are registered with it

COUNTRIES = Vocabulary(
    "country",
    Text("国家或地区", "Country or region"),
    (
        Term("DE", Text("德国", "Germany")),
        Term("KR", Text("韩国", "Korea, Republic of")),
        Term("US", Text("美国", "United States"), ("USA",)),
    ),
)
TERMS = Vocabulary("payment_term", same("Term"), (Term("OA", Text("赊销", "Open account")),))
WORDS = Vocabularies({"country": COUNTRIES, "payment_term": TERMS})


@pytest.mark.parametrize(
    "raw",
    [
        date(2024, 3, 5),
        datetime(2024, 3, 5, 10, 30),  # noqa: DTZ001 - what a spreadsheet holds
        "2024-03-05", "2024-3-5", "2024/3/5", "2024/03/05", "2024.3.5", "2024年3月5日",
        "2024年03月05号",
        "20240305", 20240305, 20240305.0, " 2024-03-05 ",
        "２０２４－０３－０５", "２０２４年３月５日",
        "2024-03-05 00:00:00", "2024-03-05T10:30:00", "2024-03-05 下午 3:20", "2024/3/5 9:05",
        "5-Mar-2024", "05 March 2024", "Mar 5, 2024", "March 5 2024", "二〇二四年三月五日",
    ],
)  # fmt: skip
def test_every_way_to_write_a_day_is_read(raw: object) -> None:
    assert read_day(raw) == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("2024-13-01", "没有 13 月"),
        ("2024-02-30", "2 月没有 30 日"),
        ("2023-02-29", "2 月没有 29 日"),
        ("24/3/5", "两位"),
        ("24年3月5日", "两位"),
        ("3/5/2024", "顺序"),
        ("25/03/2024", "顺序"),
        ("0204-03-05", "年份"),
        ("2024-3/5", "不是日期"),
        ("明天", "不是日期"),
        ("2024", "不是日期"),
        (45356, "序列号"),
        (45356.0, "2024-03-05"),
        (True, "不是日期"),
        (3.5, "不是日期"),
    ],
)
def test_what_is_no_certain_day_is_refused_with_the_reason(raw: object, why: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_day(raw)
    assert why in caught.value.text.zh


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_all_ways_of_one_day_agree(day: date) -> None:
    ways = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%d-%b-%Y")
    assert {read_day(day.strftime(way)) for way in ways} == {day}


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        (1234.5, "1234.5"), (0.1 + 0.2, "0.3"), (1e13, "10000000000000"), (7, "7"), ("7", "7"),
        ("1,234.56", "1234.56"), ("1，234．56", "1234.56"), ("１２３４．５", "1234.5"),
        ("US$ 1,234.56", "1234.56"), ("USD1234", "1234"), ("1234 USD", "1234"), ("￥5", "5"),
        ("人民币 3,000 元", "3000"), ("€1.234,50", "1234.5"), ("1 234 567.8", "1234567.8"),
        ("-5", "-5"), ("(1,234.00)", "-1234"), ("USD -5", "-5"), ("-US$5", "-5"), ("+5", "5"),
        ("20万", "200000"), ("1.5亿元", "150000000"), ("120.0000", "120"), (".5", "0.5"),
        ("1e3", "1000"), (Decimal("12345678901234.5678"), "12345678901234.5678"),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly(raw: object, amount: str) -> None:
    assert read_amount(raw) == Decimal(amount)


@pytest.mark.parametrize(
    "raw",
    [
        "", "abc", "12,34", "1,2345", "1.2.3", "1,234,56", "USD", "--5", True, float("nan"),
        "1" * 99, float("inf"), Decimal("NaN"), 1e14, "5%", "five", "１a", "12 34", b"5", "1e999",
        1e300, 10**70, Decimal("1e999999"), [5], {},
    ],
)  # fmt: skip
def test_what_is_no_certain_amount_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableError):
        read_amount(raw)


def test_more_than_four_decimals_are_rounded_with_a_remark() -> None:
    read = read_amount("10.00005")
    assert isinstance(read, Noted)
    assert read.value == Decimal("10.0001")
    assert "10.00005" in read.text.zh


@given(st.decimals(-(10**10), 10**10, places=4, allow_nan=False))
def test_what_a_spreadsheet_shows_is_what_is_read(amount: Decimal) -> None:
    assert read_amount(float(amount)) == amount
    assert read_amount(f"{amount:,f}") == amount
    assert read_amount(number_text(amount)) == amount


@pytest.mark.parametrize(
    ("raw", "ratio"),
    [
        ("0.9", "0.9"), (0.9, "0.9"), (90, "0.9"), ("90", "0.9"), ("90%", "0.9"), ("９０％", "0.9"),
        (1, "1"), ("1", "1"), (100, "1"), ("100%", "1"), (0, "0"), ("0.5%", "0.005"),
        ("1%", "0.01"), ("150%", "1.5"), (" 85 % ", "0.85"),
    ],
)  # fmt: skip
def test_a_ratio_is_the_same_in_all_its_ways(raw: object, ratio: str) -> None:
    assert read_ratio(raw) == Decimal(ratio)


@pytest.mark.parametrize("raw", [-1, "-90%", "九成", "%", True])
def test_what_is_no_ratio_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableError):
        read_ratio(raw)


def test_a_rate_keeps_all_its_decimals_and_is_above_zero() -> None:
    assert read_rate("0.1389123456789012345678901234567") == Decimal(
        "0.1389123456789012345678901234567"
    )
    with pytest.raises(UnreadableError):
        read_rate(0)


@pytest.mark.parametrize("raw", [90, 90.0, "90", "90天", "90 days", "９０", "90.0"])
def test_a_whole_number_is_read_with_its_unit(raw: object) -> None:
    assert read_integer(raw) == 90


@pytest.mark.parametrize("raw", [90.5, "90.5", "九十", True, "90-120", 1e16])
def test_what_is_no_whole_number_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableError):
        read_integer(raw)


@pytest.mark.parametrize(
    "raw", ["是", "有", "Y", "y", "Yes", "TRUE", True, 1, 1.0, "1", "√", "✓", "ｙｅｓ"]
)
def test_yes_is_yes(raw: object) -> None:
    assert read_flag(raw) is True


@pytest.mark.parametrize("raw", ["否", "无", "N", "no", "False", False, 0, 0.0, "0", "×", "没有"])
def test_no_is_no(raw: object) -> None:
    assert read_flag(raw) is False


@pytest.mark.parametrize("raw", ["未知", "不详", "?", "？", "unknown"])
def test_not_known_is_neither(raw: object) -> None:
    assert read_flag(raw) is None


@pytest.mark.parametrize("raw", ["x", "maybe", 2, "10", "是否"])
def test_a_tick_that_may_mean_either_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableError):
        read_flag(raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (3.0, "3"), (3, "3"), (12.5, "12.5"), (20240305.0, "20240305"), (True, "TRUE"),
        (date(2024, 3, 5), "2024-03-05"), ("  x ", "x"), ("a\r\nb\rc", "a\nb\nc"),
        ("\x00\x01", None), ("531620240160000001", "531620240160000001"),
        (123456789012345.0, "123456789012345"),
    ],
)  # fmt: skip
def test_a_number_of_a_paper_is_text(raw: object, words: str | None) -> None:
    assert read_text(raw) == words


@pytest.mark.parametrize("raw", [531620240160000001.0, 1e15, "5.3162E+17"])
def test_digits_that_a_spreadsheet_lost_are_remarked_on(raw: object) -> None:
    read = read_text(raw)
    assert isinstance(read, Noted)
    assert "丢失" in read.text.zh


def test_numbers_of_papers_are_compared_by_narrow_signs() -> None:
    assert read_number_of_paper("　ＩＮＶ－００１　 a ") == "INV-001 a"


def test_several_words_are_separated_and_a_comma_inside_a_name_does_not_split_it() -> None:
    spec = schema.kind("company").field("markets")
    read = read_value(spec, "德国；Korea, Republic of;usa、德国", WORDS)
    assert read.value == ("DE", "KR", "US")
    assert read.problem is None
    assert read_value(spec, ["DE", "US"], WORDS).value == ("DE", "US")
    assert read_value(spec, "  ", WORDS).value == ()


def test_a_word_outside_its_vocabulary_is_refused_and_the_words_are_offered() -> None:
    read = read_value(schema.kind("shipments").field("payment_term"), "T/T?", WORDS)
    assert read.value is None
    assert read.problem is not None
    assert read.problem.severity is Severity.REFUSE
    assert read.problem.key == "payment_term"
    assert "赊销" in read.problem.text.zh


@pytest.mark.parametrize("raw", [None, "", "   ", "\u3000"])
def test_an_empty_cell_is_nothing(raw: object) -> None:
    for kind in ("company", "shipments"):
        for spec in schema.kind(kind).keys:
            if spec.vocabulary in (None, "country", "payment_term"):
                read = read_value(spec, raw, WORDS)
                assert read.value in (None, ())
                assert read.problem is None


@pytest.mark.parametrize("raw", ["-", "—", "/", "无", "N/A"])
def test_a_placeholder_is_read_as_empty_and_said_so(raw: str) -> None:
    read = read_value(schema.kind("shipments").field("due_on"), raw, WORDS)
    assert read.value is None
    assert read.problem is not None
    assert read.problem.severity is Severity.WARN


@given(st.text(), st.sampled_from(list(schema.kind("shipments").keys)))
def test_no_text_breaks_a_reader(raw: str, spec: schema.FieldSpec) -> None:
    if spec.vocabulary in (None, "country", "payment_term"):
        read = read_value(spec, raw, WORDS)
        assert read.problem is None or read.problem.key == spec.key


def test_days_behind_a_payment_term_are_told_to_stand_elsewhere() -> None:
    read = read_value(schema.kind("shipments").field("payment_term"), "OA 90天", WORDS)
    assert read.value == "OA"
    assert read.problem is not None
    assert not read.problem.refuses
    assert "90" in read.problem.text.en


@pytest.mark.parametrize("raw", [[1], {"a": 1}, b"x", object()])
def test_what_is_no_cell_at_all_is_refused(raw: object) -> None:
    with pytest.raises(UnreadableError):
        read_text(raw)
