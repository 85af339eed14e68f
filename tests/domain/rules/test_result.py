"""How an answer is given out: as JSON, and with the name of what it rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules.result import Cited, Severity, SourceKind, value_as_json
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span
from xinbao_desktop.text import Text


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (True, True),
        (5, 5),
        ("OA", "OA"),
        (None, None),
        (Decimal("1000000.50"), "1000000.50"),
        (Decimal("1E+6"), "1000000"),
        (Decimal("Infinity"), None),
        (date(2024, 3, 5), "2024-03-05"),
        (date.max, None),
        (Span(Decimal(30), Decimal(60)), {"from": "30", "to": "60"}),
        (Span(date(2024, 3, 5), date.max), {"from": "2024-03-05", "to": None}),
        (Missing(frozenset({"a.b"})), None),
        (NOT_APPLICABLE, None),
        (("US", "JP"), ["US", "JP"]),
        (frozenset({"US", "JP"}), ["JP", "US"]),
        ([Decimal(5), date(2024, 3, 5)], ["5", "2024-03-05"]),
    ],
)
def test_a_value_is_given_out_as_text_where_json_would_lose_it(value, json):
    assert value_as_json(value) == json


def test_severities_are_ranked_from_the_gravest():
    assert sorted(Severity, key=lambda severity: severity.rank) == list(Severity)
    assert Severity.BLOCKING.rank == 0


def test_a_program_default_asks_to_be_confirmed():
    cited = Cited("x", "", SourceKind.PROGRAM_DEFAULT, Text("常见做法", "Common practice"))
    assert cited.label().zh == "常见做法（程序默认值，请与您的保单核对）"
    assert cited.label().en == "Common practice (program default, confirm with your policy)"


def test_an_article_is_named_with_its_text():
    cited = Cited("x", "第十一条", SourceKind.NOTICE, Text("通知", "The notice"))
    assert cited.label() == Text("通知 第十一条", "The notice, 第十一条")
