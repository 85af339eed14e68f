"""The fonts hold the characters of names, and say which they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from xinbao_desktop.catalog.form import forms
from xinbao_desktop.packet.canvas import PageCanvas
from xinbao_desktop.packet.fonts import clean, missing, to_unicode_map, typeface
from xinbao_desktop.packet.sheet import PORTRAIT, Drawn, Glyphs
from xinbao_desktop.packet.words import BODY, bilingual, lines_of, paragraph
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "words", ["䶮㛃𬭎镕喆𠮷", "Łódź Çelik Ş ğ ı", "Việt Nam", "Ελλάς Россия", "☑☐√×"]
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


def test_running_text_is_set_in_the_serif_and_its_rare_characters_too() -> None:
    for char in "案䶮㛃𬭎镕，0aß":
        assert typeface(serif=True).runs(char)[0].font == "XinbaoSerif", char
    assert typeface(serif=True).runs("Łı")[0].font in ("XinbaoSerif", "XinbaoSerifLatin")
    marks = [m for s in bilingual(Text("案情", "Facts"), 400.0, Lang.ZH) for m in s.marks]
    assert [m.serif for m in marks if isinstance(m, Glyphs)] == [True, True]


def test_what_the_serif_lacks_the_sans_draws() -> None:
    assert typeface(serif=True).runs("案𠮷")[1].font == "XinbaoJapan"
    assert typeface(serif=True, bold=True).runs("䶮")[0].font == "XinbaoBold"


def test_every_title_of_a_form_is_wholly_in_the_bold_serif() -> None:
    for each in forms().values():
        fonts = {run.font for run in typeface(serif=True, bold=True).runs(each.title.zh)}
        assert fonts == {"XinbaoSerifBold"}, each.id


def test_a_line_is_measured_in_the_face_that_draws_it() -> None:
    words = "Shenzhen Hetang Home Appliances"
    line = lines_of(words, 400.0, BODY)[0]
    assert line.width == pytest.approx(typeface(serif=True).width(words, BODY.size))
    assert line.width != pytest.approx(typeface().width(words, BODY.size))


def test_english_running_text_is_not_spread_out() -> None:
    """Chinese fills its line by the character; letters set apart would be hard to read."""
    english = "The insured declares that all statements above are true and complete. " * 3
    chinese = "被保险人声明：以上所填内容及所附单证真实、完整。" * 5
    assert _spacings(english) == {0.0}
    assert _spacings(chinese) != {0.0}


def test_what_is_painted_is_as_wide_as_it_was_measured(tmp_path: Path) -> None:
    words = "方案（见《欠款确认书》），（甲）（乙）”，终"
    canvas = PageCanvas(tmp_path / "a.pdf")
    canvas.draw(Drawn(PORTRAIT, (Glyphs(100.0, 100.0, words, 20.0, serif=True),)))
    canvas.save()
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        text = document[0].get_textpage()
        assert text.get_text_range() == words
        last = text.get_charbox(len(words) - 1, loose=True)
    end = 100.0 + typeface(serif=True).width(words, 20.0)
    assert last[2] == pytest.approx(end, abs=0.5)
    assert end < 100.0 + 20.0 * len(words) - 40.0


def _spacings(words: str) -> set[float]:
    strips = paragraph(words, PORTRAIT.text_width, BODY)
    return {m.spacing for s in strips for m in s.marks if isinstance(m, Glyphs)}


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
