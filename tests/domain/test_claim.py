"""Claims: time limits, dispute and guarantee first, routes, and the loss."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.deadlines import deadlines
from xinbao_desktop.domain.document import Document

DAY = date(2024, 8, 1)


def verdict(world, rule, *records, **more):
    return world.finding(rule, *records, **more).verdict.value


def one(world, **case):
    return (world.shipment(), world.case(**case), world.line())


PAPERS = ("T01", "T02", "T03", "T04", "T05", "F06", "F07", "F08")


def filed(*slots):
    return [Document(case_no="C1", slot=slot, path=f"{slot}.pdf") for slot in slots]


# ---- time -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notice_on", "expected"), [(date(2024, 7, 1), "met"), (date(2024, 7, 2), "not_met")]
)
def test_a_default_is_notified_within_the_policys_days_rolled_over_a_weekend(
    world, notice_on, expected
):
    """Due 30 April, sixty days end on Saturday 29 June, so on Monday 1 July."""
    records = one(world, notice_on=notice_on, claim_on=None)
    assert verdict(world, "claim.notice_in_time", *records) == expected


def test_without_the_policys_number_the_strictest_and_most_generous_figures_decide(world):
    policy = world.but(world.policy, notice_default_days=None)
    for notice_on, expected in (
        (date(2024, 5, 30), "met"),
        (date(2024, 5, 31), "unknown"),
        (date(2024, 7, 1), "unknown"),
        (date(2024, 7, 2), "not_met"),
    ):
        records = one(world, notice_on=notice_on, claim_on=None)
        assert verdict(world, "claim.notice_in_time", policy, *records) == expected, notice_on


def test_a_notice_not_given_is_unknown_in_time_and_missed_afterwards(world):
    records = one(world, notice_on=None, claim_on=None)
    assert verdict(world, "claim.notice_in_time", *records, on=date(2024, 7, 1)) == "unknown"
    assert verdict(world, "claim.notice_in_time", *records, on=date(2024, 7, 2)) == "not_met"


def test_other_causes_count_workdays_from_knowing(world):
    for notice_on, expected in ((date(2024, 6, 20), "met"), (date(2024, 6, 21), "not_met")):
        records = one(world, cause="rejection", notice_on=notice_on, claim_on=None)
        assert verdict(world, "claim.notice_in_time", *records) == expected


def test_the_case_takes_the_worst_of_its_invoices_and_lists_those_not_yet_due(world):
    later = world.shipment("I2", shipped_on=date(2024, 7, 1), due_on=date(2024, 8, 30),
                           declared_on=date(2024, 7, 2))  # fmt: skip
    records = (*one(world), later, world.line("I2"))
    judgement = world.claim(*records)
    assert judgement.not_yet_due == ("I2",)
    found = next(f for f in judgement.findings if f.rule == "claim.notice_in_time")
    assert found.verdict == "met"


def test_the_claim_follows_within_months_of_the_notice(world):
    for claim_on, expected in ((date(2024, 10, 8), "met"), (date(2024, 10, 9), "not_met")):
        records = one(world, claim_on=claim_on)
        got = verdict(world, "claim.claim_in_time", *records, on=date(2024, 12, 1))
        assert got == expected, claim_on


def test_the_limitation_is_two_years(world):
    records = one(world, claim_on=None)
    assert verdict(world, "claim.limitation", *records, on=date(2026, 6, 5)) == "unknown"
    assert verdict(world, "claim.limitation", *records, on=date(2026, 6, 6)) == "not_met"


# ---- what stands in the way -----------------------------------------------------------------


def test_a_dispute_leaves_no_route_and_no_assessment(world):
    judgement = world.claim(*one(world, dispute=True, award_effective=False, settlement=False))
    assert (judgement.route, judgement.loss.assessable) == ("none", False)


def test_an_award_with_enforcement_or_the_insurers_waiver_opens_the_way(world):
    enforced = one(world, dispute=True, award_effective=True, enforcement_applied=True)
    assert verdict(world, "claim.dispute", *enforced) == "met"
    waived = one(world, dispute=True, consent_dispute_waiver_on=date(2024, 7, 1))
    assert verdict(world, "claim.dispute", *waived) == "met"


def test_the_arbitration_where_the_buyer_denies_trading_is_not_met(world):
    """The insurer demanded a suit at the buyer's place first (arbitration of domain 5.3)."""
    records = one(world, dispute=True, award_effective=False, enforcement_applied=False,
                  settlement=False)  # fmt: skip
    assert verdict(world, "claim.dispute", *records) == "not_met"


