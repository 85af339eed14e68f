"""Every shipped rule explains itself and never decides on a missing fact (R15, R16)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.rule_pack import read_pack
from xinbao_desktop.domain.rules import nodes
from xinbao_desktop.domain.rules.cases import judge_case
from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.finding import GENERAL
from xinbao_desktop.domain.rules.language import Language
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE

FOLDERS = sorted(path.parent for path in asset("resources/rules").glob("*/pack.toml"))
PACKS = [read_pack(folder) for folder in FOLDERS]
RULES = [rule for pack in PACKS for rule in pack.rules]
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
#: The client's own figures go before the published ones wherever they lie, so promise R15 does
#: not range over them (product rule: "where the policy's own number is empty").
OWN_FIGURES = {p.overridden_by for pack in PACKS for p in pack.parameters} | {"policy.form"}
TODAY = date(2024, 6, 1)


@pytest.fixture(scope="module")
def rules(fact_book, legal_sources, calendar):
    return RuleSet(PACKS, fact_book, calendar, sources=legal_sources)


@EACH_RULE
def test_every_outcome_is_explained_in_both_languages_with_a_source(rules, rule):
    for case in rule.cases:
        found = judge_case(rules, rule, case)
        assert found.sources, case.name
        for text in (found.title, found.because):
            assert text.zh.strip(), case.name
            assert text.en.strip(), case.name
            assert text.zh != text.en
        for text in (found.because, found.advice):
            assert not set("{}") & set(text.zh + text.en), case.name


@EACH_RULE
def test_an_unknown_names_facts_of_the_catalogue(rules, rule, fact_book):
    for case in rule.cases:
        found = judge_case(rules, rule, case)
        if found.verdict is Verdict.UNKNOWN:
            assert found.missing, case.name
            assert all(fact_book.spec(path) is not None for path in found.missing)


CORE = [rule for pack in PACKS if pack.id == "eci-core" for rule in pack.rules]
EACH_CORE_RULE = pytest.mark.parametrize("rule", CORE, ids=[rule.id for rule in CORE])


@EACH_RULE
def test_every_outcome_a_rule_can_give_is_rendered_in_both_languages(rules, rule):
    """Promise R16: every rule, each of its outcomes, no placeholder left over."""
    shown = {judge_case(rules, rule, case).verdict for case in rule.cases}
    assert set(rule.outcomes) <= shown
    if rule.applies is not None or rule.because.not_applicable is not None:
        assert Verdict.NOT_APPLICABLE in shown


@EACH_CORE_RULE
def test_a_rule_that_does_not_apply_says_why(rules, rule):
    for case in rule.cases:
        found = judge_case(rules, rule, case)
        if found.verdict is Verdict.NOT_APPLICABLE:
            assert found.because != GENERAL[Verdict.NOT_APPLICABLE], case.name


@EACH_CORE_RULE
def test_what_is_not_met_comes_with_what_to_do(rules, rule):
    for case in rule.cases:
        found = judge_case(rules, rule, case)
        if found.verdict is Verdict.NOT_MET:
            assert found.advice.zh.strip(), case.name
            assert found.advice.en.strip(), case.name


# ---- promise R15 -------------------------------------------------------------------------------


def plain(spec):
    """Values a fact may have."""
    match spec.type:
        case FactType.FLAG:
            return st.booleans()
        case FactType.NUMBER:
            return st.sampled_from([0, 1, 30, 31, 60, 61, 360, 361, Decimal("0.5"), 1_000_000])
        case FactType.DATE:
            return st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
        case FactType.TEXT:
            return st.sampled_from(sorted(spec.words) if spec.words else ["x", "US", "8541.43"])
        case _:
            words = sorted(spec.words) if spec.words else ["x", "US", "T01"]
            return st.lists(st.sampled_from(words), max_size=3).map(tuple)


@pytest.fixture(scope="module")
def paths_of(fact_book):
    """Return the facts a rule asks for: of the subject, and of the members of its lists."""
    language = Language(PACKS, fact_book)

    def paths_of(rule):
        texts = [rule.test, rule.applies, *(choice.when for choice in rule.severity)]
        facts = {rule.reference_date} - {None}
        lists = {}
        for text in filter(None, texts):
            node, _ = language.read(text, None, allow_given=True)
            for part in nodes.walk(node):
                if isinstance(part, nodes.Each) and isinstance(part.over, nodes.ListRef):
                    inside = lists.setdefault(part.over.name, set())
                    inside |= {n.path for n in nodes.walk(part.body) if _of_item(n)}
                elif isinstance(part, nodes.FactRef) and not part.of_item:
                    facts.add(part.path)
        return sorted(facts - OWN_FIGURES), {name: sorted(inside) for name, inside in lists.items()}

    return paths_of


def _of_item(node):
    return isinstance(node, nodes.FactRef) and node.of_item


def table(data, paths, fact_book):
    drawn = {}
    for path in paths:
        known = plain(fact_book.spec(path))
        value = data.draw(st.none() | known | known | st.just(NOT_APPLICABLE))
        if value is not None:
            drawn[path] = value
    return drawn


def filled(data, known, paths, fact_book):
    return known | {
        path: data.draw(plain(fact_book.spec(path)))
        for path in paths
        if path not in known and data.draw(st.booleans())
    }


@EACH_RULE
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_filling_an_unknown_never_turns_a_verdict_round(rules, rule, paths_of, fact_book, data):
    paths, lists = paths_of(rule)
    facts = table(data, paths, fact_book)
    items = {
        name: [table(data, inside, fact_book) for _ in range(data.draw(st.integers(0, 2)))]
        for name, inside in lists.items()
    }
    more = filled(data, facts, paths, fact_book)
    more_items = {
        name: [filled(data, member, lists[name], fact_book) for member in members]
        for name, members in items.items()
    }
    on = TODAY + timedelta(days=data.draw(st.integers(-900, 900)))
    before = rules.verdict(rule.id, FactTable(facts, items), on)
    after = rules.verdict(rule.id, FactTable(more, more_items), on)
    assert {before, after} != {Verdict.MET, Verdict.NOT_MET}
    found = rules.judge(rule.id, FactTable(facts, items), "x", on)
    assert found.verdict is before
    assert not set("{}") & set(found.because.zh + found.because.en)
