"""Filing a paper that was made ready: stored with its A4 copy, under its slot and a free name."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from xinbao_desktop.app.paper import AddedPaper, report_json
from xinbao_desktop.catalog.recognition import shipped_recognition
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.paper import KnownNumbers, PreparedPaper
from xinbao_desktop.papers.recognition import propose

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.storage.reading import ReadWork

UNFILED = ""


class PaperFiling:
    """Files papers in the cases of one client, each in a transaction of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def file(
        self,
        case_no: str,
        file: Path,
        prepared: Path,
        found: PreparedPaper,
        slot: str | None,
        invoice: str | None,
    ) -> AddedPaper:
        """File a paper under the slot that is named, else where it seems to belong.

        Args:
            case_no: The case.
            file: The original.
            prepared: Its A4 copy.
            found: What was found in making the copy.
            slot: The slot a person named.
            invoice: The invoice a person named.
        """
        proposal = propose(file.name, found.page_texts, shipped_recognition(), self._known(case_no))
        chosen = slot or proposal.slot
        invoices = (invoice,) if invoice else proposal.invoices
        with self._desk.write() as work:
            sha256 = work.add_evidence(file, media_type=found.media_type, name=file.name)
            work.attach_prepared(sha256, prepared, report_json(found))
            document = Document(
                case_no=case_no,
                slot=chosen or UNFILED,
                path=_free_path(work, case_no, chosen or UNFILED, file.name, sha256),
                invoice_no=";".join(invoices) or None,
                pages=len(found.pages),
                sha256=sha256,
            )
            outcome = work.put(document)
        return AddedPaper(
            str(file),
            sha256,
            len(found.pages),
            chosen,
            "1" if slot else str(proposal.confidence),
            invoices,
            proposal.why,
            found.notes,
            already=outcome == "unchanged",
        )

    def _known(self, case_no: str) -> KnownNumbers:
        client = self._desk.client()
        numbers = {line.invoice_no for line in client.invoices_by_case.get(case_no, ())}
        return KnownNumbers.of(
            [
                {
                    "invoice": s.invoice_no,
                    "contract": s.contract_no,
                    "transport": s.transport_no,
                    "customs": s.customs_no,
                }
                for s in client.shipments
                if s.invoice_no in numbers
            ]
        )

    def attach(self, document: Document, file: Path, prepared: Path, found: PreparedPaper) -> None:
        """File a paper where its document says."""
        with self._desk.write() as work:
            sha256 = work.add_evidence(file, media_type=found.media_type, name=file.name)
            work.attach_prepared(sha256, prepared, report_json(found))
            pages = document.pages or len(found.pages)
            work.put(dataclasses.replace(document, sha256=sha256, pages=pages))


def _free_path(work: ReadWork, case_no: str, slot: str, name: str, sha256: str) -> str:
    """Return the name a paper is kept under; a namesake with other content gets a number."""
    place, number = name, 1
    while True:
        held = work.get("documents", (case_no, slot, place))
        if held is None or (isinstance(held, Document) and held.sha256 in (None, sha256)):
            return place
        number += 1
        stem, dot, ending = name.rpartition(".")
        place = f"{stem} ({number}).{ending}" if dot else f"{name} ({number})"
