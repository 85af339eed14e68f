"""What is proposed for the fields of a blank, by the words in and around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.blank import BlankField, BlankFieldKind, BlankPages, Spot, Words
from xinbao_desktop.domain.blank_match import likeness, proposed

TEXT, TICK = BlankFieldKind.TEXT, BlankFieldKind.TICK


def field(name, *, top=0.0, left=100.0, kind=TEXT, states=("",), label="", **words):
    spots = tuple(
        Spot(1, left + 50 * n, top, left + 40 + 50 * n, top + 16, state, **words)
        for n, state in enumerate(states)
    )
    return BlankField(name=name, kind=kind, spots=spots, label=label)


def links(*fields, form_id="F01"):
    pages = BlankPages(((595.0, 842.0),), fields)
    return {link.field: link for link in proposed(pages, form(form_id))}


@pytest.mark.parametrize(
    "known",
    [
        {"name": "f1", "before": "保险单号"}, {"name": "f1", "label": "Policy no."},
        {"name": "policy_no"}, {"name": "form1[0].policy_no[0]"},
        {"name": "f1", "above": "保单号码"},
    ],
)  # fmt: skip
def test_a_field_is_known_by_tip_name_or_printed_words(known):
    [link] = links(field(**known)).values()
    assert link.value in {"policy_no", "policy.policy_no"}


def test_the_same_label_twice_goes_to_the_insured_first_and_then_to_the_buyer():
    found = links(field("a", before="地址", top=100), field("b", before="地址", top=400))
    assert (found["a"].value, found["b"].value) == ("address", "buyer_address")


def test_one_value_goes_to_one_field():
    found = links(field("a", before="保险单号"), field("b", before="保险单号", top=50))
    assert len({link.value for link in found.values()}) == len(found)


def test_what_the_insurer_fills_in_is_left_alone():
    assert links(field("a", before="保险人填写")) == {}
    assert links(field("a", label="For office use: insurer")) == {}


def test_words_that_mean_nothing_here_propose_nothing():
    assert links(field("Text17", before="备用栏")) == {}


def test_fields_under_one_another_are_the_rows_of_a_table():
    heads = (("no", "发票号", 60.0), ("day", "出运日期", 160.0), ("open", "未收汇", 260.0))
    fields = [
        field(f"{name}_{row}", left=left, top=100 + 16 * row, above=words if row == 0 else "")
        for name, words, left in heads
        for row in range(4)
    ]
    found = links(*fields)
    assert [found[f"no_{row}"].row for row in range(4)] == [1, 2, 3, 4]
    assert found["day_2"].value == "shipments.shipped_on"
    assert found["open_3"].value == "amounts.outstanding"


def test_single_fields_under_one_another_are_not_taken_for_a_table():
    found = links(
        field("a", before="保险单号", top=100), field("b", before="联系人", top=116),
        field("c", before="电话", top=132),
    )  # fmt: skip
    assert {link.row for link in found.values()} == {0}
    assert found["b"].value == "contact_name"


def test_boxes_are_ticked_for_the_answer_beside_them():
    found = links(
        field("c1", kind=TICK, states=("Yes",), after="买方拖欠"),
        field("c2", kind=TICK, states=("On",), after="买方拒收", top=30),
    )
    assert found["c1"].value == "cause"
    assert found["c1"].ticks == {"default": "Yes"}
    assert found["c2"].ticks == {"rejection": "On"}


def test_one_box_with_the_question_beside_it_is_a_yes():
    found = links(field("x", kind=TICK, states=("1",), after="委托保险人追讨"))
    assert (found["x"].value, found["x"].ticks) == ("entrust", {"yes": "1"})


def test_an_english_blank_is_answered_in_english():
    found = links(field("a", label="Country", before="Country"))
    assert found["a"].words is Words.EN


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_the_same_both_ways(one, other):
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, other) == likeness(other, one)


@given(st.text(min_size=1, max_size=30))
def test_nothing_is_liker_than_the_same_words(words):
    assert likeness(words, words) in {0.0, 1.0}
