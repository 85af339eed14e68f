"""Each content check that the records answer, broken alone: the packet is refused and names it."""

from __future__ import annotations

import json

import pytest

from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.cli import main

pytestmark = pytest.mark.slow

ON = "2024-12-02"
CASE = "case:CASE-1"
INVOICE = "shipment:INV-1"
SOUND = {
    "company": {
        "uscc": "91350100M000100Y43", "name_zh": "深圳市样本实业有限公司",
        "name_en": "Shenzhen Specimen Industry Co., Ltd.",
        "legal_rep": "李样本", "signatory": "李样本",
        "address_zh": "深圳市南山区样本路 1 号", "contact_name": "王样本",
        "contact_phone": "0755-0000 0000", "contact_email": "claims@specimen.example",
        "bank_name": "样本银行深圳分行", "bank_account": "6200 0000 0000 777",
    },
    "policies": [{
        "policy_no": "P-1", "insurer": "sinosure", "form": "comprehensive", "insured_by": "self",
        "start_on": "2024-01-01", "end_on": "2024-12-31", "currency": "USD",
        "max_liability": "2000000", "limit_applies_to": "base", "ratio_default": "0.9",
        "max_credit_days": "360", "declaration_rule": "days_after_shipment",
        "declaration_n": "15", "notice_default_days": "60", "notice_other_workdays": "10",
        "claim_months_after_notice": "4", "premium_paid": "是",
    }],
    "buyers": [{
        "buyer_no": "B1", "name_en": "Muster Handels GmbH", "country": "DE",
        "related_party": "否", "address": "Musterstrasse 1, Hamburg",
    }],
    "limits": [{
        "approval_no": "L-1", "policy_no": "P-1", "buyer_no": "B1", "amount": "100000",
        "currency": "USD", "payment_term": "OA", "credit_days": "120",
        "effective_on": "2024-01-01", "expires_on": "2024-12-31", "status": "active",
    }],
    "shipments": [{
        "invoice_no": "INV-1", "invoice_on": "2024-03-01", "contract_no": "C-1",
        "buyer_no": "B1", "policy_no": "P-1", "kind": "goods", "amount": "50000",
        "currency": "USD", "payment_term": "OA", "credit_days": "60",
        "shipped_on": "2024-03-01", "due_on": "2024-04-30", "transport_mode": "sea",
        "transport_no": "SPEC0001", "customs_no": "531620240160000001", "own_name": "是",
        "incoterm": "CIF", "straight_bl": "否", "telex_release": "否", "goods": "样本灯具",
        "destination": "DE", "declared_on": "2024-03-05", "port_discharge": "HAMBURG",
    }],
    "cases": [{
        "case_no": "CASE-1", "buyer_no": "B1", "policy_no": "P-1", "cause": "default",
        "known_on": "2024-05-20", "notice_on": "2024-05-28", "insurer_case_no": "EC2024-0001",
        "claim_on": "2024-08-01", "trade_genuine": "是", "dispute": "否", "settlement": "否",
        "guarantee": "否", "financed": "否", "claim_right_assigned": "否",
        "indemnity_assigned": "否", "receivable_assigned": "否", "bank_chased": "否",
        "entrust_recovery": "否", "retention_of_title": "否",
        "narrative": "买方收货后到期未付。", "mitigation": "停止出运，每月书面催款。",
    }],
    "case_invoices": [{"case_no": "CASE-1", "invoice_no": "INV-1", "goods_state": "taken_up"}],
    "documents": [
        {"case_no": "CASE-1", "slot": slot.id, "waived_reason": "保险人已有存档"}
        for slot in shipped_slots() if not slot.form
    ],
    "events": [{
        "case_no": "CASE-1", "on": "2024-05-20", "who": "王样本", "channel": "email",
        "summary": "书面催款，买方未复",
    }],
}  # fmt: skip
OTHER = {
    **SOUND["shipments"][0], "invoice_no": "INV-2", "shipped_on": "2024-03-10",
    "due_on": "2024-05-09", "amount": "20000",
}  # fmt: skip

#: What is broken, the check that names it, of what it speaks, whether a person may explain it.
BROKEN = [
    ("C03", CASE, False, {"cases": {"claim_amount": "50001", "claim_currency": "USD"}}),
    ("C04", CASE, True, {"shipments+": OTHER}),
    ("C05", INVOICE, True, {"policies": {"start_on": "2024-03-02"}}),
    ("C05", INVOICE, True, {"limits": {"expires_on": "2024-02-29"}}),
    ("C05", INVOICE, True, {"buyers": {"known_risk_on": "2024-02-20"}}),
    ("C07", INVOICE, True, {"shipments": {"declared_on": "2024-03-19"}}),
    ("C07", INVOICE, True, {"shipments": {"declared_on": ""}}),
    ("C08", CASE, True, {"cases": {"notice_on": "2024-07-02"}}),
    ("C08", CASE, True, {"cases": {"notice_on": ""}}),
    ("C08", CASE, False, {"cases": {"notice_on": "2024-06-20", "claim_on": "2024-06-10"}}),
    ("C09", INVOICE, True, {"limits": {"amount": "49999.99"}}),
    ("C10", INVOICE, True, {"shipments": {"consignee": "Other Ltd.", "third_party_stated": "否"}}),
    ("C10", INVOICE, True, {"shipments": {"payer": "Other Ltd.", "third_party_stated": "否"}}),
    ("C11", CASE, False, {"cases": {"dispute": "是", "disputed_amount": "100"}}),
    ("C11", CASE, False, {"cases": {"dispute": ""}}),
    ("C13", CASE, False, {"cases": {"financed": "是"}}),
    ("C13", CASE, False, {"cases": {"guarantee": ""}}),
    ("C17", CASE, False, {"cases": {"narrative": ""}}),
    ("C17", CASE, False, {"cases": {"mitigation": ""}}),
]


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command: status, output, errors."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def call(*words):
        status = main([*map(str, words)])
        return status, *capsys.readouterr()

    return call


