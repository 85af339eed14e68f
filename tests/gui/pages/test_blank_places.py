"""Places on a blank are moved, resized and divided, by mouse, by keyboard and by numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from xinbao_desktop.domain.blank import BlankFieldKind
from xinbao_desktop.domain.blank_seal import SEAL_SIDE
from xinbao_desktop.domain.blank_values import PAGES

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(workspace, ask, insurers_blank):
    """The panel with one blank."""
    workspace.show_page("blanks")
    page = workspace.pages["blanks"]
    ask.expect(insurers_blank(), 0, 1)
    page.ask_blank()
    return page.panel


def mapping(panel):
    return panel._draft.blank.mapping


def drag(sheet, start, end):
    QTest.mousePress(sheet, LEFT, NONE, start)
    QTest.mouseMove(sheet, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
    QTest.mouseMove(sheet, end)
    QTest.mouseRelease(sheet, LEFT, NONE, end)


@pytest.fixture
def marked(panel, ask):
    """The panel with a place for one line, drawn with the mouse."""
    panel.mark.setChecked(True)
    ask.expect(0, "经办")
    drag(panel.map.sheet, QPoint(20, 20), QPoint(120, 50))
    return panel


def spot(panel):
    [field] = mapping(panel).marked
    return field.spots[0]


def at(panel, across, down):
    """Return a point of the place on the sheet, from 0 at its upper left to 1."""
    box = panel.map.sheet.box_of("经办")
    point = QPointF(box.left() + across * box.width(), box.top() + down * box.height())
    return point.toPoint()


def test_a_place_is_moved_by_its_middle_and_resized_by_its_corner(marked):
    before = spot(marked)
    start = at(marked, 0.5, 0.5)
    drag(marked.map.sheet, start, start + QPoint(30, 40))
    moved = spot(marked)
    assert moved.left > before.left + 5
    assert moved.top > before.top + 5
    assert moved.right - moved.left == pytest.approx(before.right - before.left, abs=0.1)
    corner = at(marked, 1, 1)
    drag(marked.map.sheet, corner, corner + QPoint(25, 15))
    larger = spot(marked)
    assert (larger.left, larger.top) == (moved.left, moved.top)
    assert larger.right > moved.right + 5
    assert larger.bottom > moved.bottom + 3


def test_arrow_keys_move_it_shift_resizes_and_a_run_of_them_is_one_step(marked):
    sheet, before = marked.map.sheet, spot(marked)
    for _ in range(3):
        QTest.keyClick(sheet, Qt.Key.Key_Right)
    QTest.keyClick(sheet, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(sheet, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert spot(marked) == before
    sheet.settle()
    after = spot(marked)
    assert after.left == pytest.approx(before.left + 3, abs=0.02)
    assert after.top == pytest.approx(before.top + 10, abs=0.02)
    assert after.right == pytest.approx(before.right + 4, abs=0.02)
    marked.tools.undo.click()
    assert spot(marked) == before
    marked.tools.redo.click()
    assert spot(marked) == after


def test_escape_and_undo_let_go_of_what_is_only_being_moved(marked):
    sheet, before = marked.map.sheet, spot(marked)
    for end in (lambda: QTest.keyClick(sheet, Qt.Key.Key_Escape), marked.tools.undo.click):
        QTest.keyClick(sheet, Qt.Key.Key_Right)
        end()
        sheet.settle()
        assert spot(marked) == before


def test_leaving_the_page_keeps_what_the_keys_have_moved(marked):
    before = spot(marked)
    QTest.keyClick(marked.map.sheet, Qt.Key.Key_Right)
    QApplication.sendEvent(marked.map.sheet, QFocusEvent(QEvent.Type.FocusOut))
    marked.choose("debtor")
    assert spot(marked).left == pytest.approx(before.left + 1, abs=0.02)
    QTest.keyClick(marked.map.sheet, Qt.Key.Key_Right)  # no place of a person's is chosen now
    marked.map.sheet.settle()
    assert spot(marked).left == pytest.approx(before.left + 1, abs=0.02)


def test_numbers_say_where_it_lies_and_how_many_cells_it_has(marked):
    editor = marked.spot
    assert editor.isVisibleTo(marked)
    editor.left.setValue(30.0)
    editor.wide.setValue(40.0)
    editor.cells.setValue(8)
    editor.size_.setValue(9)
    [field] = mapping(marked).marked
    found = field.spots[0]
    assert found.left == pytest.approx(30 * 72 / 25.4, abs=0.2)
    assert found.right - found.left == pytest.approx(40 * 72 / 25.4, abs=0.2)
    assert (field.cells, field.size) == (8, 9.0)
    editor.cells.setValue(1)
    assert mapping(marked).marked[0].cells == 0
    for _ in range(5):
        marked.tools.undo.click()
    assert mapping(marked).marked[0].spots[0].left < 60
    assert mapping(marked).marked[0].cells == 0


def test_a_place_pushed_off_the_page_by_numbers_stays_on_it(marked):
    marked.spot.left.setValue(209.0)
    found = spot(marked)
    assert found.right == pytest.approx(595.28, abs=0.1)


def test_a_place_is_made_and_removed_with_the_keyboard_alone(panel, ask):
    sheet = panel.map.sheet
    panel.mark.setChecked(True)
    ask.expect(1, "说明")
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    [field] = mapping(panel).marked
    assert (field.name, field.multiline) == ("说明", True)
    QTest.keyClick(sheet, Qt.Key.Key_Delete)
    assert mapping(panel).marked == ()
    panel.tools.undo.click()
    assert mapping(panel).marked == (field,)


def test_delete_spares_the_fields_of_the_pdf(panel):
    panel.choose("debtor")
    before = panel.model.rowCount()
    QTest.keyClick(panel.map.sheet, Qt.Key.Key_Delete)
    assert panel.model.rowCount() == before
    assert not panel.spot.isVisibleTo(panel)


def test_a_seal_is_marked_without_a_name_and_is_as_large_as_one(panel, ask):
    panel.mark.setChecked(True)
    ask.expect(3)
    drag(panel.map.sheet, QPoint(60, 60), QPoint(80, 80))
    [field] = mapping(panel).marked
    assert field.kind is BlankFieldKind.SEAL
    found = field.spots[0]
    assert found.right - found.left == pytest.approx(SEAL_SIDE, abs=0.1)
    assert not panel.link.value.isVisibleTo(panel)
    assert "seal" in panel.link.example.text()
    panel.spot.wide.setValue(20.0)
    found = mapping(panel).marked[0].spots[0]
    assert found.right - found.left == pytest.approx(SEAL_SIDE, abs=0.1)


def test_the_pages_of_a_document_are_chosen_by_its_slot(panel):
    panel.choose("story")
    link = panel.link
    link.value.setCurrentIndex(link.value.findData(PAGES))
    link.value.activated.emit(link.value.currentIndex())
    assert link.slot.isVisibleTo(panel)
    link.slot.setCurrentIndex(link.slot.findData("T03"))
    link.slot.activated.emit(link.slot.currentIndex())
    kept = mapping(panel).link("story")
    assert (kept.value, kept.slot) == (PAGES, "T03")


def test_a_proposal_is_a_step_that_can_be_undone(panel, workspace):
    workspace.pages["blanks"].propose.click()
    assert len(mapping(panel).links) > 20
    panel.tools.undo.click()
    assert mapping(panel).links == ()
    assert mapping(panel).marked == ()
