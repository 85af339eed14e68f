"""Cover of a shipment, judged at its shipment day with the shipped rules."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.document import Document


def verdict(world, rule, *records, **more):
    return world.cover(rule, *records, **more).verdict.value


def test_a_sound_shipment_is_met_in_every_respect(world):
    cover = world.coverage(world.shipment()).short(world.shipment())
    assert cover.worst == "met"
    assert set(cover.verdicts.values()) <= {"met", "not_applicable"}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("cover.seller", {"seller_is_insured": False}),
        ("cover.own_name", {"own_name": False}),
        ("cover.payment_term", {"payment_term": "DA", "straight_bl": True}),
        ("cover.credit_days", {"credit_days": 61}),
        ("cover.credit_days", {"due_on": date(2024, 5, 1)}),
        ("cover.goods_control", {"incoterm": "FOB"}),
        ("cover.third_party", {"consignee": "Somebody Else GmbH", "third_party_stated": False}),
    ],
)
def test_a_shipment_can_lose_its_cover(world, rule, changes):
    limit = world.but(world.limit, payment_term="DA")
    changed = world.shipment(**{"payment_term": "DA", **changes})
    assert verdict(world, rule, limit, changed) == "not_met"


def test_a_riskier_term_than_the_limit_is_not_met_and_a_safer_one_is(world):
    limit = world.but(world.limit, payment_term="DA")
    assert (
        verdict(world, "cover.payment_term", limit, world.shipment(payment_term="OA")) == "not_met"
    )
    assert verdict(world, "cover.payment_term", limit, world.shipment(payment_term="DP",
                   telex_release=False, straight_bl=False)) == "met"  # fmt: skip


def test_telex_release_under_a_dp_limit_counts_as_open_account(world):
    limit = world.but(world.limit, payment_term="DP")
    loose = world.shipment(payment_term="DP", telex_release=True)
    assert verdict(world, "cover.payment_term", limit, loose) == "not_met"


def test_a_dp_shipment_of_unknown_transport_is_unknown_under_a_dp_limit_and_met_under_oa(world):
    unknown = world.shipment(payment_term="DP", transport_mode=None)
    limit = world.but(world.limit, payment_term="DP")
    found = world.cover("cover.payment_term", limit, unknown)
    assert found.verdict == "unknown"
    assert "shipment.transport_mode" in found.missing
    assert verdict(world, "cover.payment_term", unknown) == "met"


@pytest.mark.parametrize(
    ("effective", "expires", "expected"),
    [
        (date(2024, 3, 1), None, "met"),
        (date(2024, 3, 2), None, "not_met"),
        (date(2024, 1, 1), date(2024, 3, 1), "met"),
        (date(2024, 1, 1), date(2024, 2, 29), "not_met"),
    ],
)
def test_the_limit_must_run_on_the_shipment_day(world, effective, expires, expected):
    limit = world.but(world.limit, effective_on=effective, expires_on=expires)
    assert verdict(world, "cover.limit_effective", limit, world.shipment()) == expected


def test_the_latest_of_several_limits_counts(world):
    later = world.but(world.limit, approval_no="L2", effective_on=date(2024, 2, 1), status="zero")
    assert verdict(world, "cover.limit_not_zero", later, world.shipment()) == "not_met"
    after = world.but(later, effective_on=date(2024, 3, 2))
    assert verdict(world, "cover.limit_not_zero", after, world.shipment()) == "met"


def test_a_frozen_limit_counts_from_its_day_and_is_unknown_without_one(world):
    frozen = world.but(world.limit, status="frozen", status_on=date(2024, 3, 1))
    assert verdict(world, "cover.limit_not_zero", frozen, world.shipment()) == "not_met"
    later = world.but(frozen, status_on=date(2024, 3, 2))
    assert verdict(world, "cover.limit_not_zero", later, world.shipment()) == "met"
    undated = world.but(frozen, status_on=None)
    found = world.cover("cover.limit_not_zero", undated, world.shipment())
    assert (found.verdict, found.missing) == ("unknown", ("limit.status_on",))


def test_a_pending_limit_is_none(world):
    pending = world.but(world.limit, status="pending")
    assert verdict(world, "cover.limit_exists", pending, world.shipment()) == "not_met"


def test_a_unified_policy_without_limits_entered_is_unknown(world):
    unified = world.but(world.policy, insured_by="unified")
    pending = world.but(world.limit, status="pending")
    found = world.cover("cover.limit_exists", unified, pending, world.shipment())
    assert (found.verdict, found.missing) == ("unknown", ("policy.auto_limit",))
    granted = world.but(unified, auto_limit=world.usd("150000"), auto_limit_term="OA")
    assert verdict(world, "cover.limit_exists", granted, pending, world.shipment()) == "met"


def test_under_an_lc_only_a_limit_on_the_bank_covers(world):
    bank = Buyer(buyer_no="BK", kind="bank", name_en="Specimen Bank", country="DE")
    lc = world.shipment(payment_term="LC", issuing_bank_no="BK")
    assert verdict(world, "cover.limit_exists", bank, lc) == "not_met"
    on_bank = world.but(world.limit, approval_no="L2", buyer_no="BK", payment_term="LC")
    assert verdict(world, "cover.limit_exists", bank, on_bank, lc) == "met"
    assert verdict(world, "cover.payment_term", bank, on_bank, lc) == "not_applicable"


def test_the_exposure_replays_shipments_and_receipts_in_order(world):
    second = world.shipment("I2", shipped_on=date(2024, 3, 20), amount=world.usd("60000"))
    assert verdict(world, "cover.exposure", world.shipment(), second, invoice="I2") == "not_met"
    paid = world.receipt("R1", "I1", date(2024, 3, 20), "10000")
    found = world.cover("cover.exposure", world.shipment(), second, paid, invoice="I2")
    assert found.verdict == "met"
    assert found.facts["cover.exposure"] == world.usd("150000")


def test_a_rest_within_the_tolerance_counts_as_paid(world):
    second = world.shipment("I2", shipped_on=date(2024, 3, 20), amount=world.usd("150000"))
    almost = world.receipt("R1", "I1", date(2024, 3, 10), "99950")
    assert verdict(world, "cover.exposure", world.shipment(), second, almost, invoice="I2") == "met"
    short = world.receipt("R1", "I1", date(2024, 3, 10), "99949.99")
    assert (
        verdict(world, "cover.exposure", world.shipment(), second, short, invoice="I2") == "not_met"
    )


def test_a_foreign_invoice_without_a_rate_makes_the_exposure_unknown(world):
    euro = world.shipment(currency="EUR")
    found = world.cover("cover.exposure", euro)
    assert (found.verdict, found.missing) == ("unknown", ("shipment.usd_rate",))
    rated = world.shipment(currency="EUR", usd_rate=world.usd("1.6"))
    assert verdict(world, "cover.exposure", rated) == "not_met"


@pytest.mark.parametrize(("shipped", "expected"), [(30, "met"), (31, "not_met")])
def test_shipping_to_a_buyer_more_than_thirty_days_overdue_is_a_known_risk(
    world, shipped, expected
):
    second = world.shipment("I2", shipped_on=date(2024, 4, 30) + timedelta(days=shipped))
    assert verdict(world, "cover.known_risk", world.shipment(), second, invoice="I2") == expected


def test_a_paid_invoice_is_no_known_risk(world):
    second = world.shipment("I2", shipped_on=date(2024, 7, 1))
    paid = world.receipt("R1", "I1", date(2024, 6, 30), "100000")
    assert verdict(world, "cover.known_risk", world.shipment(), second, paid, invoice="I2") == "met"


def test_a_case_of_the_buyer_is_a_known_risk_from_the_day_after(world):
    known = world.case(known_on=date(2024, 3, 1))
    assert verdict(world, "cover.known_risk", world.shipment(), known) == "met"
    before = world.case(known_on=date(2024, 2, 29))
    assert verdict(world, "cover.known_risk", world.shipment(), before) == "not_met"


def test_a_cleared_risk_no_longer_counts(world):
    risky = world.but(world.buyer, known_risk_on=date(2024, 1, 5))
    assert verdict(world, "cover.known_risk", risky, world.shipment()) == "not_met"
    cleared = world.but(risky, known_risk_cleared_on=date(2024, 2, 29))
    assert verdict(world, "cover.known_risk", cleared, world.shipment()) == "met"


def test_an_undeclared_shipment_is_unknown_in_time_and_blocking_when_late(world):
    undeclared = world.shipment(declared_on=None)
    soon = world.cover("cover.declared_in_time", undeclared, on=date(2024, 3, 8))
    assert (soon.verdict, soon.missing) == ("unknown", ("shipment.declared_on",))
    late = world.cover("cover.declared_in_time", undeclared, on=date(2024, 3, 9))
    assert (late.verdict, late.severity) == ("not_met", "blocking")


def test_the_late_declaration_of_2017_blocks_because_the_buyer_was_already_overdue(world):
    """Shipped 27 Oct, due 25 Nov, declared 4 Dec; two invoices over thirty days overdue."""
    policy = world.but(
        world.policy, start_on=date(2017, 5, 1), end_on=date(2018, 4, 30),
        declaration_rule="day_of_next_month", declaration_n=25,
    )  # fmt: skip
    limit = world.but(world.limit, effective_on=date(2017, 1, 1), amount=world.usd("900000"))
    older = [
        world.shipment(f"O{n}", shipped_on=on, due_on=due, declared_on=on + timedelta(days=3))
        for n, (on, due) in enumerate(
            [(date(2017, 8, 10), date(2017, 10, 9)), (date(2017, 8, 17), date(2017, 10, 16))]
        )
    ]
    late = world.shipment(
        shipped_on=date(2017, 10, 27), due_on=date(2017, 12, 26), declared_on=date(2017, 12, 4)
    )
    found = world.cover("cover.declared_in_time", policy, limit, *older, late,
                        on=date(2017, 12, 31))  # fmt: skip
    assert (found.verdict, found.severity) == ("not_met", "blocking")
    alone = world.cover("cover.declared_in_time", policy, limit, late, on=date(2017, 12, 31))
    assert (alone.verdict, alone.severity) == ("not_met", "reducing")


def test_a_late_declaration_is_judged_by_earlier_invoices_alone(world):
    """Another invoice that sailed later and is long overdue was no warning for this one."""
    late = world.shipment("I1", shipped_on=date(2024, 3, 1), declared_on=date(2024, 7, 1),
                          due_on=date(2024, 6, 29), credit_days=120)  # fmt: skip
    later = world.shipment("I2", shipped_on=date(2024, 3, 2), due_on=date(2024, 4, 1))
    found = world.cover("cover.declared_in_time", late, later)
    assert (found.verdict, found.severity) == ("not_met", "reducing")
    earlier = world.but(later, shipped_on=date(2024, 2, 28), declared_on=date(2024, 3, 1))
    found = world.cover("cover.declared_in_time", late, earlier)
    assert (found.verdict, found.severity) == ("not_met", "blocking")


def test_no_declaration_due_is_not_applicable(world):
    free = world.but(world.policy, declaration_rule="none")
    assert verdict(world, "cover.declared_in_time", free, world.shipment(declared_on=None)) == (
        "not_applicable"
    )


def test_an_agents_name_waits_for_its_agreement(world):
    agency = world.shipment(kind="agency", own_name=False, seller_is_insured=True)
    found = world.cover("cover.own_name", agency)
    assert (found.verdict, found.missing) == ("unknown", ("document.slot",))
    paper = Document(case_no="C1", slot="T18", path="a.pdf", invoice_no="I1")
    assert verdict(world, "cover.own_name", agency, paper) == "met"


def test_an_excluded_debtor_blocks_and_an_excluded_destination_warns(world):
    policy = world.but(world.policy, excluded_countries=("DE",))
    found = world.cover("cover.country", policy, world.shipment(destination="FR"))
    assert (found.verdict, found.severity) == ("not_met", "blocking")
    other = world.but(world.policy, excluded_countries=("FR",))
    found = world.cover("cover.country", other, world.shipment(destination="FR"))
    assert (found.verdict, found.severity) == ("not_met", "warning")


def test_a_deposit_that_did_not_come_warns(world):
    due = world.shipment(deposit=world.usd("30000"))
    assert verdict(world, "cover.prepaid_part", due) == "not_met"
    came = world.receipt("R1", "I1", date(2024, 3, 1), "30000", kind="deposit")
    assert verdict(world, "cover.prepaid_part", due, came) == "met"
    assert verdict(world, "cover.prepaid_part", world.shipment()) == "not_applicable"


def test_an_extension_counts_only_with_its_consent(world):
    extended = world.shipment(extended_to=date(2024, 6, 30))
    second = world.shipment("I2", shipped_on=date(2024, 6, 15), amount=world.usd("10"))
    assert verdict(world, "cover.known_risk", extended, second, invoice="I2") == "not_met"
    agreed = world.shipment(extended_to=date(2024, 6, 30), consent_extension_on=date(2024, 4, 15))
    assert verdict(world, "cover.known_risk", agreed, second, invoice="I2") == "met"


# ---- what is assumed, and what need not be known -------------------------------------------


def test_without_a_limit_the_policys_own_limits_are_listed_as_assumed(world):
    elsewhere = world.but(world.limit, buyer_no="B2")
    other = world.but(world.buyer, buyer_no="B2")
    found = world.cover("cover.limit_exists", elsewhere, other, world.shipment())
    assert found.verdict == "not_met"
    assert found.assumed == ("policy.auto_limit", "policy.self_held_limit")
    unified = world.but(world.policy, insured_by="unified")
    found = world.cover("cover.limit_exists", unified, elsewhere, other, world.shipment())
    assert (found.verdict, found.missing) == ("unknown", ("policy.auto_limit",))
    assert world.cover("cover.limit_effective", world.shipment()).assumed == ()


def test_what_does_not_apply_assumes_no_more_than_it_takes(world):
    found = world.cover("cover.prepaid_part", world.shipment())
    assert (found.verdict, found.assumed) == ("not_applicable", ("shipment.deposit",))


@pytest.mark.parametrize("status", ["zero", "frozen", "cancelled"])
def test_a_limit_that_ended_is_none_though_its_amount_is_empty(world, status):
    limit = world.but(world.limit, amount=None, status=status, status_on=date(2024, 3, 1))
    assert verdict(world, "cover.limit_not_zero", limit, world.shipment()) == "not_met"
    later = world.but(limit, status_on=date(2024, 3, 2))
    found = world.cover("cover.limit_not_zero", later, world.shipment())
    assert (found.verdict, found.missing) == ("unknown", ("limit.amount",))


def test_one_limit_in_force_is_enough_though_the_day_of_another_is_missing(world):
    undated = world.but(world.limit, approval_no="L2", effective_on=None)
    assert verdict(world, "cover.limit_effective", undated, world.shipment()) == "met"
    found = world.cover("cover.exposure", undated, world.shipment())
    assert (found.verdict, found.missing) == ("unknown", ("limit.effective_on",))


def test_a_deposit_in_another_currency_counts_at_its_rate(world):
    due = world.shipment(currency="EUR", usd_rate=Decimal("1.25"), deposit=Decimal(1000))
    for amount, expected in (("1250", "met"), ("1249.99", "not_met")):
        came = world.receipt("R1", "I1", date(2024, 2, 1), amount, kind="deposit")
        assert verdict(world, "cover.prepaid_part", due, came) == expected
    unrated = world.but(due, usd_rate=None)
    found = world.cover("cover.prepaid_part", unrated, came)
    assert (found.verdict, found.missing) == ("unknown", ("shipment.usd_rate",))
