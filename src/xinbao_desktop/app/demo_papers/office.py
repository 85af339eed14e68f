"""Whose papers they are: the demo's company, its buyer, its case, and how a paper is named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.money import group_digits
from xinbao_desktop.papers.mockup import Firm, Look, MockPaper

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.buyer import Buyer
    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.company import Company
    from xinbao_desktop.domain.policy import Policy
    from xinbao_desktop.domain.shipment import Shipment

UNIT_PRICE = Decimal("12.00")
INSURER = Firm("Sample Credit Insurer, Shenzhen Branch", "样本信用保险公司深圳分公司")
BANK = Firm("Specimen Bank Co., Ltd.", "样本银行股份有限公司")


@dataclass(frozen=True, slots=True)
class DemoPaper:
    """One file of the client's folder and where a person would file it.

    A ``late`` paper comes only after the first draft of the packet.
    """

    name: str
    paper: MockPaper | tuple[MockPaper, ...]
    look: Look
    slot: str
    invoice: str = ""
    dated_on: date | None = None
    title: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """The records that the papers of one case are drawn from."""

    client: Client
    case: Case
    company: Company
    seller: Firm
    buyer: Firm
    buyer_record: Buyer
    policy: Policy
    shipments: tuple[Shipment, ...]

    @classmethod
    def of(cls, client: Client, case: Case) -> Office:
        """Gather what stands behind a case of the demo client."""
        company = client.company
        assert company is not None
        buyer = client.buyer_by_no[case.buyer_no or ""]
        lines = client.invoices_by_case[case.case_no]
        return cls(
            client,
            case,
            company,
            Firm(
                company.name_en or "",
                company.name_zh or "",
                company.address_en or "",
                company.contact_phone or "",
            ),
            Firm(buyer.name_en or "", "", buyer.address or "", buyer.phone or ""),
            buyer,
            client.policy_by_no[case.policy_no or ""],
            tuple(client.shipment_by_no[line.invoice_no] for line in lines),
        )


def day_of(shipment: Shipment) -> date:
    """Return the shipment day, which every shipment of the demo's case has."""
    assert shipment.shipped_on is not None
    return shipment.shipped_on


def pieces(shipment: Shipment) -> int:
    """Return how many pieces an invoice is for."""
    return int((shipment.amount or Decimal(0)) / UNIT_PRICE)


def money(amount: Decimal | None) -> str:
    """Return an amount in USD as papers write it."""
    return group_digits(amount or Decimal(0), "USD")
