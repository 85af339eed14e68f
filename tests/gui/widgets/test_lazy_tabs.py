from PySide6.QtWidgets import QLabel

from xinbao_desktop.gui.widgets.lazy_tabs import LazyTabs


def tabs(qtbot, made):
    found = LazyTabs("tabs", "Tabs")
    qtbot.addWidget(found)
    for name in ("one", "two", "three"):
        found.add(name, name.title(), lambda name=name: made.append(name) or QLabel(name))
    return found


def test_the_inside_of_a_tab_is_made_when_it_is_first_seen(qtbot):
    made: list[str] = []
    found = tabs(qtbot, made)
    assert made == []
    found.show()
    assert made == ["one"]
    found.setCurrentIndex(2)
    found.setCurrentIndex(0)
    found.setCurrentIndex(2)
    assert made == ["one", "three"]
    assert found.current == "three"


def test_the_inside_of_a_tab_is_made_for_who_asks_for_it(qtbot):
    made: list[str] = []
    found = tabs(qtbot, made)
    assert found.part("two").text() == "two"
    assert found.part("two") is found.part("two")
    assert found.show_part("three").text() == "three"
    assert made == ["two", "three"]
