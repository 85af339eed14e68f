"""Judge the cover of shipments: every verdict of one, or the worst of each of many."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.claim_case import POLITICAL_CAUSES, Cause
from xinbao_desktop.domain.known import missing, union
from xinbao_desktop.domain.rules.model import Subject
from xinbao_desktop.domain.rules.result import Finding, Severity, Verdict
from xinbao_desktop.domain.rules.values import Missing
from xinbao_desktop.domain.shipment_facts import ShipmentFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.rules.engine import RuleSet
    from xinbao_desktop.domain.shipment import Shipment

COMMERCIAL_ONLY = frozenset({"cover.related_party"})
"""Rules that block cover of commercial causes but not of political ones."""
PREFIX = "cover."


@dataclass(frozen=True, slots=True)
class ShipmentCover:
    """The cover of one shipment in short.

    ``worst`` is the gravest severity among what is not met, else ``unknown`` if anything is
    unknown, else ``met``.
    """

    invoice: str
    worst: str
    verdicts: Mapping[str, Verdict]


class Coverage:
    """Judges the shipments of a portfolio by the rules of the packs in use."""

    def __init__(self, portfolio: Portfolio, rules: RuleSet) -> None:
        self.portfolio = portfolio
        self.rules = rules
        self.ids = tuple(i for i in rules.ids(Subject.SHIPMENT) if i.startswith(PREFIX))
        self._covered: dict[tuple[str, bool], bool | Missing] = {}

    def stream(self) -> Iterator[ShipmentCover]:
        """Judge every shipment, in the order they are kept."""
        for shipment in self.portfolio.client.shipments:
            yield self.short(shipment)

    def short(self, shipment: Shipment) -> ShipmentCover:
        """Return verdicts without their sentences."""
        facts = ShipmentFacts(self.portfolio, shipment)
        verdicts: dict[str, Verdict] = {}
        worst: Severity | None = None
        unknown = False
        outcomes = self.rules.outcomes(self.ids, facts, self.portfolio.on)
        for id_, (verdict, severity) in zip(self.ids, outcomes, strict=True):
            verdicts[id_] = verdict
            if verdict is Verdict.NOT_MET and (worst is None or severity.rank < worst.rank):
                worst = severity
            unknown = unknown or verdict is Verdict.UNKNOWN
        said = worst.value if worst is not None else ("unknown" if unknown else "met")
        return ShipmentCover(shipment.invoice_no, said, verdicts)

    def findings(self, shipment: Shipment, cause: str | None = None) -> tuple[Finding, ...]:
        """Return the full answer of every rule for one shipment.

        What blocks commercial causes alone is a warning where the ``cause`` is political.
        """
        facts = ShipmentFacts(self.portfolio, shipment)
        subject = f"shipment:{shipment.invoice_no}"
        found = (self.rules.judge(i, facts, subject, self.portfolio.on) for i in self.ids)
        if cause not in POLITICAL_CAUSES:
            return tuple(found)
        mild = Severity.WARNING
        return tuple(
            dataclasses.replace(f, severity=mild) if f.rule in COMMERCIAL_ONLY else f for f in found
        )

    def covered(self, invoice_no: str, cause: str | None = None) -> bool | Missing:
        """Say whether an invoice has no blocking finding for this cause of loss."""
        political = cause in POLITICAL_CAUSES
        key = (invoice_no, political)
        if key not in self._covered:
            self._covered[key] = self._is_covered(invoice_no, political=political)
        return self._covered[key]

    def covered_for(self, invoice_no: str, case: Case) -> bool | Missing:
        """Say whether an invoice of a case has cover; unknown while its cause would decide."""
        if case.cause is not None:
            return self.covered(invoice_no, case.cause)
        either = [self.covered(invoice_no, c) for c in (Cause.DEFAULT, Cause.POLITICAL_OTHER)]
        if either[0] == either[1]:
            return either[0]
        return union([missing("case.cause"), *(c for c in either if isinstance(c, Missing))])

    def _is_covered(self, invoice_no: str, *, political: bool) -> bool | Missing:
        facts = ShipmentFacts(self.portfolio, self.portfolio.client.shipment_by_no[invoice_no])
        lacking: list[Missing] = []
        for id_ in self.ids:
            if political and id_ in COMMERCIAL_ONLY:
                continue
            verdict, severity = self.rules.outcome(id_, facts, self.portfolio.on)
            if severity is not Severity.BLOCKING:
                continue
            if verdict is Verdict.NOT_MET:
                doubts = self.rules.severity_lacks(id_, facts, self.portfolio.on)
                if doubts is None:
                    return False
                lacking.append(doubts)
            if verdict is Verdict.UNKNOWN:
                finding = self.rules.judge(id_, facts, "", self.portfolio.on)
                lacking.append(missing(*finding.missing))
        return union(lacking) if lacking else True
