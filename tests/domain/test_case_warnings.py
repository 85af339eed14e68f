"""What exporters get wrong: each warning is triggered by a fact, and blocks nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.deadlines import LIMIT_IDLE, deadlines
from xinbao_desktop.domain.document import Document, Event

TABLE = Path(__file__).parents[2] / "docs" / "warnings.md"


def verdict(world, rule, *records, **more):
    return world.finding(rule, *records, **more).verdict.value


def one(world, ship=(), line=(), **case):
    return (world.shipment(**dict(ship)), world.case(**case), world.line(**dict(line)))


def filed(slot, **more):
    return Document(case_no="C1", slot=slot, path=f"{slot}.pdf", **more)


def event(channel="email", who=None, summary="催款"):
    return Event(case_no="C1", on=date(2024, 5, 10), channel=channel, who=who, summary=summary)


# ---- the table -------------------------------------------------------------------------------


def test_each_of_the_twenty_warnings_names_rules_that_exist_or_says_why_there_is_none(knowledge):
    rows = [line for line in TABLE.read_text("utf-8").splitlines() if re.match(r"\| W\d+ ", line)]
    assert [row.split("|")[1].strip() for row in rows] == [f"W{n}" for n in range(1, 21)]
    figures = {figure.id for pack in knowledge.packs for figure in pack.parameters}
    for row in rows:
        named = re.findall(r"`((?:cover|claim|limit)\.\w+)`", row.split("|")[-2])
        assert named, row
        assert all(id_ in knowledge.rules or id_ in figures for id_ in named), row


def test_no_warning_closes_a_route_or_lowers_the_payment(world, knowledge):
    own = [
        rule.id for p in knowledge.packs for rule in p.rules if rule.file.endswith("warnings.toml")
    ]
    assert len(own) == 9
    records = one(
        world,
        {"kind": "agency", "seller_is_insured": True},
        {"goods_state": "at_port"},
        financed=True,
    )
    judged = world.claim(*records, event("wechat", "x@else.example"), on=date(2024, 9, 1))
    warned = {f.rule for f in judged.findings if f.rule in own and f.verdict == "not_met"}
    assert len(warned) >= 4
    assert (judged.route, judged.loss.payable) == ("green", 90000)
    assert not set(own) & set(judged.loss.open_reductions)


# ---- documents, delivery ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("presented", "expected"),
    [(date(2024, 6, 5), "met"), (date(2024, 6, 6), "not_met"), (None, "unknown")],
)
def test_documents_held_back_after_the_default_are_noticed(world, presented, expected):
    limit = world.but(world.limit, payment_term="DP")
    ship = {"payment_term": "DP", "docs_presented_on": presented}
    assert verdict(world, "claim.documents_presented", limit, *one(world, ship)) == expected


def test_open_account_asks_for_no_presentation(world):
    assert verdict(world, "claim.documents_presented", *one(world)) == "not_applicable"


def test_open_account_wants_its_proof_of_delivery_for_each_invoice(world):
    second = world.shipment("I2", shipped_on=date(2024, 3, 20), declared_on=date(2024, 3, 22))
    records = (*one(world), second, world.line("I2"))
    rule = "claim.delivery_proven"
    assert verdict(world, rule, *records, filed("T07", invoice_no="I1")) == "not_met"
    assert verdict(world, rule, *records, filed("T07", invoice_no="I1;I2")) == "met"
    service = one(world, {"kind": "service", "seller_is_insured": True})
    assert verdict(world, rule, *service) == "not_applicable"
    assert verdict(world, rule, *one(world, {"payment_term": None})) == "unknown"
    assert verdict(world, rule, *one(world, cause="insolvency")) == "not_applicable"


# ---- correspondence --------------------------------------------------------------------------


def test_chats_and_calls_alone_are_no_demand_in_writing(world):
    rule, records = "claim.demands_in_writing", one(world)
    assert verdict(world, rule, *records) == "unknown"
    chats = [event("wechat"), event("phone"), event("insurer")]
    assert verdict(world, rule, *records, *chats) == "not_met"
    assert verdict(world, rule, *records, *chats, event("letter")) == "met"
    assert verdict(world, rule, *records, *chats, event(None)) == "unknown"


def test_mail_from_a_domain_one_letter_off_is_noticed(world):
    buyer = world.but(world.buyer, email_domain="specimen.example")
    company = Company(uscc="91350100M000100Y43", contact_email="sales@own.example")
    fine = event(
        who="Ann <ann@specimen.example>", summary="cc sales@own.example, b@eu.specimen.example"
    )
    rule, records = "claim.mail_domain", (buyer, company, *one(world))
    assert verdict(world, rule, *records, fine) == "met"
    found = world.finding(rule, *records, fine, event(who="ann@specirnen.example"))
    assert found.verdict == "not_met"
    assert "specirnen.example" in found.because.zh
    assert verdict(world, rule, *records, event()) == "not_applicable"
    banks = event("bank", who="desk@bank.example")
    assert verdict(world, rule, *records, banks) == "not_applicable"


def test_without_the_buyers_domain_no_mail_is_strange(world):
    found = world.finding("claim.mail_domain", *one(world), event(who="ann@specimen.example"))
    assert (found.verdict, found.missing) == ("unknown", ("buyer.email_domain",))


# ---- agency, financing -----------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "slot"), [("agency", "T18"), ("platform", "T22")])
def test_agents_and_platforms_need_their_agreement(world, kind, slot):
    records = one(world, {"kind": kind, "seller_is_insured": True})
    found = world.finding("claim.agency_papers", *records)
    assert (found.verdict, slot in found.because.en) == ("not_met", True)
    assert verdict(world, "claim.agency_papers", *records, filed(slot)) == "met"
    assert verdict(world, "claim.agency_papers", *one(world)) == "not_applicable"


def test_a_financed_case_has_its_proof_of_true_trade(world):
    assert verdict(world, "claim.trade_proof", *one(world, financed=True)) == "not_met"
    assert verdict(world, "claim.trade_proof", *one(world, financed=True), filed("T17")) == "met"
    assert verdict(world, "claim.trade_proof", *one(world)) == "not_applicable"


# ---- goods -----------------------------------------------------------------------------------


def test_goods_on_their_way_to_an_insolvent_buyer_are_stopped(world):
    rule, moving = "claim.goods_stopped", {"goods_state": "in_transit"}
    assert verdict(world, rule, *one(world, (), moving, cause="insolvency")) == "not_met"
    assert verdict(world, rule, *one(world, (), moving, cause="insolvency"), filed("L11")) == "met"
    assert verdict(world, rule, *one(world, (), moving)) == "not_applicable"
    unclear = one(world, (), {"goods_state": None}, cause="insolvency")
    assert verdict(world, rule, *unclear) == "unknown"


@pytest.mark.parametrize(
    ("notice_on", "expected"), [(date(2024, 4, 30), "met"), (date(2024, 5, 1), "not_met")]
)
def test_goods_at_the_port_are_reported_within_sixty_days_of_shipment(world, notice_on, expected):
    records = one(world, (), {"goods_state": "at_port"}, cause="rejection",
                  known_on=date(2024, 4, 20), notice_on=notice_on, claim_on=None)  # fmt: skip
    assert verdict(world, "claim.port_time", *records) == expected


def test_goods_taken_up_lie_at_no_port_and_an_unknown_state_is_unknown(world):
    assert verdict(world, "claim.port_time", *one(world)) == "not_applicable"
    assert verdict(world, "claim.port_time", *one(world, (), {"goods_state": None})) == "unknown"
    second = world.shipment("I2", shipped_on=date(2024, 3, 20))
    for state, notice_on, expected in (
        ("at_port", date(2024, 4, 25), "unknown"),
        ("at_port", date(2024, 6, 6), "not_met"),
    ):
        both = (*one(world, (), {"goods_state": state}, notice_on=notice_on), second)
        lines = (world.line("I2", goods_state=None),)
        assert verdict(world, "claim.port_time", *both, *lines) == expected


# ---- the whole turnover ----------------------------------------------------------------------


def test_shipments_left_out_of_declaration_are_counted(world):
    rule, records = "claim.whole_turnover", one(world)
    other = world.shipment("I2", buyer_no="B2", declared_on=None)
    assert verdict(world, rule, *records) == "met"
    assert verdict(world, rule, *records, other) == "not_met"
    in_time = world.shipment("I2", shipped_on=date(2024, 7, 31), declared_on=None)
    assert verdict(world, rule, *records, in_time) == "met"
    undated = world.shipment("I3", buyer_no="B2", declared_on=None, shipped_on=None)
    assert verdict(world, rule, *records, undated) == "unknown"
    assert verdict(world, rule, *records, other, undated) == "not_met"
    loose = world.shipment("I4", policy_no=None, declared_on=None)
    assert verdict(world, rule, *records, loose) == "unknown"
    free = world.but(world.policy, declaration_rule="none")
    assert verdict(world, rule, free, *records, other) == "not_applicable"


# ---- idle limits -----------------------------------------------------------------------------


def idle(world, *records, on):
    coverage = world.coverage(*records, on=on)
    return [(d.due, d.state.value) for d in deadlines(coverage) if d.what == LIMIT_IDLE]


def test_an_idle_limit_is_warned_of_a_month_ahead_then_unknown_then_overdue(world):
    used = date(2024, 3, 1)
    ninety, half_year = used + timedelta(days=90), used + timedelta(days=180)
    paid = world.receipt("R1", "I1", date(2024, 4, 1), "100000")
    records = (world.shipment(), paid)
    assert idle(world, *records, on=ninety - timedelta(days=31)) == []
    for on, state in (
        (ninety - timedelta(days=30), "due"),
        (ninety, "due"),
        (ninety + timedelta(days=1), "unknown"),
        (half_year, "unknown"),
        (half_year + timedelta(days=1), "overdue"),
    ):
        assert idle(world, *records, on=on) == [(ninety, state)], on


def test_a_limit_in_use_ended_or_cancelled_is_not_idle(world):
    on = date(2024, 8, 1)
    fresh = world.shipment("I2", shipped_on=date(2024, 7, 1), declared_on=date(2024, 7, 2))
    assert idle(world, world.shipment(), fresh, on=on) == []
    for changes in (
        {"status": "cancelled", "status_on": date(2024, 5, 1)},
        {"expires_on": date(2024, 7, 31)},
        {"effective_on": None},
    ):
        assert idle(world, world.but(world.limit, **changes), world.shipment(), on=on) == []
