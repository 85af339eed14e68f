"""What a heading means."""

from __future__ import annotations

from collections import defaultdict

import pytest

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.exchange.heading import heading_of, kind_of_sheet, meanings


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_two_keys_of_a_kind_claim_one_word(kind) -> None:
    claims = defaultdict(set)
    for spec in kind.keys:
        for words in (spec.key, spec.label.zh, spec.label.en, *spec.synonyms):
            claims[folded(words)].add(spec.key)
    assert {words: keys for words, keys in claims.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_way_to_name_a_key_is_understood(kind) -> None:
    for spec in kind.keys:
        for words in (spec.key, spec.label.zh, spec.label.en, heading_of(spec), *spec.synonyms):
            for shape in (words, f" *{words}： ", words.upper(), f"{words}\n", f"【{words}】"):
                found = meanings(shape).get(kind.name)
                assert found is not None, (kind.name, shape)
                assert found.key == spec.key, shape


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("发票号 Invoice No.", "invoice_no"),
        ("Invoice No.\n发票号", "invoice_no"),
        ("ＩＮＶＯＩＣＥ　ＮＯ．", "invoice_no"),
        ("信用期限（天）", "credit_days"),
        ("信用期限", "credit_days"),
        ("发票金额(万美元)", "amount"),
        ("美元金额", "amount"),
        ("金额 USD", "amount"),
        ("出运日期(提单日)", "shipped_on"),
        ("出运日期 YYYY-MM-DD", "shipped_on"),
        ("发票号\n（必填，不超过20位）", "invoice_no"),
        ("信用期限/天", "credit_days"),
    ],
)
def test_headings_of_the_trade_are_understood(heading: str, key: str) -> None:
    assert meanings(heading)["shipments"].key == key


@pytest.mark.parametrize("heading", ["", "  ", "序号", "发票号/买方编号", "x" * 500, "￥￥￥"])
def test_a_strange_heading_means_nothing(heading: str) -> None:
    assert "shipments" not in meanings(heading)


def test_sheets_are_known_by_key_title_and_both() -> None:
    for kind in KINDS:
        for name in (kind.name, kind.title.zh, f"{kind.title.zh} {kind.name}", kind.title.en):
            assert kind_of_sheet(name) == kind.name
