"""Packs are read from folders; the shipped ones are right and pass their own tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.rule_pack import check_pack, read_pack, read_pack_files, version_key
from xinbao_desktop.domain.rules.model import Citation, SeverityChoice, Subject
from xinbao_desktop.domain.rules.result import Severity, SourceKind, Verdict
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span
from xinbao_desktop.errors import CatalogError

HEADER = """
[pack]
id = "try"
version = "2026.1"
title = {zh = "试", en = "try"}
description = {zh = "试", en = "try"}
valid_from = 2026-01-01
min_program = "0.1"
"""
SOURCE = """
[[source]]
id = "text"
kind = "notice"
title = {zh = "通知", en = "notice"}
"""
RULE = """
[[rule]]
id = "try.rule"
title = {zh = "规则", en = "rule"}
subject = "case"
test = "not case.dispute"
severity = "info"
sources = ["text"]
verified_on = 2026-11-22
because.met = {zh = "好", en = "ok"}
because.not_met = {zh = "不好", en = "not ok"}
"""


def read(**files):
    contents = {f"{name}.toml": text.encode() for name, text in files.items()}
    return read_pack_files("try", {"pack.toml": HEADER.encode()} | contents)


def refused(**files):
    with pytest.raises(CatalogError) as error:
        read(**files)
    return error.value.text.en.splitlines()


def test_a_pack_is_read_with_all_that_is_in_it():
    pack = read(a=SOURCE, b=RULE)
    assert (pack.id, pack.version, pack.valid_from) == ("try", "2026.1", date(2026, 1, 1))
    assert pack.sources[0].kind is SourceKind.NOTICE
    rule = pack.rules[0]
    assert rule.subject is Subject.CASE
    assert rule.severity == (SeverityChoice(Severity.INFO),)
    assert rule.sources == (Citation("text"),)
    assert rule.file == "try/b.toml"
    assert rule.outcomes == (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN)


def test_a_figure_keeps_its_dates_its_two_ends_and_its_forms():
    pack = read(
        a="""
[[parameter]]
id = "a.b"
title = {zh = "数", en = "figure"}
overridden_by = "policy.notice_default_days"
unit = "days"
values = [
  {from = 2024-01-01, strict = 30, generous = inf, source = "text", verified_on = 2026-11-22},
  {value = 8, source = "text", article = "3", verified_on = 2026-11-22},
]
by_form.sme = {value = 45, source = "text", verified_on = 2026-11-22}
by_form.lc = [{value = 5, source = "text", verified_on = 2026-11-22}]
[[parameter]]
id = "a.c"
title = {zh = "数", en = "figure"}
values = [{value = ["x"], source = "text", verified_on = 2026-11-22}]
"""
    )
    figure, codes = pack.parameters
    assert [value.from_on for value in figure.values] == [date.min, date(2024, 1, 1)]
    assert figure.values[0].value == 8
    assert figure.values[0].citation == Citation("text", "3")
    assert figure.values[1].value == Span(Decimal(30), Decimal("Infinity"))
    assert figure.by_form["sme"][0].value == 45
    assert figure.by_form["lc"][0].value == 5
    assert codes.values[0].value == ("x",)


def test_a_rule_may_cite_an_article_choose_its_severity_and_its_words():
    text = RULE.replace('severity = "info"', "").replace('sources = ["text"]', "")
    pack = read(
        a=text
        + """
sources = [{id = "text", article = "11"}, "other"]
severity = [{when = "case.dispute", then = "blocking"}, {then = "warning"}]
because.unknown = [{when = "case.dispute", zh = "甲", en = "a"}, {zh = "乙", en = "b"}]
"""
    )
    rule = pack.rules[0]
    assert rule.sources == (Citation("text", "11"), Citation("other"))
    assert [choice.when for choice in rule.severity] == ["case.dispute", None]
    assert rule.because.unknown.en == "b"
    assert rule.because.choices[Verdict.UNKNOWN][0].text.en == "a"


def test_a_case_may_hold_any_state_of_a_fact():
    pack = read(
        a=RULE
        + """
  [[rule.case]]
  name = "all"
  on = 2024-01-01
  items = {case_invoices = [{"case_invoice.amount" = 5}]}
  expect = "unknown"
  expect_missing = []
  expect_severity = "info"
  [rule.case.facts]
  "a.a" = 5
  "a.b" = 1.50
  "a.c" = ["x"]
  "a.d" = []
  "a.e" = {not_applicable = true}
  "a.f" = {conflicting = true}
  "a.g" = {low = 1, high = 2}
  "a.h" = 2024-03-05
