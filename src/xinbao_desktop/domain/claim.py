"""Judge a case: eligibility, route, loss, and what stands in the way (索赔)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts import CaseFacts
from xinbao_desktop.domain.loss import Loss, compute_loss
from xinbao_desktop.domain.rules.model import Subject
from xinbao_desktop.domain.rules.result import Finding, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.coverage import Coverage

GREEN, FAST = "sz2023.m11.green_channel", "sz2023.m12.fast_claim"
COVERED, DISPUTE, GUARANTEE = "claim.covered_invoices", "claim.dispute", "claim.guarantee"
PREFIX = "claim."


class Route(StrEnum):
    """The way a claim can take."""

    FAST = "fast"
    GREEN = "green"
    ORDINARY = "ordinary"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """Everything the rules say about one case on one day.

    ``findings`` are the case's own first, then the cover of its invoices. ``not_yet_due``
    lists the invoices of a default that are not due by that day: listed, not counted.
    """

    case: Case
    findings: tuple[Finding, ...]
    route: Route
    loss: Loss
    not_yet_due: tuple[str, ...]

    @property
    def eligible(self) -> bool:
        """Whether nothing that blocks the claim itself is known to be in the way."""
        return self.route is not Route.NONE and not any(
            f.verdict is Verdict.NOT_MET
            and f.severity is Severity.BLOCKING
            and f.rule.startswith(PREFIX)
            for f in self.findings
        )


def case_facts(coverage: Coverage, case: Case) -> CaseFacts:
    """Return the facts of a case, with cover judged for its cause."""
    return CaseFacts(coverage.portfolio, case, lambda number: coverage.covered_for(number, case))


def judge_case(coverage: Coverage, case: Case) -> ClaimJudgement:
    """Return the whole judgement of a case."""
    facts = case_facts(coverage, case)
    rules, on = coverage.rules, coverage.portfolio.on
    subject = f"case:{case.case_no}"
    ids = [i for i in rules.ids(Subject.CASE) if i.startswith(PREFIX)]
    ids += [i for i in (GREEN, FAST) if i in rules]
    own = {i: rules.judge(i, facts, subject, on) for i in ids}
    cover = tuple(f for i in facts.invoices for f in coverage.findings(i.shipment, case.cause))
    findings = (*own.values(), *cover)
    blocked = any(own[i].verdict is Verdict.NOT_MET for i in (DISPUTE, GUARANTEE))
    loss = compute_loss(facts, assessable=not blocked, open_reductions=_reductions(findings))
    return ClaimJudgement(case, findings, route_of(own), loss, facts.not_yet_due)


def route_of(findings: Mapping[str, Finding]) -> Route:
    """Return the way a claim can take, from the case's own findings."""
    if any(findings[i].verdict is Verdict.NOT_MET for i in (COVERED, DISPUTE, GUARANTEE)):
        return Route.NONE
    for id_, route in ((FAST, Route.FAST), (GREEN, Route.GREEN)):
        if id_ in findings and findings[id_].verdict is Verdict.MET:
            return route
    return Route.ORDINARY


def _reductions(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the rules that are not met and may lower the payment by no known figure."""
    return tuple(
        dict.fromkeys(
            f.rule
            for f in findings
            if f.verdict is Verdict.NOT_MET and f.severity is Severity.REDUCING
        )
    )
