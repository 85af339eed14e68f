"""The only place that asks which day and which moment it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Says the day and the moment; tests and ``--on`` hand in a fixed one."""

    def today(self) -> date:
        """Return the local calendar day."""

    def now(self) -> datetime:
        """Return the moment, in UTC."""


class SystemClock:
    """The machine's clock."""

    def today(self) -> date:
        """Return the local calendar day."""
        return datetime.now(UTC).astimezone().date()

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return datetime.now(UTC)
