"""Words: texts and numbers of papers, yes or no, and the terms of a vocabulary."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain.reading.outcome import Noted, UnreadableError, compatible, shown
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from xinbao_desktop.domain.vocabulary import Vocabulary

LONGEST_TEXT = 32_000
"""A cell of a workbook holds 32,767 signs; a longer text could not be exported again."""

YES = frozenset(
    {
        "是",
        "有",
        "已",
        "对",
        "真",
        "y",
        "yes",
        "true",
        "t",
        "1",
        "√",
        "✓",
        "✔",
        "☑",
        "是的",
        "已缴",
        "已付",
    }
)
NO = frozenset(
    {
        "否",
        "无",
        "未",
        "错",
        "假",
        "n",
        "no",
        "false",
        "f",
        "0",
        "×",
        "✗",
        "✘",
        "不",
        "不是",
        "没有",
        "未缴",
        "未付",
    }
)
UNKNOWN = frozenset({"不详", "未知", "不清楚", "待定", "待确认", "unknown", "?", "tbc", "tbd"})

_LONGEST_NUMBER = Decimal("1e60")
_SEPARATORS = re.compile(r"[;；\n]")
_LESSER_SEPARATORS = re.compile(r"[、,，]")
"""Tried where a part is no term itself: names of countries and trades hold commas."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_TERM_WITH_DAYS = re.compile(r"(.*?[^\d\s])[\s,-]*(\d{1,3})\s*(?:天|日|days?)?", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+(\d{2,3})", re.IGNORECASE)


def read_text(raw: object) -> str | Noted | None:
    """Return a text, trimmed, its lines ended alike; a number as its digits (3.0 is ``3``).

    A number of more than fifteen digits has lost the rest in the spreadsheet; it is read with a
    remark that says so.

    Raises:
        UnreadableError: It is longer than a cell of a workbook.
    """
    if isinstance(raw, str):
        words = raw.strip()
        if not words.isprintable():
            words = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(words) > LONGEST_TEXT:
            raise UnreadableError(
                Text(
                    f"文字超过 {LONGEST_TEXT} 字，请放入附件",
                    f"the text is longer than {LONGEST_TEXT} signs; file it as a paper",
                )
            )
        if (found := _SCIENTIFIC.fullmatch(words)) and int(found[1]) >= 11:
            return Noted(words, _lost_digits(words))
        return words or None
    return _text_of_number(raw)


def read_number_of_paper(raw: object) -> str | Noted | None:
    """Return a number of a paper or a record: narrow signs, single spaces; always text."""
    read = read_text(raw)
    if isinstance(read, Noted) or read is None:
        return read
    return tidy_number(read) or None


def tidy_number(words: str) -> str:
    """Return a number of a paper as it is compared: narrow signs, single spaces."""
    if words.isascii() and " " not in words:
        return words
    return _SPACES.sub(" ", compatible(words))


def read_flag(raw: object) -> bool | None:
    """Return yes or no; None where the cell says that it is not known.

    Raises:
        UnreadableError: It is neither.
    """
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float, Decimal)) and raw in (0, 1):
        return bool(raw)
    if isinstance(raw, str):
        words = _SPACES.sub("", compatible(raw)).casefold()
        if words in YES:
            return True
        if words in NO:
            return False
        if words in UNKNOWN:
            return None
    raise UnreadableError(
        Text(
            f"“{shown(raw)}”既不是“是”也不是“否”",
            f"“{shown(raw)}” is neither yes nor no (是/否, Y/N, 1/0)",
        )
    )


def read_code(raw: object, vocabulary: Vocabulary) -> str:
    """Return the value of one term.

    Raises:
        UnreadableError: The word is not in the vocabulary.
    """
    words = _plain_words(raw)
    value = vocabulary.parse(words)
    if value is None:
        raise _outside(words, vocabulary)
    return value


def read_term(raw: object, vocabulary: Vocabulary) -> str | Noted:
    """Return a payment term; the days behind it (OA 90天) are told to stand elsewhere.

    Raises:
        UnreadableError: The word is not in the vocabulary.
    """
    try:
        return read_code(raw, vocabulary)
    except UnreadableError:
        found = _TERM_WITH_DAYS.fullmatch(compatible(raw)) if isinstance(raw, str) else None
        value = vocabulary.parse(found[1]) if found else None
        if found is None or value is None:
            raise
        return Noted(
            value,
            Text(
                f"“{shown(raw)}”读作 {value}；{found[2]} 天请填入信用期限",
                f"“{shown(raw)}” was read as {value}; put the {found[2]} days into credit_days",
            ),
        )


def read_codes(raw: object, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the values of several terms, separated by ``;`` (also ``；``, ``、``, a new line).

    Raises:
        UnreadableError: A word is not in the vocabulary.
    """
    values: list[str] = []
    for part in _parts(raw):
        one = vocabulary.parse(part)
        found = [one] if one is not None else _in_list(part, vocabulary)
        values.extend(value for value in found if value not in values)
    return tuple(values)


def read_texts(raw: object) -> tuple[str, ...]:
    """Return several free words, separated as terms are."""
    return tuple(_parts(raw))


def _in_list(part: str, vocabulary: Vocabulary) -> list[str]:
    pieces = [piece.strip() for piece in _LESSER_SEPARATORS.split(part) if piece.strip()]
    values = [vocabulary.parse(piece) for piece in pieces]
    for piece, value in zip(pieces, values, strict=True):
        if value is None:
            raise _outside(piece, vocabulary)
    return [value for value in values if value is not None]


def _parts(raw: object) -> list[str]:
    if isinstance(raw, (list, tuple)):
        return [words for item in raw if (words := _plain_words(item))]
    return [words for part in _SEPARATORS.split(_plain_words(raw)) if (words := part.strip())]


def _plain_words(raw: object) -> str:
    read = read_text(raw)
    return str(read.value if isinstance(read, Noted) else read or "")


def _outside(words: str, vocabulary: Vocabulary) -> UnreadableError:
    zh, en = _offered(vocabulary)
    return UnreadableError(
        Text(
            f"“{shown(words)}”不在“{vocabulary.title.zh}”之列（{zh}）",
            f"“{shown(words)}” is not one of “{vocabulary.title.en}” ({en})",
        )
    )


def _offered(vocabulary: Vocabulary) -> tuple[str, str]:
    terms = list(vocabulary)[:8]
    more = "…" if len(vocabulary.values) > len(terms) else ""
    zh = "、".join(term.label.zh for term in terms)
    return zh + more, ", ".join(term.value for term in terms) + more


def _text_of_number(raw: object) -> str | Noted:
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else raw.isoformat(" ")
    if isinstance(raw, (date, time, timedelta)):
        return str(raw)
    if isinstance(raw, float):
        words = _digits_of(raw)
        return Noted(words, _lost_digits(words)) if abs(raw) >= 1e15 else words
    if isinstance(raw, int):
        return str(raw)
    if isinstance(raw, Decimal):
        return f"{raw:f}" if abs(raw) < _LONGEST_NUMBER else str(raw)
    raise UnreadableError(Text(f"“{shown(raw)}”不是文字", f"“{shown(raw)}” is not a text"))


@lru_cache(maxsize=4096)
def _digits_of(raw: float) -> str:
    return f"{Decimal(f'{raw:.15g}'):f}"


def _lost_digits(words: str) -> Text:
    return Text(
        f"“{words}”以数字保存，超过 15 位的部分已丢失，请按原件将该单元格改为文本重新填写",
        f"“{words}” was kept as a number and its digits after the 15th are lost; "
        "format the cell as text and type it anew from the paper",
    )
