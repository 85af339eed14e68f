"""How a check says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from xinbao_desktop.domain.verification import ClientEvidence
    from xinbao_desktop.packet.verify.reading import PacketRead


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with its pages and words."""

    verdict: CheckVerdict
    message: Text
    pages: tuple[int, ...] = ()


Check = Callable[["PacketRead"], Outcome]
ClientCheck = Callable[["PacketRead", "ClientEvidence"], Outcome]


def passed(zh: str, en: str) -> Outcome:
    """Return that a check is passed."""
    return Outcome(CheckVerdict.PASS, Text(zh, en))


def failed(zh: str, en: str, pages: Iterable[int] = ()) -> Outcome:
    """Return that an error was found."""
    return Outcome(CheckVerdict.FAIL, Text(zh, en), _sorted(pages))


def warned(zh: str, en: str, pages: Iterable[int] = ()) -> Outcome:
    """Return that something wants a look."""
    return Outcome(CheckVerdict.WARN, Text(zh, en), _sorted(pages))


def unchecked(zh: str, en: str) -> Outcome:
    """Return that nothing could be said, and why."""
    return Outcome(CheckVerdict.NOT_CHECKED, Text(zh, en))


def is_bad(outcome: Outcome) -> bool:
    """Whether something was found."""
    return outcome.verdict in (CheckVerdict.FAIL, CheckVerdict.WARN)


def _sorted(pages: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(pages)))
