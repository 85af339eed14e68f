"""Verdicts of whole rules: whether they apply, on which day's figures, how grave, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.model import Citation, Sentences, SeverityChoice, Subject
from xinbao_desktop.domain.rules.result import Severity, Verdict
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Fact, Missing, Span
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text

ON = date(2024, 6, 1)
ID = "try.rule"


def facts(**given):
    return FactTable({path.replace("__", "."): value for path, value in given.items()})


def judged(rules, source, on=ON, **more):
    return rules.judge(ID, source, "case:1", on, **more)


@pytest.mark.parametrize(
    ("dispute", "verdict"),
    [
        (False, Verdict.MET),
        (True, Verdict.NOT_MET),
        (Missing(frozenset({"case.dispute"})), Verdict.UNKNOWN),
        (NOT_APPLICABLE, Verdict.NOT_APPLICABLE),
    ],
)
def test_a_test_gives_one_of_four_verdicts(make, dispute, verdict):
    rules = make.rules(make.rule("not case.dispute"))
    source = facts(case__dispute=dispute)
    assert rules.verdict(ID, source, ON) is verdict
    assert judged(rules, source).verdict is verdict


def test_a_rule_that_does_not_apply_says_so_whatever_else_is_missing(make):
    rules = make.rules(make.rule("not case.dispute", applies='case.cause == "default"'))
    assert rules.verdict(ID, facts(case__cause="rejection"), ON) is Verdict.NOT_APPLICABLE
    found = judged(rules, facts())
    assert found.verdict is Verdict.UNKNOWN
    assert found.missing == ("case.cause", "case.dispute")
    assert judged(rules, facts(case__dispute=False)).missing == ("case.cause",)


def test_given_may_decide_whether_a_rule_applies(make):
    rules = make.rules(make.rule("case.dispute", applies="given(case.cause)"))
    assert rules.verdict(ID, facts(case__dispute=True), ON) is Verdict.NOT_APPLICABLE
    source = facts(case__dispute=True, case__cause="default")
    assert rules.verdict(ID, source, ON) is Verdict.MET


# ---- figures -----------------------------------------------------------------------------------


def dated_rule(make, **more):
    figure = make.figure(
        "max.usd",
        make.dated(Decimal(5), date(2022, 1, 1)),
        make.dated(Decimal(8), date(2024, 1, 1), "notice"),
    )
    rule = make.rule('case.claim_amount <= param("max.usd")', **more)
    return make.rules(rule, parameters=[figure])


@pytest.mark.parametrize(
    ("on", "amount", "verdict"),
    [
        (date(2023, 12, 31), 6, Verdict.NOT_MET),
        (date(2024, 1, 1), 6, Verdict.MET),
        (date(2024, 1, 1), 8, Verdict.MET),
        (date(2024, 1, 1), Decimal("8.01"), Verdict.NOT_MET),
        (date(2021, 12, 31), 1, Verdict.UNKNOWN),
    ],
)
def test_the_figure_of_the_day_is_used(make, on, amount, verdict):
    assert dated_rule(make).verdict(ID, facts(case__claim_amount=amount), on) is verdict


def test_the_rules_own_day_goes_before_the_day_asked(make):
    rules = dated_rule(make, reference_date="case.known_on")
    source = facts(case__claim_amount=6, case__known_on=date(2023, 5, 1))
    assert rules.verdict(ID, source, date(2024, 6, 1)) is Verdict.NOT_MET


def test_an_unknown_day_matters_only_between_the_figures(make):
    rules = dated_rule(make, reference_date="case.known_on")
    assert judged(rules, facts(case__claim_amount=6)).missing == ("case.known_on",)
    assert rules.verdict(ID, facts(case__claim_amount=5), ON) is Verdict.MET
    assert rules.verdict(ID, facts(case__claim_amount=9), ON) is Verdict.NOT_MET


def test_a_day_that_does_not_apply_is_replaced_by_the_day_asked(make):
    rules = dated_rule(make, reference_date="case.known_on")
    source = facts(case__claim_amount=6, case__known_on=NOT_APPLICABLE)
    assert rules.verdict(ID, source, ON) is Verdict.MET


def notice_rule(make):
    figure = make.figure(
        "notice.days",
        make.dated(Span(Decimal(30), Decimal(60))),
        overridden_by="policy.notice_default_days",
    )
    rule = make.rule('case.notice_on <= add_days(case.known_on, param("notice.days"))')
    return make.rules(rule, parameters=[figure])


def test_between_two_published_figures_the_policy_is_asked_for(make):
    source = facts(case__known_on=date(2024, 1, 1), case__notice_on=date(2024, 2, 15))
    found = judged(notice_rule(make), source)
    assert found.verdict is Verdict.UNKNOWN
    assert found.missing == ("policy.notice_default_days",)
    assert [cited.kind for cited in found.sources] == ["program-default"] * 2


def test_the_clients_policy_goes_before_every_default(make):
    late = {"case.known_on": date(2024, 1, 1), "case.notice_on": date(2024, 2, 15)}
    found = judged(notice_rule(make), FactTable(late | {"policy.notice_default_days": 45}))
    assert found.verdict is Verdict.MET
    assert found.sources[-1].as_json() == {
        "id": "policy",
        "article": "policy.notice_default_days",
        "kind": "policy",
    }
    found = judged(notice_rule(make), FactTable(late), overrides={"notice.days": Decimal(20)})
    assert found.verdict is Verdict.NOT_MET
    assert found.sources[-1].article == "notice.days"


def test_an_override_that_is_missing_leaves_the_default(make):
    source = facts(case__known_on=date(2024, 1, 1), case__notice_on=date(2024, 1, 15))
    overrides = {"notice.days": Fact(Missing(frozenset({"x.y"})))}
    assert judged(notice_rule(make), source, overrides=overrides).verdict is Verdict.MET


# ---- severity ----------------------------------------------------------------------------------


def grave(make):
    return make.rules(
        make.rule(
            "not case.dispute",
            severity=(
                SeverityChoice(Severity.WARNING, 'case.cause == "rejection"'),
                SeverityChoice(Severity.BLOCKING, "case.claim_amount > 5"),
                SeverityChoice(Severity.REDUCING),
            ),
        )
    )


@pytest.mark.parametrize(
    ("cause", "amount", "severity"),
    [
        ("rejection", 9, Severity.WARNING),
        ("default", 9, Severity.BLOCKING),
        ("default", 5, Severity.REDUCING),
        ("default", None, Severity.BLOCKING),
        (None, 5, Severity.REDUCING),
        (None, 9, Severity.BLOCKING),
    ],
)
def test_the_first_severity_that_holds_counts_the_gravest_while_unknown(
    make, cause, amount, severity
):
    given = {"case.cause": cause, "case.claim_amount": amount}
    source = FactTable({path: value for path, value in given.items() if value is not None})
    assert grave(make).outcome(ID, source, ON)[1] is severity


# ---- findings ----------------------------------------------------------------------------------


def test_a_finding_is_the_document_of_the_command_line(make):
    rule = make.rule(
        "case.claim_amount <= 1000000",
        title=Text("金额", "amount"),
        severity=(SeverityChoice(Severity.BLOCKING),),
        because=Sentences(met=Text("{case.claim_amount}。", "{case.claim_amount}.")),
        sources=(Citation("notice", "11"),),
        next_step=Text("去办。", "Do it."),
    )
    source = FactTable({"case.claim_amount": Fact(Decimal("999.50"), frozenset({"case.dispute"}))})
    assert judged(make.rules(rule), source).as_json() == {
        "rule": ID,
        "subject": "case:1",
        "verdict": "met",
        "severity": "blocking",
        "title": {"zh": "金额", "en": "amount"},
        "because": {"zh": "999.50。", "en": "999.50."},
        "sources": [{"id": "notice", "article": "11", "kind": "notice"}],
        "facts": {"case.claim_amount": "999.50"},
        "missing": [],
        "assumed": ["case.dispute"],
        "advice": {"zh": "去办。", "en": "Do it."},
    }


def test_the_same_fact_of_several_invoices_is_listed(make):
    rules = make.rules(make.rule("all_of(case_invoices, item.amount > 1)"))
    items = {"case_invoices": [{"case_invoice.amount": 5}, {"case_invoice.amount": 0}, {}]}
    found = judged(rules, FactTable({}, items))
    assert found.verdict is Verdict.NOT_MET
    assert found.facts == {"case_invoice.amount": [5, 0]}
    assert found.missing == ()


def test_an_unknown_says_what_to_enter_and_where(make):
    found = judged(make.rules(make.rule("not case.dispute")), facts())
    assert found.because.zh == "尚不能判断，还缺：有纠纷。"
    assert found.advice.zh == "请在“案件”填写：有纠纷。"
    assert found.advice.en == "Enter in “Case”: dispute."


def test_contradicting_facts_are_named_as_such(make):
    both = Missing(frozenset({"case.dispute"}), frozenset({"case.dispute"}))
    found = judged(make.rules(make.rule("not case.dispute")), facts(case__dispute=both))
    assert found.verdict is Verdict.UNKNOWN
    assert found.conflicting == ("case.dispute",)
    assert "资料互相矛盾" in found.because.zh


def test_a_notice_of_one_year_asks_to_be_confirmed_afterwards(make):
    rules = make.rules(make.rule("case.dispute", sources=(Citation("notice", "5"),)))
    source = facts(case__dispute=True)
    assert judged(rules, source, date(2024, 12, 31)).because.zh == "符合"
    assert judged(rules, source, date(2025, 1, 1)).because.zh == "符合（请确认仍适用）"


def test_an_explanation_shows_every_part_with_its_value(make):
    rules = make.rules(make.rule("case.claim_amount > 5 and not case.dispute"))
    tree = rules.explain(ID, facts(case__claim_amount=3, case__dispute=False), ON).test
    assert {part.text: part.value for part in tree.walk()} == {
        "case.claim_amount > 5 and not case.dispute": False,
        "case.claim_amount > 5": False,
        "case.claim_amount": 3,
        "5": Decimal(5),
        "not case.dispute": True,
        "case.dispute": False,
    }


# ---- the set -----------------------------------------------------------------------------------


def test_rules_are_found_by_what_they_judge(make):
    rules = make.rules(make.rule("case.dispute"), make.rule("on > on", id="b.c", subject="company"))
    assert rules.ids() == (ID, "b.c")
    assert rules.ids(Subject.CASE) == (ID,)
    assert "b.c" in rules
    assert rules.rule(ID).test == "case.dispute"


def test_rules_that_cannot_be_used_are_all_named(make, catalogue):
    packs = [make.pack(make.rule("case.nothing"), make.rule("1 +", id="b.c"), make.rule("on > on"))]
    with pytest.raises(CatalogError) as refused:
        RuleSet(packs, catalogue)
    lines = refused.value.text.en.splitlines()
    assert len(lines) == 2
    assert "try.rule · test" in lines[0]
    assert "b.c · test" in lines[1]


def test_two_rules_of_one_id_are_refused(make):
    with pytest.raises(CatalogError, match="another rule has this id"):
        make.rules(make.rule("case.dispute"), make.rule("case.dispute"))


def test_a_pack_may_bring_its_own_list_of_codes(make):
    rules = make.rules(
        make.rule('any_of(company.markets, item in codes("own.list"))'),
        groups={"own.list": frozenset({"XA"})},
    )
    assert rules.verdict(ID, facts(company__markets=("XA",)), ON) is Verdict.MET
    assert rules.group("own.list") == {"XA"}
