"""Dates as people write them: real dates and the ways of a Chinese office.

A date must be certain: two-digit years and day-month orders that could be read in two ways are
refused with the reason, never guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from xinbao_desktop.domain.reading.outcome import UnreadableError, compatible, shown
from xinbao_desktop.text import Text

FIRST_YEAR, LAST_YEAR = 1900, 2199

_NUMERIC = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(
    r"(?:[T\s]\s*)(?:上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[AaPp][Mm]|[+-]\d\d:?\d\d)?$"
)
_DAY_MONTH = re.compile(r"(\d{1,2})[-\s]*([A-Za-z]{3,9})\.?[-,\s]*(\d{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_YEAR_LAST = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_EXCEL_EPOCH = date(1899, 12, 30).toordinal()


def read_day(raw: object) -> date:
    """Return the day a cell means.

    Takes real dates, moments (their day), ``2024-03-05``, ``2024/3/5``, ``2024.3.5``,
    ``2024年3月5日``, ``20240305`` (also as a number), ``5-Mar-2024`` and the like.

    Raises:
        UnreadableError: It is no date, or could be more than one.
    """
    if isinstance(raw, datetime):
        return _in_range(raw.date(), raw)
    if isinstance(raw, date):
        return _in_range(raw, raw)
    if isinstance(raw, str):
        return _read_words(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _read_number(raw)
    raise _refused(raw)


@lru_cache(maxsize=4096)
def _read_words(raw: str) -> date:
    words = _CLOCK.sub("", compatible(raw)).strip()
    if found := _NUMERIC.fullmatch(words):
        year, first, month, second, day = found.groups()
        if first == second or (first, second) == ("年", "月"):
            return _day(raw, year, month, day)
    if found := _COMPACT.fullmatch(words):
        return _day(raw, *found.groups())
    if found := _DAY_MONTH.fullmatch(words):
        return _named_month(raw, found[3], found[2], found[1])
    if found := _MONTH_DAY.fullmatch(words):
        return _named_month(raw, found[3], found[1], found[2])
    if found := _CHINESE_DAY.fullmatch(words):
        year, month, day = found.groups()
        return _day(raw, year.translate(_CHINESE_DIGITS), _tens(month), _tens(day))
    raise _why_not(raw, words)


def _read_number(raw: float) -> date:
    if raw == int(raw) and _COMPACT.fullmatch(str(int(raw))):
        year, rest = divmod(int(raw), 10000)
        return _day(raw, year, *divmod(rest, 100))
    if date(1990, 1, 1).toordinal() <= raw + _EXCEL_EPOCH <= date(2100, 1, 1).toordinal():
        day = date.fromordinal(int(raw) + _EXCEL_EPOCH)
        raise UnreadableError(
            Text(
                f"“{raw:g}”是没有日期格式的序列号（可能是 {day}），请将单元格设为日期格式",
                f"“{raw:g}” is a serial number without a date format (perhaps {day}); "
                "format the cell as a date",
            )
        )
    raise _refused(raw)


def _named_month(raw: object, year: str, month: str, day: str) -> date:
    number = _MONTHS.get(month.lower())
    if number is None:
        raise _refused(raw)
    return _day(raw, year, number, day)


def _tens(words: str) -> int:
    """Read a Chinese number from 1 to 39 (十二, 三十一)."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(_CHINESE_DIGITS))
    return int(tens.translate(_CHINESE_DIGITS) or 1) * 10 + int(
        ones.translate(_CHINESE_DIGITS) or 0
    )


def _day(raw: object, year: str | int, month: str | int, day: str | int) -> date:
    try:
        return _in_range(date(int(year), int(month), int(day)), raw)
    except UnreadableError:
        raise
    except ValueError as error:
        if not 1 <= int(month) <= 12:
            zh, en = f"没有 {int(month)} 月", f"there is no month {int(month)}"
        else:
            zh = f"{year} 年 {int(month)} 月没有 {int(day)} 日"
            en = f"{year}-{int(month):02d} has no day {int(day)}"
        raise UnreadableError(
            Text(f"“{shown(raw)}”不是日期：{zh}", f"“{shown(raw)}” is not a date: {en}")
        ) from error


def _in_range(day: date, raw: object) -> date:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise UnreadableError(
        Text(
            f"“{shown(raw)}”的年份不在 {FIRST_YEAR}–{LAST_YEAR} 之间",
            f"the year of “{shown(raw)}” is not between {FIRST_YEAR} and {LAST_YEAR}",
        )
    )


def _why_not(raw: str, words: str) -> UnreadableError:
    if _SHORT_YEAR.fullmatch(words):
        return UnreadableError(
            Text(
                f"“{shown(raw)}”的年份只有两位，无法确定，请写成 2024-03-05",
                f"“{shown(raw)}” has a two-digit year and cannot be certain; write 2024-03-05",
            )
        )
    if _YEAR_LAST.fullmatch(words):
        return UnreadableError(
            Text(
                f"“{shown(raw)}”的日、月顺序无法确定，请写成 2024-03-05",
                f"in “{shown(raw)}” day and month cannot be told apart; write 2024-03-05",
            )
        )
    return _refused(raw)


def _refused(raw: object) -> UnreadableError:
    return UnreadableError(
        Text(
            f"“{shown(raw)}”不是日期，请写成 2024-03-05",
            f"“{shown(raw)}” is not a date; write it as 2024-03-05",
        )
    )
