import io

import pytest
from fontTools.ttLib import TTFont

from xinbao_desktop.papers.typeface import regular

WORDS = "合同 Ångström ½ 𬭎 fi"


def test_a_subset_draws_what_was_asked_and_is_small():
    face = regular()
    glyphs = {face.glyph(character) for character in WORDS}
    data = face.subset(glyphs)
    font = TTFont(io.BytesIO(data), lazy=False)
    outlines = font["glyf"]
    order = font.getGlyphOrder()
    for glyph in glyphs:
        assert outlines[order[glyph]].numberOfContours != 0 or glyph == face.glyph(" ")
    other = face.glyph("龍")
    assert other not in glyphs
    assert outlines[order[other]].numberOfContours == 0
    assert len(data) < 400_000


def test_a_subset_has_true_checksums():
    font = TTFont(io.BytesIO(regular().subset({1, 2, 3})), checkChecksums=2)
    for tag in list(font.reader.keys()):
        assert font.reader[tag] is not None


def test_widths_and_characters_are_the_fonts_own():
    from xinbao_desktop.assets import asset

    face = regular()
    font = TTFont(asset("resources/fonts/NotoSansSC-Regular.ttf"))
    names, cmap = font.getGlyphOrder(), font.getBestCmap()
    for character in WORDS:
        name = cmap[ord(character)]
        assert names[face.glyph(character)] == name
        assert face.width(face.glyph(character)) == pytest.approx(
            font["hmtx"][name][0] * 1000 / font["head"].unitsPerEm, abs=1
        )


def test_what_the_font_lacks_is_glyph_zero():
    assert regular().glyph("\ue123") == 0
