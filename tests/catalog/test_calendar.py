from datetime import date, timedelta

import holidays
import pytest

from xinbao_desktop.catalog.calendar import read_calendar, shipped_calendar
from xinbao_desktop.errors import CatalogError


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025, 2026])
def test_the_calendar_agrees_with_an_independent_one(year):
    oracle = holidays.country_holidays("CN", years=year)
    calendar = shipped_calendar()
    day = date(year, 1, 1)
    while day.year == year:
        assert calendar.is_workday(day) == oracle.is_working_day(day), day
        day += timedelta(days=1)


def _write(folder, text):
    path = folder / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return path


HEAD = '[[year]]\nyear = 2027\npaper = "p"\nsource = "s"\n'


def test_a_new_year_is_one_more_entry(tmp_path):
    path = _write(
        tmp_path,
        HEAD + "off = [{from = 2027-01-01, to = 2027-01-03, name = '元旦'}]\nwork = [2027-01-09]\n",
    )
    calendar = read_calendar(path)
    assert calendar.is_workday(date(2027, 1, 1)) is False
    assert calendar.is_workday(date(2027, 1, 9)) is True


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "off = [{from = 2027-01-03, to = 2027-01-01, name = 'x'}]", "before"),
        (HEAD + "work = [2026-01-09]", "not in 2027"),
        (HEAD + HEAD, "twice"),
        (HEAD + "holidays = []", "unknown key"),
        (HEAD + 'work = ["2027-01-09"]', "list of dates"),
        (HEAD + "off = [{from = 2027-01-01, name = 'x'}]", "to: this key is missing"),
        ("[[year", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, text, words):
    with pytest.raises(CatalogError, match=words):
        read_calendar(_write(tmp_path, text))