def broken(changes):
    """Return the sound client with one thing changed."""
    sheets = {key: rows if isinstance(rows, dict) else list(rows) for key, rows in SOUND.items()}
    for sheet, change in changes.items():
        if sheet.endswith("+"):
            sheets[sheet[:-1]].append(change)
        else:
            sheets[sheet][0] = {k: v for k, v in {**sheets[sheet][0], **change}.items() if v}
    return sheets


def taken_in(run, tmp_path, sheets):
    (tmp_path / "in.json").write_text(json.dumps(sheets), encoding="utf-8")
    assert run("new", "c.xinbao")[0] == 0
    status, _, err = run("import", "c.xinbao", "in.json")
    assert status == 0, err


def packet(run, *more):
    """Build the claim packet; return status, answer and what was said to a person in English."""
    words = ("packet", "c.xinbao", "CASE-1", "p.pdf", "--on", ON, *more)
    status, out, _ = run(*words, "--json")
    return status, json.loads(out)


def content(answer, severity="error"):
    """Return the content checks that are open without a reason."""
    return {
        (c["check"], c.get("subject"))
        for c in answer["open"]
        if c["check"].startswith("C") and c["severity"] == severity and not c.get("reason")
    }


def test_a_sound_case_makes_a_final_packet(run, tmp_path):
    taken_in(run, tmp_path, SOUND)
    status, answer = packet(run)
    assert (status, answer["open"]) == (0, [])
    assert (tmp_path / "p.pdf").exists()


@pytest.mark.parametrize(("check", "subject", "may_stay", "changes"), BROKEN)
def test_what_is_broken_alone_is_named_alone(run, tmp_path, check, subject, may_stay, changes):
    taken_in(run, tmp_path, broken(changes))
    status, answer = packet(run)
    assert (status, answer["packet"]) == (1, None)
    assert not (tmp_path / "p.pdf").exists()
    assert {name for name, _ in content(answer)} == {check}
    [found] = [c for c in answer["open"] if c["check"] == check and c["severity"] == "error"]
    assert found["message"]["zh"].strip() != found["message"]["en"].strip() != ""
    for lang, word in (("zh", found["message"]["zh"]), ("en", found["message"]["en"])):
        said = run("packet", "c.xinbao", "CASE-1", "p.pdf", "--on", ON, "--lang", lang)[2]
        assert check in said
        assert word in said
        assert ("→" in said) is (check != "C08" or may_stay)  # what to do about it

    # a person's written reason settles what can no longer be changed, and nothing else
    reason = {
        "case_no": "CASE-1", "check": check, "subject": subject, "answer": "explained",
        "reason": "保险人已知情", "by": "王样本", "on": ON,
    }  # fmt: skip
    (tmp_path / "said.json").write_text(json.dumps({"confirmations": [reason]}), encoding="utf-8")
    assert run("import", "c.xinbao", "said.json")[0] == 0
    status, answer = packet(run, "--draft")
    assert bool(content(answer)) is not may_stay
    assert (tmp_path / "p.pdf").exists()


def test_a_warning_without_its_reason_is_asked_for_and_printed_as_a_line_to_write_on(run, tmp_path):
    taken_in(run, tmp_path, broken({"cases": {"insurer_case_no": ""}}))
    status, answer = packet(run)
    assert (status, content(answer, "warning")) == (0, {("C08", CASE)})
    said = run("packet", "c.xinbao", "CASE-1", "p.pdf", "--on", ON, "--force", "--lang", "en")[2]
    assert "warning C08 (case:CASE-1)" in said
    assert "1 warnings have no written reason" in said
    client = ("--client", "c.xinbao", "--case", "CASE-1", "--on", ON)
    for more in ((), client):
        status, out, _ = run("verify", "p.pdf", *more, "--json")
        [found] = [c for c in json.loads(out)["checks"] if c["id"] == "V33"]
        assert (status, found["verdict"], bool(found["pages"])) == (0, "warn", True)

    reason = {
        "case_no": "CASE-1", "check": "C08", "subject": CASE, "answer": "explained",
        "reason": "立案号尚未收到，已电话催问",
    }  # fmt: skip
    (tmp_path / "said.json").write_text(json.dumps({"confirmations": [reason]}), encoding="utf-8")
    run("import", "c.xinbao", "said.json")
    status, answer = packet(run, "--force")
    assert (status, content(answer, "warning")) == (0, set())
    out = run("verify", "p.pdf", *client, "--json")[1]
    assert {c["id"] for c in json.loads(out)["checks"] if c["verdict"] in ("fail", "warn")} == set()
