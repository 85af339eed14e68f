"""The insurers' own forms in the window: added, mapped, confirmed, and filled from a case."""

from __future__ import annotations

import pikepdf
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from xinbao_desktop.domain.blank import AmountStyle, BlankFieldKind, Place, Words


@pytest.fixture
def page(workspace):
    workspace.show_page("blanks")
    return workspace.pages["blanks"]


@pytest.fixture
def added(page, ask, insurers_blank):
    """The page with one blank of Sinosure's notice."""
    ask.expect(insurers_blank(), 0, 1)
    page.ask_blank()
    return page


def blank(page):
    [state] = page.context.services.blanks.list()
    return state.blank


def shown(page, name):
    """Return the line of the list of a field."""
    rows = (page.panel.model.row_at(n) for n in range(page.panel.model.rowCount()))
    return next(row for row in rows if row.field.name == name)


def mouse(sheet, kind, x, y):
    point = QPointF(x, y)
    button = Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, point, point, button, button, Qt.KeyboardModifier.NoModifier)
    {
        QMouseEvent.Type.MouseButtonPress: sheet.mousePressEvent,
        QMouseEvent.Type.MouseMove: sheet.mouseMoveEvent,
        QMouseEvent.Type.MouseButtonRelease: sheet.mouseReleaseEvent,
    }[kind](event)


def test_without_a_blank_the_page_says_what_belongs_there(page):
    assert page._stack.currentIndex() == 0


def test_a_blank_is_added_and_shown_with_all_its_fields(added):
    assert blank(added).insurer == "sinosure"
    assert added._stack.currentIndex() == 1
    assert added.panel.model.rowCount() == 46
    assert not added.use.isEnabled()
    assert not added.panel.map.sheet.picture.isNull()


def test_what_cannot_be_a_blank_is_refused_in_words(page, ask, tmp_path):
    path = tmp_path / "form.docx"
    path.write_bytes(b"PK")
    ask.expect(path, 0, 0)
    page.ask_blank()
    assert "form.docx" in page.banner.text


def test_a_proposal_is_shown_and_prints_nothing_until_it_is_confirmed(added):
    added.propose.click()
    assert len(blank(added).mapping.links) >= 40
    assert not blank(added).in_use
    assert "confirmed" in added.banner.text
    added.use.click()
    assert blank(added).in_use
    added.use.click()
    assert not blank(added).in_use


def test_a_second_proposal_asks_before_it_replaces_anything(added, ask):
    added.propose.click()
    before = blank(added).mapping
    ask.expect(False)
    added.propose.click()
    assert blank(added).mapping == before


def test_a_value_is_chosen_for_a_field_with_a_live_example(added):
    panel = added.panel
    panel.choose("debtor")
    link = panel.link
    link.value.setCurrentIndex(link.value.findData("buyer_name_en"))
    link.value.activated.emit(link.value.currentIndex())
    assert blank(added).mapping.link("debtor").value == "buyer_name_en"
    assert "Coral Bay Supplies LLC" in link.example.text()
    assert "entered: Buyers" in link.example.text()
    assert shown(added, "debtor").value.key == "buyer_name_en"
    link.value.setCurrentIndex(0)
    link.value.activated.emit(0)
    assert blank(added).mapping.link("debtor") is None


def test_dates_amounts_and_languages_are_written_as_chosen(added):
    added.propose.click()
    panel = added.panel
    for name, box, data in (
        ("known", panel.link.date, "DD/MM/YYYY"), ("amt1", panel.link.amount, "plain"),
        ("land", panel.link.words, "en"),
    ):  # fmt: skip
        panel.choose(name)
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())
    mapping = blank(added).mapping
    assert mapping.link("known").date == "DD/MM/YYYY"
    assert mapping.link("amt1").amount is AmountStyle.PLAIN
    assert mapping.link("land").words is Words.EN
    assert "United Arab Emirates" in panel.link.example.text()


def test_a_box_says_for_which_answer_it_is_ticked(added):
    panel = added.panel
    panel.choose("cause_rejection")
    link = panel.link
    link.value.setCurrentIndex(link.value.findData("cause"))
    link.value.activated.emit(link.value.currentIndex())
    [box] = link.ticks.values()
    box.setCurrentIndex(box.findData("rejection"))
    box.activated.emit(box.currentIndex())
    assert blank(added).mapping.link("cause_rejection").ticks == {"rejection": "Yes"}


def test_a_click_on_the_page_goes_to_the_field(added):
    sheet = added.panel.map.sheet
    box = sheet.box_of("story")
    mouse(sheet, QMouseEvent.Type.MouseButtonPress, box.center().x(), box.center().y())
    assert added.panel._field == "story"
    assert added.panel.table.current_row() >= 0


def test_a_place_is_drawn_where_the_pdf_has_no_field(added, ask):
    panel, sheet = added.panel, added.panel.map.sheet
    panel.mark.setChecked(True)
    ask.expect(0, "总经理")
    mouse(sheet, QMouseEvent.Type.MouseButtonPress, 20, 20)
    mouse(sheet, QMouseEvent.Type.MouseMove, 90, 40)
    mouse(sheet, QMouseEvent.Type.MouseButtonRelease, 90, 40)
    [mark] = blank(added).mapping.marked
    assert (mark.name, mark.kind, mark.marked) == ("总经理", BlankFieldKind.TEXT, True)
    assert not panel.mark.isChecked()
    assert panel._field == "总经理"
    panel.unmark.click()
    assert blank(added).mapping.marked == ()


def test_the_place_in_a_packet_is_kept(added):
    added.place.setCurrentIndex(added.place.findData("after"))
    added.place.activated.emit(added.place.currentIndex())
    assert blank(added).mapping.place is Place.AFTER


def test_a_form_is_printed_as_a_picture_where_a_person_says_so(added):
    added.picture.click()
    assert blank(added).mapping.picture
    added.picture.click()
    assert not blank(added).mapping.picture


def test_a_blank_is_removed_once_confirmed(added, ask):
    ask.expect(False)
    added.remove()
    assert blank(added)
    ask.expect(True)
    added.remove()
    assert added._stack.currentIndex() == 0


def test_the_form_is_filled_from_the_packet_tab_of_a_case(added, workspace, ask, tmp_path):
    added.propose.click()
    workspace.show_page("cases")
    cases = workspace.pages["cases"]
    names = [cases.tabs.tabText(n) for n in range(cases.tabs.count())]
    cases.tabs.setCurrentIndex(names.index("Packet"))
    from xinbao_desktop.gui.pages.cases.fill_blank import FillBlank

    [button] = cases.findChildren(FillBlank)
    assert button.button.isEnabled()
    out = tmp_path / "filled.pdf"
    ask.expect(out)
    button.button.click()
    with pikepdf.open(out) as pdf:
        assert "/AcroForm" not in pdf.Root
    assert "filled.pdf" in button._banner.text
    assert "no place" in button._banner.text
