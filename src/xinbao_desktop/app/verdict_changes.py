"""The difference of verdicts between two sets of rules on one client, shown before installing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.domain.rules.result import Verdict

#: Verdicts by subject and rule.
Verdicts: TypeAlias = "Mapping[tuple[str, str], Verdict]"


def verdicts_of(client: OpenedClient, on: date | None = None) -> Verdicts:
    """Return every verdict on a client: the company, each shipment, each case."""
    found: dict[tuple[str, str], Verdict] = {}
    for finding in client.assessment.assess(on).findings:
        found[finding.subject, finding.rule] = finding.verdict
    for cover in client.coverage.stream(on):
        for rule, verdict in cover.verdicts.items():
            found[f"shipment:{cover.invoice}", rule] = verdict
    coverage = client.desk.coverage(on)
    for case in coverage.portfolio.client.cases:
        for finding in client.claims.claim(case.case_no, on).answer.findings:
            found[finding.subject, finding.rule] = finding.verdict
    return found


def cases_keeping(client: OpenedClient, pack_id: str, version: str) -> list[str]:
    """Return the cases that go on with another version of a pack, whatever is installed."""
    pins = {case.case_no: client.desk.pin(case.case_no) for case in client.desk.client().cases}
    return sorted(
        number
        for number, pin in pins.items()
        if pin is not None and not pin.lost and dict(pin.packs).get(pack_id, version) != version
    )


def verdict_changes(before: Verdicts, after: Verdicts) -> list[dict[str, str]]:
    """Return what changes, by subject and rule; a rule that is not there reads ``none``."""
    changes = []
    for subject, rule in sorted({*before, *after}):
        old, new = before.get((subject, rule)), after.get((subject, rule))
        if old is not new:
            changes.append(
                {
                    "subject": subject,
                    "rule": rule,
                    "before": "none" if old is None else old.value,
                    "after": "none" if new is None else new.value,
                }
            )
    return changes
