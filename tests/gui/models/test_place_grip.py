"""Places are taken hold of, moved and resized, and never leave their page or vanish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.domain.blank import Spot
from xinbao_desktop.gui.models.place_grip import (
    CORNER,
    LEAST,
    WHOLE,
    Grip,
    dragged,
    grip_at,
    handles,
)

SPOT, PAGE = Spot(1, 100, 200, 180, 220), (595.0, 842.0)
GRIPS = st.sampled_from([WHOLE, *(grip for grip, _, _ in handles(SPOT))])


@pytest.mark.parametrize(
    ("point", "grip"),
    [
        ((100, 200), Grip(-1, -1)), ((180, 220), CORNER), ((140, 221), Grip(0, 1)),
        ((99, 210), Grip(-1, 0)), ((120, 210), WHOLE), ((60, 210), None), ((120, 260), None),
    ],
)  # fmt: skip
def test_corners_edges_and_the_middle_are_told_apart(point, grip):
    assert grip_at(SPOT, *point, 3) == grip


def test_the_middle_moves_and_an_edge_resizes():
    assert dragged(SPOT, WHOLE, (10, -20), PAGE) == Spot(1, 110, 180, 190, 200)
    assert dragged(SPOT, Grip(-1, 0), (10, -20), PAGE) == Spot(1, 110, 200, 180, 220)
    assert dragged(SPOT, CORNER, (10, 5), PAGE) == Spot(1, 100, 200, 190, 225)


@given(GRIPS, st.floats(-2000, 2000), st.floats(-2000, 2000))
def test_whatever_is_dragged_stays_on_its_page_and_large_enough_to_hold(grip, dx, dy):
    found = dragged(SPOT, grip, (dx, dy), PAGE)
    assert 0 <= found.left <= found.right - LEAST + 0.01
    assert 0 <= found.top <= found.bottom - LEAST + 0.01
    assert found.right <= PAGE[0]
    assert found.bottom <= PAGE[1]
    if grip.is_whole:
        assert found.right - found.left == pytest.approx(80, abs=0.02)
