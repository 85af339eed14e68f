"""Which papers may be part of an archival packet, judged object by object."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf

from xinbao_desktop.packet.pdfa import hindrance_of, tame

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.domain.packet_plan import Hindrance


def judged(file: Path) -> Hindrance | None:
    with pikepdf.Pdf.open(file) as pdf:
        return hindrance_of(pdf.pages)


def test_what_an_archival_file_may_hold_is_allowed(allowed: Any) -> None:
    assert judged(allowed.file) is None


def test_what_it_may_not_hold_is_named(hindered: Any) -> None:
    assert judged(hindered.file) is hindered.hindrance


def test_it_is_found_inside_a_form_too(hindered: Any, written: Any) -> None:
    def within(sheet: Any) -> None:
        hindered.draw(sheet)
        if "/Annots" not in sheet.page.obj:
            outer = sheet.pdf.add_blank_page()
            replace(sheet, page=outer).show(sheet.page.as_form_xobject())
            del sheet.pdf.pages[0]

    assert judged(written(within)) is hindered.hindrance


def test_it_is_found_on_a_later_page(hindered: Any, all_allowed: list[Path]) -> None:
    with pikepdf.Pdf.open(all_allowed[1]) as pdf, pikepdf.Pdf.open(hindered.file) as other:
        pdf.pages.extend(other.pages)
        assert hindrance_of(pdf.pages) is hindered.hindrance


def test_a_form_that_draws_itself_ends(written: Any) -> None:
    def draw(sheet: Any) -> None:
        form = sheet.form(b"/P Do")
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=form))
        sheet.show(form)

    assert judged(written(draw)) is None


def test_taming_takes_off_groups_and_smoothing_wherever_they_are(allowed: Any) -> None:
    with pikepdf.Pdf.open(allowed.file) as pdf:
        tame(pdf.pages[0].as_form_xobject())
        pages = {page.objgen for page in pdf.pages}
        left = [
            key
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and thing.objgen not in pages
            for key in ("/Group", "/Interpolate")
            if key in thing
        ]
    assert left == []
