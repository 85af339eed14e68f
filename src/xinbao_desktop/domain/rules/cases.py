"""Run the tests that stand beside the rules as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.lint import PackProblem
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.rules.engine import RuleSet
    from xinbao_desktop.domain.rules.model import Rule, RuleCase, RulePack
    from xinbao_desktop.domain.rules.result import Finding


def run_cases(rules: RuleSet, pack: RulePack) -> list[PackProblem]:
    """Return every test case of a pack that does not come out as it expects."""
    return [
        PackProblem(rule.file, rule.id, f"case {case.name}", text)
        for rule in pack.rules
        for case in rule.cases
        for text in _failures(rules, rule, case)
    ]


def judge_case(rules: RuleSet, rule: Rule, case: RuleCase) -> Finding:
    """Return the finding of a rule for the facts of one of its cases."""
    facts = FactTable(case.facts, case.items)
    on = case.on if case.on is not None else rule.verified_on
    return rules.judge(rule.id, facts, rule.subject.value, on)


def _failures(rules: RuleSet, rule: Rule, case: RuleCase) -> Iterator[Text]:
    found = judge_case(rules, rule, case)
    if found.verdict is not case.expect:
        yield _differs("结论", "verdict", case.expect.value, found.verdict.value)
    if case.expect_missing is not None and set(found.missing) != case.expect_missing:
        expected = ", ".join(sorted(case.expect_missing))
        yield _differs("缺少的事实", "missing facts", expected, ", ".join(found.missing))
    if case.expect_severity is not None and found.severity is not case.expect_severity:
        yield _differs("严重程度", "severity", case.expect_severity.value, found.severity.value)
    if not found.because.zh or not found.because.en:
        yield Text("没有理由", "there is no reason")
    said = (found.because, found.advice)
    if any(mark in words for text in said for words in (text.zh, text.en) for mark in "{}"):
        yield Text("句子里留有占位符", "a placeholder is left in a sentence")


def _differs(zh: str, en: str, expected: str, found: str) -> Text:
    return Text(f"{zh}应为 {expected}，得到 {found}", f"expected {en} {expected}, got {found}")