def test_the_xiamen_case_of_an_undecided_award_is_unknown(world):
    """An agent's order, no award on file: what the record does not say is not decided."""
    records = one(world, dispute=True, award_effective=None, settlement=False)
    assert verdict(world, "claim.dispute", *records) == "unknown"


def test_a_guarantor_is_called_first(world):
    assert verdict(world, "claim.guarantee", *one(world, guarantee=True)) == "unknown"
    uncalled = one(world, guarantee=True, guarantor_called=False)
    assert world.claim(*uncalled).route == "none"


def test_resold_goods_need_their_consent(world):
    records = (world.shipment(), world.case(cause="rejection"),
               world.line(goods_state="resold", resale_proceeds=world.usd("40000")))  # fmt: skip
    assert verdict(world, "claim.consents", *records) == "not_met"
    agreed = world.but(records[1], consent_disposal_on=date(2024, 6, 20))
    assert verdict(world, "claim.consents", records[0], agreed, records[2]) == "met"


@pytest.mark.parametrize(
    ("cause", "severity"), [("default", "blocking"), ("political_war", "warning")]
)
def test_a_related_buyer_blocks_commercial_causes_alone(world, cause, severity):
    records = (world.shipment(), world.case(cause=cause), world.line())
    buyer = world.but(world.buyer, related_party=True)
    finding = world.finding("cover.related_party", buyer, *records)
    assert (finding.verdict, finding.severity) == ("not_met", severity)


def test_without_its_cause_a_claim_on_a_related_buyer_is_unknown(world):
    """A related buyer has no cover for commercial causes, but for political ones."""
    buyer = world.but(world.buyer, related_party=True)
    for cause, expected in (("default", "not_met"), ("political_war", "met"), (None, "unknown")):
        found = world.finding("claim.covered_invoices", buyer, *one(world, cause=cause))
        assert found.verdict == expected, cause
    assert "case.cause" in found.missing


def test_an_excluded_destination_denies_no_cover_while_the_country_is_unknown(world):
    """An excluded destination warns; only the debtor's own country, not known here, would block."""
    policy = world.but(world.policy, excluded_countries=("FR",))
    for country, expected in (("FR", "not_met"), ("DE", "met"), (None, "unknown")):
        buyer = world.but(world.buyer, country=country)
        records = (world.shipment(destination="FR"), *one(world)[1:])
        found = world.finding("claim.covered_invoices", policy, buyer, *records)
        assert found.verdict == expected, country
    assert "buyer.country" in found.missing


def test_bank_causes_belong_under_an_lc_alone(world):
    assert verdict(world, "claim.cause_fits", *one(world, cause="bank_default")) == "not_met"
    assert verdict(world, "claim.cause_fits", *one(world, cause="political_war")) == "met"


def test_a_default_under_dp_on_goods_not_taken_up_looks_like_a_rejection(world):
    limit = world.but(world.limit, payment_term="DP")
    records = (world.shipment(payment_term="DP"), world.case(), world.line(goods_state="at_port"))
    found = world.finding("claim.cause_fits", limit, *records)
    assert (found.verdict, found.severity) == ("not_met", "warning")


def test_the_seven_answers_bring_their_papers(world):
    records = one(world, financed=True)
    assert verdict(world, "claim.assignments", *records) == "not_met"
    with_papers = (*records, *filed("B01", "B03", "B05"))
    assert verdict(world, "claim.assignments", *with_papers) == "met"
    assert verdict(world, "claim.assignments", *one(world, financed=None)) == "unknown"


