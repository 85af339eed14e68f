"""The request for the insurer's services is filled from the records and printed (measure 13)."""

from __future__ import annotations

from datetime import date

import pytest

from xinbao_desktop.app.service_request import ServiceRequest, kinds
from xinbao_desktop.domain.business import Contact
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.errors import UsageError


@pytest.fixture
def client(services, tmp_path):
    with services.create_client(tmp_path / "c.xinbao") as client:
        for record in (
            Company(uscc="91350100M000100Y43", name_zh="样本䶮公司", contact_name="王样本",
                    contact_phone="0755-0000"),
            Policy(policy_no="OLD", insurer="sinosure", branch="深圳分公司",
                   start_on=date(2023, 1, 1), end_on=date(2023, 12, 31)),
            Policy(policy_no="NOW", insurer="sinosure", branch="深圳分公司",
                   start_on=date(2024, 1, 1), end_on=date(2024, 12, 31)),
            Contact(name="客户经理甲", role="account manager", phone="0755-9999"),
        ):  # fmt: skip
            client.records.save(record)
        yield client


def text_of(pdf):
    from pypdf import PdfReader

    return "".join("".join(p.extract_text().split()) for p in PdfReader(str(pdf)).pages)


def test_a_visit_is_asked_for_with_the_company_its_policy_and_its_contacts(client, tmp_path):
    out = tmp_path / "s.pdf"
    wanted = ServiceRequest("visit", date(2024, 8, 2), "想了解报损怎么做。")
    client.assessment.service_request(out, wanted)
    words = text_of(out)
    for part in (
        "样本䶮公司",
        "91350100M000100Y43",
        "NOW",
        "2024-08-02",
        "客户经理甲",
        "想了解报损怎么做。",
        "中国信保深圳分公司",
    ):
        assert part in words
    assert "OLD" not in words


def test_every_service_can_be_asked_for_and_another_cannot(client, tmp_path):
    assert {"visit", "hotline", "training", "online"} <= set(kinds())
    with pytest.raises(UsageError, match="visit"):
        client.assessment.service_request(tmp_path / "s.pdf", ServiceRequest("holiday"))


def test_an_existing_print_is_not_replaced_unasked(client, tmp_path):
    out = tmp_path / "s.pdf"
    client.assessment.service_request(out, ServiceRequest("training"))
    with pytest.raises(UsageError):
        client.assessment.service_request(out, ServiceRequest("training"))
    client.assessment.service_request(out, ServiceRequest("training"), force=True)
