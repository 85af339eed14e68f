from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.domain import money

D = Decimal
AMOUNTS = st.decimals(
    min_value=D("-99999999999999"), max_value=D("99999999999999"), places=4, allow_nan=False
)
VALUES = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("0.005", "USD", "0.01"),
        ("2.5", "JPY", "3"),
        ("-2.5", "JPY", "-3"),
        ("1.0005", "KWD", "1.001"),
        ("1234567.891", "EUR", "1234567.89"),
        ("-0.001", "USD", "0.00"),
        ("1E+3", "USD", "1000.00"),
    ],
)
def test_an_amount_is_rounded_half_up_to_the_smallest_unit(amount, currency, text):
    assert money.amount_text(D(amount), currency) == text


def test_thousands_are_separated_for_people():
    assert money.group_digits(D("1234567.5"), "USD") == "1,234,567.50"
    assert money.group_digits(D(-1234567), "KRW") == "-1,234,567"


@pytest.mark.parametrize(
    ("amount", "currency", "name", "words"),
    [
        ("12345.67", "USD", "美元", "美元壹万贰仟叁佰肆拾伍元陆角柒分"),
        ("100", "CNY", "人民币", "人民币壹佰元整"),
        ("1680.32", "CNY", "人民币", "人民币壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "CNY", "人民币", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "CNY", "人民币", "人民币叁佰贰拾伍元零肆分"),
        ("107000.53", "CNY", "人民币", "人民币壹拾万柒仟元伍角叁分"),
        ("1409.50", "CNY", "人民币", "人民币壹仟肆佰零玖元伍角整"),
        ("0.05", "USD", "美元", "美元伍分"),
        ("0.50", "USD", "美元", "美元伍角整"),
        ("0", "CNY", "人民币", "人民币零元整"),
        ("10", "CNY", "人民币", "人民币壹拾元整"),
        ("100100000", "CNY", "人民币", "人民币壹亿零壹拾万元整"),
        ("1000000000000", "CNY", "人民币", "人民币壹万亿元整"),
        ("20000001", "CNY", "人民币", "人民币贰仟万零壹元整"),
        ("-5", "USD", "美元", "美元负伍元整"),
        ("120000", "JPY", "日元", "日元壹拾贰万元整"),
        ("1.005", "KWD", "科威特第纳尔", "科威特第纳尔壹元零伍厘"),
        ("1.25", "KWD", "科威特第纳尔", "科威特第纳尔壹元贰角伍分整"),
    ],
)
def test_an_amount_is_written_in_chinese_capitals(amount, currency, name, words):
    assert money.capitals(D(amount), currency, name) == words


def _read_capitals(words):
    """Read capitals back by an independent, plain method."""
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = 0
    hundredths = 0
    for sign in words:
        if sign in VALUES:
            digit = VALUES[sign]
        elif sign in units:
            section, digit = section + digit * units[sign], 0
        elif sign == "万":
            section, digit = (section + digit) * 10**4, 0
        elif sign == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif sign == "元":
            total, section, digit = total + section + digit, 0, 0
        elif sign == "角":
            hundredths, digit = hundredths + digit * 10, 0
        elif sign == "分":
            hundredths, digit = hundredths + digit, 0
    return D(total) + D(hundredths) / 100


@given(st.integers(0, 99_999_999_999_999_99))
def test_capitals_read_back_as_the_same_amount(hundredths):
    amount = D(hundredths) / 100
    words = money.capitals(amount, "CNY", "")
    assert _read_capitals(words) == amount
    assert "零零" not in words
    assert not words.startswith("零") or hundredths == 0


@given(AMOUNTS, st.sampled_from(["USD", "JPY", "KWD", "CNY"]))
def test_rounding_moves_an_amount_by_at_most_half_a_unit(amount, currency):
    unit = D(1).scaleb(-money.minor_units(currency))
    rounded = money.round_half_up(amount, currency)
    assert abs(rounded - amount) <= unit / 2
    assert rounded % unit == 0
    assert money.round_half_up(rounded, currency) == rounded


@given(AMOUNTS, st.decimals(min_value=D("0.000001"), max_value=D(10), places=8))
def test_a_conversion_to_dollars_is_exact(amount, rate):
    numerator = int(amount.scaleb(4)) * int(rate.scaleb(8))
    assert money.to_usd(amount, rate).scaleb(12) == numerator


@given(AMOUNTS, st.decimals(min_value=D("0.0001"), max_value=D(10), places=6))
def test_there_and_back_is_the_same_amount(amount, rate):
    there = money.convert(amount, D(1), rate)
    assert money.convert(there, rate, D(1)).quantize(D("0.0001")) == amount


def test_a_rate_of_zero_converts_nothing():
    with pytest.raises(ValueError, match="above zero"):
        money.convert(D(1), D(1), D(0))


@pytest.mark.parametrize(
    ("raw", "sign", "code"),
    [
        ("US$ 1,234.50", "US$", "USD"),
        ("（ＵＳＤ １２３）", "USD", "USD"),
        ("€ 5", "€", "EUR"),
        ("人民币 3万", "人民币", "CNY"),
        ("12 万美元", "美元", "USD"),
        ("$5", "$", None),
        ("¥5", "¥", None),
        ("1,234.50", "", None),
    ],
)
def test_the_sign_beside_an_amount_names_its_currency_where_it_is_certain(raw, sign, code):
    assert money.currency_sign(raw) == sign
    assert shipped_codes().vocabularies["currency"].parse(sign) == code


def test_every_currency_of_the_code_list_has_its_decimals():
    for currency in shipped_codes().currencies.values():
        assert money.minor_units(currency.code) == currency.minor, currency.code
