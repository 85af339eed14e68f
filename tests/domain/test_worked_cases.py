"""Cases that the trade tells, with the verdict their account supports, or unknown.

The training exercise and the two caps stand in ``test_claim``, the late declaration of 2017 in
``test_coverage``; here the disputes of the courts and what was paid after pressure.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.document import Event


def xiamen(world, **case):
    """Limit USD 105,000; an agent ordered in the buyer's name; the buyer's side did not collect."""
    limit = world.but(world.limit, amount=Decimal(105000))
    buyer = world.but(world.buyer, email_domain="specimen.example")
    order = Event(
        case_no="C1",
        on=date(2024, 2, 1),
        channel="email",
        who="agent@trading-house.example",
        summary="order in the buyer's name",
    )
    given = {"cause": "rejection", "dispute": True, "known_on": date(2024, 5, 20),
             "notice_on": date(2024, 5, 27), "claim_on": date(2024, 7, 1)}  # fmt: skip
    return (limit, buyer, order, world.shipment(amount=Decimal(110000)),
            world.case(**{**given, **case}), world.line(goods_state="at_port"))  # fmt: skip


def verdicts(judged):
    return {f.rule: f.verdict.value for f in judged.findings if f.subject == "case:C1"}


def test_the_xiamen_claim_fails_until_the_debt_is_established(world):
    judged = world.claim(*xiamen(world, award_effective=False, settlement=False))
    found = verdicts(judged)
    assert (found["claim.dispute"], judged.route, judged.eligible) == ("not_met", "none", False)
    assert judged.loss.assessable is False
    assert found["claim.mail_domain"] == "not_met"


def test_the_xiamen_claim_is_assessed_within_its_limit_once_an_award_is_enforced(world):
    judged = world.claim(*xiamen(world, award_effective=True, enforcement_applied=True))
    assert verdicts(judged)["claim.dispute"] == "met"
    assert judged.loss.assessable
    assert judged.loss.invoices[0].within_limit == 105000
    assert judged.loss.payable == 84000  # a rejection is paid with 80 %


@pytest.mark.parametrize("enforced", [False, None])
def test_an_award_without_known_enforcement_does_not_open_the_way(world, enforced):
    records = xiamen(world, award_effective=True, enforcement_applied=enforced, settlement=False)
    expected = "not_met" if enforced is False else "unknown"
    assert verdicts(world.claim(*records))["claim.dispute"] == expected


def test_what_the_xiamen_record_does_not_say_is_unknown(world):
    judged = world.claim(*xiamen(world))
    assert verdicts(judged)["claim.dispute"] == "unknown"
    assert judged.route == "ordinary"


def arbitration(world, **case):
    """Exports of about USD 990,000; the alleged buyer denied having traded."""
    limit = world.but(world.limit, amount=Decimal(1000000))
    policy = world.but(world.policy, max_liability=Decimal(2000000))
    given = {"dispute": True, "award_effective": False, "settlement": False,
             "buyer_statement": "we never bought these goods"}  # fmt: skip
    return (limit, policy, world.shipment(amount=Decimal(990000)),
            world.case(**{**given, **case}), world.line())  # fmt: skip


def test_a_buyer_who_denies_the_trade_is_sued_at_its_place_first(world):
    judged = world.claim(*arbitration(world))
    assert (judged.route, judged.loss.assessable) == ("none", False)
    advice = next(f.advice for f in judged.findings if f.rule == "claim.dispute")
    assert "buyer's place" in advice.en


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"settlement": True}, "not_met"),
        ({"settlement": True, "consent_settlement_on": date(2024, 7, 20)}, "met"),
        ({"consent_dispute_waiver_on": date(2024, 7, 20)}, "met"),
    ],
)
def test_a_settlement_the_insurer_checked_or_its_waiver_is_handled_as_cover(world, more, expected):
    """Article 12: the parties may negotiate; a settlement is checked by the insurer."""
    found = verdicts(world.claim(*arbitration(world, **more)))
    assert found["claim.dispute"] == expected


def test_goods_held_at_the_port_and_mostly_taken_up_leave_the_small_rest(world):
    """USD 800,000 shipped; after pressure 750,000 is paid, and 50,000 remains the loss."""
    limit = world.but(world.limit, amount=Decimal(1000000))
    paid = world.receipt("R1", "I1", date(2024, 5, 20), "750000")
    judged = world.claim(
        limit, world.shipment(amount=Decimal(800000)), paid, world.case(), world.line()
    )
    assert judged.loss.total_loss == 50000
    assert judged.loss.payable == 45000


@pytest.mark.parametrize(
    ("rule", "case", "words"),
    [
        ("claim.dispute", {"dispute": False}, "There is no trade dispute."),
        (
            "claim.dispute",
            {"dispute": True, "consent_dispute_waiver_on": date(2024, 7, 1)},
            "the insurer waived the rule",
        ),
        ("claim.guarantee", {"guarantee": False}, "The debt is not guaranteed."),
        ("claim.guarantee", {"guarantee": True, "guarantor_called": True}, "was called."),
        ("claim.consents", {"settlement": True}, "The settlement lacks"),
        ("claim.notice_in_time", {"notice_on": None, "claim_on": None}, "none was given"),
        ("claim.notice_in_time", {"notice_on": date(2024, 7, 2)}, "(2024-07-02) was late"),
        ("claim.cause_fits", {"cause": "bank_default"}, "bank risks exist only under L/C"),
    ],
)
def test_a_finding_says_which_of_its_reasons_it_was(world, rule, case, words):
    records = (world.shipment(), world.case(**case), world.line())
    assert words in world.finding(rule, *records).because.en


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        ("cover.goods_control", {"incoterm": "FOB"}, "the buyer's forwarder holds"),
        ("cover.goods_control", {"straight_bl": True}, "A straight bill"),
        ("cover.goods_control", {"transport_mode": "air"}, "the waybill is no title"),
        ("cover.own_name", {"own_name": True}, "in the insured's name"),
    ],
)
def test_a_shipments_finding_says_which_of_its_reasons_it_was(world, rule, changes, words):
    assert words in world.cover(rule, world.shipment(**changes)).because.en
