"""Amounts of money: decimals of a currency, rounding, conversion, and how amounts are written.

Amounts are ``Decimal`` and exact until they are rounded half up, once, at the end. Reading an
amount that a person typed belongs to ``reading.numbers``; what a loss amounts to, to ``loss``.
"""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

NO_DECIMALS = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"})
THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Room for any product of an amount and a rate; a quotient is right to sixty digits."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PARTS = "角分厘"
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def minor_units(currency: str) -> int:
    """Return how many decimals an amount of this currency has (ISO 4217)."""
    if currency in NO_DECIMALS:
        return 0
    return 3 if currency in THREE_DECIMALS else 2


def round_half_up(amount: Decimal, currency: str) -> Decimal:
    """Return an amount rounded half up to the currency's smallest unit."""
    return amount.quantize(Decimal(1).scaleb(-minor_units(currency)), context=EXACT)


def amount_text(amount: Decimal, currency: str) -> str:
    """Return an amount as answers in JSON carry it: rounded, all decimals, no separators."""
    return f"{_no_minus_zero(round_half_up(amount, currency)):f}"


def group_digits(amount: Decimal, currency: str) -> str:
    """Return an amount for people: rounded, with separators of thousands, ``1,234.50``."""
    return f"{_no_minus_zero(round_half_up(amount, currency)):,f}"


def to_usd(amount: Decimal, usd_rate: Decimal) -> Decimal:
    """Return an amount in US dollars, exactly; ``usd_rate`` is the USD for one unit."""
    return EXACT.multiply(amount, usd_rate)


def convert(amount: Decimal, usd_rate: Decimal, into_usd_rate: Decimal) -> Decimal:
    """Return an amount in another currency by the two rates, not rounded.

    Args:
        amount: In the first currency.
        usd_rate: The USD for one unit of the first currency.
        into_usd_rate: The USD for one unit of the other currency.

    Raises:
        ValueError: The other currency's rate is not above zero.
    """
    if into_usd_rate <= 0:
        raise ValueError("a rate of exchange is above zero")
    return EXACT.divide(EXACT.multiply(amount, usd_rate), into_usd_rate)


def capitals(amount: Decimal, currency: str, name: str) -> str:
    """Return an amount in Chinese capitals (大写), as bills and claim forms want it.

    Args:
        amount: Rounded half up to the currency's smallest unit first.
        currency: The code, for the number of decimals.
        name: What stands in front: ``人民币``, ``美元``.
    """
    places = minor_units(currency)
    rounded = round_half_up(amount, currency)
    total = int(abs(rounded).scaleb(places))
    whole, rest = divmod(total, 10**places)
    parts = f"{rest:0{places}d}" if places else ""
    sign = "负" if rounded < 0 else ""
    yuan = f"{_whole(whole)}元" if whole or not rest else ""
    return f"{name}{sign}{yuan}{_fraction(parts, after_yuan=bool(whole))}"


def currency_sign(raw: str) -> str:
    """Return the words or signs that stand beside the number of an amount, ``US$`` in ``US$ 5``.

    Empty where there are none. Which currency they mean is for the currency vocabulary to say;
    a bare ``$`` or ``¥`` means several.
    """
    compatible = unicodedata.normalize("NFKC", raw)
    kept = (sign for sign in compatible if sign.isalpha() or unicodedata.category(sign) == "Sc")
    return "".join(kept).strip("万亿")


def _no_minus_zero(amount: Decimal) -> Decimal:
    return amount or abs(amount)


def _whole(number: int) -> str:
    for unit, word in _UNITS:
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if 0 < rest < unit // 10 else ""
            return f"{_whole(head)}{word}{gap}{_whole(rest) if rest else ''}"
    return _DIGITS[number]


def _fraction(parts: str, *, after_yuan: bool) -> str:
    """Return 角 and 分 (and 厘); ``整`` where nothing is left below what is written."""
    used = parts.rstrip("0")
    words = ""
    gap = False
    for digit, unit in zip(used, _PARTS, strict=False):
        if digit == "0":
            gap = True
            continue
        words += ("零" if gap and (words or after_yuan) else "") + _DIGITS[int(digit)] + unit
        gap = False
    return words if used and len(used) == len(parts) else f"{words}整"
