"""Whatever a person can act on has a name for tests and one for screen readers, on every page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from xinbao_desktop.gui.navigation import ORDER

INTERACTIVE = (
    QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSpinBox,
)  # fmt: skip


QTS_OWN = {"QHeaderView", "QListView", "QScrollBar", "QTabBar", "QComboBoxListView"}
INSIDE_QTS_OWN = {"Line", "QLineEdit", "QTabBar", "QHeaderView", "QComboBox", "Table"}


def interactive(root: QWidget) -> list[QWidget]:
    """Return what a person can act on; parts inside Qt's own widgets are Qt's business."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if isinstance(widget, INTERACTIVE)
        and type(widget).__name__ not in QTS_OWN
        and not widget.objectName().startswith("qt_")
        and type(widget.parent()).__name__ not in INSIDE_QTS_OWN
        and not isinstance(widget.parent(), QComboBox)
    ]


@pytest.mark.parametrize("name", ORDER)
def test_every_widget_has_its_names(workspace, name):
    workspace.show_page(name)
    nameless = [
        (type(widget).__name__, widget.objectName(), widget.accessibleName())
        for widget in interactive(workspace.pages[name])
        if not (widget.objectName() and widget.accessibleName())
    ]
    assert nameless == []


def test_the_start_page_has_its_names_too(desktop):
    widgets = interactive(desktop.window.start)
    assert widgets
    assert all(w.objectName() and w.accessibleName() for w in widgets)


@pytest.mark.parametrize("name", ORDER)
def test_every_field_can_be_reached_with_the_keyboard(workspace, name):
    workspace.show_page(name)
    for widget in interactive(workspace.pages[name]):
        if isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()
