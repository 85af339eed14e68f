"""What verifying a finished packet answers: the checks V01 to V35 of a printed packet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.channel import NO_LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xinbao_desktop.domain.channel import Limits
    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.text import Text


class CheckVerdict(StrEnum):
    """How a check ended; only a ``fail`` stops a packet, a ``warn`` asks for a look."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    WARN = "warn"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its verdict and the pages it speaks of, counted from 1."""

    id: str
    verdict: CheckVerdict
    pages: tuple[int, ...]
    message: Text


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """All checks of one packet, in the order of their numbers."""

    pages: int
    checks: tuple[CheckResult, ...]

    @property
    def has_errors(self) -> bool:
        """Whether any check failed."""
        return any(check.verdict is CheckVerdict.FAIL for check in self.checks)

    def of(self, check_id: str) -> CheckResult:
        """Return one check; ``KeyError`` if there is none."""
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(check_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientEvidence:
    """What the client file knows of a packet, for the checks that a PDF alone cannot answer.

    Attributes:
        plan: The packet as it is built again: from the records of the day it was built where
            they can be told, else from today's.
        source_hashes: The SHA-256 of each original as it is now, by document id.
        rebuilt_sha256: That of the second build.
        rebuilt_pages: The digest of each of its pages.
        limits: Those of the channel it was built for.
        noted_on: The day for which the client file notes exactly this file; None where it
            does not.
        since: What was changed in the records since it was built, and is not in it.
    """

    plan: PacketPlan
    source_hashes: Mapping[str, str]
    rebuilt_sha256: str | None = None
    rebuilt_pages: tuple[bytes, ...] = ()
    limits: Limits = NO_LIMITS
    noted_on: date | None = None
    since: Text | None = None
