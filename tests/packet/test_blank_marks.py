"""What the packet puts on an insurer's blank: pages of documents as links, corners of the seal."""

from __future__ import annotations

from pathlib import Path

import pytest

from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.form import FilledForm, FormValues
from xinbao_desktop.domain.packet_plan import (
    BlankDocument,
    InkBox,
    PageInfo,
    PagePlace,
    PageReference,
    PaperDocument,
)
from xinbao_desktop.packet.blank_marks import NOWHERE, SEAL, blank_marks
from xinbao_desktop.packet.parts import Numbering, Place
from xinbao_desktop.packet.sheet import A4_HEIGHT, A4_WIDTH, PORTRAIT, Glyphs, Hotspot, SealPlace
from xinbao_desktop.text import same

BOX = InkBox(0.5, 0.5, 0.6, 0.52)
NUMBERS = Numbering(
    {"a": (12, 14), "b": (20, 20)}, 30, {"c": Place("3–4", "第 2 册 3–4")}
)  # fmt: skip


def blank(*, pages=1, start=0, **more):
    return BlankDocument(
        id="F01", slot="F01", title=same("F01"), pdf=Path("x.pdf"), sha256="", client_id="",
        original_name="x.pdf", pages=(PageInfo(ink=InkBox(0.1, 0.1, 0.8, 0.8)),) * pages,
        start=start, blank="b", mapping="",
        content=FilledForm(form=form("F01"), values=FormValues()), **more,
    )  # fmt: skip


def marks(document, page=0):
    return blank_marks(document, page, PORTRAIT, NUMBERS)


def reference(*documents, page=0, align=1):
    return PageReference(PagePlace(page, BOX), documents, align)


def test_pages_stand_in_their_box_and_lead_to_the_documents():
    found = marks(blank(references=(reference("a", "b"),)))
    spots = [m for m in found if isinstance(m, Hotspot)]
    words = [m for m in found if isinstance(m, Glyphs)]
    assert [m.target for m in spots] == ["a", "b"]
    assert "".join(m.words for m in words) == "12–14、20"
    for mark in (*spots, *words):
        assert BOX.left * A4_WIDTH <= mark.x <= BOX.right * A4_WIDTH
    assert all(spot.tag is word.tag for spot, word in zip(spots, words, strict=True))
    assert all(BOX.top < m.y / A4_HEIGHT < BOX.bottom + 0.001 for m in words)


def test_documents_of_another_volume_say_so_and_unknown_ones_nothing():
    [_, words] = marks(blank(references=(reference("c"),)))
    assert words.words == "第 2 册 3–4"
    assert marks(blank(references=(reference("gone"),))) == ()


def test_long_lists_of_pages_get_smaller_to_fit():
    one = marks(blank(references=(reference("a"),)))[1].size
    assert marks(blank(references=(reference("c", "c", "a"),)))[1].size < one


def test_a_place_belongs_to_its_page_although_the_blank_is_divided():
    document = blank(pages=1, start=1, references=(reference("a", page=1), reference("b")))
    assert [m.target for m in marks(document) if isinstance(m, Hotspot)] == ["a"]


@pytest.mark.parametrize("box", [BOX, InkBox(0.95, 0.95, 1, 1), InkBox(0, 0, 0.9, 0.3)])
def test_a_seals_place_is_large_enough_and_clear_of_number_and_riding_seal(box):
    [place] = [m for m in marks(blank(seals=(PagePlace(0, box),))) if isinstance(m, SealPlace)]
    assert place.width >= SEAL - 0.01
    assert place.height >= SEAL - 0.01
    assert place.x >= 0
    assert place.x + place.width <= A4_WIDTH - 36
    assert place.y + place.height <= A4_HEIGHT - 45


def test_a_seal_that_is_due_and_nowhere_is_told_once():
    document = blank(pages=2, wants_seal=True)
    assert marks(document) == (NOWHERE,)
    assert marks(document, 1) == ()
    assert NOWHERE not in marks(blank(wants_seal=True, seals=(PagePlace(0, BOX),)))


def test_other_papers_get_nothing():
    paper = PaperDocument(
        id="p", slot="T01", title=same("p"), pdf=Path("x.pdf"), sha256="", client_id="",
        original_name="x.pdf", pages=(PageInfo(),),
    )  # fmt: skip
    assert marks(paper) == ()