def test_an_open_invoice_outside_the_case_is_found(world):
    other = world.shipment("I2", shipped_on=date(2024, 3, 20))
    assert verdict(world, "claim.all_open_invoices", *one(world), other) == "not_met"


# ---- routes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("amount", "route"), [("1000000", "green"), ("1000000.01", "ordinary")])
def test_the_green_channel_ends_at_a_million_inclusive(world, amount, route):
    assert world.claim(*one(world, claim_amount=Decimal(amount))).route == route


def test_unified_cover_is_fast_once_the_two_sets_are_filed(world):
    unified = world.but(world.policy, insured_by="unified")
    assert world.claim(unified, *one(world), *filed(*PAPERS)).route == "fast"
    assert world.claim(unified, *one(world), *filed(*PAPERS[1:])).route == "ordinary"


def test_a_waived_paper_does_not_complete_the_fast_route(world):
    unified = world.but(world.policy, insured_by="unified")
    waived = Document(case_no="C1", slot="T03", path="", waived_reason="lost")
    papers = filed(*(slot for slot in PAPERS if slot != "T03"))
    assert world.claim(unified, *one(world), *papers, waived).route == "ordinary"


def test_a_late_notice_does_not_close_the_route_but_is_an_open_reduction(world):
    judgement = world.claim(*one(world, notice_on=date(2024, 7, 20)))
    assert judgement.route == "green"
    assert "claim.notice_in_time" in judgement.loss.open_reductions


def test_another_currency_needs_its_rate_for_the_green_channel(world):
    limit = world.but(world.limit, currency="EUR")
    euro = world.shipment(currency="EUR")
    policy = world.but(world.policy, currency="EUR")
    records = (policy, limit, euro, world.case(claim_currency="EUR"), world.line())
    found = world.finding("sz2023.m11.green_channel", *records)
    assert (found.verdict, found.missing) == ("unknown", ("case.usd_rate",))


# ---- the loss -------------------------------------------------------------------------------


def test_the_example_of_the_two_caps(world):
    """Loss 220,000, limit 150,000, ratio 80 %: 120,000 on the base, 150,000 on the payout."""
    policy = world.but(world.policy, ratio_default=Decimal("0.8"))
    records = (policy, world.shipment(amount=world.usd("220000")), world.case(), world.line())
    loss = world.claim(*records).loss
    assert (loss.total_loss, loss.base_capped, loss.payout_capped, loss.payable) == (
        220000, 120000, 150000, 120000,
    )  # fmt: skip
    payout = world.but(policy, limit_applies_to="payout")
    assert world.claim(payout, *records[1:]).loss.payable == 150000


def exercise(world, *more):
    """The training exercise: limit 2 million; 1.5 million, 0.5 not declared, 1.0 million."""
    limit = world.but(world.limit, amount=world.usd("2000000"))
    policy = world.but(world.policy, max_liability=world.usd("9000000"))
    shipments = [
        world.shipment("I1", amount=world.usd("1500000"), shipped_on=date(2024, 6, 1),
                       due_on=date(2024, 7, 31), declared_on=date(2024, 6, 3)),
        world.shipment("I2", amount=world.usd("500000"), shipped_on=date(2024, 7, 5),
                       due_on=date(2024, 9, 3), declared_on=None),
        world.shipment("I3", amount=world.usd("1000000"), shipped_on=date(2024, 8, 7),
                       due_on=date(2024, 10, 6), declared_on=date(2024, 8, 9)),
    ]  # fmt: skip
    case = world.case(known_on=date(2024, 9, 20), notice_on=date(2024, 9, 20),
                      claim_on=date(2024, 10, 5))  # fmt: skip
    lines = [world.line(no) for no in ("I1", "I2", "I3")]
    return world.claim(limit, policy, *shipments, case, *lines, *more, on=date(2024, 10, 5))


