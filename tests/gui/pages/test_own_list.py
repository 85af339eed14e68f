"""The list of claim documents that came with the policy, entered in the papers tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from pathlib import Path

POLICY = "SCH0210001"


@pytest.fixture
def tab(papers_page):
    return papers_page.checklist


def slots(tab):
    return {item.data(0, 266).slot for item in tab.tree._items()}


def ticked(sheet, *slots, name="of 2024"):
    sheet._name.setText(name)
    for slot in slots:
        sheet.tick(slot)
    assert sheet.keep.isEnabled()
    return True


def test_what_is_ticked_is_asked_for_and_nothing_else_and_the_tab_says_so(tab, ask, client):
    assert not tab._own.isVisible()

    def answer(sheet):
        assert not sheet.keep.isEnabled()  # an empty list asks for nothing
        return ticked(sheet, "T01", "T02")

    ask.expect(answer)
    tab.own_list.ask()
    assert slots(tab) == {"T01", "T02"}
    assert "of 2024" in tab._own.text()
    assert tab._own.isVisible()
    assert client.own_lists.get(POLICY).replaces


def test_the_toast_lets_the_list_before_stand_again(tab, ask, client, desktop):
    before = slots(tab)
    ask.expect(lambda sheet: ticked(sheet, "T01"))
    tab.own_list.ask()
    ask.expect(lambda sheet: ticked(sheet, "T02", name="of 2025"))
    tab.own_list.ask()
    assert slots(tab) == {"T01", "T02"}
    desktop.window.toast.undo()
    assert slots(tab) == {"T01"}
    assert client.own_lists.get(POLICY).name == "of 2024"

    def remove(sheet):
        sheet._on_remove()
        return True

    ask.expect(remove)
    tab.own_list.ask()
    assert slots(tab) == before


def test_a_list_comes_from_a_file_and_one_that_is_wrong_is_refused(
    tab, ask, client, tmp_path: Path
):
    wrong = tmp_path / "list.toml"
    wrong.write_text("nothing = 1", encoding="utf-8")

    def from_file(sheet):
        sheet._on_file()
        return sheet.file is not None

    ask.expect(from_file, wrong)
    tab.own_list.ask()
    assert ask.told
    assert client.own_lists.get(POLICY) is None


def test_boxes_are_ticked_with_arrows_and_the_space_bar(tab, ask, qtbot):
    def answer(sheet):
        sheet.show()
        sheet.tree.setFocus()
        sheet.tree.setCurrentItem(sheet.tree.topLevelItem(0), 0)
        qtbot.keyClick(sheet.tree, Qt.Key.Key_Right)
        qtbot.keyClick(sheet.tree, Qt.Key.Key_Space)
        qtbot.keyClick(sheet.tree, Qt.Key.Key_Down)
        qtbot.keyClick(sheet.tree, Qt.Key.Key_Right)
        qtbot.keyClick(sheet.tree, Qt.Key.Key_Space)
        assert (sheet.required, sheet.advised) == (("F01",), ("F02",))
        return False

    ask.expect(answer)
    tab.own_list.ask()
