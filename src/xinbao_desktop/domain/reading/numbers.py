"""Amounts, rates, ratios and whole numbers as people write them, exactly.

A spreadsheet keeps numbers as binary floats but shows at most fifteen significant digits; what
it shows is what the user means, so a float is read through those fifteen digits and never
through its binary tail.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from math import isfinite

from xinbao_desktop.domain.reading.outcome import Noted, UnreadableError, compatible, shown
from xinbao_desktop.text import Text

LARGEST_AMOUNT = Decimal("1e14")
AMOUNT_STEP = Decimal("0.0001")
MOST_DIGITS = 60
_EXACT = Context(prec=80)
"""More digits than a cell that is read can hold, so that nothing is ever rounded by the way."""

_CURRENCY = re.compile(
    r"(?:(?:US|HK|A|C|S|NZ|NT)\$|RMB|CNH|人民币|美元|美金|港币|港元|欧元|英镑|日元|元|圆|[A-Z]{3}(?![A-Z])|[$¥€£₩₹₽฿￥])",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?:[ '\u00a0\u202f]\d{3})+(?:\.\d*)?")
_PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_COUNTED = re.compile(
    r"\s*(?:个?工作日|天|日|个月|月|年|人|名|页|份|张|days?|months?|years?|d)$", re.IGNORECASE
)


def read_amount(raw: object) -> Decimal | Noted:
    """Return an amount of money, with at most four decimals.

    Takes numbers, separators of thousands, currency signs and codes, full-width digits, 万 and
    亿, a minus in front or accountants' brackets. More than four decimals (a spreadsheet's own
    arithmetic) are rounded half up, with a remark.

    Raises:
        UnreadableError: It is no amount, or larger than the client file holds.
    """
    number = _number(raw, "金额", "an amount", money=True)
    if abs(number) >= LARGEST_AMOUNT:
        raise UnreadableError(
            Text(f"“{shown(raw)}”超出可记录的金额", f"“{shown(raw)}” is larger than can be kept")
        )
    if _decimals(number) <= 4:
        return number
    rounded = plain(number.quantize(AMOUNT_STEP, rounding=ROUND_HALF_UP))
    return Noted(
        rounded,
        Text(
            f"“{shown(raw)}”超过四位小数，按 {rounded} 读取",
            f"“{shown(raw)}” has more than four decimals and was read as {rounded}",
        ),
    )


def read_rate(raw: object) -> Decimal:
    """Return a rate of exchange: the USD for one unit; any number of decimals, above zero.

    Raises:
        UnreadableError: It is no number, or not above zero.
    """
    number = _number(raw, "汇率", "a rate")
    if number <= 0:
        raise UnreadableError(
            Text(f"汇率“{shown(raw)}”应大于零", f"the rate “{shown(raw)}” must be above zero")
        )
    return number


def read_ratio(raw: object) -> Decimal:
    """Return a ratio as a part of one: ``0.9``, ``90`` and ``90%`` are the same.

    A bare number up to 1 is a part of one (1 is the whole), a larger one is in percent.

    Raises:
        UnreadableError: It is no number, or below zero.
    """
    words = compatible(raw) if isinstance(raw, str) else ""
    percent = words.endswith("%")
    number = _number(words[:-1] if percent else raw, "比例", "a ratio", quoted=raw)
    if number < 0:
        raise UnreadableError(
            Text(f"比例“{shown(raw)}”不能小于零", f"the ratio “{shown(raw)}” is below zero")
        )
    return plain(_EXACT.divide(number, Decimal(100))) if percent or number > 1 else number


def read_integer(raw: object) -> int:
    """Return a whole number; a unit behind it (90天, 90 days) is understood.

    Raises:
        UnreadableError: It is no whole number.
    """
    bare = _COUNTED.sub("", compatible(raw)) if isinstance(raw, str) else raw
    number = _number(bare, "整数", "a whole number", quoted=raw)
    if number != number.to_integral_value() or abs(number) >= 10**15:
        raise UnreadableError(
            Text(f"“{shown(raw)}”不是整数", f"“{shown(raw)}” is not a whole number")
        )
    return int(number)


def plain(number: Decimal) -> Decimal:
    """Return the same number without needless zeros and without an exponent."""
    if not number:
        return Decimal(0)
    number = number.normalize(_EXACT)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return number.quantize(Decimal(1), context=_EXACT) if exponent > 0 else number


def number_text(number: Decimal) -> str:
    """Return a number as text: no exponent, no needless zeros, no separators."""
    return f"{plain(number):f}"


def _number(
    raw: object, zh: str, en: str, *, money: bool = False, quoted: object = None
) -> Decimal:
    number = None
    if isinstance(raw, str):
        number = _from_words(raw, money=money)
    elif isinstance(raw, float):
        number = _from_float(raw)
    elif isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        number = _bounded(Decimal(raw))
    if number is not None:
        return number
    what = shown(raw if quoted is None else quoted)
    raise UnreadableError(
        Text(
            f"“{what}”不是{zh}，请写成数字，例如 1234.56",
            f"“{what}” is not {en}; write a number such as 1234.56",
        )
    )


@lru_cache(maxsize=4096)
def _from_float(raw: float) -> Decimal | None:
    return _bounded(Decimal(f"{raw:.15g}")) if isfinite(raw) else None


def _bounded(number: Decimal) -> Decimal | None:
    """Return the number, plain; None where it is none or longer than anything a person means."""
    if not number.is_finite():
        return None
    digits, exponent = len(number.as_tuple().digits), number.adjusted()
    if digits > MOST_DIGITS or abs(exponent) > MOST_DIGITS:
        return None
    return plain(number)


@lru_cache(maxsize=4096)
def _from_words(raw: str, *, money: bool) -> Decimal | None:
    if len(raw) > 60:
        return None
    words = compatible(raw)
    negative = words.startswith("(") and words.endswith(")")
    words = words[1:-1].strip() if negative else words
    words, scale = _unscaled(words) if money else (words, Decimal(1))
    if words[:1] in ("-", "−", "+"):
        negative = negative or words[0] != "+"
        words = words[1:].strip()
        words = _without_currency(words) if money else words
    digits = _digits(words)
    if digits is None:
        return None
    number = _bounded(_EXACT.multiply(Decimal(digits), scale))
    return plain(-number) if negative and number else number


def _unscaled(words: str) -> tuple[str, Decimal]:
    words = _without_currency(words)
    if words[-1:] in _SCALES:
        return words[:-1].strip(), _SCALES[words[-1]]
    return words, Decimal(1)


def _without_currency(words: str) -> str:
    if found := _CURRENCY.match(words):
        words = words[found.end() :].strip()
    for found in _CURRENCY.finditer(words):
        if found.end() == len(words):
            return words[: found.start()].strip()
    return words


def _digits(words: str) -> str | None:
    if _PLAIN.fullmatch(words):
        return words
    if _GROUPED.fullmatch(words):
        return re.sub(r"[, '\u00a0\u202f]", "", words)
    if _EUROPEAN.fullmatch(words):
        return words.replace(".", "").replace(",", ".")
    return None


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent
