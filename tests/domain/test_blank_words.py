"""How answers are written into the fields of an insurer's blank."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.domain.blank import AmountStyle, BlankLink, Words
from xinbao_desktop.domain.blank_words import answers, dated, worded
from xinbao_desktop.domain.form import FormValue, Option
from xinbao_desktop.text import Text


def said(value, currency="", options=(), **how):
    link = BlankLink(field="f", value="v", **how)
    name = {"USD": "美元"}.get
    return worded(FormValue(value), link, options=options, currency=currency, named=name)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("YYYY年M月D日", "2024年3月5日"), ("YYYYMMDD", "20240305"), ("DD/MM/YYYY", "05/03/2024"),
        ("YYYY", "2024"), ("MM", "03"), ("D", "5"),
    ],
)  # fmt: skip
def test_a_day_is_written_in_the_pattern_of_the_field(pattern, words):
    assert said("2024-03-05", date=pattern) == words


def test_words_that_are_no_day_are_not_lost_to_a_pattern():
    assert said("待定", date="YYYYMMDD") == "待定"


@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_day_can_be_read_back_from_its_digits(day):
    assert dated(day.isoformat(), "YYYYMMDD") == day.strftime("%Y%m%d").zfill(8)


@pytest.mark.parametrize(
    ("style", "words"),
    [
        (AmountStyle.PRINTED, "USD 1,234.50"), (AmountStyle.FIGURES, "1,234.50"),
        (AmountStyle.PLAIN, "1234.50"), (AmountStyle.CURRENCY, "USD"),
        (AmountStyle.CAPITALS, "美元壹仟贰佰叁拾肆元伍角整"),
    ],
)  # fmt: skip
def test_an_amount_is_written_as_the_field_wants_it(style, words):
    assert said("USD 1,234.50", amount=style).removesuffix("整") == words.removesuffix("整")


def test_an_amount_of_a_column_takes_the_currency_of_its_row():
    assert said("1,234.50", "USD", amount=AmountStyle.CURRENCY) == "USD"
    assert said("1,234.50", "USD", amount=AmountStyle.CAPITALS).startswith("美元壹仟")
    assert said("1,234.50", amount=AmountStyle.CAPITALS) == "1,234.50"


def test_sums_in_two_currencies_stay_as_they_are():
    assert said("USD 5.00；EUR 6.00", amount=AmountStyle.PLAIN) == "USD 5.00；EUR 6.00"


def test_words_come_in_the_language_of_the_field():
    country = Text("荷兰", "Netherlands")
    assert [said(country, words=which) for which in Words] == [
        "荷兰",
        "Netherlands",
        "荷兰 Netherlands",
    ]
    assert said(country, words=Words.BOTH) == "荷兰 Netherlands"


def test_a_choice_is_printed_by_its_words_and_ticked_by_its_code():
    options = (Option(code="default", label=Text("买方拖欠", "Default")),)
    assert said("default", options=options) == "买方拖欠"
    assert answers(FormValue("default")) == ("default",)


def test_yes_and_no_are_answers_and_unknown_is_none():
    assert (said(True), said(False)) == ("是", "否")
    assert answers(FormValue(True)) == ("yes",)
    assert answers(FormValue(False)) == ("no",)
    assert answers(FormValue(None)) == ()
    assert said(None) == ""
