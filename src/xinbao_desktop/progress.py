"""How long work tells how far it is, and learns that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What long work reports to."""

    def step(self, done: int, total: int, message: str = "") -> None:
        """Report progress; raises ``errors.Cancelled`` when the user has asked to stop."""


class NoProgress:
    """For tests and for the command line."""

    def step(self, done: int, total: int, message: str = "") -> None:
        """Do nothing."""
