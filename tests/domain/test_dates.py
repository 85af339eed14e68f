from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.domain.dates import (
    Calendar,
    DueDate,
    add_months,
    add_years,
    day_of_next_month,
)

CALENDAR = shipped_calendar()
COVERED = st.dates(date(2022, 1, 1), date(2026, 10, 31))

#: Start, workdays, result: computed by hand from the State Council's papers.
VECTORS = [
    ("2024-01-02", 15, "2024-01-23"),
    ("2024-02-05", 10, "2024-02-23"),
    ("2024-02-05", 15, "2024-03-01"),
    ("2024-04-30", 5, "2024-05-10"),
    ("2024-09-27", 10, "2024-10-16"),
    ("2024-09-27", 15, "2024-10-23"),
    ("2025-01-20", 15, "2025-02-14"),
    ("2025-09-26", 10, "2025-10-16"),
    ("2025-09-26", 15, "2025-10-23"),
    ("2026-02-10", 10, "2026-03-02"),
    ("2026-02-10", 15, "2026-03-09"),
    ("2026-06-18", 1, "2026-06-22"),
    ("2026-09-18", 15, "2026-10-15"),
]


@pytest.mark.parametrize(("start", "count", "result"), VECTORS)
def test_workdays_are_counted_by_the_state_councils_calendar(start, count, result):
    due = CALENDAR.due_after_workdays(date.fromisoformat(start), count)
    assert due == DueDate.exactly(date.fromisoformat(result))


@pytest.mark.parametrize(("year", "workdays"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_workdays_as_the_papers_give_it(year, workdays):
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert sum(CALENDAR.is_workday(d) is True for d in days if d.year == year) == workdays


def test_the_start_itself_is_not_counted():
    assert CALENDAR.add_workdays(date(2024, 1, 2), 0) == date(2024, 1, 2)
    assert CALENDAR.add_workdays(date(2024, 1, 6), 1) == date(2024, 1, 8)  # a Saturday


def test_a_make_up_saturday_is_a_workday():
    assert CALENDAR.is_workday(date(2024, 10, 12)) is True


def test_a_year_without_a_calendar_is_unknown():
    assert CALENDAR.is_workday(date(2027, 3, 3)) is None
    assert CALENDAR.is_workday(date(2021, 3, 3)) is None


def test_workdays_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_workdays(date(2024, 1, 2), -1)


def test_a_period_of_days_that_ends_on_a_day_off_ends_on_the_next_workday():
    due = CALENDAR.due_after_days(date(2024, 9, 1), 30)  # 1 October, a holiday until the 7th
    assert due == DueDate.exactly(date(2024, 10, 8))


def test_a_period_of_days_that_ends_on_a_workday_ends_there():
    due = CALENDAR.due_after_days(date(2024, 3, 1), 60)
    assert due.exact == date(2024, 4, 30)
    assert not due.estimate


def test_the_last_workday_lies_on_or_before_the_deadline():
    assert CALENDAR.last_workday_on_or_before(date(2024, 10, 6)) == date(2024, 9, 30)
    assert CALENDAR.last_workday(DueDate.exactly(date(2024, 10, 6))) == date(2024, 9, 30)
    assert CALENDAR.last_workday(DueDate.exactly(date(2024, 10, 9))) == date(2024, 10, 9)


def test_beyond_the_calendar_a_count_of_workdays_is_an_estimate_and_no_more():
    due = CALENDAR.due_after_workdays(date(2026, 12, 28), 10)
    assert due.best == date(2027, 1, 11)
    assert due.estimate
    assert due.exact is None
    assert due.in_time(date(2026, 12, 29)) is None
    assert due.in_time(date(2028, 1, 1)) is None


def test_beyond_the_calendar_only_days_between_unrolled_and_possibly_rolled_are_unknown():
    due = CALENDAR.due_after_days(date(2027, 1, 8), 30)  # Sunday 7 February 2027
    assert due.best == date(2027, 2, 8)
    assert due.estimate
    assert due.in_time(date(2027, 2, 7)) is True
    assert due.in_time(date(2027, 2, 8)) is None
    assert due.in_time(date(2027, 2, 17)) is None
    assert due.in_time(date(2027, 2, 18)) is False
    assert due.passed(date(2027, 2, 18)) is True
    assert due.passed(date(2027, 2, 10)) is None


def test_a_period_that_runs_out_of_the_calendar_knows_the_days_off_before():
    calendar = Calendar(frozenset(), frozenset(), frozenset({2022}))
    due = calendar.rolled(date(2022, 12, 31))  # a Saturday; 2023 is not known
    assert due.earliest == date(2023, 1, 1)
    assert due.best == date(2023, 1, 2)


def test_a_later_calendar_adds_its_years_and_corrects_those_both_have():
    newer = Calendar(
        frozenset({date(2027, 1, 1), date(2026, 12, 31)}), frozenset(), frozenset({2026, 2027})
    )
    joined = CALENDAR.extended(newer)
    assert joined.is_workday(date(2027, 1, 1)) is False
    assert joined.is_workday(date(2026, 12, 31)) is False
    assert joined.is_workday(date(2026, 10, 1)) is True  # the newer 2026 goes first
    assert joined.is_workday(date(2024, 10, 1)) is False


def test_rolling_forward_stops_at_the_end_of_the_calendar():
    assert CALENDAR.roll_forward(date(2026, 10, 3)) == date(2026, 10, 8)
    assert CALENDAR.roll_forward(date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("start", "months", "result"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 4, date(2024, 6, 29)),
        (date(2024, 10, 31), 4, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
    ],
)
def test_months_keep_the_day_or_take_the_months_last_day(start, months, result):
    assert add_months(start, months) == result


def test_two_years_after_a_leap_day_end_on_its_eve():
    assert add_years(date(2024, 2, 29), 2) == date(2026, 2, 28)


def test_a_day_of_the_next_month_does_not_roll():
    assert day_of_next_month(date(2024, 8, 31), 10) == date(2024, 9, 10)
    assert day_of_next_month(date(2024, 12, 5), 25) == date(2025, 1, 25)
    assert day_of_next_month(date(2025, 1, 31), 31) == date(2025, 2, 28)


@given(COVERED, st.integers(0, 40), st.integers(0, 40))
def test_counting_in_two_steps_is_counting_in_one(start, first, second):
    middle = CALENDAR.add_workdays(start, first)
    whole = CALENDAR.add_workdays(start, first + second)
    if middle is not None and whole is not None:
        assert CALENDAR.add_workdays(middle, second) == whole


@given(COVERED)
def test_a_rolled_day_is_the_first_workday_from_there(day):
    rolled = CALENDAR.roll_forward(day)
    assert rolled is not None
    assert rolled >= day
    assert CALENDAR.is_workday(rolled)
    between = [day + timedelta(days=n) for n in range((rolled - day).days)]
    assert not any(CALENDAR.is_workday(d) for d in between)


@given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.integers(0, 400))
def test_what_is_in_time_never_depends_on_a_calendar_published_later(start, days):
    """Whatever 2027 to 2032 bring, an answer given without them stays right."""
    due = CALENDAR.due_after_days(start, days)
    years = frozenset(range(2022, 2033))
    for off in (frozenset(), frozenset(date(2027, 2, 5) + timedelta(days=n) for n in range(9))):
        later = Calendar(CALENDAR.days_off | off, CALENDAR.workdays, years)
        truth = later.due_after_days(start, days).exact
        assert truth is not None
        for shift in range(-2, 14):
            day = start + timedelta(days=days + shift)
            answer = due.in_time(day)
            assert answer is None or answer == (day <= truth)