def test_the_training_exercise_leaves_the_undeclared_shipment_out(world):
    loss = exercise(world).loss
    assert [row.covered for row in loss.invoices] == [True, False, True]
    assert [row.within_limit for row in loss.invoices] == [1500000, 0, 500000]
    assert loss.base_capped == Decimal(2000000) * Decimal("0.9")


def test_the_training_exercise_with_the_increase_approved_in_time(world):
    raised = world.but(
        world.limit, approval_no="L2", amount=world.usd("2500000"), effective_on=date(2024, 8, 1)
    )
    assert exercise(world, raised).loss.base_capped == Decimal(2500000) * Decimal("0.9")


def test_the_lower_ratio_of_policy_and_limit_counts(world):
    limit = world.but(world.limit, ratio_default=Decimal("0.7"))
    assert world.claim(limit, *one(world)).loss.payable == 70000


def test_a_rejection_pays_its_own_ratio_and_says_when_it_had_to_assume(world):
    records = (world.shipment(), world.case(cause="rejection"), world.line(goods_state="at_port"))
    assert world.claim(*records).loss.invoices[0].ratio == Decimal("0.8")
    policy = world.but(world.policy, ratio_rejection=None)
    row = world.claim(policy, *records).loss.invoices[0]
    assert (row.ratio, row.ratio_confirmed) == (Decimal("0.9"), False)


def test_deductions_come_off_before_the_limit(world):
    row = world.line(goods_state="resold", resale_proceeds=world.usd("30000"),
                     disposal_costs=world.usd("5000"), discount_agreed=world.usd("1000"),
                     saved_costs=world.usd("500"))  # fmt: skip
    loss = world.claim(world.shipment(), world.case(cause="rejection"), row).loss
    assert loss.invoices[0].deductions == 26500
    assert loss.total_loss == 73500


def test_resold_goods_without_proceeds_leave_the_loss_open(world):
    records = (world.shipment(), world.case(cause="rejection"), world.line(goods_state="resold"))
    loss = world.claim(*records).loss
    assert loss.payable is None
    assert loss.missing == ("case_invoice.resale_proceeds",)


def test_the_policys_deductible_cap_and_rest_come_last(world):
    policy = world.but(world.policy, deductible=world.usd("5000"))
    assert world.claim(policy, *one(world)).loss.payable == 85000
    capped = world.but(policy, per_buyer_cap=world.usd("60000"))
    assert world.claim(capped, *one(world)).loss.payable == 60000
    spent = world.but(capped, paid_before=world.usd("970000"))
    assert world.claim(spent, *one(world)).loss.payable == 30000


def test_without_the_policys_maximum_the_loss_is_known_and_the_payment_is_not(world):
    policy = world.but(world.policy, max_liability=None)
    loss = world.claim(policy, *one(world)).loss
    assert (loss.total_loss, loss.base_capped, loss.payable) == (100000, None, None)
    assert loss.missing == ("policy.max_liability",)


def test_each_policy_says_for_itself_where_its_limit_bites(world):
    second = world.but(world.policy, policy_no="P2", limit_applies_to="payout")
    limit = world.but(world.limit, approval_no="L2", policy_no="P2", amount=world.usd("50000"))
    other = world.shipment("I2", policy_no="P2", shipped_on=date(2024, 3, 20),
                           due_on=date(2024, 5, 19), declared_on=date(2024, 3, 22))  # fmt: skip
    loss = world.claim(second, limit, *one(world), other, world.line("I2")).loss
    assert loss.payable == 90000 + 50000


def test_an_invoice_of_unknown_cover_is_counted_apart(world):
    records = (world.shipment(own_name=None), world.case(), world.line())
    loss = world.claim(*records).loss
    assert loss.invoices[0].covered is None
    assert (loss.total_loss, loss.unsettled_loss) == (0, 100000)


