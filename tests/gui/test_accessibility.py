"""Whatever a person can act on has a name for tests and one for screen readers, on every page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from xinbao_desktop.gui.navigation import ORDER

INTERACTIVE = (
    QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QAbstractSpinBox,
)  # fmt: skip
OF_QT = ("qt_", "ScrollLeftButton", "ScrollRightButton")


def interactive(root: QWidget) -> list[QWidget]:
    """Return what a person can act on; parts inside Qt's own widgets are Qt's business."""
    found = []
    for widget in root.findChildren(QWidget):
        inside = widget.parent()
        part = isinstance(inside, QComboBox | QAbstractScrollArea) and not isinstance(
            inside.parent(), QWidget
        )
        own = not widget.objectName().startswith(OF_QT) and not isinstance(inside, QComboBox)
        if isinstance(widget, INTERACTIVE) and own and not part and not _of_qt(widget):
            found.append(widget)
    return found


def _of_qt(widget: QWidget) -> bool:
    kind = type(widget).__name__
    inside = type(widget.parent()).__name__ if widget.parent() else ""
    return kind in {"QToolButton", "QTabBar"} and inside in {"QTabBar", "Line", "QLineEdit"} or (
        inside in {"Line", "QLineEdit", "QHeaderView"}
        or kind in {"QHeaderView", "QComboBoxListView", "QTableCornerButton", "QLineEditIconButton"}
        or (kind == "QAbstractButton" and inside == "Table")
        or isinstance(widget, QScrollBar)
    )


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
