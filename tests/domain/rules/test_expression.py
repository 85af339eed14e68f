"""What the language accepts, and how it refuses the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.rules import expression, nodes


def parsed(text):
    return expression.parse(text, {"case_invoices": "case_invoice"}.get)


def test_a_number_is_read_as_it_was_written():
    assert parsed("0.1").value == Decimal("0.1")
    assert str(parsed("1.10").value) == "1.10"


def test_a_day_is_written_as_date():
    assert parsed('date("2024-03-05")').value == date(2024, 3, 5)


def test_parts_keep_the_words_they_were_written_with():
    tree = parsed('case.cause == "拖欠" and case.amount < 5')
    assert [part.text for part in tree.parts] == ['case.cause == "拖欠"', "case.amount < 5"]


def test_a_chained_comparison_asks_each_pair():
    tree = parsed("1 <= case.amount <= 5")
    assert isinstance(tree, nodes.Junction)
    assert [part.op for part in tree.parts] == ["<=", "<="]


def test_a_members_fact_gets_the_path_of_its_own_kind():
    tree = parsed("all_of(case_invoices, item.amount > case.amount)")
    assert nodes.fact_paths(tree) == {"case_invoices", "case_invoice.amount", "case.amount"}


def test_line_breaks_count_as_blanks():
    assert parsed("case.a\n  and case.b").word == "and"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "case.amount <",
        "case",
        "amount",
        "case.amount ** 2",
        "case.amount // 2",
        "case.amount % 2",
        "case.amount is 5",
        "case.amount & 5",
        "lambda: 5",
        "[x for x in case.a]",
        "case.a[0]",
        "case.a()",
        "open('x')",
        "__import__('os')",
        "case.__class__",
        "case.Amount",
        "case._a",
        "f'{case.a}'",
        "b'x'",
        "1e5",
        "0x10",
        "1j",
        "...",
        "None",
        "'a' 'b' + case.a if",
        "min(1)",
        "days_between(case.a)",
        "min(*case.a)",
        "min(1, default=2)",
        "param(case.a)",
        "param()",
        "codes(5)",
        "given(5)",
        "given(item.amount)",
        "date('5 March')",
        "all_of(case_invoices)",
        "all_of(shipments, item.amount > 5)",
        "item.amount > 5",
        "item == 'JP'",
        "case.a in [1, 2]",
        "case.a in [case.b]",
        "(case.a := 5)",
        "case.a; case.b",
        "case.a # why",
        "'\\ud800'",
        "case.a\x00",
    ],
)
def test_what_is_not_of_the_language_is_refused_with_a_reason(text):
    with pytest.raises(expression.ExpressionError) as refused:
        parsed(text)
    assert refused.value.text.zh
    assert refused.value.text.en


def test_a_long_expression_is_refused_before_it_is_parsed():
    with pytest.raises(expression.ExpressionError, match="longer than"):
        parsed("(" * 100_000)


def test_a_deep_expression_is_refused():
    with pytest.raises(expression.ExpressionError, match="too complex"):
        parsed("not " * 30 + "case.a")


def test_an_expression_of_many_parts_is_refused():
    with pytest.raises(expression.ExpressionError, match="too complex"):
        parsed("+".join(["1"] * 160))


def test_unbalanced_brackets_do_not_shake_the_reader():
    with pytest.raises(expression.ExpressionError):
        parsed("(" * 900)
