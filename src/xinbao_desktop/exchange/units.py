"""What a heading says about the amounts under it: in ten thousands, in which currency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xinbao_desktop.domain.vocabulary import Vocabulary

CURRENCY_WORDS = (
    "USD", "US$", "EUR", "CNY", "RMB", "HKD", "GBP", "JPY", "AUD", "CAD", "SGD", "美元", "美金",
    "人民币", "欧元", "港币", "港元", "英镑", "日元", "澳元", "加元",
)  # fmt: skip
_WORDS = "|".join(re.escape(word) for word in CURRENCY_WORDS)
_AT_AN_END = re.compile(rf"^\s*({_WORDS})|({_WORDS})\s*$", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_SCALES = (("百万", 1_000_000), ("万", 10_000), ("千", 1_000), ("亿", 100_000_000))


@dataclass(frozen=True, slots=True)
class Unit:
    """By how much the numbers under a heading are to be multiplied, and their currency."""

    scale: Decimal = Decimal(1)
    currency: str | None = None


def without_currency(heading: str) -> str:
    """Return a heading without a currency at its beginning or end (美元金额 is 金额)."""
    return _AT_AN_END.sub("", heading).strip()


def unit_of(heading: str, currencies: Vocabulary) -> Unit:
    """Return the unit that a heading names in brackets or beside its words."""
    words = unicodedata.normalize("NFKC", heading)
    scale, currency = Decimal(1), None
    for found in _BRACKETED.finditer(words):
        named = re.sub(r"单位|外币|[:\s]", "", found[1])
        for word, factor in _SCALES:
            if word in named:
                scale, named = Decimal(factor), named.replace(word, "")
                break
        currency = currency or currencies.parse(named)
    if currency is None and (beside := _AT_AN_END.search(_BRACKETED.sub("", words))):
        currency = currencies.parse(beside[1] or beside[2])
    return Unit(scale, currency)