def test_a_disputed_amount_is_shared_by_unpaid_balance(world):
    second = world.shipment("I2", shipped_on=date(2024, 3, 20), amount=world.usd("50000"),
                            declared_on=date(2024, 3, 22), due_on=date(2024, 5, 19))  # fmt: skip
    case = world.case(dispute=True, disputed_amount=world.usd("30000"),
                      consent_dispute_waiver_on=date(2024, 7, 1))  # fmt: skip
    loss = world.claim(world.shipment(), second, case, world.line(), world.line("I2")).loss
    assert [row.deductions for row in loss.invoices] == [20000, 10000]


def test_papers_of_the_seven_answers_are_asked_for_once_all_are_given(world):
    records = one(world, entrust_recovery=True, financed=None)
    found = world.finding("claim.assignments", *records)
    assert (found.verdict.value, found.missing) == ("unknown", ("case.financed",))
    assert verdict(world, "claim.assignments", *one(world, entrust_recovery=True)) == "not_met"


def test_an_invoice_without_a_rate_shows_no_amount_in_the_currency_of_the_loss(world):
    euro = world.shipment("I2", currency="EUR", amount=Decimal(5000))
    loss = world.claim(world.shipment(), euro, world.case(), world.line(), world.line("I2")).loss
    assert [row.amount for row in loss.invoices] == [Decimal(100000), None]
    assert (loss.currency, loss.payable, loss.missing) == ("USD", None, ("shipment.usd_rate",))


def test_the_rate_of_a_case_is_that_of_its_claim_and_no_other_currency(world):
    """Without a currency of the claim, two currencies make it USD: its rate says nothing of EUR."""
    euro = world.shipment("I2", currency="EUR", amount=Decimal(5000))
    lines = (world.line(), world.line("I2"))
    case = world.case(usd_rate=Decimal("1.5"))
    assert world.claim(world.shipment(), euro, case, *lines).loss.missing == ("shipment.usd_rate",)
    rated = world.but(euro, usd_rate=Decimal("1.2"))
    limit = world.but(world.limit, amount=world.usd("900000"))
    assert world.claim(limit, world.shipment(), rated, case, *lines).loss.total_loss == 106000


# ---- what is said ---------------------------------------------------------------------------


def test_the_notice_says_when_it_was_due_and_which_invoice_is_late(world):
    late = world.shipment("I2", shipped_on=date(2024, 2, 1), due_on=date(2024, 4, 1),
                          declared_on=date(2024, 2, 2))  # fmt: skip
    records = (*one(world, notice_on=date(2024, 6, 20)), late, world.line("I2"))
    found = world.finding("claim.notice_in_time", *records)
    assert found.verdict == "not_met"
    assert "I2 (2024-05-31)" in found.because.zh
    assert "I1" not in found.because.zh
    in_time = world.finding("claim.notice_in_time", *one(world))
    assert "2024-06-06" in in_time.because.en
    assert "2024-07-01" in in_time.because.en


def test_between_the_published_figures_the_policy_is_named(world):
    policy = world.but(world.policy, notice_default_days=None)
    found = world.finding("claim.notice_in_time", policy,
                          *one(world, notice_on=date(2024, 6, 15), claim_on=None))  # fmt: skip
    assert (found.verdict, found.missing) == ("unknown", ("policy.notice_default_days",))
    assert "2024-05-30 to 2024-07-01 (sources differ)" in found.because.en
    assert "confirm with your policy" in found.because.en
    open_still = world.finding("claim.notice_in_time", policy,
                               *one(world, notice_on=None, claim_on=None),
                               on=date(2024, 6, 15))  # fmt: skip
    assert open_still.missing == ("case.notice_on", "policy.notice_default_days")
    early = world.finding("claim.notice_in_time", policy,
                          *one(world, notice_on=None, claim_on=None, known_on=date(2024, 5, 8)),
                          on=date(2024, 5, 30))  # fmt: skip
    assert early.missing == ("case.notice_on",)


