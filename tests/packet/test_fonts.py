"""The fonts hold the characters of names, and say which they lack."""

from __future__ import annotations

import pytest

from xinbao_desktop.packet.fonts import clean, missing, to_unicode_map, typeface


@pytest.mark.parametrize(
    "words", ["䶮㛃𬭎镕喆", "Łódź Çelik Ş ğ ı", "Việt Nam", "Ελλάς Россия", "☑☐√×"]
)
def test_rare_names_can_be_printed(words: str) -> None:
    assert missing(words) == ""


def test_what_no_font_holds_is_named_once() -> None:
    assert missing("付款😀给ไทย😀") == "😀ไทย"


def test_both_weights_hold_the_same_characters() -> None:
    assert all(typeface(bold=True).has(char) for char in "䶮𬭎Łığ镕")


def test_a_polish_letter_is_drawn_by_the_latin_font() -> None:
    fonts = [run.font for run in typeface().runs("中Łódź")]
    assert fonts[0] == "Xinbao"
    assert "XinbaoLatin" in fonts


def test_letters_are_composed_and_invisible_marks_dropped() -> None:
    assert clean("e\u0301\u200b\ufeffa\tb\u00a0c") == "éa b c"


def test_quotes_are_straight_only_in_words_without_chinese() -> None:
    assert clean("say “yes”") == 'say "yes"'
    assert clean("称“是”") == "称“是”"


def test_a_character_outside_the_basic_plane_maps_to_two_units() -> None:
    text = to_unicode_map("F", [0, 0x4E00, 0x2CB4E])
    assert "<02> <D872DF4E>" in text
    assert "<01> <4E00>" in text


def test_a_missing_glyph_reads_as_the_sign_for_one() -> None:
    assert "<00> <FFFD>" in to_unicode_map("F", [0, 0x4E00])
