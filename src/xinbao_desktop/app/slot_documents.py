"""What stands in a packet under one slot of its checklist: a form, papers, gaps.

Which papers and forms a packet takes is decided here; how they are put together is the business
of ``packet_plan``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.app.paper import PaperReport
from xinbao_desktop.catalog.form import forms
from xinbao_desktop.domain.checklist import ChecklistRow, Need, SlotState
from xinbao_desktop.domain.packet_plan import (
    FormDocument,
    GapDocument,
    GapState,
    InkBox,
    PageInfo,
    PaperDocument,
)
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.app.packet_plan import PlanParts
    from xinbao_desktop.domain.checklist import Slot
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.packet_plan import Document as PlanDocument
    from xinbao_desktop.storage.reading import ReadWork

LETTERS = frozenset({"L01"})


class SlotDocuments:
    """Finds the documents of a packet, slot by slot; papers' A4 copies are put into a folder."""

    def __init__(
        self, work: ReadWork, folder: Path, parts: PlanParts, papers: Sequence[Document]
    ) -> None:
        self._work = work
        self._folder = folder
        self._parts = parts
        self._papers = papers
        self._named = {need.slot for need in parts.needs.needs}

    def of(self, slot: Slot) -> list[PlanDocument]:
        """Return what stands under a slot: the form, an aid to be signed, or papers; then gaps."""
        rows = self._parts.checklist.rows_of(slot.id)
        wanted = [row for row in rows if row.need is not Need.NOT_APPLICABLE]
        papers = [p for p in self._papers if p.slot == slot.id and p.sha256]
        if slot.id not in self._named:
            papers = []  # filed for another packet of the case
        papers = [paper for paper in papers if self._is_new(paper)]
        if slot.form and not papers:  # no withdrawal goes into a claim on the mere chance of it
            wanted = [row for row in wanted if not row.undecided]
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
            found += told_apart(
                [
                    self._paper(slot, paper, number)
                    for number, paper in enumerate(sorted(papers, key=self._order))
                ]
            )
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


def told_apart(papers: Sequence[PaperDocument]) -> list[PaperDocument]:
    """Number the papers that index and bookmarks would name alike: title, invoice and day."""
    names = [(paper.title, paper.invoice_no, paper.dated_on) for paper in papers]
    found = []
    for place, (paper, name) in enumerate(zip(papers, names, strict=True)):
        count, number = names.count(name), names[: place + 1].count(name)
        title = paper.title
        if count > 1:
            title = Text(f"{title.zh}（{number}/{count}）", f"{title.en} ({number} of {count})")
        found.append(replace(paper, title=title))
    return found


def _page_info(page: Mapping[str, object]) -> PageInfo:
    ink = page.get("ink")
    box = InkBox(*ink) if isinstance(ink, list) else None
    dpi = page.get("dpi")
    return PageInfo(
        has_text=not page.get("image_only"), dpi=dpi if isinstance(dpi, int) else None, ink=box
    )
