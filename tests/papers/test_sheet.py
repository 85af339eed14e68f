from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.papers.sheet import (
    PICTURE_EDGE_MM,
    Box,
    free_box,
    place_page,
    place_picture,
    sheet_box,
)

side = st.floats(10, 15000)
share = st.floats(0, 1)


@given(side, side, st.tuples(share, share, share, share), st.booleans())
def test_ink_always_ends_up_in_the_free_part(width, height, shares, scan):
    a, b, c, d = shares
    ink = Box(min(a, c) * width, min(b, d) * height, max(a, c) * width, max(b, d) * height)
    if ink.width < 1 or ink.height < 1:
        return
    placement = place_page(width, height, ink, scan=scan)
    free = free_box(landscape=placement.landscape, edge_mm=PICTURE_EDGE_MM if scan else 0)
    assert ink.moved(placement).within(free, slack=1)
    assert 0 < placement.scale <= 1


@given(side, side)
def test_a_page_without_ink_lies_in_the_middle(width, height):
    placement = place_page(width, height, None, scan=False)
    sheet = sheet_box(landscape=placement.landscape)
    assert Box(0, 0, width, height).moved(placement).within(sheet, slack=1)


@given(st.integers(1, 20000), st.integers(1, 20000), st.sampled_from([None, 150.0, 300.0, 600.0]))
def test_a_picture_never_leaves_the_free_part_nor_is_blown_up(width, height, dpi):
    placement, lying = place_picture(width, height, (dpi, dpi) if dpi else None)
    free = free_box(landscape=placement.landscape, edge_mm=PICTURE_EDGE_MM)
    assert Box(0, 0, width, height).moved(placement).within(free)
    assert lying >= (dpi or 72) - 0.01


def test_a_word_at_the_edge_is_moved_and_not_shrunk():
    ink = Box(100, 5, 200, 20)
    placement = place_page(595.276, 841.89, ink, scan=False)
    assert placement.scale == 1
    assert placement.x == 0
    assert placement.y > 0
