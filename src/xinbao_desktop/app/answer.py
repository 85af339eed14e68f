"""Findings together with the day and the packs they rest on: what every judgement returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.rules.result import Finding


@dataclass(frozen=True, slots=True)
class Answer:
    """Findings of one day; ``set_aside`` names what is dated later and was not counted."""

    on: date
    packs: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the document of the command line."""
        return {
            **head(self.on, self.packs, self.set_aside),
            "findings": [finding.as_json() for finding in self.findings],
        }


def packs_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the packs in use as id and version."""
    return desk.packs


def head(
    on: date, packs: tuple[tuple[str, str], ...], set_aside: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return what every JSON answer about a day begins with."""
    return {
        "format": 1,
        "on": on.isoformat(),
        "packs": [{"id": id_, "version": version} for id_, version in packs],
        **({"set_aside": list(set_aside)} if set_aside else {}),
    }
