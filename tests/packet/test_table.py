"""Columns share a page's width without cutting numbers."""

from __future__ import annotations

import pytest

from xinbao_desktop.packet.fonts import typeface
from xinbao_desktop.packet.sheet import Glyphs, Strip
from xinbao_desktop.packet.table import TALLEST, Cell, bound, column_widths, row, table


def test_columns_share_the_width_by_weight() -> None:
    widths = column_widths(400, [1, 3], [[Cell("a"), Cell("b")]])
    assert widths == pytest.approx([100, 300])


def test_a_column_is_as_wide_as_its_longest_number() -> None:
    widths = column_widths(400, [1, 9], [[Cell("1,234,567,890.00"), Cell("字")]])
    assert widths[0] > 90
    assert sum(widths) == pytest.approx(400)


def test_columns_too_wide_for_the_page_still_fit_it() -> None:
    wide = Cell("A" * 80)
    widths = column_widths(400, [1, 1, 1], [[wide, wide, Cell("1")]])
    assert sum(widths) == pytest.approx(400)


def test_a_fingerprint_is_cut_before_the_words_of_a_head() -> None:
    heads = [Cell("页数", "Pages"), Cell("卷内页码", "In packet"), Cell("SHA-256")]
    rows = [heads, [Cell("1"), Cell("33–35"), Cell("d" * 64)]]
    widths = column_widths(300, [1, 1, 2], rows)
    assert widths[0] > typeface().width("Pages", 9)
    assert widths[1] > typeface().width("packet", 9)
    assert sum(widths) == pytest.approx(300)


def test_lines_of_a_cell_are_measured_one_by_one() -> None:
    half = "d" * 32
    widths = column_widths(448, [1, 3, 1], [[Cell("1"), Cell("名称"), Cell(f"{half}\n{half}")]])
    needed = typeface().width(half, 10.5)
    assert needed < widths[2] < needed + 12


def test_a_few_rows_are_never_broken_and_of_many_none_stands_alone() -> None:
    few, many = [Strip(30.0)] * 5, [Strip(30.0)] * 12
    assert [strip.whole for strip in bound(few)] == [True, True, True, True, False]
    assert [n for n, strip in enumerate(bound(few)) if strip.keep] == [0, 1, 3]
    assert [n for n, strip in enumerate(bound(many)) if strip.keep] == [0, 10]


def test_a_very_high_row_is_cut_into_pieces_that_keep_every_line() -> None:
    strips = row([Cell("\n".join(str(n) for n in range(100))), Cell("x")], [200, 200])
    assert len(strips) > 1
    assert all(strip.height <= TALLEST for strip in strips)
    words = [m.words for strip in strips for m in strip.marks if isinstance(m, Glyphs)]
    assert [w for w in words if w != "x"] == [str(n) for n in range(100)]


def test_a_short_table_is_never_broken() -> None:
    strips = table([Cell("h")], [[Cell("1")], [Cell("2")], [Cell("3")]], [100])
    assert [strip.keep or strip.whole for strip in strips] == [True, True, True, False]


def test_neither_first_nor_last_row_of_a_long_table_stands_alone() -> None:
    strips = table([Cell("h")], [[Cell(str(n))] for n in range(20)], [100])
    assert [n for n, strip in enumerate(strips) if strip.keep] == [0, 1, 19]
