"""Workdays, periods and the day on which they end.

A period in days starts on the day after the event and, where its last day is a day off, ends on
the next workday (民法典 200-204); a workday is Monday to Friday unless the State Council's calendar
says otherwise. What the calendar does not know is never guessed silently: a ``DueDate`` carries
the days between which the truth lies, and marks an estimate as one. Which period applies to what
belongs to the rules and to ``deadlines``.
"""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ONE_DAY = timedelta(days=1)

LONGEST_BREAK_DAYS = 10
"""Days in a row that may all be off in a year not published yet; the longest of 2022-2026 is 9."""


@dataclass(frozen=True, slots=True)
class DueDate:
    """The day on which a period ends, as exactly as the calendar allows.

    Attributes:
        best: The day to show; an estimate where ``estimate`` says so.
        earliest: Up to and including this day an act is in time for certain; None: never certain.
        latest: After this day an act is late for certain; None: never certain.
    """

    best: date
    earliest: date | None
    latest: date | None

    @classmethod
    def exactly(cls, day: date) -> DueDate:
        """Return a due date that is one known day."""
        return cls(day, day, day)

    @property
    def exact(self) -> date | None:
        """The day, where it is known for certain."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def estimate(self) -> bool:
        """Whether ``best`` rests on Mondays to Fridays of a year without a calendar."""
        return self.exact is None

    def in_time(self, done_on: date) -> bool | None:
        """Return whether an act of that day was in time; None where the calendar cannot tell."""
        if self.earliest is not None and done_on <= self.earliest:
            return True
        if self.latest is not None and done_on > self.latest:
            return False
        return None

    def passed(self, on: date) -> bool | None:
        """Return whether the period is over by that day; None where the calendar cannot tell."""
        in_time = self.in_time(on)
        return None if in_time is None else not in_time


@dataclass(frozen=True, slots=True)
class Calendar:
    """The State Council's days off and make-up workdays of the years it covers.

    Attributes:
        days_off: Days off besides (or among) Saturdays and Sundays.
        workdays: Saturdays and Sundays on which people work (调休上班).
        years: The years whose calendar is published and known.
    """

    days_off: frozenset[date]
    workdays: frozenset[date]
    years: frozenset[int]

    def is_workday(self, day: date) -> bool | None:
        """Return whether people work on that day; None for a year without a calendar."""
        if day.year not in self.years:
            return None
        if day in self.workdays:
            return True
        return is_monday_to_friday(day) and day not in self.days_off

    def extended(self, other: Calendar) -> Calendar:
        """Return this calendar with the years of another, which go first where both have one."""
        own = self.years - other.years
        return Calendar(
            frozenset(day for day in self.days_off if day.year in own) | other.days_off,
            frozenset(day for day in self.workdays if day.year in own) | other.workdays,
            self.years | other.years,
        )

    def add_workdays(self, start: date, count: int) -> date | None:
        """Return the workday ``count`` workdays after ``start``, which itself is not counted.

        None where a day on the way lies in a year without a calendar.
        """
        return _count(start, count, self.is_workday)

    def roll_forward(self, day: date) -> date | None:
        """Return the first workday on or after a day; None where the calendar ends before it."""
        return _seek(day, ONE_DAY, self.is_workday)

    def last_workday_on_or_before(self, day: date) -> date | None:
        """Return the last workday up to a day; None where the calendar begins after it."""
        return _seek(day, -ONE_DAY, self.is_workday)

    def due_after_days(self, start: date, days: int) -> DueDate:
        """Return when a period of calendar days ends, rolled to the next workday."""
        return self.rolled(start + timedelta(days=days))

    def due_after_months(self, start: date, months: int) -> DueDate:
        """Return when a period of months ends, rolled to the next workday."""
        return self.rolled(add_months(start, months))

    def due_after_workdays(self, start: date, count: int) -> DueDate:
        """Return when a period of workdays ends; beyond the calendar nothing but an estimate."""
        known = self.add_workdays(start, count)
        if known is not None:
            return DueDate.exactly(known)
        return DueDate(self.estimated_workday(start, count), None, None)

    def rolled(self, unrolled: date) -> DueDate:
        """Return the end of a period whose last day is ``unrolled``.

        Beyond the calendar the unrolled day is in time whatever is published later, and a day
        after the longest possible break is late; only what lies between is unknown.
        """
        day = unrolled
        while (working := self.is_workday(day)) is False:
            day += ONE_DAY
        if working:
            return DueDate.exactly(day)
        guess = _seek(day, ONE_DAY, self._likely)
        assert guess is not None
        latest = max(unrolled + timedelta(days=LONGEST_BREAK_DAYS), guess)
        return DueDate(guess, day, latest)

    def last_workday(self, due: DueDate) -> date:
        """Return the last workday up to a due date, by Mondays to Fridays beyond the calendar."""
        found = _seek(due.best, -ONE_DAY, self._likely)
        assert found is not None
        return found

    def estimated_workday(self, start: date, count: int) -> date:
        """Return ``add_workdays``, taking Mondays to Fridays where the calendar is silent."""
        found = _count(start, count, self._likely)
        assert found is not None
        return found

    def _likely(self, day: date) -> bool:
        known = self.is_workday(day)
        return is_monday_to_friday(day) if known is None else known


def is_monday_to_friday(day: date) -> bool:
    """Return whether a day is a plain weekday, whatever the holidays."""
    return day.weekday() < 5


def add_months(start: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    total = start.year * 12 + start.month - 1 + months
    year, month = divmod(total, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_years(start: date, years: int) -> date:
    """Return the same day of a later year; 29 February becomes 28 February."""
    return add_months(start, 12 * years)


def day_of_next_month(start: date, day: int) -> date:
    """Return that day of the month after ``start``, or the month's last day where it is shorter."""
    first = add_months(start.replace(day=1), 1)
    last = gregorian.monthrange(first.year, first.month)[1]
    return first.replace(day=min(day, last))


def _count(start: date, count: int, works: Callable[[date], bool | None]) -> date | None:
    if count < 0:
        raise ValueError("workdays are counted forward only")
    day = start
    while count:
        day += ONE_DAY
        working = works(day)
        if working is None:
            return None
        count -= working
    return day


def _seek(day: date, step: timedelta, works: Callable[[date], bool | None]) -> date | None:
    while True:
        working = works(day)
        if working is None:
            return None
        if working:
            return day
        day += step
