"""How a value of each type of field stands in its column and in the canonical content.

Amounts are whole ten-thousandths, so that no float ever touches them; ratios and rates are
decimal text with one spelling for one number. Which field has which type is said in the domain.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable

AMOUNT_DECIMALS = 4
_AMOUNT_UNIT = 10**AMOUNT_DECIMALS
_INTEGER_MAX = 2**63 - 1


def decimal_text(value: Decimal) -> str:
    """Return the one spelling of a number: no exponent, no zeros at the end."""
    if not value.is_finite() or abs(value.adjusted()) > 100:
        raise ValueError("not a number of this world")
    words = format(value, "f")
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return "0" if words == "-0" else words


def amount_units(value: Decimal) -> int:
    """Return an amount in whole ten-thousandths; ``ValueError`` if that loses anything."""
    if type(value) not in (Decimal, int):
        raise TypeError("an amount is a Decimal")
    number = Decimal(value)
    if not number.is_finite() or (number and not -AMOUNT_DECIMALS <= number.adjusted() < 16):
        raise ValueError("not a number, too small or too large")
    top, bottom = number.as_integer_ratio()
    units, rest = divmod(top * _AMOUNT_UNIT, bottom)
    if rest or abs(units) > _INTEGER_MAX:
        raise ValueError("too precise or too large")
    return int(units)


def amount_from(units: int) -> Decimal:
    """Return the amount of so many ten-thousandths."""
    if type(units) is not int:
        raise TypeError("an amount is stored as a whole number")
    whole, rest = divmod(abs(units), _AMOUNT_UNIT)
    words = f"{whole}.{rest:04d}".rstrip("0").rstrip(".") if rest else str(whole)
    return Decimal(f"-{words}" if units < 0 else words)


def _text(value: object) -> tuple[object, object]:
    if not isinstance(value, str):
        raise TypeError("not text")
    words = str.__str__(value)
    return words, words


def _day(value: object) -> tuple[object, object]:
    if type(value) is not date:
        raise TypeError("not a date")
    words = value.isoformat()
    return words, words


def _amount(value: Any) -> tuple[object, object]:
    units = amount_units(value)
    return units, decimal_text(Decimal(value))


def _decimal(value: Any) -> tuple[object, object]:
    if type(value) not in (Decimal, int):
        raise TypeError("not a Decimal")
    words = decimal_text(Decimal(value))
    return words, words


def _integer(value: object) -> tuple[object, object]:
    if type(value) is not int:
        raise TypeError("not a whole number")
    if abs(value) > _INTEGER_MAX:
        raise ValueError("too large")
    return value, value


def _flag(value: object) -> tuple[object, object]:
    if type(value) is not bool:
        raise TypeError("not yes or no")
    return int(value), value


def _words(value: Any) -> tuple[object, object]:
    if not isinstance(value, tuple) or not all(isinstance(part, str) for part in value):
        raise TypeError("not a tuple of text")
    words = [str.__str__(part) for part in value]
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")), words


ENCODE: dict[FieldType, Callable[[Any], tuple[object, Any]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.CODE: _text,
    FieldType.DATE: _day,
    FieldType.AMOUNT: _amount,
    FieldType.RATE: _decimal,
    FieldType.RATIO: _decimal,
    FieldType.INTEGER: _integer,
    FieldType.FLAG: _flag,
    FieldType.CODES: _words,
    FieldType.TEXTS: _words,
}


def _read_text(value: object) -> str:
    if type(value) is not str:
        raise TypeError("text expected")
    return value


@lru_cache(maxsize=20_000)
def _read_day(value: str) -> date:
    return date.fromisoformat(value)


def _read_integer(value: object) -> int:
    if type(value) is not int:
        raise TypeError("whole number expected")
    return value


def _read_flag(value: object) -> bool:
    if type(value) is not int or value not in (0, 1):
        raise TypeError("0 or 1 expected")
    return value == 1


@lru_cache(maxsize=20_000)
def _read_decimal(value: str) -> Decimal:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError("not a number")
    return number


def _read_words(value: str) -> tuple[str, ...]:
    words = json.loads(value)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise TypeError("a list of words expected")
    return tuple(words)


DECODE: dict[FieldType, Callable[[Any], object]] = {
    FieldType.TEXT: _read_text,
    FieldType.LONG_TEXT: _read_text,
    FieldType.CODE: _read_text,
    FieldType.DATE: _read_day,
    FieldType.AMOUNT: lru_cache(maxsize=20_000, typed=True)(amount_from),
    FieldType.RATE: _read_decimal,
    FieldType.RATIO: _read_decimal,
    FieldType.INTEGER: _read_integer,
    FieldType.FLAG: _read_flag,
    FieldType.CODES: _read_words,
    FieldType.TEXTS: _read_words,
}

FROM_CANONICAL: dict[FieldType, Callable[[Any], object]] = {
    **DECODE,
    FieldType.AMOUNT: _read_decimal,
    FieldType.FLAG: bool,
    FieldType.CODES: tuple,
    FieldType.TEXTS: tuple,
}

_YES = frozenset({"1", "true", "yes", "是"})
FROM_WORDS: dict[FieldType, Callable[[str], object]] = {
    **dict.fromkeys(FieldType, str),
    FieldType.AMOUNT: lambda words: amount_units(Decimal(words)),
    FieldType.RATE: lambda words: decimal_text(Decimal(words)),
    FieldType.RATIO: lambda words: decimal_text(Decimal(words)),
    FieldType.INTEGER: int,
    FieldType.FLAG: lambda words: int(words.casefold() in _YES),
}
