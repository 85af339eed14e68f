"""From a case to the plan of its packet: sections, documents, gaps, findings, boxes to tick.

The plan is what ``packet`` prints. The A4 copies of the papers are written to a folder that
the caller keeps until the packet is built.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop import __version__
from xinbao_desktop.app.blank_pages import BlankPages
from xinbao_desktop.app.case_tables import PacketLine
from xinbao_desktop.app.paper import PaperReport
from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.catalog.form import form, forms
from xinbao_desktop.domain.checklist import ChecklistRow, Need, SlotState
from xinbao_desktop.domain.packet_plan import (
    FindingSeverity,
    FormDocument,
    GapDocument,
    GapState,
    InkBox,
    OpenFinding,
    PacketPlan,
    PacketSheets,
    PackRef,
    PageInfo,
    PaperDocument,
    Profile,
    Section,
    TickBox,
)
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.app.case_values import CaseValues
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.domain.checklist import Checklist, PacketNeeds, Slot
    from xinbao_desktop.domain.crosscheck import Question
    from xinbao_desktop.domain.document import Document
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
LETTERS = frozenset({"L01"})


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
        self._papers = self._client.documents_by_case.get(parts.case_no, ())
        self._named = {need.slot for need in parts.needs.needs}

    def plan(self) -> PacketPlan:
        """Return the plan; the papers' A4 copies lie in the folder then."""
        parts = self._parts
        drafts = [(slot, self._documents(slot)) for slot in shipped_slots()]
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

    # -- the documents of one slot ---------------------------------------------------------

    def _documents(self, slot: Slot) -> list[PlanDocument]:
        rows = self._parts.checklist.rows_of(slot.id)
        wanted = [row for row in rows if row.need is not Need.NOT_APPLICABLE]
        papers = [p for p in self._papers if p.slot == slot.id and p.sha256]
        if slot.id not in self._named:
            papers = []  # filed for another packet of the case
        papers = [paper for paper in papers if self._is_new(paper)]
        found: list[PlanDocument] = []
        if self._is_printed(slot, papers, wanted):
            definition = next(f for f in forms().values() if f.slot == slot.id)
            found.append(
                FormDocument(
                    id=slot.id, content=self._parts.values.fill(definition), copies=slot.copies
                )
            )
        elif self._is_aid(slot, papers, wanted):
            found.append(self._aid(slot))
        else:
            found += [
                self._paper(slot, paper, number)
                for number, paper in enumerate(sorted(papers, key=self._order))
            ]
        printed = bool(found) and isinstance(found[0], FormDocument) and slot.form
        found += [
            self._gap(slot, row) for row in wanted if self._is_gap(slot, row, printed=printed)
        ]
        return found

    def _is_new(self, paper: Document) -> bool:
        """Say whether a paper came after the day from which this packet takes papers."""
        prefix, _, key = self._parts.needs.papers_since.partition(".")
        since = getattr(self._parts.values.facts.record(prefix), key, None) if key else None
        if not isinstance(since, date):
            return True
        info = self._work.evidence(paper.sha256 or "")
        days = (paper.dated_on, info.added_at.date() if info else None)
        return any(day is not None and day >= since for day in days)

    def _is_aid(
        self, slot: Slot, papers: Sequence[Document], wanted: Sequence[ChecklistRow]
    ) -> bool:
        """Say whether a form to be signed stands here: it never fills the slot."""
        aided = slot.id in self._parts.needs.aids
        return aided and not papers and any(row.state is SlotState.MISSING for row in wanted)

    def _aid(self, slot: Slot) -> FormDocument:
        definition = next(f for f in forms().values() if f.slot == slot.id)
        content = self._parts.values.fill(definition)
        return FormDocument(id=slot.id, content=content, copies=slot.copies)

    def _is_printed(
        self, slot: Slot, papers: Sequence[Document], wanted: Sequence[ChecklistRow]
    ) -> bool:
        """Say whether the program's own form stands here: a filed one goes before it."""
        has_form = any(f.slot == slot.id for f in forms().values())
        if self._parts.needs.asked_only:
            wanted = [row for row in wanted if row.need is Need.MANDATORY]
        draft = self._parts.draft and bool(wanted)
        filled = any(row.state is SlotState.FILLED for row in wanted)
        return has_form and slot.form and not papers and (filled or draft)

    def _is_gap(self, slot: Slot, row: ChecklistRow, *, printed: bool) -> bool:
        if printed or (self._parts.needs.asked_only and row.need is not Need.MANDATORY):
            return False
        if row.state is SlotState.FILLED:
            return not any(
                p.slot == slot.id and p.sha256 and (row.invoice is None or not p.invoices
                                                    or row.invoice in p.invoices)
                for p in self._papers
            )  # fmt: skip
        return row.state is SlotState.WAIVED or row.need is Need.MANDATORY

    def _order(self, paper: Document) -> tuple[str, date, str]:
        """Correspondence goes by its day, the rest by invoice first."""
        invoice = "" if paper.slot in LETTERS else (paper.invoice_no or "")
        return (invoice, paper.dated_on or date.max, paper.path)

    def _paper(self, slot: Slot, paper: Document, number: int) -> PaperDocument:
        assert paper.sha256 is not None
        info = self._work.evidence(paper.sha256)
        assert info is not None
        copy = self._folder / f"{slot.id}-{number}-{paper.sha256[:12]}.pdf"
        if not copy.exists():
            self._work.export_evidence(info.prepared_sha256 or info.sha256, copy)
        report = PaperReport.of(info.report)
        title = slot.title
        if paper.title:
            title = Text(f"{slot.title.zh}：{paper.title}", f"{slot.title.en}: {paper.title}")
        return PaperDocument(
            id=f"{slot.id}-{number + 1}",
            slot=slot.id,
            title=title,
            pdf=copy,
            sha256=paper.sha256,
            original_name=Path(paper.path.replace("\\", "/")).name,
            pages=tuple(_page_info(page) for page in (report.pages if report else ())),
            client_id=info.client_id,
            invoice_no=paper.invoice_no or "",
            dated_on=paper.dated_on,
            copies=slot.copies,
            note=Text(paper.note, paper.note) if paper.note else None,
            as_picture=bool(paper.as_picture),
        )

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

    def _gap(self, slot: Slot, row: ChecklistRow) -> GapDocument:
        waived = row.state is SlotState.WAIVED
        reason = Text(row.waived_reason, row.waived_reason) if waived else slot.when_missing
        return GapDocument(
            id=f"{slot.id}-{row.invoice or 'case'}-gap",
            slot=slot.id,
            title=slot.title,
            state=GapState.WAIVED if waived else GapState.MISSING,
            reason=reason,
            mandatory=row.need is Need.MANDATORY,
            invoice_no=row.invoice or "",
        )


def _page_info(page: Mapping[str, object]) -> PageInfo:
    ink = page.get("ink")
    box = InkBox(*ink) if isinstance(ink, list) else None
    dpi = page.get("dpi")
    return PageInfo(
        has_text=not page.get("image_only"), dpi=dpi if isinstance(dpi, int) else None, ink=box
    )


def _finding(check: OpenCheck) -> OpenFinding:
    severity = FindingSeverity(check.severity)
    if severity is FindingSeverity.ERROR and check.reason:
        severity = FindingSeverity.WARNING
    return OpenFinding(
        check=check.check, severity=severity, message=check.message, reason=check.reason
    )
