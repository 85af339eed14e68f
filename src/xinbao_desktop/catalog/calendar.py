"""Read the State Council's holiday papers into the domain's calendar.

A year that is published later is one more ``[[year]]`` in the file; a pack may bring it.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.toml_file import TomlTable, read_whole
from xinbao_desktop.domain.dates import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@cache
def shipped_calendar() -> Calendar:
    """Return the calendar that the program ships with."""
    return read_calendar(asset("resources/codes/calendar.toml"))


def read_calendar(path: Path) -> Calendar:
    """Return the calendar of a file.

    Raises:
        CatalogError: Every problem of the file, each with year and key.
    """
    return read_whole(path, calendar_of)


def calendar_of(file: TomlTable) -> Calendar:
    """Return the calendar that a file's tables hold; its problems are noted, not raised."""
    days_off: set[date] = set()
    workdays: set[date] = set()
    years: set[int] = set()
    for row in file.tables("year"):
        year = row.whole("year")
        row.named(f"year {year}")
        row.text("paper")
        row.text("source")
        if year in years:
            row.note("year", "同一年出现两次", "the year stands twice")
        years.add(year)
        days_off.update(_of_year(row, "off", _days_off(row), year))
        workdays.update(_of_year(row, "work", _workdays(row), year))
        row.done()
    return Calendar(frozenset(days_off), frozenset(workdays), frozenset(years))


def _days_off(row: TomlTable) -> Iterator[date]:
    for entry in row.tables("off"):
        entry.text("name")
        first, last = entry.day("from"), entry.day("to")
        if last < first:
            entry.note("to", "早于 from", "is before from")
        entry.done()
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _workdays(row: TomlTable) -> Iterator[date]:
    days = row.raw("work")
    if not isinstance(days, list | type(None)) or not all(type(day) is date for day in days or ()):
        row.note("work", "应当是日期的清单", "should be a list of dates")
        return
    yield from days or ()


def _of_year(row: TomlTable, key: str, days: Iterable[date], year: int) -> Iterator[date]:
    for day in days:
        if day.year != year:
            row.note(key, f"{day} 不在 {year} 年", f"{day} is not in {year}")
        yield day
