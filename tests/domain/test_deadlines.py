"""Deadlines: what is due, when, and in which state."""

from __future__ import annotations

from datetime import date

from xinbao_desktop.domain.deadlines import deadlines


def found(world, rule, *records, **more):
    coverage = world.coverage(*records, **more)
    return [d for d in deadlines(coverage) if d.rule == rule]


def test_a_declaration_is_due_until_its_last_workday_and_overdue_the_day_after(world):
    open_ = world.shipment(declared_on=None)
    [due] = found(world, "cover.declared_in_time", open_, on=date(2024, 3, 8))
    assert (due.due, due.state) == (date(2024, 3, 8), "due")
    [late] = found(world, "cover.declared_in_time", open_, on=date(2024, 3, 9))
    assert late.state == "overdue"


def test_an_unpaid_invoice_shows_when_its_default_must_be_notified(world):
    [due] = found(world, "claim.notice_in_time", world.shipment(), on=date(2024, 5, 2))
    assert (due.due, due.last_workday, due.state) == (date(2024, 7, 1), date(2024, 7, 1), "due")


def test_between_the_published_figures_the_state_is_unknown(world):
    policy = world.but(world.policy, notice_default_days=None)
    [due] = found(world, "claim.notice_in_time", policy, world.shipment(), on=date(2024, 6, 15))
    assert (due.due, due.state) == (date(2024, 5, 30), "unknown")
    assert due.missing == ("policy.notice_default_days",)


def test_a_paid_invoice_has_no_default_to_notify(world):
    paid = world.receipt("R1", "I1", date(2024, 4, 29), "100000")
    assert found(world, "claim.notice_in_time", world.shipment(), paid) == []


def test_a_deadline_without_its_fact_is_unknown_and_says_what_is_missing(world):
    unnotified = world.case(notice_on=None, claim_on=None)
    [due] = found(world, "claim.claim_in_time", world.shipment(), unnotified, world.line())
    assert (due.due, due.state, due.missing) == (None, "unknown", ("case.notice_on",))


def test_a_filed_claim_is_done(world):
    [due] = found(world, "claim.claim_in_time", world.shipment(), world.case(), world.line())
    assert (due.state, due.done_on) == ("done", date(2024, 7, 1))


def test_the_fast_decision_is_expected_fifteen_workdays_after_acceptance(world):
    unified = world.but(world.policy, insured_by="unified")
    case = world.case(claim_accepted_on=date(2024, 9, 27))
    records = (unified, world.shipment(), case, world.line())
    [due] = found(world, "sz2023.m12.fast_claim", *records, on=date(2024, 9, 30))
    assert due.due == date(2024, 10, 23)


def test_beyond_the_calendar_a_workday_deadline_is_unknown(world):
    policy = world.but(world.policy, end_on=date(2027, 12, 31))
    late = world.shipment(shipped_on=date(2026, 12, 30), declared_on=None,
                          due_on=date(2027, 2, 28))  # fmt: skip
    [due] = found(world, "cover.declared_in_time", policy, late, on=date(2026, 12, 31))
    assert (due.due, due.state, due.estimate) == (date(2027, 1, 6), "unknown", True)