def test_a_count_of_workdays_beyond_the_calendar_is_unknown_with_an_estimate(world):
    policy = world.but(world.policy, end_on=date(2027, 12, 31))
    ship = world.shipment(shipped_on=date(2026, 9, 1), due_on=date(2026, 10, 31),
                          declared_on=date(2026, 9, 2))  # fmt: skip
    records = (policy, ship, world.line(),
               world.case(cause="rejection", known_on=date(2026, 12, 25),
                          notice_on=None, claim_on=None))  # fmt: skip
    for on in (date(2026, 12, 31), date(2027, 3, 1)):
        found = world.finding("claim.notice_in_time", *records, on=on)
        assert (found.verdict, found.missing) == ("unknown", ("calendar.workdays",))
        assert "2027-01-08" in found.because.zh
    coverage = world.coverage(*records, on=date(2026, 12, 31))
    rows = [d for d in deadlines(coverage) if d.rule == "claim.notice_in_time"]
    assert [(d.due, d.state.value, d.estimate) for d in rows] == [
        (date(2027, 1, 8), "unknown", True)
    ]


def test_the_strictest_figure_within_the_calendar_settles_a_notice_though_the_other_is_beyond(
    world,
):
    """Eight workdays from 18 December end in 2026, ten do not."""
    policy = world.but(world.policy, notice_other_workdays=None, end_on=date(2027, 12, 31))
    ship = world.shipment(shipped_on=date(2026, 9, 1), due_on=date(2026, 10, 31),
                          declared_on=date(2026, 9, 2))  # fmt: skip
    for notice_on, expected in ((date(2026, 12, 30), "met"), (date(2026, 12, 31), "unknown")):
        case = world.case(cause="rejection", known_on=date(2026, 12, 18), notice_on=notice_on,
                          claim_on=None)  # fmt: skip
        records = (policy, ship, world.line(), case)
        assert verdict(world, "claim.notice_in_time", *records, on=date(2026, 12, 31)) == expected


def test_an_invoice_is_due_on_its_due_day_and_a_paid_one_needs_no_notice(world):
    records = one(world, notice_on=None, claim_on=None, known_on=date(2024, 4, 1))
    for on, listed, expected in (
        (date(2024, 4, 29), ("I1",), "not_applicable"),
        (date(2024, 4, 30), (), "unknown"),
    ):
        judgement = world.claim(*records, on=on)
        found = next(f for f in judgement.findings if f.rule == "claim.notice_in_time")
        assert (judgement.not_yet_due, found.verdict.value) == (listed, expected)
    paid = world.receipt("R1", "I1", date(2024, 4, 20), "100000")
    assert verdict(world, "claim.notice_in_time", *records, paid) == "not_applicable"
    coverage = world.coverage(*records, paid)
    assert "claim.notice_in_time" not in {d.rule for d in deadlines(coverage)}


def test_the_quick_claim_names_the_papers_that_lack_by_invoice(world):
    unified = world.but(world.policy, insured_by="unified")
    second = world.shipment("I2", shipped_on=date(2024, 3, 2), payment_term="DA",
                            due_on=date(2024, 4, 30))  # fmt: skip
    papers = [
        *filed("T01", "T02", "T03", "T04", "F06", "F07"),
        Document(case_no="C1", slot="T05", path="a.pdf", invoice_no="I1"),
    ]
    records = (unified, *one(world), second, world.line("I2"), *papers)
    found = world.finding("sz2023.m12.fast_claim", *records)
    assert found.verdict == "not_met"
    assert found.because.en.endswith("T05 (I2), T08 (I2), T09 (I2), T10 (I2), F08.")
    assert "T05 (I2)、T08 (I2)" in found.because.zh
    entrusted = world.finding("sz2023.m12.fast_claim", unified, *one(world), *filed(*PAPERS[:-1]))
    assert "：F08（" in entrusted.because.zh


def test_a_known_term_that_does_not_fit_the_cause_decides_though_another_is_missing(world):
    bank = world.shipment("I2", payment_term="LC")
    unsaid = world.shipment(payment_term=None)
    records = (unsaid, bank, world.case(), world.line(), world.line("I2"))
    found = world.finding("claim.cause_fits", *records)
    assert (found.verdict, found.severity) == ("not_met", "blocking")
    assert "〔" not in found.because.zh
    alone = world.finding("claim.cause_fits", unsaid, world.case(), world.line())
    assert (alone.verdict, alone.missing) == ("unknown", ("shipment.payment_term",))
    war = world.finding("claim.cause_fits", unsaid, world.case(cause="political_war"), world.line())
    assert war.verdict == "met"
    assert "〔" not in war.because.zh


