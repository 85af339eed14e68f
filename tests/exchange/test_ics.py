"""The calendar file that phones and office calendars take."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.exchange.ics import CalendarEntry, calendar_bytes, write_calendar

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2024, 3, 5)


def test_an_entry_is_a_day_with_a_reminder(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    entry = CalendarEntry(
        "case:C1|notice", date(2024, 12, 31), "报损截止：C1, 买方 B1", "a\nb;c", 7
    )
    write_calendar([entry], ON, path)
    lines = path.read_bytes().decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20240305T000000Z" in lines
    assert "DTSTART;VALUE=DATE:20241231" in lines
    assert "DTEND;VALUE=DATE:20250101" in lines
    assert "SUMMARY:报损截止：C1\\, 买方 B1" in lines
    assert "DESCRIPTION:a\\nb\\;c" in lines
    assert "TRIGGER:-P7D" in lines


def test_the_same_deadline_keeps_its_uid_when_its_day_moves() -> None:
    def uids(on: date) -> list[bytes]:
        data = calendar_bytes([CalendarEntry("case:C1|notice", on, "x")], ON)
        return [line for line in data.split(b"\r\n") if line.startswith(b"UID:")]

    assert uids(date(2024, 4, 1)) == uids(date(2024, 4, 2))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200), max_size=4))
def test_no_line_is_longer_than_75_bytes_and_unfolding_gives_the_words_back(
    words: list[str],
) -> None:
    entries = [CalendarEntry(str(n), ON, word) for n, word in enumerate(words)]
    data = calendar_bytes(entries, ON)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.replace(b"\r\n ", b"").decode()
    for word in words:
        escaped = word.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        assert f"SUMMARY:{escaped}\r\n" in unfolded
    assert data == calendar_bytes(reversed(entries), ON)
