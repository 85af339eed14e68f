"""Values as words, and sentences without a placeholder left in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules.evaluation import Evaluation
from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.language import Language
from xinbao_desktop.domain.rules.parameters import ParameterBook
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span
from xinbao_desktop.domain.rules.wording import (
    formatted,
    missing_labels,
    read_sentence,
    where_to_enter,
)
from xinbao_desktop.text import Text

ON = date(2024, 6, 1)


def missing(*paths):
    return Missing(frozenset(paths))


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (True, "是", "yes"),
        (False, "否", "no"),
        (45, "45", "45"),
        (Decimal("1000000.00"), "1,000,000", "1,000,000"),
        (Decimal("1234.50"), "1234.50", "1234.50"),
        (Decimal("1E+7"), "10,000,000", "10,000,000"),
        (Decimal("999999.9900000"), "999,999.99", "999,999.99"),
        (Decimal("1.5000"), "1.50", "1.50"),
        (Decimal("0.00650"), "0.0065", "0.0065"),
        (Decimal(1000) / 3, "333.33", "333.33"),
        (Decimal(20000) / 3, "6666.67", "6666.67"),
        (date(2024, 3, 5), "2024-03-05", "2024-03-05"),
        (date.max, "尚无", "none yet"),
        ("SZ-1", "SZ-1", "SZ-1"),
        (("US", "JP"), "US、JP", "US, JP"),
        (frozenset({"US", "JP"}), "JP、US", "JP, US"),
        ((), "无", "none"),
        (NOT_APPLICABLE, "不适用", "not applicable"),
        (missing("case.dispute"), "〔有纠纷未填〕", "[dispute not given]"),
        (Span(30, 60), "30 至 60（公布的说法不一）", "30 to 60 (sources differ)"),
        (Span(4, Decimal("Infinity")), "4（无公布的上限）", "4 (no published upper figure)"),
        (
            Span(date(2024, 1, 1), date.max),
            "2024-01-01（无公布的上限）",
            "2024-01-01 (no published upper figure)",
        ),
    ],
)
def test_a_value_is_put_into_words(catalogue, value, zh, en):
    assert formatted(value, catalogue) == Text(zh, en)


def test_a_code_is_said_by_its_wording(catalogue):
    assert formatted("default", catalogue, "case.cause") == Text("拖欠", "default")
    assert formatted("other", catalogue, "case.cause") == Text("other", "other")


def test_a_ratio_is_said_in_per_cent(catalogue):
    assert formatted(Decimal("0.90"), catalogue, "policy.ratio_default").zh == "90%"
    assert formatted(Decimal("0.855"), catalogue, unit="ratio").zh == "85.5%"


def test_many_missing_facts_are_counted(catalogue):
    paths = [f"a.x{n}" for n in range(8)]
    text = missing_labels(missing(*paths), catalogue)
    assert text.zh.endswith("等 8 项")
    assert text.en.endswith("and 2 more")


def test_where_nothing_can_be_entered_there_is_no_advice(catalogue):
    assert where_to_enter(missing("a.unknown"), catalogue) == Text("", "")
    assert where_to_enter(missing(), catalogue) == Text("", "")
    assert missing_labels(missing(), catalogue).en == "no published figure"


# ---- sentences ---------------------------------------------------------------------------------


@pytest.fixture
def filled(catalogue, make):
    """Fill a sentence for some facts."""
    figure = make.figure("max.usd", make.dated(Decimal(5000000)))
    language = Language([make.pack(parameters=[figure])], catalogue)

    def filled(zh, facts, unknown=None):
        sentence, problems = read_sentence(Text(zh, zh), language)
        assert problems == []
        env = Evaluation(FactTable(facts), ON, reference=ON, book=ParameterBook([figure]))
        return sentence.fill(env, unknown)

    return filled


def test_placeholders_are_filled(filled):
    text = filled("{case.notice_on} / {param:max.usd} / {on}", {"case.notice_on": date(2024, 3, 5)})
    assert text.zh == "2024-03-05 / 5,000,000 / 2024-06-01"


def test_a_placeholder_takes_any_expression(filled):
    dates = {"case.known_on": date(2024, 3, 1), "case.notice_on": date(2024, 3, 5)}
    assert filled("{days_between(case.known_on, case.notice_on)}", dates).en == "4"


def test_a_missing_fact_is_said_to_be_missing(filled):
    assert filled("{case.dispute}", {}).zh == "〔有纠纷未填〕"
    assert filled("{missing}", {}, missing("case.dispute")).en == "dispute"


def test_a_value_with_braces_stays_as_it_is(filled):
    assert (
        filled("{shipment.hs_code}", {"shipment.hs_code": "{case.dispute}"}).zh == "{case.dispute}"
    )


@pytest.mark.parametrize(
    ("zh", "en", "reason"),
    [
        ("{case.nothing}", "{case.nothing}", "not in the catalogue"),
        ("{param:nothing}", "{param:nothing}", "no such parameter"),
        ("{case.dispute", "{case.dispute", "unmatched brace"),
        ("case.dispute}", "case.dispute}", "unmatched brace"),
        ("{}", "{}", "not a well-formed expression"),
        ("{case.dispute}", "{case.cause}", "do not have the same placeholders"),
        ("{case.dispute}", "yes", "do not have the same placeholders"),
    ],
)
def test_a_wrong_sentence_is_refused(catalogue, zh, en, reason):
    sentence, problems = read_sentence(Text(zh, en), Language([], catalogue))
    assert sentence is None
    assert any(reason in problem.en for problem in problems)
