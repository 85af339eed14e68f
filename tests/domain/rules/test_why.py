"""An explanation can be read line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.values import Fact
from xinbao_desktop.text import Text

ON = date(2024, 6, 1)


def lines(make, rule, facts, **more):
    rules = make.rules(rule, **more)
    return rules.why("try.rule", facts, ON)


def test_every_part_has_its_value_and_its_place(make):
    rule = make.rule(
        'not case.dispute and case.claim_amount <= param("max.usd")', applies="case.trade_genuine"
    )
    figure = make.figure("max.usd", make.dated(Decimal(1_000_000), date(2024, 1, 1), "notice"))
    facts = FactTable(
        {
            "case.trade_genuine": True,
            "case.dispute": Fact(value=False, assumed=frozenset({"case.dispute"})),
            "case.claim_amount": Fact(Decimal(5), origin=Text("T04 第1页", "T04 page 1")),
        }
    )
    found = lines(make, rule, facts, parameters=[figure])
    assert [(line.depth, line.label.zh, line.value.zh, line.note.zh) for line in found] == [
        (0, "贸易真实", "是", ""),
        (0, "条件", "是", ""),
        (1, "非 有纠纷", "是", ""),
        (2, "有纠纷", "否", "为空，按无处理：有纠纷"),
        (1, "索赔金额 ≤ 数字", "是", ""),
        (2, "索赔金额", "5", "T04 第1页"),
        (2, "数字", "1,000,000", "notice；自 2024-01-01 起"),
    ]
    assert found[4].words == 'case.claim_amount <= param("max.usd")'


def test_a_missing_fact_is_named_where_it_is_missing(make):
    found = lines(make, make.rule("not case.dispute"), FactTable({}))
    assert found[-1].value == Text("〔有纠纷未填〕", "[dispute not given]")