def test_a_consent_to_a_settlement_settles_it_whatever_was_settled(world):
    agreed = one(world, settlement=None, consent_settlement_on=date(2024, 7, 1))
    assert verdict(world, "claim.consents", *agreed) == "met"
    assert world.finding("claim.consents", *one(world, settlement=None)).missing == (
        "case.settlement",
    )


def test_a_limits_default_ratio_that_stands_in_is_not_confirmed(world):
    records = (world.shipment(), world.case(cause="rejection"), world.line(goods_state="at_port"))
    limit = world.but(world.limit, ratio_default=Decimal("0.7"))
    row = world.claim(limit, *records).loss.invoices[0]
    assert (row.ratio, row.ratio_confirmed) == (Decimal("0.7"), False)
    own = world.but(limit, ratio_rejection=Decimal("0.75"))
    row = world.claim(own, *records).loss.invoices[0]
    assert (row.ratio, row.ratio_confirmed) == (Decimal("0.75"), True)
    assert world.claim(*records).loss.invoices[0].ratio_confirmed


def test_each_policy_caps_in_its_own_currency(world):
    """The second policy's maximum of 10,000 EUR is 12,000 in the USD of the loss."""
    second = world.but(world.policy, policy_no="P2", currency="EUR", max_liability=Decimal(10000),
                       deductible=Decimal(100), ratio_default=Decimal("0.5"))  # fmt: skip
    limit = world.but(world.limit, approval_no="L2", policy_no="P2", currency="EUR")
    euro = world.shipment("I2", policy_no="P2", currency="EUR", usd_rate=Decimal("1.2"),
                          amount=Decimal(100000), shipped_on=date(2024, 3, 20),
                          due_on=date(2024, 5, 19), declared_on=date(2024, 3, 22))  # fmt: skip
    records = (second, limit, *one(world), euro, world.line("I2"))
    assert world.claim(*records).loss.base_capped == 90000 + 12000
    roomy = world.but(second, max_liability=Decimal(900000))
    found = world.claim(roomy, *records[1:]).loss.base_capped
    assert found == 90000 + (Decimal(100000) * Decimal("0.5") - 100) * Decimal("1.2")


def test_a_late_notice_is_not_late_for_sure_while_the_invoice_may_be_paid(world):
    records = one(world, notice_on=None, claim_on=None)
    unclear = world.but(world.receipt("R1", "I1", date(2024, 4, 20), "1"), amount=None)
    found = world.finding("claim.notice_in_time", *records, unclear)
    assert (found.verdict, found.missing) == ("unknown", ("receipt.amount",))


# ---- a receipt of no known invoice ----------------------------------------------------------


def stray(world, on, amount, **more):
    return world.but(world.receipt("R9", "I1", on, amount), invoice_no=None, **more)


def test_a_receipt_of_no_known_invoice_leaves_open_what_it_may_have_paid(world):
    paid = stray(world, date(2024, 5, 2), "100000")
    loss = world.claim(*one(world), paid).loss
    assert (loss.payable, loss.missing) == (None, ("receipt.invoice_no",))
    settled = world.receipt("R1", "I2", date(2024, 5, 1), "50")
    small = world.shipment("I2", amount=world.usd("50"), shipped_on=date(2024, 2, 1))
    found = world.coverage(*one(world), paid, small, settled)
    assert found.portfolio.accounts["I2"].unpaid(DAY) == 0  # paid before the stray came in
    refund = stray(world, date(2024, 5, 2), "100000", kind="refund")
    found = world.coverage(*one(world), refund, small, settled)
    assert found.portfolio.accounts["I2"].unknown.paths == {"receipt.invoice_no"}
