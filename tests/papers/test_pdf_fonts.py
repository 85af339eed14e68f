"""Fonts that are not in a paper are named, wherever they are used."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.pdf_fonts import font_notes


def lacking(font: Dictionary, *, inside_form: bool = False) -> str:
    with pikepdf.Pdf.new() as pdf:
        resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        for _ in range(2):  # shared by two pages, named once
            page = pdf.add_blank_page()
            page.obj.Resources = resources
            if inside_form:
                form = pdf.make_stream(b"", Subtype=Name.Form, Resources=resources)
                page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
        return "".join(note.en for note in font_notes(pdf))


@pytest.mark.parametrize("inside_form", [False, True])
def test_a_standard_font_is_named(inside_form):
    font = Dictionary(Subtype=Name.Type1, BaseFont=Name.Arial)
    assert lacking(font, inside_form=inside_form).count("Arial") == 1


def test_a_chinese_font_of_two_layers_is_named():
    below = Dictionary(FontDescriptor=Dictionary(FontName=Name.SimSun))
    font = Dictionary(Subtype=Name.Type0, BaseFont=Name.SimSun, DescendantFonts=Array([below]))
    assert "SimSun" in lacking(font)


def test_an_embedded_font_and_one_drawn_by_the_file_are_not():
    def held() -> Dictionary:
        return Dictionary(FontDescriptor=Dictionary(FontFile2=Dictionary()))

    assert lacking(held()) == ""
    assert lacking(Dictionary(Subtype=Name.Type0, DescendantFonts=Array([held()]))) == ""
    assert lacking(Dictionary(Subtype=Name.Type3)) == ""
