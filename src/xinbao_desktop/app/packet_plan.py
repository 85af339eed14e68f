"""From a case to the plan of its packet: sections, documents, gaps, findings, boxes to tick.

The plan is what ``packet`` prints. The A4 copies of the papers are written to a folder that
the caller keeps until the packet is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop import __version__
from xinbao_desktop.app.blank_pages import BlankPages
from xinbao_desktop.app.case_tables import PacketLine
from xinbao_desktop.app.slot_documents import SlotDocuments
from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.packet_plan import (
    FindingSeverity,
    FormDocument,
    GapState,
    OpenFinding,
    PacketPlan,
    PacketSheets,
    PackRef,
    PaperDocument,
    Profile,
    Section,
    TickBox,
)
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.case_values import CaseValues
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.domain.checklist import Checklist, PacketNeeds, Slot
    from xinbao_desktop.domain.crosscheck import Question
    from xinbao_desktop.domain.packet_plan import Document as PlanDocument
    from xinbao_desktop.storage.reading import ReadWork
    from xinbao_desktop.text import Lang

STATES = {
    "filled": Text("已附", "attached"),
    "printed": Text("已附", "attached"),
    "missing": Text("缺", "missing"),
    "waived": Text("免交", "waived"),
    "aid": Text("待签署", "to be signed"),
}


@dataclass(frozen=True, slots=True)
class PlanParts:
    """What a plan is made from, besides the client file."""

    case_no: str
    needs: PacketNeeds
    on: date
    checklist: Checklist
    values: CaseValues
    checks: Sequence[OpenCheck]
    questions: Sequence[Question]
    draft: bool
    profile: Profile
    lang: Lang
    blanks: tuple[tuple[str, str], ...] | None = None


class PlanMaker:
    """Makes the plan of one packet."""

    def __init__(self, desk: Desk, work: ReadWork, folder: Path, parts: PlanParts) -> None:
        self._desk = desk
        self._work = work
        self._folder = folder
        self._parts = parts
        self._client = desk.coverage(parts.on).portfolio.client
        papers = self._client.documents_by_case.get(parts.case_no, ())
        self._slots = SlotDocuments(work, folder, parts, papers)

    def plan(self) -> PacketPlan:
        """Return the plan; the papers' A4 copies lie in the folder then."""
        parts = self._parts
        drafts = [(slot, self._slots.of(slot)) for slot in shipped_slots()]
        parts.values.lines = [self._line(doc) for _, docs in drafts for doc in docs]
        company = self._client.company
        return PacketPlan(
            kind=parts.needs.id,
            title=parts.needs.title,
            case_no=parts.case_no,
            client_id=self._work.client_id,
            client_name_zh=(company and company.name_zh) or "",
            client_name_en=(company and company.name_en) or "",
            on=parts.on,
            program_version=__version__,
            packs=tuple(PackRef(p.id, p.version) for p in self._desk.knowledge.packs),
            sheets=self._sheets(),
            sections=self._sections(drafts),
            findings=tuple(_finding(check) for check in parts.checks),
            tick_boxes=tuple(
                TickBox(check=q.id, message=q.message, answer=q.answer) for q in parts.questions
            ),
            draft=parts.draft,
            profile=parts.profile,
            lang=parts.lang,
        )

    def _sheets(self) -> PacketSheets:
        return PacketSheets(
            cover=self._parts.values.fill(form("cover")),
            index=form("index"),
            check_sheet=form("check_sheet"),
            divider=form("divider"),
            gap_page=form("gap_page"),
            manifest=form("manifest"),
            register=form("register"),
            volume_sheet=form("volume_sheet"),
        )

    def _sections(
        self, drafts: Sequence[tuple[Slot, Sequence[PlanDocument]]]
    ) -> tuple[Section, ...]:
        """Group the documents by the slots' groups; forms are filled now, knowing all lines."""
        groups: dict[str, tuple[Text, list[PlanDocument]]] = {}
        for slot, documents in drafts:
            title, found = groups.setdefault(slot.group.id, (slot.group.title, []))
            del title
            for document in documents:
                found += self._filled(document)
        return tuple(
            Section(id=id_, title=title, documents=tuple(found))
            for id_, (title, found) in groups.items()
            if found
        )

    def _filled(self, document: PlanDocument) -> Sequence[PlanDocument]:
        """Return a form filled anew, or the insurer's own blank where one is in use."""
        if not isinstance(document, FormDocument):
            return (document,)
        content = self._parts.values.fill(document.content.form)
        own = FormDocument(id=document.id, content=content, copies=document.copies)
        parts = self._parts
        with BlankPages(self._desk, self._work.client_id, self._folder, parts.blanks) as blanks:
            return blanks.documents(own, parts.values)

    def _line(self, document: PlanDocument) -> PacketLine:
        """Return how the packet's own lists name a document."""
        if isinstance(document, PaperDocument):
            return PacketLine(
                document.id,
                document.slot,
                document.title,
                document.invoice_no,
                STATES["filled"],
                document.copies,
                document.original_name,
            )
        if isinstance(document, FormDocument):
            slot = document.slot
            state = STATES["aid" if slot in self._parts.needs.aids else "printed"]
            return PacketLine(
                document.id, slot, document.title, "", state, document.copies, form=True
            )
        state = STATES["waived" if document.state is GapState.WAIVED else "missing"]
        return PacketLine(
            document.id,
            document.slot,
            document.title,
            document.invoice_no,
            state,
            0,
            attached=False,
        )


def _finding(check: OpenCheck) -> OpenFinding:
    severity = FindingSeverity(check.severity)
    if severity is FindingSeverity.ERROR and check.reason:
        severity = FindingSeverity.WARNING
    return OpenFinding(
        check=check.check, severity=severity, message=check.message, reason=check.reason
    )
