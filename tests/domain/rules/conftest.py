"""A small catalogue of facts and the shortest way to a rule, for the tests of the language."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules.catalogue import FactSpec, FactType
from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.evaluation import Evaluation
from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.language import Language
from xinbao_desktop.domain.rules.model import (
    Citation,
    Parameter,
    ParameterValue,
    Rule,
    RulePack,
    Sentences,
    Source,
    Subject,
)
from xinbao_desktop.domain.rules.parameters import ParameterBook
from xinbao_desktop.domain.rules.result import SourceKind
from xinbao_desktop.domain.rules.tree import Explainer
from xinbao_desktop.text import Text

VERIFIED = date(2026, 11, 22)


@dataclass
class SmallCatalogue:
    """Facts of a case, its invoices, its policy."""

    specs: dict[str, FactSpec] = field(default_factory=dict)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, path, type_, zh, en, **more):
        self.specs[path] = FactSpec(path, type_, Text(zh, en), Text("案件", "Case"), **more)

    def spec(self, path):
        return self.specs.get(path)

    def codes(self, group):
        return self.groups.get(group)


def _small_catalogue():
    made = SmallCatalogue(groups={"country.rcep": frozenset({"JP", "VN"})})
    cause = {"default": Text("拖欠", "default"), "rejection": Text("拒收", "rejection")}
    made.add("case.notice_on", FactType.DATE, "报损日", "day of notice")
    made.add("case.known_on", FactType.DATE, "知险日", "day of knowledge")
    made.add("case.cause", FactType.TEXT, "致损原因", "cause of loss", words=cause)
    made.add("case.trade_genuine", FactType.FLAG, "贸易真实", "trade genuine")
    made.add("case.dispute", FactType.FLAG, "有纠纷", "dispute")
    made.add("case.claim_amount", FactType.NUMBER, "索赔金额", "claim amount")
    made.add("case_invoices", FactType.ITEMS, "案件发票", "invoices", items="case_invoice")
    made.add("case_invoice.amount", FactType.NUMBER, "发票金额", "invoice amount")
    made.add("case_invoice.covered", FactType.FLAG, "承保", "covered")
    made.add("policy.notice_default_days", FactType.NUMBER, "保单报损期限", "policy's notice days")
    made.add("policy.form", FactType.TEXT, "保单形式", "form of policy")
    made.add("policy.ratio_default", FactType.NUMBER, "赔偿比例", "ratio", unit="ratio")
    made.add("company.markets", FactType.CODES, "市场", "markets")
    made.add("shipment.hs_code", FactType.TEXT, "HS编码", "HS code")
    return made


@pytest.fixture
def catalogue():
    return _small_catalogue()


DEFAULT = Source("program-default", SourceKind.PROGRAM_DEFAULT, Text("程序默认", "program default"))
NOTICE = Source(
    "notice",
    SourceKind.NOTICE,
    Text("通知", "the notice"),
    confirm_from=date(2025, 1, 1),
    confirm=Text("（请确认仍适用）", "(Confirm that it still applies.)"),
)


def dated(value, from_on=date.min, source="program-default"):
    return ParameterValue(from_on, value, Citation(source), VERIFIED)


def figure(id_, *values, **more):
    return Parameter(id_, Text("数字", "figure"), tuple(values), **more)


def rule(test, **more):
    given = {
        "id": "try.rule",
        "title": Text("规则", "rule"),
        "subject": Subject.CASE,
        "because": Sentences(met=Text("符合", "met"), not_met=Text("不符合", "not met")),
        "sources": (Citation("program-default", "1"),),
        "verified_on": VERIFIED,
    }
    return Rule(test=test, **(given | more))


def pack(*rules, parameters=(), groups=None):
    return RulePack(
        "try",
        "1",
        Text("试", "try"),
        Text("试", "try"),
        date(2024, 1, 1),
        "0.1",
        tuple(parameters),
        tuple(rules),
        (DEFAULT, NOTICE),
        groups or {},
    )


@pytest.fixture
def make(catalogue):
    """Return the makers of rules, figures, packs and rule sets."""

    @dataclass
    class Makers:
        rule = staticmethod(rule)
        figure = staticmethod(figure)
        dated = staticmethod(dated)
        pack = staticmethod(pack)

        @staticmethod
        def rules(*rules, calendar=None, **more):
            return RuleSet([pack(*rules, **more)], catalogue, calendar)

    return Makers


@pytest.fixture
def value_of(catalogue):
    """Return what an expression comes to for some facts (by the explaining tree)."""

    def value_of(text, facts=None, items=None, *, on=date(2024, 6, 1), calendar=None):
        language = Language([], catalogue)
        node, problems = language.read(text, None, allow_given=True)
        assert not problems, problems
        env = Evaluation(
            FactTable(facts or {}, items),
            on,
            reference=on,
            book=ParameterBook([]),
            calendar=calendar,
        )
        return Explainer(catalogue, language.group).trace(node, env).value

    return value_of


@pytest.fixture
def problems_of(catalogue):
    """Return what is wrong with an expression, in English."""

    def problems_of(text, wanted=FactType.FLAG, *, allow_given=False):
        language = Language([pack(parameters=[figure("max.usd", dated(Decimal(5)))])], catalogue)
        return [p.en for p in language.read(text, wanted, allow_given=allow_given)[1]]

    return problems_of
