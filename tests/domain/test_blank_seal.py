"""The place of the seal on a blank: as large as a seal, on the page, not over what is filled in."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.blank import (
    Blank,
    BlankField,
    BlankFieldKind,
    BlankLink,
    BlankMapping,
    BlankPages,
    Spot,
)
from xinbao_desktop.domain.blank_seal import (
    SEAL_SIDE,
    hidden_by_seal,
    needs_seal,
    proposed_seals,
    seal_at,
)

A4 = (595.0, 842.0)


def blank(value, spot):
    field = BlankField(name="a", kind=BlankFieldKind.TEXT, spots=(spot,))
    seal = seal_at(Spot(1, 300, 600, 300, 600), A4)
    mapping = BlankMapping(
        form="F01", sha256="", links=(BlankLink(field="a", value=value),), marked=(seal,)
    )
    return Blank(id="b", form="F01", insurer="", name="b.pdf", sha256="",
                 pages=BlankPages((A4,), (field,)), mapping=mapping)  # fmt: skip


@given(st.floats(-50, 700), st.floats(-50, 900), st.floats(60, 900), st.floats(60, 900))
def test_a_seal_is_never_smaller_than_a_seal_nor_off_the_page(x, y, width, height):
    found = seal_at(Spot(1, x, y, x + 3, y + 3), (width, height)).spots[0]
    assert found.right - found.left == pytest.approx(min(SEAL_SIDE, width), abs=0.02)
    assert found.bottom - found.top == pytest.approx(min(SEAL_SIDE, height), abs=0.02)
    assert found.left >= 0
    assert found.top >= 0
    assert found.right <= width + 0.01
    assert found.bottom <= height + 0.01


def test_words_that_ask_for_one_seal_propose_one_place():
    near = (Spot(1, 300, 600, 380, 612), Spot(1, 310, 625, 360, 636), Spot(2, 100, 100, 160, 112))
    found = proposed_seals(BlankPages((A4, A4), (), (), near))
    assert [(seal.name, seal.spots[0].page) for seal in found] == [("盖章处", 1), ("盖章处 2", 2)]
    middle = found[0].spots[0]
    assert (middle.left + middle.right) / 2 == pytest.approx(340, abs=0.1)


def test_a_field_under_the_seal_is_named_but_a_date_may_lie_there():
    under, beside = Spot(1, 280, 590, 340, 606), Spot(1, 40, 590, 100, 606)
    form_ = form("F01")
    assert [f.name for f in hidden_by_seal(blank("policy_no", under), form_)] == ["a"]
    assert not list(hidden_by_seal(blank("policy_no", beside), form_))
    assert not list(hidden_by_seal(blank("policy.start_on", under), form_))


def test_forms_that_are_sealed_need_a_place():
    assert needs_seal(form("F01"))
    assert not needs_seal(dataclasses.replace(form("F01"), seal=None))
