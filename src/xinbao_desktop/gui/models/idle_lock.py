"""When an unused window hides its client until the password is given again; knows nothing of Qt.

Locking takes two steps, so that it never cuts anything in half: first the field being edited is
handed in to be saved, and only when nothing is under way any more is the client hidden.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

SECONDS = 60
LOCK_SETTING = "lock_minutes"
USUAL_MINUTES = 5


def lock_minutes(text: str) -> int:
    """Return the setting's minutes; 0 for never, the usual ones where it is unset or odd."""
    return int(text) if text.isascii() and text.isdecimal() else USUAL_MINUTES


class Room(Protocol):
    """The window, as the lock sees it."""

    def protected(self) -> bool:
        """Whether a client with a password is open."""
        ...

    def busy(self) -> bool:
        """Whether anything is being saved, built or read."""
        ...

    def hand_in(self) -> None:
        """Begin to save what is being typed."""
        ...

    def hide_client(self) -> None:
        """Show nothing of the client any more."""
        ...

    def show_client(self) -> None:
        """Show the client where it was."""
        ...


class LockState(StrEnum):
    """Where the lock stands."""

    OPEN = "open"
    CLOSING = "closing"  # handed in, waiting until everything is saved
    LOCKED = "locked"


class IdleLock:
    """Follows the person's input and the clock; moments are seconds that only ever grow."""

    def __init__(self, room: Room, minutes: int, now: float) -> None:
        self._room = room
        self._last = now
        self.minutes = minutes
        self.state = LockState.OPEN

    @property
    def locked(self) -> bool:
        """Whether the client is hidden."""
        return self.state is LockState.LOCKED

    def touch(self, now: float) -> None:
        """Note a key or a movement; a lock that is only closing opens again."""
        if not self.locked:
            self._last = now
            self.state = LockState.OPEN

    def tick(self, now: float) -> None:
        """Go on towards the lock where that is due; call every few seconds."""
        if not self._room.protected():
            self.forget(now)
        elif self.state is LockState.OPEN:
            if self.minutes and now - self._last >= self.minutes * SECONDS:
                self.lock()
        elif self.state is LockState.CLOSING:
            self._close()

    def lock(self) -> None:
        """Lock now, or as soon as everything is saved."""
        if self.state is LockState.OPEN and self._room.protected() and not self._room.busy():
            self.state = LockState.CLOSING
            self._room.hand_in()
            self._close()

    def answer(self, now: float, *, right: bool) -> None:
        """Open for the right password; a wrong one changes nothing."""
        if self.locked and right:
            self.state, self._last = LockState.OPEN, now
            self._room.show_client()

    def forget(self, now: float) -> None:
        """Begin anew; the client was closed."""
        self.state, self._last = LockState.OPEN, now

    def _close(self) -> None:
        if not self._room.busy():
            self.state = LockState.LOCKED
            self._room.hide_client()
