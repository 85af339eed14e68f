"""The program on a day that stands still, with a settings folder of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.shipment import Shipment

ON = date(2024, 8, 1)


class FixedClock:
    """Stands still on a day of August 2024."""

    def today(self):
        return ON

    def now(self):
        return datetime(2024, 8, 1, 9, tzinfo=UTC)


@pytest.fixture
def services(tmp_path, monkeypatch):
    """Return the services of a program that keeps its settings under the test's folder."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    return build_services(folder=tmp_path / "home", clock=FixedClock())


def one_invoice(**policy):
    """Return what invoice I1 of case C1 rests on; ``policy`` adds to what its policy says."""
    return [
        Policy(policy_no="P1", insurer="sinosure", insured_by="self", currency="USD",
               start_on=date(2024, 1, 1), end_on=date(2024, 12, 31), premium_paid=True,
               max_liability=Decimal(1000000), ratio_default=Decimal("0.9"),
               declaration_rule="none", **policy),
        Buyer(buyer_no="B1", name_en="Specimen Imports Ltd", country="DE", related_party=False),
        Limit(approval_no="L1", policy_no="P1", buyer_no="B1", amount=Decimal(150000),
              currency="USD", payment_term="OA", credit_days=60, status="active",
              effective_on=date(2024, 1, 1)),
        Shipment(invoice_no="I1", buyer_no="B1", policy_no="P1", amount=Decimal(100000),
                 currency="USD", payment_term="OA", credit_days=60, incoterm="CIF",
                 shipped_on=date(2024, 3, 1), due_on=date(2024, 4, 30), own_name=True,
                 transport_mode="sea", destination="DE"),
        CaseInvoice(case_no="C1", invoice_no="I1", goods_state="taken_up"),
    ]  # fmt: skip


@pytest.fixture
def client(services, tmp_path):
    """Give a client that has to report the loss of case C1."""
    with services.create_client(tmp_path / "c.xinbao") as client:
        for record in (
            Company(
                uscc="91350100M000100Y43", name_zh="深圳市镕䶮𬭎样本公司", contact_name="闫䶮",
                contact_phone="0755-0000 0000",
            ),
            Policy(policy_no="P1", insurer="sinosure", insured_by="self", currency="USD"),
            Buyer(buyer_no="B1", name_en="Muster Çelik GmbH", country="DE", address="Hauptstr. 1"),
            Case(
                case_no="C1", buyer_no="B1", policy_no="P1", cause="default",
                known_on=date(2024, 6, 1), notice_on=date(2024, 6, 3), dispute=False,
                narrative="买方到期未付款。",
            ),
        ):  # fmt: skip
            client.records.save(record)
        yield client


@pytest.fixture
def ship(client):
    """Give a function that ships more invoices of the case; three are there."""

    def shipped(count, first=1):
        for number in range(first, first + count):
            client.records.save(
                Shipment(
                    invoice_no=f"INV-{number:03}", contract_no="K1", buyer_no="B1",
                    policy_no="P1", amount=Decimal(1000 + number), currency="USD",
                    payment_term="OA", credit_days=60, shipped_on=date(2024, 3, 1),
                    due_on=date(2024, 4, 30),
                )
            )  # fmt: skip
            client.records.save(CaseInvoice(case_no="C1", invoice_no=f"INV-{number:03}"))

    shipped(3)
    return shipped
