"""Checklists: which papers a case needs for a packet, and which it has."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from xinbao_desktop.app.case_origins import entered_path
from xinbao_desktop.app.case_values import CaseValues
from xinbao_desktop.app.claim import ClaimService
from xinbao_desktop.app.own_list import PACKETS, OwnListService
from xinbao_desktop.app.report import Reports
from xinbao_desktop.catalog.checklist import shipped_packets, shipped_slots
from xinbao_desktop.catalog.form import forms
from xinbao_desktop.domain.checklist_judge import CaseMatter, ChecklistJudge
from xinbao_desktop.domain.claim import case_facts
from xinbao_desktop.domain.form import EmptyField, empty_required
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.own_list import OwnList
    from xinbao_desktop.domain.checklist import Checklist, PacketNeeds
    from xinbao_desktop.domain.facts import FactBook

DEFAULT_PACKET = "claim"


class ChecklistService:
    """Judges the checklists of one client's cases."""

    def __init__(self, desk: Desk, own_lists: OwnListService | None = None) -> None:
        self._desk = desk
        self._own_lists = own_lists or OwnListService(desk)

    def checklist(
        self, case_no: str, packet: str = DEFAULT_PACKET, on: date | None = None
    ) -> Checklist:
        """Return every slot of a packet for one case; the policy's own list goes first.

        Raises:
            UsageError: There is no such case by that day.
        """
        desk = self._desk.of_case(case_no)
        case = desk.case(case_no, on)
        coverage = desk.coverage(on)
        facts = case_facts(coverage, case)
        lacking = self.empty_fields(case_no, on)
        found = _judge(self.needs(case_no, packet, on), desk.knowledge.facts).judge(
            CaseMatter(
                facts=facts,
                invoices={i.shipment.invoice_no: i for i in facts.invoices},
                documents=coverage.portfolio.client.documents_by_case.get(case_no, ()),
                printable=frozenset(slot for slot, empty in lacking.items() if not empty),
                on=desk.day(on),
            )
        )
        own = self._own_list(case_no, packet, on)
        return found if own is None else replace(found, own_list=own.note())

    def needs(self, case_no: str, packet: str, on: date | None = None) -> PacketNeeds:
        """Return what a packet of a case needs: as shipped, the policy's own list before it."""
        shipped = shipped_packets()[packet]
        own = self._own_list(case_no, packet, on)
        return shipped if own is None else own.put_before(shipped)

    def _own_list(self, case_no: str, packet: str, on: date | None) -> OwnList | None:
        if packet not in PACKETS:
            return None
        return self._own_lists.get(self._desk.case(case_no, on).policy_no)

    def empty_fields(
        self, case_no: str, on: date | None = None
    ) -> Mapping[str, tuple[EmptyField, ...]]:
        """Return by slot of a printed form the required fields without an answer.

        A list of papers is printed with whatever is there, so its own rows do not count.
        """
        values = self.values(case_no, on)
        return {
            form.slot: tuple(
                replace(field, source=entered_path(field.source))
                for field in empty_required(form, values.fill(form).values)
                if not field.source.startswith("packet_document")
            )
            for form in forms().values()
            if form.slot
        }

    def print_list(
        self,
        case_no: str,
        out: Path,
        *,
        packet: str = DEFAULT_PACKET,
        on: date | None = None,
        lang: Lang = Lang.ZH,
        force: bool = False,
    ) -> None:
        """Print the list to collect papers by."""
        found = self.checklist(case_no, packet, on)
        day = self._desk.day(on)
        Reports(self._desk).collection_list(case_no, found, out, lang, day, force=force)

    def values(self, case_no: str, on: date | None = None) -> CaseValues:
        """Return the answers of a case's forms."""
        desk = self._desk.of_case(case_no)
        facts = case_facts(desk.coverage(on), desk.case(case_no, on))
        return CaseValues(desk, facts, ClaimService(desk).claim(case_no, on))


@lru_cache(maxsize=32)
def _judge(needs: PacketNeeds, facts: FactBook) -> ChecklistJudge:
    return ChecklistJudge(shipped_slots(), needs, facts)