"""
    )
    case = pack.rules[0].cases[0]
    assert dict(case.facts) == {
        "a.a": Decimal(5),
        "a.b": Decimal("1.50"),
        "a.c": ("x",),
        "a.d": (),
        "a.e": NOT_APPLICABLE,
        "a.f": Missing(frozenset({"a.f"}), frozenset({"a.f"})),
        "a.g": Span(Decimal(1), Decimal(2), frozenset({"a.g"})),
        "a.h": date(2024, 3, 5),
    }
    assert case.items["case_invoices"][0]["case_invoice.amount"] == 5
    assert case.expect_missing == frozenset()
    assert case.on == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "try.rule"', "", "try/a.toml · rule[1] · id: this key is missing"),
        ('subject = "case"', 'subject = "claim"', "try.rule · subject: no claim (there are:"),
        ('severity = "info"', 'severity = "bad"', "try.rule · severity: no bad"),
        ('severity = "info"', "", "try.rule · severity: this key is missing"),
        ('sources = ["text"]', "sources = [5]", "try.rule · sources: write"),
        (
            "verified_on = 2026-11-22",
            'verified_on = "x"',
            "try.rule · verified_on: should be a date",
        ),
        ('zh = "好", en', "en", "try.rule.because.met · zh: this key is missing"),
        ("test =", "tset =", "try.rule · tset: unknown key"),
        ('severity = "info"', 'severity = "info"\noutcomes = ["x"]', "outcomes: no verdict x"),
        ("because.met", "because.maybe", "try.rule.because · maybe: unknown key"),
        (
            'because.met = {zh = "好", en = "ok"}',
            'because.met = [{zh = "好", en = "ok"}, {zh = "好", en = "ok"}]',
            "the last sentence alone has no when",
        ),
        ("[[rule]]", '[[rule]]\ncase = [{expect = "x"}]', "try.rule.case[1] · expect: no x"),
    ],
)
def test_a_problem_names_file_entry_and_key(old, new, problem):
    assert old in RULE
    lines = refused(a=RULE.replace(old, new, 1))
    assert any(problem in line for line in lines), lines


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{value = 1, strict = 2", "not beside strict and generous"),
        ("{strict = 2", "generous: this key is missing"),
        ("{value = []", "cannot be a value"),
        ("{value = nan", "cannot be a value"),
        ("{value = 1e999999999", "cannot be a value"),
        ("{value = 2024-01-01T00:00:00", "cannot be a value"),
    ],
)
def test_a_wrong_figure_names_file_entry_and_key(text, problem):
    lines = refused(
        a=f'[[parameter]]\nid = "a.b"\ntitle = {{zh = "数", en = "n"}}\n'
        f'values = [{text}, source = "text", verified_on = 2026-11-22}}]'
    )
    assert any("try/a.toml · a.b.values[1]" in line and problem in line for line in lines), lines


def test_problems_of_all_files_come_at_once():
    lines = refused(a="[[rule]]", b="[[source]]", c="x = 1")
    assert {line.split(" ")[0].rstrip(":") for line in lines} == {
        "try/a.toml",
        "try/b.toml",
        "try/c.toml",
    }


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"2026.1"', '"next"', "version: write a version"),
        ('id = "try"', 'id = "../x"', "id: an id has small letters"),
        ("[pack]", "[pac]", "pack: this key is missing"),
    ],
)
def test_a_wrong_header_is_refused(old, new, problem):
    with pytest.raises(CatalogError) as error:
        read_pack_files("try", {"pack.toml": HEADER.replace(old, new).encode()})
    assert problem in error.value.text.en


def test_a_list_of_codes_is_read_once():
    group = '[[group]]\nid = "own.list"\ntitle = {zh = "单", en = "list"}\nvalues = ["XA"]\n'
    assert read(a=group).groups == {"own.list": frozenset({"XA"})}
    assert "own.list · id: this id is already used" in refused(a=group, b=group)[0]
    assert "the list is empty" in refused(a=group.replace('["XA"]', "[]"))[0]


def test_a_confirmation_needs_its_day():
    assert "confirm_from" in refused(a=SOURCE + 'confirm = {zh = "请", en = "please"}')[0]


def test_a_folder_without_pack_toml_is_no_pack(tmp_path):
    with pytest.raises(CatalogError, match=r"pack\.toml: this file is missing"):
        read_pack(tmp_path)


def test_versions_are_ordered_by_their_numbers():
    assert version_key("2026.9") < version_key("2026.10") < version_key("2027")


def test_a_rule_that_names_no_fact_is_reported_by_the_check(fact_book):
    pack = read(a=SOURCE, b=RULE.replace("case.dispute", "case.nothing"))
    with pytest.raises(CatalogError) as error:
        check_pack(pack, fact_book)
    assert "try/b.toml · try.rule · test: “case.nothing”" in error.value.text.en
    assert "no case expects met" in error.value.text.en


def test_a_case_that_comes_out_otherwise_is_reported_by_the_check(fact_book):
    cases = "".join(
        f'\n[[rule.case]]\nfacts = {{{facts}}}\nexpect = "{expect}"\n'
        for facts, expect in [
            ('"case.dispute" = true', "met"),
            ('"case.dispute" = true', "not_met"),
            ("", "unknown"),
        ]
    )
    pack = read(a=SOURCE, b=RULE + cases)
    with pytest.raises(CatalogError, match="case 1: expected verdict met, got not_met"):
        check_pack(pack, fact_book)


def test_a_paper_that_no_checklist_has_is_reported_by_the_check(fact_book):
    pack = read(a=SOURCE, b=RULE + '\npapers = ["I01", "Z99", "t1"]\n')
    with pytest.raises(CatalogError) as error:
        check_pack(pack, fact_book)
    told = error.value.text.en
    assert "try/b.toml · try.rule · papers: Z99 is no slot of the checklist" in told
    assert "papers: t1 is no slot" in told
    assert "I01" not in told


SHIPPED = sorted(path.parent.name for path in asset("resources/rules").glob("*/pack.toml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_is_right_and_passes_its_own_tests(name, fact_book, legal_sources, calendar):
    packs = {one: read_pack(asset(f"resources/rules/{one}")) for one in SHIPPED}
    pack = packs.pop(name)
    check_pack(pack, fact_book, others=[*packs.values()], sources=legal_sources, calendar=calendar)
