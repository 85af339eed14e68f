"""What proves the loss in the demo: demands by mail and the buyer's acknowledgment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.demo_papers.office import (
    DemoPaper,
    Office,
)
from xinbao_desktop.papers.mockup import Look, MockKind, MockPaper

if TYPE_CHECKING:
    from collections.abc import Iterator


def demands(office: Office) -> Iterator[DemoPaper]:
    """Draw the correspondence that the events name."""
    invoices = ", ".join(s.invoice_no for s in office.shipments)
    for number, event in enumerate(office.client.events_by_case[office.case.case_no], start=1):
        if not event.path or event.on is None:
            continue
        if event.channel == "email":
            paper = MockPaper(
                MockKind.MAIL,
                office.seller,
                office.buyer,
                fields={
                    "owner": office.company.contact_name or "",
                    "from": f"{office.company.contact_email}",
                    "to": office.buyer_record.email or "",
                    "date": f"{event.on.isoformat()} 10:2{number}",
                    "subject": f"Overdue payment / 催款通知 {number}",
                    "attached": "Statement of account.pdf",
                },
                paragraphs=(
                    "Dear Mr. de Proef,",
                    (
                        f"Our records show that invoices {invoices} "
                        f"or part of them are overdue. "
                        "Please remit the outstanding balance "
                        "to our account within five working "
                        "days and send us the bank's advice."
                    ),
                    "我司已按合同履行全部交货义务，请贵司立即支付到期货款。",
                    "We reserve all rights, including notice to our credit insurer.",
                    f"{office.company.contact_name}\n{office.company.name_en}",
                ),
            )
            yield DemoPaper(event.path, paper, Look.TEXT_PDF, "L01", dated_on=event.on)
        else:
            paper = MockPaper(
                MockKind.DEED,
                office.buyer,
                office.seller,
                title="ACKNOWLEDGMENT OF DEBT",
                subtitle="欠款确认书",
                fields={"number": "NSA-2026-017", "date": event.on.isoformat()},
                paragraphs=(
                    (
                        f"We, {office.buyer.name}, confirm that we owe "
                        f"{office.seller.name} the following invoices: {invoices}."
                    ),
                    (
                        "The goods were received in good order; "
                        "no claim as to quality, quantity "
                        "or delivery is raised. 货物完好收到，对质量、数量和交期均无异议。"
                    ),
                    "We will pay in three equal instalments, the first on 2026-06-01.",
                ),
                seal="NOORDZEE SPECIMEN AUDIO",
            )
            yield DemoPaper(event.path, paper, Look.SCAN_PDF, "L02", dated_on=event.on)
