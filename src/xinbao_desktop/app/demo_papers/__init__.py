"""The papers of the demo client, drawn from its records so that they agree with them.

They come the way a client's papers come: text PDFs, scans, a fax, a photo turned sideways with
a name that says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.demo_papers.insurance import insurance_papers
from xinbao_desktop.app.demo_papers.loss import demands
from xinbao_desktop.app.demo_papers.office import DemoPaper, Office
from xinbao_desktop.app.demo_papers.standing import entrustment, identity_papers
from xinbao_desktop.app.demo_papers.trade import contracts, receipts, trade_papers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.client import Client

__all__ = ["DemoPaper", "demo_papers"]


def demo_papers(client: Client, case: Case) -> Iterator[DemoPaper]:
    """Return every paper of the folder that the client brings for a case."""
    office = Office.of(client, case)
    yield from contracts(office)
    for number, shipment in enumerate(office.shipments):
        yield from trade_papers(office, shipment, number)
    yield from receipts(office)
    yield from insurance_papers(office)
    yield from demands(office)
    yield from identity_papers(office)
    yield from entrustment(office)
