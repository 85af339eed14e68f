"""Strips fill pages without headings left behind."""

from __future__ import annotations

from dataclasses import replace

from xinbao_desktop.packet.flow import pour
from xinbao_desktop.packet.sheet import PORTRAIT, Glyphs, Rule, Strip

FULL = PORTRAIT.text_height


def strip(name: str, height: float, **more: object) -> Strip:
    return Strip(height, (Glyphs(0, 0, name, 12),), **more)


def names(pages: list) -> list[list[str]]:
    return [[mark.words for mark in page.marks] for page in pages]


def test_nothing_still_makes_one_page() -> None:
    assert len(pour([], PORTRAIT)) == 1


def test_a_heading_moves_with_what_follows() -> None:
    pages = pour([strip("a", FULL - 40), strip("h", 30, keep=True), strip("b", 30)], PORTRAIT)
    assert names(pages) == [["a"], ["h", "b"]]


def test_what_should_stay_whole_is_torn_only_where_it_is_higher_than_a_page() -> None:
    few = [strip(str(n), FULL / 8, whole=n < 5) for n in range(6)]
    assert names(pour([strip("a", FULL / 2), *few], PORTRAIT)) == [["a"], list("012345")]
    many = [strip(str(n), FULL / 8, whole=n < 8, keep=n in (0, 7)) for n in range(9)]
    assert names(pour(many, PORTRAIT)) == [list("0123456"), list("78")]


def test_space_before_is_dropped_at_the_top_of_a_page() -> None:
    pages = pour([strip("a", FULL - 10), strip("b", 30, before=20.0)], PORTRAIT)
    assert pages[1].marks[0].y == PORTRAIT.top


def test_a_tables_head_is_repeated_on_each_page() -> None:
    head = strip("head", 20, keep=True)
    rows = [strip(str(n), FULL / 4, repeat=(head,)) for n in range(6)]
    pages = names(pour([head, *rows], PORTRAIT))
    assert all(page[0] == "head" for page in pages)
    assert [name for page in pages for name in page if name != "head"] == list("012345")


def test_a_frame_is_closed_where_a_page_ends_inside_it() -> None:
    line = Rule(0, 30, 100, 30)
    strips = [strip(str(n), 30, foot=(line,)) for n in range(40)]
    pages = pour([*strips, strip("end", 5)], PORTRAIT)
    rules = [[mark for mark in page.marks if isinstance(mark, Rule)] for page in pages]
    assert [len(found) for found in rules] == [1] * (len(pages) - 1) + [0]
    assert rules[0][0].y0 <= PORTRAIT.bottom


def test_a_group_higher_than_a_page_breaks_where_it_must() -> None:
    strips = [strip(str(n), FULL / 3, keep=True) for n in range(5)]
    assert sum(len(page) for page in names(pour(strips, PORTRAIT))) == 5


def test_a_seal_takes_along_the_part_before_it_where_the_whole_is_higher_than_a_page() -> None:
    table = [strip(f"t{n}", 40, keep=True) for n in range(3)]
    group = [
        strip("title", FULL / 2, keep=True),
        strip("grid", FULL / 3, keep=True, before=10.0),
        replace(table[0], before=10.0),
        *table[1:],
        strip("seal", FULL / 4, before=14.0),
    ]
    assert names(pour(group, PORTRAIT)) == [["title", "grid"], ["t0", "t1", "t2", "seal"]]


def test_the_end_of_a_part_higher_than_a_page_is_not_left_alone() -> None:
    rows = [strip(str(n), FULL / 5, keep=True) for n in range(5)]
    assert names(pour([*rows, strip("seal", 30)], PORTRAIT)) == [list("0123"), ["4", "seal"]]
