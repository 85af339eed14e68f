"""What the judging commands tell a person and a program, besides the verdicts themselves."""

from __future__ import annotations

import json

import pytest

from xinbao_desktop.cli import main
from xinbao_desktop.cli.console import Console
from xinbao_desktop.text import Lang

POLICY = {
    "policy_no": "P1", "insurer": "sinosure", "insured_by": "self", "currency": "USD",
    "start_on": "2024-01-01", "end_on": "2024-12-31", "notice_default_days": 30,
    "premium_paid": "yes", "declaration_rule": "none",
}  # fmt: skip
SHIPMENT = {
    "invoice_no": "I1", "buyer_no": "B1", "policy_no": "P1", "amount": "1000", "currency": "USD",
    "payment_term": "OA", "credit_days": 60, "shipped_on": "2024-03-04", "due_on": "2024-05-03",
    "own_name": "yes",
}  # fmt: skip
CASE = {
    "case_no": "K1", "buyer_no": "B1", "policy_no": "P1", "cause": "default",
    "known_on": "2024-05-10", "notice_on": "2024-05-20", "claim_on": "2024-06-10",
}  # fmt: skip
LIMIT = {
    "approval_no": "L1", "policy_no": "P1", "buyer_no": "B1", "amount": "5000", "currency": "USD",
    "payment_term": "OA", "credit_days": 60, "effective_on": "2024-01-01", "status": "active",
}  # fmt: skip
RECORDS = {
    "limits": [LIMIT],
    "policies": [POLICY],
    "buyers": [
        {"buyer_no": "B1", "name_en": "Specimen Ltd", "country": "DE", "related_party": "no"}
    ],
    "shipments": [SHIPMENT],
    "cases": [CASE],
    "case_invoices": [{"case_no": "K1", "invoice_no": "I1"}],
}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command; returns status, output and errors."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def run(*words, lang="en"):
        status = main([*words, "--lang", lang])
        said = capsys.readouterr()
        return status, said.out, said.err

    (tmp_path / "records.json").write_text(json.dumps(RECORDS), encoding="utf-8")
    more = {"shipments": [{**SHIPMENT, "invoice_no": "I2"}]}
    (tmp_path / "more.json").write_text(json.dumps(more), encoding="utf-8")
    run("new", "empty.xinbao")
    run("new", "a.xinbao")
    assert run("import", "a.xinbao", "records.json")[0] == 0
    return run


@pytest.mark.parametrize(
    "words", [("coverage",), ("coverage", "--full"), ("exposure",), ("deadlines",)]
)
def test_an_empty_client_is_answered_with_words_and_not_with_silence(run, words):
    command, *flags = words
    assert run(command, "empty.xinbao", *flags)[1].startswith("There ")
    told = run(command, "empty.xinbao", *flags, lang="zh")[1]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in told)


LATER = ["case.notice_on:K1", "case.claim_on:K1"]


@pytest.mark.parametrize("words", [("deadlines", "a.xinbao"), ("checklist", "a.xinbao", "K1")])
def test_what_is_dated_later_is_listed(run, words):
    status, out, _ = run(*words, "--on", "2024-05-15", "--json")
    assert (status, json.loads(out)["set_aside"]) == (0, LATER)
    assert "case.claim_on:K1" in run(*words, "--on", "2024-05-15")[1]
    assert "set_aside" not in json.loads(run(*words, "--on", "2024-07-01", "--json")[1])


ROWS = [{"a": 1}, {"words": 'two\nlines, "quoted" {', "list": [{"b": None}], "none": []}]


@pytest.mark.parametrize("rows", [[], ROWS[:1], ROWS])
def test_a_streamed_document_is_to_the_byte_the_one_printed_at_once(capsys, rows):
    out, head = Console(Lang.ZH, json=True), {"on": "2024-05-15", "packs": [{"id": "样"}]}
    out.document({**head, "findings": rows})
    whole = capsys.readouterr().out
    out.stream_document(head, "findings", iter(rows))
    assert capsys.readouterr().out == whole


def test_a_streamed_row_is_out_before_the_next_is_asked_for(capsys):
    seen = []

    def rows():
        for number in range(3):
            seen.append(capsys.readouterr().out)
            yield {"row": number}

    Console(Lang.ZH, json=True).stream_document({}, "findings", rows())
    assert ['"row": 0' in seen[1], '"row": 1' in seen[2]] == [True, True]


def test_the_full_cover_of_all_is_the_full_cover_of_each(run):
    run("import", "a.xinbao", "more.json")
    whole = json.loads(run("coverage", "a.xinbao", "--full", "--json", "--on", "2024-05-15")[1])
    each = [
        json.loads(run("coverage", "a.xinbao", "--invoice", number, "--json", "--on",
                       "2024-05-15")[1])
        for number in ("I1", "I2")
    ]  # fmt: skip
    assert [one.pop("findings") for one in each] == [
        [f for f in whole["findings"] if f["subject"] == f"shipment:{number}"]
        for number in ("I1", "I2")
    ]
    assert len(whole.pop("findings")) == 36
    assert whole == each[0]
    told = run("coverage", "a.xinbao", "--full", "--on", "2024-05-15")[1]
    assert "shipment:I1 · cover.seller" in told
    assert "shipment:I2 · cover.seller" in told


def test_the_exposure_of_a_buyer_that_is_nowhere_is_wrong_usage(run):
    assert run("exposure", "a.xinbao", "--buyer", "B9") == (2, "", "There is no buyer “B9”.\n")
    assert run("exposure", "a.xinbao", "--buyer", "B1")[0] == 0


def test_a_loss_that_cannot_be_computed_names_what_is_missing_and_prints_no_none(run):
    _, out, _ = run("claim", "a.xinbao", "K1", "--on", "2024-07-01")
    assert "payable up to – USD\nThe loss is open; missing: policy.ratio_default\n" in out


def test_deadlines_of_several_clients_are_one_list_by_day(run):
    answer = json.loads(
        run("deadlines", "a.xinbao", "empty.xinbao", "a.xinbao", "--on", "2024-05-15", "--json")[1]
    )
    days = [row["due"] for row in answer["deadlines"] if row["due"]]
    assert days == sorted(days)
    assert {row["client"] for row in answer["deadlines"]} == {"a"}


def test_a_verdict_is_explained_down_to_who_entered_each_fact(run):
    status, out, _ = run("why", "a.xinbao", "case:K1", "claim.notice_in_time", "--json")
    told = json.loads(out)
    assert status == 0
    assert told["finding"]["rule"] == "claim.notice_in_time"
    [notice] = [line for line in told["why"] if line["words"] == "case.notice_on"]
    assert notice["value"]["en"] == "2024-05-20"
    assert "records.json" in notice["note"]["en"]
    assert "records.json" in notice["note"]["zh"]
    words = run("why", "a.xinbao", "shipment:I1", "cover.credit_days")[1]
    assert "Credit days: 60" in words


def test_a_reason_is_asked_for_a_rule_and_what_it_judges(run):
    for words in (
        ("case:K1", "no.rule"),
        ("company", "cover.country"),
        ("case:K9", "claim.dispute"),
    ):
        status, _, err = run("why", "a.xinbao", *words)
        assert status == 2
        assert err
