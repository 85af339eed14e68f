"""What the filed papers of a client say beside its records, read from what intake kept of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.paper import PaperReport
from xinbao_desktop.domain.paper_check import WATCHED, Reading, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.shipment import Shipment
    from xinbao_desktop.storage.reading import ReadWork


def read_papers(client: Client, work: ReadWork) -> tuple[Reading, ...]:
    """Return what the papers of every case say of its shipments."""
    return tuple(
        reading
        for document in client.documents
        if document.slot in WATCHED and document.sha256
        for reading in _of(document, client, work)
    )


def _of(document: Document, client: Client, work: ReadWork) -> Iterator[Reading]:
    info = work.evidence(document.sha256 or "")
    report = PaperReport.of(info.report) if info is not None else None
    if report is not None and report.facts:
        yield from readings(document, report.facts, _shipments(document, client))


def _shipments(document: Document, client: Client) -> Sequence[Shipment]:
    """Return whose paper it is: of the invoices it is filed for, or of the case's only one."""
    numbers: Sequence[str] = document.invoices
    if not numbers:
        lines = client.invoices_by_case.get(document.case_no, ())
        numbers = [line.invoice_no for line in lines] if len(lines) == 1 else []
    known = client.shipment_by_no
    return [known[number] for number in numbers if number in known]
