"""Lines break where Chinese typography lets them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.packet.typeset import (
    NO_END,
    NO_START,
    break_lines,
    clusters,
    is_tight,
    is_wide,
    tightened,
)


def measure(words: str) -> float:
    """A square for a Chinese character, half of one for a letter."""
    return sum(1.0 if is_wide(char) else 0.5 for char in words)


def lines(words: str, width: float) -> list[str]:
    return [line.words for line in break_lines(words, width, measure)]


def test_a_closing_mark_never_begins_a_line() -> None:
    assert lines("一二三四五。六七八", 5.5) == ["一二三四五。", "六七八"]
    assert lines("一二三四五）六七八", 5.5) == ["一二三四五）", "六七八"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert lines("一二三四（五六七）", 5) == ["一二三四", "（五六七）"]


def test_a_closing_mark_sticks_out_only_by_its_blank_half() -> None:
    found = break_lines("一二三四五。六", 5, measure)
    assert found[0].width <= 6.0


def test_numbers_and_words_stay_whole() -> None:
    assert lines("金额为128,450.00美元", 6) == ["金额为", "128,450.00美", "元"]
    assert lines("买方 Noordzee Huishoud B.V. 确认", 7)[:2] == ["买方 Noordzee", "Huishoud B.V."]


def test_a_currency_stays_with_its_amount() -> None:
    assert lines("未付金额 USD 279,540.50", 8) == ["未付金额", "USD 279,540.50"]


def test_a_unit_stays_with_its_number() -> None:
    assert "2024年" in clusters("至2024年3月止")
    assert "3月" in clusters("至2024年3月止")


def test_a_box_stays_with_its_answer() -> None:
    assert lines("☑买方拖欠\u3000☐买方拒收", 7) == ["☑买方拖欠", "☐买方拒收"]


def test_a_piece_wider_than_the_line_is_cut_after_a_sign() -> None:
    assert lines("https://example.com/a/long/path", 8)[0] == "https://example."


def test_no_paragraph_ends_with_a_line_of_one_character() -> None:
    assert lines("一二三四五六七八九十一二三。", 12) == ["一二三四五六七八九十一", "二三。"]
    assert lines("一二三四五六", 5) == ["一二三四五", "六"]  # a cell is too narrow to give one up


def test_marks_that_meet_share_the_blank_between_them() -> None:
    for pair in ("》）", "）。", "”，", "：“", "）（", "（《", "。”"):
        assert is_tight(*pair), pair
    for pair in ("字（", "）字", "，字", "（字", "a)"):
        assert not is_tight(*pair), pair
    assert list(tightened("（见《书》），但")) == [
        ("（见《书》", True), ("）", True), ("，但", False),
    ]  # fmt: skip


def test_paragraphs_end_where_they_are_written() -> None:
    found = break_lines("一二\n三四", 10, measure)
    assert [(line.words, line.last) for line in found] == [("一二", True), ("三四", True)]


def test_the_indent_narrows_only_the_first_line() -> None:
    found = break_lines("一二三四五六七八九", 5, measure, indent=2)
    assert [line.words for line in found] == ["一二三", "四五六七八", "九"]


@pytest.mark.parametrize("width", [3.0, 7.5, 12.0])
@given(
    words=st.text(alphabet="一二三，。（）《》“”abc12 .-/", max_size=60),
)
def test_nothing_is_lost_and_no_line_is_too_wide(words: str, width: float) -> None:
    found = break_lines(words, width, measure)
    shown = "".join(line.words for line in found).replace(" ", "")
    assert shown == words.replace(" ", "")
    for line in found:
        crowded = len(line.words) > 1 and len(clusters(line.words)) > 1
        assert line.width <= width + 0.51 or not crowded


@given(words=st.text(alphabet="一二三四五六，。（）", min_size=1, max_size=40))
def test_marks_keep_their_side_in_any_text(words: str) -> None:
    found = lines(words, 8)
    for before, after in itertools.pairwise(found):
        whole = len(clusters(before + after)) > 1
        assert not (whole and after and after[0] in NO_START and before[-1] not in NO_END) or (
            measure(before) >= 7.5
        )
