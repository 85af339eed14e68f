"""In which order findings are shown, and what they say together; judging is the domain's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.result import Finding, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

BACKGROUND = frozenset({"sz2023.m05.small_firm"})
"""What a firm is, which entitles it to nothing by itself."""

_RANKS = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2, Verdict.NOT_APPLICABLE: 3}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return what stands in the way first, the gravest first, then unknown, met, the rest."""
    return sorted(findings, key=lambda f: (_RANKS[f.verdict], f.severity.rank, f.rule, f.subject))


def best(findings: Iterable[Finding]) -> Verdict:
    """Return what a measure offers: met if any of its parts is, else unknown, else not met."""
    verdicts = {finding.verdict for finding in findings if finding.rule not in BACKGROUND}
    for verdict in (Verdict.MET, Verdict.UNKNOWN, Verdict.NOT_MET):
        if verdict in verdicts:
            return verdict
    return Verdict.NOT_APPLICABLE


def measure_of(rule: str) -> str:
    """Return the measure a rule belongs to (``m05``); empty for other rules."""
    parts = rule.split(".")
    found = next((part for part in parts if len(part) == 3 and part[0] == "m"), "")
    return found if found[1:].isdigit() else ""


def counts(verdicts: Iterable[Verdict]) -> dict[Verdict, int]:
    """Return how often each verdict was given."""
    found = dict.fromkeys(Verdict, 0)
    for verdict in verdicts:
        found[verdict] += 1
    return found
