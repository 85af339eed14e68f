"""What is found wrong in an expression before it is ever used."""

from __future__ import annotations

import pytest

from xinbao_desktop.domain.rules.catalogue import FactType


@pytest.mark.parametrize(
    "text",
    [
        "case.dispute",
        "not case.dispute or case.claim_amount <= 1000000",
        "case.notice_on <= add_days(case.known_on, 30)",
        'case.cause in ["default"] and case.cause != "rejection"',
        'any_of(company.markets, item in codes("country.rcep"))',
        "sum_of(case_invoices, item.amount) <= param('max.usd')",
        "count_of(case_invoices, item.covered) >= 1",
        "count_of(case_invoices) > 0",
        "min(case.known_on, case.notice_on) <= on",
        "(1 if case.dispute else 2) == 2",
        "starts_with(shipment.hs_code, ['8541', '8507'])",
        "year_of(case.known_on) == 2024",
        "-1 < case.claim_amount",
    ],
)
def test_a_sound_expression_has_no_problem(problems_of, text):
    assert problems_of(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("case.nothing", "not in the catalogue"),
        ("case_invoice.covered and case.nothing", "case.nothing"),
        ("param('nothing')", "no such parameter"),
        ("case.cause in codes('nothing')", "no such list of codes"),
        ("case.claim_amount", "should be a yes or no, but is a number"),
        ("case.dispute and case.claim_amount", "should be a yes or no"),
        ("case.claim_amount < case.known_on", "cannot compare a number with a date"),
        ("case.cause < 'default'", "only == or !="),
        ("case.cause == 'defualt'", "defualt is no value of case.cause"),
        ("case.cause in ['default', 'late']", "late is no value"),
        ("case.claim_amount in ['a']", "in takes a text"),
        ("case.cause in case.cause", "in takes a text"),
        ("add_days(case.known_on, case.notice_on) < on", "should be a number"),
        ("case.known_on + 30 < on", "should be a number, but is a date"),
        ("max(case.cause, case.cause) == 'default'", "takes numbers or dates"),
        ("max(1, on) == 1", "should be a number, but is a date"),
        ("starts_with(case.claim_amount, ['1'])", "should be a text"),
        ("starts_with(case.cause, 5)", "the beginnings are a text or a list"),
        ("all_of(case_invoices, item.amount)", "should be a yes or no"),
        ("sum_of(case_invoices, item.covered) > 1", "should be a number"),
        ("any_of(case.cause, item == 'a')", "should be a list of codes"),
        ("(1 if case.dispute else on) == 1", "should be a number"),
        ("(1 if case.claim_amount else 2) == 1", "should be a yes or no"),
    ],
)
def test_a_wrong_expression_says_what_is_wrong(problems_of, text, reason):
    found = problems_of(text)
    assert any(reason in problem for problem in found), found


def test_every_problem_is_found_at_once(problems_of):
    assert len(problems_of("case.no1 and case.no2 and param('no3') > 5")) == 3


def test_a_test_must_not_ask_whether_a_fact_was_entered(problems_of):
    assert "has to read unknown" in problems_of("given(case.cause)")[0]
    assert problems_of("given(case.cause)", allow_given=True) == []


def test_any_type_is_taken_where_none_is_wanted(problems_of):
    assert problems_of("case.known_on", wanted=None) == []
    assert problems_of("case.known_on", wanted=FactType.DATE) == []
