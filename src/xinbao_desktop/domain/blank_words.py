"""How an answer is written into a field of a blank: dates, amounts, languages, ticks."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.blank import AmountStyle, Words
from xinbao_desktop.domain.money import capitals
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.domain.blank import BlankLink
    from xinbao_desktop.domain.form import FormValue, Option

YES, NO = Text("是", "Yes"), Text("否", "No")
SIGNS = re.compile(r"YYYY|MM|DD|M|D")
AMOUNT = re.compile(r"(?:(?P<currency>[A-Z]{3}) )?(?P<figures>-?\d[\d,]*(?:\.\d+)?)")


def worded(
    value: FormValue,
    link: BlankLink,
    *,
    options: Sequence[Option] = (),
    currency: str = "",
    named: Callable[[str], str] = str,
) -> str:
    """Return the words that go into a field; empty for an answer that is not there.

    Args:
        value: The answer as the program's own form prints it.
        link: How the field wants it.
        options: The answers of a choice, whose words stand for its code.
        currency: That of an amount whose words do not say it.
        named: Gives a currency's Chinese name, for capitals (大写).
    """
    words = value.value
    if words is None:
        return ""
    if isinstance(words, bool):
        words = YES if words else NO
    elif isinstance(words, str):
        words = next((option.label for option in options if option.code == words), words)
    if isinstance(words, Text):
        return _spoken(words, link.words)
    if link.date:
        return dated(words, link.date)
    return _styled(words, link.amount, currency, named)


def answers(value: FormValue) -> tuple[str, ...]:
    """Return the names under which an answer can be ticked: yes, no, a code, its words."""
    words = value.value
    if isinstance(words, bool):
        return ("yes",) if words else ("no",)
    if isinstance(words, Text):
        return (words.zh, words.en)
    return (words,) if words else ()


def dated(words: str, pattern: str) -> str:
    """Return a day in another pattern (``YYYY年M月D日``); words that are no day stay."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return words
    parts = {
        "YYYY": f"{day.year:04}", "MM": f"{day.month:02}", "DD": f"{day.day:02}",
        "M": str(day.month), "D": str(day.day),
    }  # fmt: skip
    return SIGNS.sub(lambda sign: parts[sign.group()], pattern)


def _spoken(words: Text, which: Words) -> str:
    if which is Words.BOTH and words.zh != words.en:
        return f"{words.zh} {words.en}".strip()
    return (words.en if which is Words.EN else words.zh) or words.zh or words.en


def _styled(words: str, style: AmountStyle, currency: str, named: Callable[[str], str]) -> str:
    """Return an amount in another style; what is no single amount stays as it is."""
    found = AMOUNT.fullmatch(words)
    if found is None or style is AmountStyle.PRINTED:
        return words
    figures, code = found["figures"], found["currency"] or currency
    match style:
        case AmountStyle.FIGURES:
            return figures
        case AmountStyle.PLAIN:
            return figures.replace(",", "")
        case AmountStyle.CURRENCY:
            return code
        case _ if code:
            return capitals(Decimal(figures.replace(",", "")), code, named(code))
    return words
