"""What is found wrong in a pack: everything at once, with file, rule and key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules.cases import judge_case, run_cases
from xinbao_desktop.domain.rules.lint import lint
from xinbao_desktop.domain.rules.model import (
    Citation,
    RuleCase,
    SentenceChoice,
    Sentences,
    SeverityChoice,
)
from xinbao_desktop.domain.rules.result import Severity, Verdict
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span
from xinbao_desktop.text import Text

CASES = (
    RuleCase("yes", Verdict.MET, {"case.dispute": True}),
    RuleCase("no", Verdict.NOT_MET, {"case.dispute": False}),
    RuleCase("empty", Verdict.UNKNOWN, {}, expect_missing=frozenset({"case.dispute"})),
)


@pytest.fixture
def found(make, catalogue):
    """Return the problems of a pack as "entry · key: reason" lines."""

    def found(*rules, others=(), **more):
        problems = lint(make.pack(*rules, **more), catalogue, others)
        return [problem.as_text().en for problem in problems]

    return found


@pytest.fixture
def rule(make):
    return make.rule("case.dispute", cases=CASES, file="a.toml")


def test_a_sound_rule_has_no_problem(found, rule):
    assert found(rule) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"id": "Rule 1"}, "a.toml · Rule 1 · id: write an id as"),
        ({"test": "case.nothing"}, "· test: “case.nothing”: not in the catalogue"),
        ({"test": "given(case.dispute)"}, "· test: “given(case.dispute)”: given must not"),
        ({"applies": "case.claim_amount"}, "· applies: “case.claim_amount”: should be a yes"),
        ({"reference_date": "case.dispute"}, "· reference_date: should be the path of a date"),
        ({"sources": ()}, "· sources: needs at least one source"),
        ({"sources": (Citation("nobody"),)}, "· sources: there is no source nobody"),
        ({"papers": ("T01", "12")}, "· papers: 12 is no slot"),
        ({"next_step": Text("{case.nothing}", "{case.nothing}")}, "· next_step: “case.nothing”"),
        ({"because": Sentences()}, "· because.met: this sentence is missing"),
        ({"advice": Sentences(unknown=Text("{", "{"))}, "· advice.unknown: unmatched brace"),
        (
            {"severity": (SeverityChoice(Severity.INFO, "case.dispute"),)},
            "· severity: the last choice, and it alone, has no when",
        ),
        (
            {"severity": (SeverityChoice(Severity.INFO, "on"), SeverityChoice(Severity.INFO))},
            "· severity: “on”: should be a yes or no",
        ),
        ({"cases": CASES[:2]}, "· case: no case expects unknown"),
        ({"applies": "case.dispute"}, "· case: no case expects not_applicable"),
    ],
)
def test_a_problem_names_file_rule_and_key(found, rule, change, problem):
    lines = found(replace(rule, **change))
    assert any(problem in line for line in lines), lines


def test_a_sentence_under_a_condition_is_checked(found, rule):
    text = Text("好", "ok")
    choices = {Verdict.MET: (SentenceChoice(text, "case.nothing"),)}
    sentences = replace(rule.because, choices=choices)
    assert "because.met" in found(replace(rule, because=sentences))[0]


def test_outcomes_that_a_rule_cannot_give_need_no_sentence_and_no_case(found, rule):
    only = replace(
        rule,
        outcomes=(Verdict.MET, Verdict.UNKNOWN),
        because=Sentences(met=Text("好", "ok")),
        cases=(CASES[0], CASES[2]),
    )
    assert found(only) == []


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        (RuleCase("x", Verdict.MET, {"case.nothing": 1}), "there is no fact case.nothing"),
        (RuleCase("x", Verdict.MET, {"case.dispute": 1}), "case.dispute has the wrong type"),
        (RuleCase("x", Verdict.MET, {"case.cause": "late"}), "late is no value of case.cause"),
        (RuleCase("x", Verdict.MET, {}, {"rows": ()}), "there is no list rows"),
        (
            RuleCase("x", Verdict.MET, {}, {"case_invoices": ({"case_invoice.amount": "5"},)}),
            "case_invoice.amount has the wrong type",
        ),
        (
            RuleCase("x", Verdict.UNKNOWN, {}, expect_missing=frozenset({"a.b"})),
            "there is no fact a.b",
        ),
    ],
)
def test_a_case_is_checked_like_a_rule(found, rule, case, problem):
    lines = found(replace(rule, cases=(*CASES, case)))
    assert any(problem in line and "case x" in line for line in lines), lines


def test_a_case_may_say_that_a_fact_does_not_apply_or_is_contradicted(found, rule):
    both = Missing(frozenset({"case.dispute"}), frozenset({"case.dispute"}))
    cases = (
        RuleCase("none", Verdict.NOT_APPLICABLE, {"case.dispute": NOT_APPLICABLE}),
        RuleCase("two", Verdict.UNKNOWN, {"case.dispute": both}),
    )
    assert found(replace(rule, cases=(*CASES, *cases))) == []


def test_ids_are_used_once_in_all_packs(found, rule, make):
    assert any("already used" in line for line in found(rule, rule))
    place = f"{rule.file} · {rule.id} · rule.id: this id is already used (pack "
    assert any(line.startswith(place) for line in found(rule, others=[make.pack(rule)]))


def test_lists_and_sources_keep_the_names_that_others_have(found, make):
    other = make.pack(groups={"own.list": frozenset({"XA"})})
    lines = found(others=[other], groups={"own.list": frozenset({"XB"})})
    assert any("own.list · group.id" in line for line in lines)
    assert any("notice · source.id" in line for line in lines)
    lines = found(groups={"country.rcep": frozenset({"XB"})})
    assert any("country.rcep · group.id" in line for line in lines)


def test_a_rule_may_use_the_figures_of_another_pack(found, rule, make):
    other = make.pack(parameters=[make.figure("max.usd", make.dated(Decimal(5)))])
    other = replace(other, sources=())
    assert found(replace(rule, test='case.dispute or param("max.usd") < 1'), others=[other]) == []


# ---- figures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "more", "problem"),
    [
        ((), {}, "needs at least one value"),
        ((Decimal(1), "x"), {}, "two values from the same day"),
        ((Decimal(1), "x"), {}, "the values are not of one type"),
        ((Span(Decimal(60), Decimal(30)),), {}, "strict must be below generous"),
        ((Decimal(1),), {"overridden_by": "policy.form"}, "no policy.form of the same type"),
        ((Decimal(1),), {"overridden_by": "policy.none"}, "no policy.none of the same type"),
    ],
)
def test_a_wrong_figure_is_found(found, make, values, more, problem):
    figure = make.figure("max.usd", *(make.dated(value) for value in values), **more)
    lines = found(parameters=[figure])
    assert any(problem in line for line in lines), lines


def test_a_figure_needs_a_source_that_exists_and_a_proper_id(found, make):
    figure = make.figure("Max", make.dated(Decimal(1), date(2024, 1, 1), "nobody"))
    lines = found(parameters=[figure])
    assert any("there is no source nobody" in line for line in lines)
    assert any("write an id as" in line for line in lines)


# ---- the pack's own tests ------------------------------------------------------------------------


def test_cases_that_come_out_as_expected_are_silent(make, rule):
    assert run_cases(make.rules(rule), make.pack(rule)) == []


def test_a_case_that_comes_out_otherwise_is_reported(make, rule):
    cases = (
        RuleCase("verdict", Verdict.MET, {"case.dispute": False}),
        RuleCase("missing", Verdict.UNKNOWN, {}, expect_missing=frozenset({"case.cause"})),
        RuleCase("grave", Verdict.MET, {"case.dispute": True}, expect_severity=Severity.BLOCKING),
    )
    wrong = replace(rule, cases=cases)
    lines = [problem.as_text().en for problem in run_cases(make.rules(wrong), make.pack(wrong))]
    assert lines == [
        "a.toml · try.rule · case verdict: expected verdict met, got not_met",
        "a.toml · try.rule · case missing: expected missing facts case.cause, got case.dispute",
        "a.toml · try.rule · case grave: expected severity blocking, got info",
    ]


def test_a_case_is_judged_on_its_day_or_the_day_it_was_verified(make):
    rule = make.rule("on > date('2024-01-01')")
    rules = make.rules(rule)
    on = RuleCase("x", Verdict.NOT_MET, {}, on=date(2024, 1, 1))
    assert judge_case(rules, rule, on).verdict is Verdict.NOT_MET
    assert judge_case(rules, rule, RuleCase("y", Verdict.MET, {})).verdict is Verdict.MET
