"""Values that are missing, known between two ends, or do not apply."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span

DISPUTE = Missing(frozenset({"case.dispute"}))
TWO = {"case.dispute": DISPUTE}


class FourWorkdays:
    """A calendar that knows a week."""

    def add_workdays(self, day, count):
        return date(2024, 6, 3 + count) if day == date(2024, 6, 3) and count < 5 else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("case.trade_genuine and case.dispute", "case.dispute"),
        ("case.dispute and case.trade_genuine", "case.dispute"),
        ("not case.dispute", "case.dispute"),
        ("case.dispute and not case.trade_genuine", False),
        ("case.dispute or case.trade_genuine", True),
        ("not (case.dispute and not case.trade_genuine)", True),
    ],
)
def test_a_part_that_decides_makes_the_missing_one_needless(value_of, text, expected):
    found = value_of(text, {"case.trade_genuine": True})
    assert found == (Missing(frozenset({expected})) if isinstance(expected, str) else expected)


def test_all_parts_that_could_still_matter_are_missing(value_of):
    found = value_of("case.trade_genuine and case.dispute and case.claim_amount > 5")
    assert found.paths == {"case.trade_genuine", "case.dispute", "case.claim_amount"}


def test_what_does_not_apply_goes_through_unless_decided(value_of):
    facts = {"case.dispute": NOT_APPLICABLE, "case.trade_genuine": True}
    assert value_of("case.dispute and case.trade_genuine", facts) == NOT_APPLICABLE
    assert value_of("case.dispute or case.trade_genuine", facts) is True
    assert value_of("case.dispute and case.claim_amount > 5", facts).paths == {"case.claim_amount"}


@pytest.mark.parametrize(
    ("amount", "expected"), [(29, True), (30, True), (31, None), (60, None), (61, False)]
)
def test_a_number_within_the_span_is_undecided(value_of, amount, expected):
    found = value_of(
        "case.claim_amount <= policy.notice_default_days",
        {
            "case.claim_amount": amount,
            "policy.notice_default_days": Span(Decimal(30), Decimal(60), frozenset({"p.q"})),
        },
    )
    assert found == (Missing(frozenset({"p.q"})) if expected is None else expected)


def test_a_deadline_from_a_span_has_two_ends(value_of):
    days = Span(Decimal(30), Decimal(60), frozenset({"p.q"}))
    found = value_of(
        "add_days(case.known_on, policy.notice_default_days)",
        {"case.known_on": date(2024, 1, 1), "policy.notice_default_days": days},
    )
    assert found == Span(date(2024, 1, 31), date(2024, 3, 1), frozenset({"p.q"}))


def test_an_open_end_is_never_late(value_of):
    months = Span(Decimal(4), Decimal("Infinity"), frozenset({"p.q"}))
    facts = {"case.known_on": date(2024, 1, 31), "policy.notice_default_days": months}
    deadline = "add_months(case.known_on, policy.notice_default_days)"
    assert value_of(f"date('2024-05-31') <= {deadline}", facts) is True
    assert value_of(f"date('2999-05-31') <= {deadline}", facts).paths == {"p.q"}


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 15), 4, date(2024, 7, 15)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 5), 1, date(2025, 1, 5)),
    ],
)
def test_months_keep_the_day_or_take_the_months_last(value_of, start, months, end):
    text = f"add_months(case.known_on, {months})"
    assert value_of(text, {"case.known_on": start}) == end


def test_a_workday_is_counted_by_the_calendar_handed_in(value_of):
    facts = {"case.known_on": date(2024, 6, 3)}
    text = "add_workdays(case.known_on, 2)"
    assert value_of(text, facts, calendar=FourWorkdays()) == date(2024, 6, 5)
    beyond = value_of("add_workdays(case.known_on, 9)", facts, calendar=FourWorkdays())
    assert beyond.paths == {"calendar.workdays"}
    assert isinstance(value_of(text, facts), Missing)


@pytest.mark.parametrize(
    "text",
    [
        "case.claim_amount / 0 > 1",
        "case.claim_amount / (case.claim_amount - 5) > 1",
        "add_days(case.known_on, 0.5 * case.claim_amount) > on",
        "add_days(case.known_on, 99999999 * case.claim_amount) > on",
        "add_months(case.known_on, 9999999 * case.claim_amount) > on",
    ],
)
def test_what_cannot_be_computed_is_missing_its_facts(value_of, text):
    found = value_of(text, {"case.claim_amount": 5, "case.known_on": date(2024, 1, 1)})
    assert isinstance(found, Missing)
    assert found.paths >= {"case.claim_amount"}


@pytest.mark.parametrize("odd", ["5", 5.0, None, date(2024, 1, 1), True, Decimal("NaN")])
def test_a_fact_of_another_type_counts_as_missing(value_of, odd):
    found = value_of("case.claim_amount < 6", {"case.claim_amount": odd})
    assert found == Missing(frozenset({"case.claim_amount"}))


def test_a_choice_is_decided_when_both_ways_say_the_same(value_of):
    assert value_of("1 if case.dispute else 1") == 1
    assert value_of("(1 if case.dispute else 2) > 0").paths == {"case.dispute"}
    assert value_of("1 if case.dispute else 2", {"case.dispute": False}) == 2
    assert value_of("1 if case.dispute else 2", {"case.dispute": NOT_APPLICABLE}) == NOT_APPLICABLE
    assert value_of("1 if case.dispute else 1", {"case.dispute": NOT_APPLICABLE}) == 1


def test_members_to_which_it_does_not_apply_are_left_out(value_of):
    items = {"case_invoices": [{"case_invoice.amount": NOT_APPLICABLE}, {"case_invoice.amount": 5}]}
    assert value_of("all_of(case_invoices, item.amount > 4)", {}, items) is True
    assert value_of("sum_of(case_invoices, item.amount)", {}, items) == 5
    none = {"case_invoices": [{"case_invoice.amount": NOT_APPLICABLE}]}
    assert value_of("any_of(case_invoices, item.amount > 4)", {}, none) == NOT_APPLICABLE


def test_a_list_without_members(value_of):
    empty = {"case_invoices": []}
    assert value_of("all_of(case_invoices, item.covered)", {}, empty) is True
    assert value_of("any_of(case_invoices, item.covered)", {}, empty) is False
    assert value_of("sum_of(case_invoices, item.amount)", {}, empty) == 0
    assert value_of("count_of(case_invoices)", {}, empty) == 0


def test_a_list_that_was_not_given_is_missing(value_of):
    assert value_of("all_of(case_invoices, item.covered)").paths == {"case_invoices"}


def test_a_count_with_unknown_members_has_two_ends(value_of):
    items = {"case_invoices": [{"case_invoice.covered": True}, {}]}
    path = frozenset({"case_invoice.covered"})
    assert value_of("count_of(case_invoices, item.covered)", {}, items) == Span(1, 2, path)
    assert value_of("count_of(case_invoices, item.covered) >= 1", {}, items) is True
    assert value_of("count_of(case_invoices, item.covered) >= 2", {}, items).paths == path


def test_a_fact_of_the_subject_can_be_asked_inside_a_list(value_of):
    items = {"case_invoices": [{"case_invoice.amount": 5}, {"case_invoice.amount": 7}]}
    text = "all_of(case_invoices, item.amount <= case.claim_amount)"
    assert value_of(text, {"case.claim_amount": 7}, items) is True
    assert value_of(text, {"case.claim_amount": 6}, items) is False


def test_codes_of_a_list_are_asked_one_by_one(value_of):
    text = 'any_of(company.markets, item in codes("country.rcep"))'
    assert value_of(text, {"company.markets": ("US", "JP")}) is True
    assert value_of(text, {"company.markets": ("US",)}) is False
    assert value_of(text).paths == {"company.markets"}


def test_points_and_blanks_do_not_count_in_the_beginning_of_a_code(value_of):
    facts = {"shipment.hs_code": "8541.43 00"}
    assert value_of('starts_with(shipment.hs_code, ["85.41"])', facts) is True
    assert value_of('starts_with(shipment.hs_code, "8542")', facts) is False


def test_given_is_never_missing(value_of):
    assert value_of("given(case.dispute)") is False
    assert value_of("given(case.dispute)", {"case.dispute": False}) is True


def test_the_truth_of_an_unknown_cannot_be_asked():
    for odd in (DISPUTE, Span(1, 2), NOT_APPLICABLE):
        with pytest.raises(TypeError, match="neither true nor false"):
            bool(odd)
