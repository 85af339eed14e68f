"""Self-assessment: which of the fifteen measures the company can use (J1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.answer import Answer, packs_of
from xinbao_desktop.app.report import Reports
from xinbao_desktop.app.service_request import answers
from xinbao_desktop.domain.rules.model import Subject
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.service_request import ServiceRequest


class AssessmentService:
    """Judges the company by every rule that has it as its subject."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def assess(self, on: date | None = None) -> Answer:
        """Return one finding for each measure and its parts, in the notice's order."""
        desk = self._desk
        day = desk.day(on)
        facts = desk.company_facts(on)
        rules = desk.knowledge.rules
        findings = tuple(
            rules.judge(id_, facts, "company", day) for id_ in sorted(rules.ids(Subject.COMPANY))
        )
        client = desk.coverage(on).portfolio.client
        return Answer(day, packs_of(desk), findings, client.set_aside)

    def report(
        self,
        out: Path,
        on: date | None = None,
        lang: Lang = Lang.ZH,
        *,
        force: bool = False,
    ) -> None:
        """Print the verdicts as a PDF report."""
        Reports(self._desk).assessment(self.assess(on), out, lang, force=force)

    def service_request(
        self,
        out: Path,
        request: ServiceRequest,
        on: date | None = None,
        lang: Lang = Lang.ZH,
        *,
        force: bool = False,
    ) -> None:
        """Print a request for the insurer's services (measure 13), filled from the records.

        Raises:
            UsageError: There is no such service, or ``out`` exists and ``force`` is not given.
        """
        desk = self._desk
        day = desk.day(on)
        client = desk.coverage(on).portfolio.client
        found = answers(request, client, desk.knowledge.vocabularies, day)
        Reports(desk).service_request(found, out, lang, day, force=force)
