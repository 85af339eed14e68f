"""Write deadlines as a calendar file (.ics, RFC 5545) that phones and office calendars take.

Each deadline is an event of a whole day with a reminder. The same deadlines give the same bytes:
what identifies an event is made from the deadline itself, and the only moment in the file is the
day the deadlines were computed for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LINE_BYTES = 75
"""The longest line RFC 5545 allows, in bytes, without its end."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One deadline as a calendar shows it.

    Attributes:
        uid: What makes it the same entry at a second import; unique among clients.
        on: The day.
        summary: The one line shown.
        description: What to do, and why that day.
        remind_days: How many days ahead to remind.
        cancelled: Whether it is done with, so that a calendar that holds it drops it.
    """

    uid: str
    on: date
    summary: str
    description: str = ""
    remind_days: int = 3
    cancelled: bool = False


def write_calendar(entries: Iterable[CalendarEntry], on: date, path: Path) -> None:
    """Write entries to a path that is the caller's to replace; ``on`` stamps them."""
    path.write_bytes(calendar_bytes(entries, on))


def calendar_bytes(entries: Iterable[CalendarEntry], on: date) -> bytes:
    """Return the calendar file; entries stand in the order of their days."""
    ordered = sorted(entries, key=lambda entry: (entry.on, entry.uid))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//xinbao-desktop//deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *(line for entry in ordered for line in _event(entry, on)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(entry: CalendarEntry, on: date) -> Iterator[str]:
    identity = hashlib.sha256(entry.uid.encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@xinbao-desktop"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if not entry.cancelled:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(entry.summary)}"
        yield f"TRIGGER:-P{entry.remind_days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(words: str) -> str:
    return words.translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """Return a line cut into pieces of at most 75 bytes, never inside a sign."""
    pieces = [b""]
    for sign in line:
        room = LINE_BYTES - (1 if len(pieces) > 1 else 0)
        encoded = sign.encode()
        if len(pieces[-1]) + len(encoded) > room:
            pieces.append(b"")
        pieces[-1] += encoded
    return b"\r\n ".join(pieces)
