"""Why a rule says what it says of a company, a shipment or a case: its tree, with provenance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.desk import NO_INVOICE
from xinbao_desktop.app.provenance import Provenance
from xinbao_desktop.domain.claim import case_facts
from xinbao_desktop.domain.rules.model import Subject
from xinbao_desktop.domain.shipment_facts import ShipmentFacts
from xinbao_desktop.errors import UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.domain.rules.values import FactSource
    from xinbao_desktop.domain.rules.why import WhyLine

NO_RULE = Text("没有规则“{rule}”。", "There is no rule “{rule}”.")
NOT_OF_IT = Text(
    "规则“{rule}”不判断“{subject}”。对象写作 company、shipment:发票号 或 case:案件号。",
    "Rule “{rule}” does not judge “{subject}”. Write company, shipment:INVOICE_NO or case:CASE_NO.",
)


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """A verdict and the tree behind it, as lines to read."""

    finding: Finding
    lines: tuple[WhyLine, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document of the command line."""
        return {
            "finding": self.finding.as_json(),
            "why": [
                {
                    "depth": line.depth,
                    "words": line.words,
                    "label": line.label.as_json(),
                    "value": line.value.as_json(),
                    "note": line.note.as_json(),
                }
                for line in self.lines
            ],
        }


class WhyService:
    """Explains the verdicts of one client."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def why(
        self, rule: str, subject: str, on: date | None = None, *, newest: bool = False
    ) -> WhyAnswer:
        """Return a verdict with every part of its rule, each value with where it comes from.

        Args:
            rule: The rule's id.
            subject: ``company``, ``shipment:INVOICE_NO`` or ``case:CASE_NO``.
            on: The day asked; today without one.
            newest: Judge a case by the packs in use, although it keeps others.

        Raises:
            UsageError: There is no such rule or subject, or the one does not judge the other.
        """
        kind, _, number = subject.partition(":")
        desk = self._desk.of_case(number, newest=newest) if kind == Subject.CASE else self._desk
        rules = desk.knowledge.rules
        if rule not in rules:
            raise UsageError(NO_RULE.fill(rule=rule))
        asked = rules.rule(rule).subject
        if asked != kind and not (asked is Subject.COMPANY and kind == Subject.CASE):
            raise UsageError(NOT_OF_IT.fill(rule=rule, subject=subject))
        facts, day = _facts(desk, kind, number, on), desk.day(on)
        finding = rules.judge(rule, facts, subject, day)
        return WhyAnswer(finding, rules.why(rule, facts, day, Provenance(self._desk).tell))


def _facts(desk: Desk, kind: str, number: str, on: date | None) -> FactSource:
    coverage = desk.coverage(on)
    if kind == Subject.CASE:
        return case_facts(coverage, desk.case(number, on))
    if kind == Subject.SHIPMENT:
        shipment = coverage.portfolio.client.shipment_by_no.get(number)
        if shipment is None:
            raise UsageError(NO_INVOICE.fill(no=number))
        return ShipmentFacts(coverage.portfolio, shipment)
    return desk.company_facts(on)
