"""Papers beside the records, and the tree behind a verdict with where each value comes from."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import UsageError

BILL = """BILL OF LADING
B/L No. SPEC0001
Shipped on board {day}
"""
SHIPMENT = Shipment(
    invoice_no="INV-1", buyer_no="B1", policy_no="P1", amount=Decimal(1000), currency="USD",
    payment_term="OA", credit_days=60, shipped_on=date(2024, 3, 1), due_on=date(2024, 4, 30),
    transport_no="SPEC0001", transport_mode="sea",
)  # fmt: skip


@pytest.fixture
def client(services, tmp_path):
    with services.create_client(tmp_path / "c.xinbao") as client:
        client.desk.who = "王样本"
        for record in (
            Policy(policy_no="P1", insurer="sinosure", insured_by="self", currency="USD",
                   start_on=date(2024, 1, 1), end_on=date(2024, 12, 31)),
            Buyer(buyer_no="B1", name_en="Muster GmbH", country="DE"),
            Limit(approval_no="L1", policy_no="P1", buyer_no="B1", amount=Decimal(5000),
                  currency="USD", payment_term="OA", credit_days=90, status="active",
                  effective_on=date(2024, 1, 1)),
            SHIPMENT,
            Case(case_no="C1", buyer_no="B1", policy_no="P1", cause="default",
                 known_on=date(2024, 6, 1), notice_on=date(2024, 6, 3)),
            CaseInvoice(case_no="C1", invoice_no="INV-1", goods_state="taken_up"),
        ):  # fmt: skip
            client.records.save(record)
        yield client


def add(client, folder, day, slot="T04"):
    file = folder / "bill.txt"
    file.write_text(BILL.format(day=day), encoding="utf-8")
    [paper] = client.evidence.add("C1", [file], slot=slot, invoice="INV-1").value.added
    return paper


def policy_in_force(client):
    found = client.coverage.invoice("INV-1").findings
    return next(f for f in found if f.rule == "cover.policy_in_force")


def test_a_day_in_two_versions_is_unknown_until_a_person_chooses(client, tmp_path):
    assert policy_in_force(client).verdict is Verdict.MET
    add(client, tmp_path, "8 MAR 2024")

    finding = policy_in_force(client)
    assert finding.verdict is Verdict.UNKNOWN
    assert finding.conflicting == ("shipment.shipped_on",)
    assert "资料互相矛盾" in finding.because.zh
    assert "两处来源不一致" in finding.advice.zh
    [check] = [c for c in client.packets.problems("C1") if "2024-03-08" in c.message.zh]
    assert (check.check, check.subject, check.blocks) == ("C05", "shipment:INV-1", True)
    assert "bill.txt" in check.message.en

    client.confirmations.confirm("C1", "C05", "shipment:INV-1", "explained", "提单副本误印")
    assert policy_in_force(client).verdict is Verdict.MET
    [check] = [c for c in client.packets.problems("C1") if "2024-03-08" in c.message.zh]
    assert not check.blocks
    assert check.reason == "提单副本误印"


def test_a_notice_does_not_wait_for_it(client, tmp_path):
    add(client, tmp_path, "8 MAR 2024")
    found = client.packets.problems("C1", packet="notice")
    assert [c.severity for c in found if "2024-03-08" in c.message.zh] == ["warning"]


def test_correcting_the_record_ends_the_dispute(client, tmp_path):
    add(client, tmp_path, "8 MAR 2024")
    client.records.save(dataclasses.replace(SHIPMENT, shipped_on=date(2024, 3, 8)))
    assert policy_in_force(client).verdict is Verdict.MET
    [paper] = client.evidence.papers("C1")
    assert [(one.key, one.agrees) for one in paper.says] == [
        ("transport_no", True),
        ("shipped_on", True),
    ]


def test_removing_the_paper_ends_the_dispute(client, tmp_path):
    add(client, tmp_path, "8 MAR 2024")
    [paper] = client.evidence.papers("C1")
    client.evidence.remove(paper.document)
    assert policy_in_force(client).verdict is Verdict.MET


def test_a_paper_under_another_slot_is_not_read_for_the_day(client, tmp_path):
    add(client, tmp_path, "8 MAR 2024", slot="T06")
    assert policy_in_force(client).verdict is Verdict.MET


def line_of(answer, label):
    return next(line for line in answer.lines if line.label.zh == label)


def test_the_tree_says_who_entered_a_value_and_which_paper_bears_it_out(client, tmp_path):
    add(client, tmp_path, "1 MAR 2024")
    answer = client.reasons.why("cover.payment_term", "shipment:INV-1")
    term = line_of(answer, "支付方式")
    assert term.value.zh == "赊销"
    assert "王样本" in term.note.zh
    assert "录入" in term.note.zh

    answer = client.reasons.why("cover.policy_in_force", "shipment:INV-1")
    day = line_of(answer, "出运日期")
    assert day.value.zh == "2024-03-01"
    assert "与 T04 bill.txt 第 1 页一致" in day.note.zh
    assert "agrees" in day.note.en


def test_a_derived_fact_stands_on_the_fields_it_was_computed_from(client):
    answer = client.reasons.why("claim.notice_in_time", "case:C1")
    below = {line.words for line in answer.lines}
    assert {"case.notice_on", "shipment.due_on"} <= below


def test_an_imported_value_names_its_file(client, tmp_path):
    book = tmp_path / "出运.csv"
    head = "发票号,合同号,买方编号,保单号,出运日期,支付方式,信用期限"
    line = "INV-1,C-1,B1,P1,2024-03-01,OA,45"
    book.write_text(f"{head}\n{line}\n", encoding="utf-8-sig")
    client.imports.apply(client.imports.preview(book))
    answer = client.reasons.why("cover.credit_days", "shipment:INV-1")
    days = line_of(answer, "信用期限(天)")
    assert "由 出运.csv 导入" in days.note.zh
    assert "imported from 出运.csv" in days.note.en


@pytest.mark.parametrize(
    ("rule", "subject"),
    [("no.rule", "company"), ("cover.country", "company"), ("cover.country", "shipment:NO"),
     ("claim.dispute", "case:NO"), ("claim.dispute", "shipment:INV-1")],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(client, rule, subject):
    with pytest.raises(UsageError):
        client.reasons.why(rule, subject)
