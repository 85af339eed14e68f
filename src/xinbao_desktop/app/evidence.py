"""Evidence: take papers in, recognise and file them, turn pages, remove and restore (J6)."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.app.paper import (
    NOT_THERE,
    OUTSIDE,
    AddedPaper,
    EvidenceAdded,
    FiledPaper,
    PaperReport,
    RefusedPaper,
    files_of,
    lies_in,
    named,
    report_json,
    turns_of,
)
from xinbao_desktop.app.paper_filing import PaperFiling
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.paper import Refusal
from xinbao_desktop.errors import DiskError, UsageError
from xinbao_desktop.papers.intake import PaperIntake
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.paper_check import Reading
    from xinbao_desktop.storage.reading import ReadWork
    from xinbao_desktop.storage.values import EvidenceInfo

NO_SLOT = Text("没有单证类别 {slot}。", "There is no slot {slot}.")
KINDS = ("documents", "evidence")


class EvidenceService:
    """The papers of one client."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._filing = PaperFiling(desk)

    def add(
        self,
        case_no: str,
        paths: Sequence[Path],
        *,
        slot: str | None = None,
        invoice: str | None = None,
        progress: Progress | None = None,
    ) -> Changed[EvidenceAdded]:
        """Take papers into a case; a folder is taken whole.

        Each is copied as it is, made into A4 pages, and filed under ``slot`` or where it seems
        to belong. What cannot be recognised is kept with the case, without a slot.

        Raises:
            UsageError: There is no such case, slot, invoice or file.
        """
        self._desk.case(case_no)
        self._check(slot, invoice)
        files = list(files_of(paths))
        progress = progress or NoProgress()
        added: list[AddedPaper] = []
        refused: list[RefusedPaper] = []
        with PaperIntake() as intake, scratch_folder() as place:
            for done, file in enumerate(files):
                progress.step(done, len(files), file.name)
                target = Path(place) / f"{done}.pdf"
                at = (done, len(files), file.name)
                found = intake.prepare(file, target, progress=progress, at=at)
                if isinstance(found, Refusal):
                    refused.append(RefusedPaper(str(file), found.reason))
                    continue
                added.append(self._filing.file(case_no, file, target, found, slot, invoice))
                target.unlink()
        progress.step(len(files), len(files))
        return Changed(EvidenceAdded(tuple(added), tuple(refused)), Changes.of(*KINDS))

    def take_in(
        self, documents: Sequence[Document], folder: Path, progress: Progress
    ) -> tuple[int, tuple[RefusedPaper, ...]]:
        """Take in the files that imported documents name, relative to the workbook's folder."""
        refused: list[RefusedPaper] = []
        taken = 0
        if not documents:
            return 0, ()
        with PaperIntake() as intake, scratch_folder() as place:
            for done, document in enumerate(documents):
                progress.step(done, len(documents), document.path)
                file = folder / document.path.replace("\\", "/")
                if not lies_in(file, folder):
                    refused.append(RefusedPaper(document.path, OUTSIDE.fill(file=document.path)))
                    continue
                if not file.is_file():
                    refused.append(RefusedPaper(document.path, NOT_THERE.fill(file=document.path)))
                    continue
                target = Path(place) / f"{done}.pdf"
                at = (done, len(documents), document.path)
                found = intake.prepare(
                    file, target, turns=turns_of(document), progress=progress, at=at
                )
                if isinstance(found, Refusal):
                    refused.append(RefusedPaper(document.path, found.reason))
                    continue
                self._filing.attach(document, file, target, found)
                taken += 1
        return taken, tuple(refused)

    def papers(self, case_no: str) -> Sequence[FiledPaper]:
        """Return the papers of a case with what is stored of each."""
        documents = self._desk.client().documents_by_case.get(case_no, ())
        said: dict[tuple[str, str], list[Reading]] = {}
        for one in self._desk.readings():
            if one.case_no == case_no:
                said.setdefault((one.slot, one.path), []).append(one)
        with self._desk.file.read() as work:
            return [
                _filed(work, document, said.get((document.slot, document.path), ()))
                for document in documents
            ]

    def told(self, reading: Reading) -> Text:
        """Return in words what a paper says beside the record."""
        spec = self._desk.knowledge.facts.spec(reading.fact)
        assert spec is not None
        return reading.message(spec.label)

    def file_under(self, document: Document, slot: str, invoice: str | None) -> Changed[Document]:
        """File a paper under another slot or invoice."""
        self._check(slot, None)
        moved = dataclasses.replace(document, slot=slot, invoice_no=invoice)
        with self._desk.write() as work:
            if moved.identity == document.identity:
                work.put(moved)
            else:
                work.rename("documents", document.identity, moved)
        return Changed(moved, Changes.of("documents"))

    def turn(
        self, document: Document, page: int, degrees: int, progress: Progress | None = None
    ) -> Changed[Document]:
        """Turn a page clockwise; the original stays, its A4 copy is made anew.

        Raises:
            UsageError: The paper is not stored.
            DiskError: The copy could not be made.
        """
        turns = turns_of(document)
        turns[page] = (turns.get(page, 0) + degrees) % 360
        words = ";".join(f"{p}:{d}" for p, d in sorted(turns.items()) if d)
        turned = dataclasses.replace(document, turns=words or None)
        with scratch_folder() as place:
            original, copy = Path(place) / "original", Path(place) / "copy.pdf"
            self._export(document, original)
            with PaperIntake() as intake:
                found = intake.prepare(
                    original, copy, turns={p: d for p, d in turns.items() if d}, progress=progress
                )
            if isinstance(found, Refusal):
                raise DiskError(found.reason)
            with self._desk.write() as work:
                assert document.sha256 is not None
                work.attach_prepared(document.sha256, copy, report_json(found))
                work.put(turned)
        return Changed(turned, Changes.of(*KINDS))

    def print_as_picture(self, document: Document, *, chosen: bool) -> Changed[Document]:
        """Let a paper be printed as pictures, or as it is; neither original nor copy changes.

        Raises:
            UsageError: The paper is not stored.
        """
        said = dataclasses.replace(document, as_picture=chosen or None)
        with self._desk.write() as work:
            _info(work, document)
            work.put(said)
        return Changed(said, Changes.of("documents"))

    def named(self, case_no: str, path: str, slot: str | None = None) -> Document:
        """Return the paper of a case that is kept under a name.

        Raises:
            UsageError: There is none, or it is filed under several slots and none was named.
        """
        return named(self._desk.client().documents_by_case.get(case_no, ()), case_no, path, slot)

    def remove(self, document: Document) -> Changed[Document]:
        """Take a paper out of a case; ``restore`` brings it back."""
        with self._desk.write() as work:
            work.delete("documents", document.identity)
            sha256 = document.sha256
            others = [d for d in work.client({"documents"}).documents if d.sha256 == sha256]
            if sha256 is not None and not others:
                work.remove_evidence(sha256)
        return Changed(document, Changes.of(*KINDS))

    def restore(self, document: Document) -> Changed[Document]:
        """Bring back a paper that was removed."""
        with self._desk.write() as work:
            work.undelete("documents", document.identity)
            if document.sha256 is not None:
                work.restore_evidence(document.sha256)
        return Changed(document, Changes.of(*KINDS))

    def waive(self, case_no: str, slot: str, invoice: str | None, reason: str) -> Changed[Document]:
        """Say in writing why a paper is not handed in; an empty reason takes it back."""
        self._check(slot, invoice)
        waived = Document(case_no=case_no, slot=slot, invoice_no=invoice, waived_reason=reason)
        with self._desk.write() as work:
            if reason.strip():
                work.put(waived)
            else:
                work.delete("documents", waived.identity)
        return Changed(waived, Changes.of("documents"))

    def page_image(self, document: Document, page: int, dpi: int = 110) -> bytes:
        """Return a page of a paper's A4 copy as PNG."""
        from xinbao_desktop.packet.preview import render_page

        with scratch_folder() as place:
            copy = Path(place) / "copy.pdf"
            self.export_prepared(document, copy)
            return render_page(copy, page, dpi)

    def export_prepared(self, document: Document, target: Path) -> None:
        """Write a paper's A4 copy."""
        with self._desk.file.read() as work:
            info = _info(work, document)
            work.export_evidence(info.prepared_sha256 or info.sha256, target)

    def _export(self, document: Document, target: Path) -> None:
        with self._desk.file.read() as work:
            work.export_evidence(_info(work, document).sha256, target)

    def _check(self, slot: str | None, invoice: str | None) -> None:
        if slot and slot not in self._desk.knowledge.vocabularies["slot"]:
            raise UsageError(NO_SLOT.fill(slot=slot))
        if invoice and invoice not in self._desk.client().shipment_by_no:
            raise UsageError(Text(f"没有发票“{invoice}”。", f"There is no invoice “{invoice}”."))


def _filed(work: ReadWork, document: Document, said: Sequence[Reading]) -> FiledPaper:
    info = work.evidence(document.sha256) if document.sha256 else None
    report = PaperReport.of(info.report) if info else None
    return FiledPaper(document, info, report, tuple(said))


def _info(work: ReadWork, document: Document) -> EvidenceInfo:
    info = work.evidence(document.sha256) if document.sha256 else None
    if info is None:
        raise UsageError(NOT_THERE.fill(file=document.path))
    return info
