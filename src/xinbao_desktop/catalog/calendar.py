"""Read the State Council's holiday papers into the domain's calendar.

A year that is published later is one more ``[[year]]`` in the file; a pack may bring it.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.code_table import CodeTable, code_file
from xinbao_desktop.domain.dates import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path


@cache
def shipped_calendar() -> Calendar:
    """Return the calendar that the program ships with."""
    return read_calendar(asset("resources/codes/calendar.toml"))


def read_calendar(path: Path) -> Calendar:
    """Return the calendar of a file.

    Raises:
        CatalogError: The file is wrong; the message names file, year and key.
    """
    days_off: set[date] = set()
    workdays: set[date] = set()
    years: set[int] = set()
    with code_file(path) as file:
        for row in file.tables("year"):
            year = row.number("year")
            row.text("paper")
            row.text("source")
            if year in years:
                raise row.wrong("year", f"{year} 年重复", f"the year {year} stands twice")
            years.add(year)
            days_off.update(_days_off(row, year))
            workdays.update(_in_year(row, "work", row.days("work"), year))
    return Calendar(frozenset(days_off), frozenset(workdays), frozenset(years))


def _days_off(row: CodeTable, year: int) -> Iterator[date]:
    for entry in row.tables("off"):
        entry.text("name")
        first, last = entry.day("from"), entry.day("to")
        if last < first:
            raise entry.wrong("to", "早于 from", "is before from")
        days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        yield from _in_year(entry, "from", days, year)


def _in_year(row: CodeTable, key: str, days: tuple[date, ...], year: int) -> tuple[date, ...]:
    for day in days:
        if day.year != year:
            raise row.wrong(key, f"{day} 不在 {year} 年", f"{day} is not in {year}")
    return days
