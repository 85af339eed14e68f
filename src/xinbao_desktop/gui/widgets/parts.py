"""Small parts every page is made of: labels, buttons, cards, and the way they are styled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S

if TYPE_CHECKING:
    from collections.abc import Callable

ICON = 18
BAR = 14
"""What the bar at the right of a scrolled area takes."""


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and draw the widget anew."""
    if (widget.property(name) or "") == (value or ""):
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """Return a label; ``role`` is what the style sheet knows it by."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setIndent(0)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def selectable(made: QLabel) -> QLabel:
    """Let a label's words be marked and copied."""
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def button(
    text: str,
    name: str,
    on_click: Callable[[], object],
    *,
    role: str = "",
    icon: str = "",
    colour: str = "",
) -> QPushButton:
    """Return a push button; its text is its accessible name."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if icon:
        made.setIcon(icons.icon(icon, colour))
        made.setIconSize(QSize(ICON, ICON))
    made.clicked.connect(lambda _=False: on_click())
    return made


def tool(
    name: str, spoken: str, on_click: Callable[[], object], *, icon: str, colour: str
) -> QToolButton:
    """Return a button that shows an icon alone; ``spoken`` is its tip and accessible name."""
    made = QToolButton()
    made.setObjectName(name)
    made.setProperty("role", "plain")
    made.setIcon(icons.icon(icon, colour))
    made.setIconSize(QSize(ICON, ICON))
    made.setToolTip(spoken)
    made.setAccessibleName(spoken)
    made.clicked.connect(lambda _=False: on_click())
    return made


def column(*, spacing: int = SPACE_S, margin: int = 0) -> QVBoxLayout:
    """Return a layout from top to bottom."""
    made = QVBoxLayout()
    made.setSpacing(spacing)
    made.setContentsMargins(margin, margin, margin, margin)
    return made


def row(*, spacing: int = SPACE_S, margin: int = 0) -> QHBoxLayout:
    """Return a layout from left to right."""
    made = QHBoxLayout()
    made.setSpacing(spacing)
    made.setContentsMargins(margin, margin, margin, margin)
    return made


def fill(
    widget: QWidget,
    *parts: QWidget | QLayout,
    spacing: int = SPACE_S,
    room: QWidget | None = None,
) -> None:
    """Put parts into a widget from top to bottom; ``room``, else the last, takes what is left."""
    roomy = parts[-1] if room is None else room
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        share = int(part is roomy)
        if isinstance(part, QWidget):
            layout.addWidget(part, share)
        else:
            layout.addLayout(part, share)


def halves(
    left: QWidget, right: QWidget, sizes: tuple[int, int], *, upright: bool = False
) -> QSplitter:
    """Return two parts with a handle between; ``sizes`` are also how they share more room."""
    made = QSplitter(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
    made.addWidget(left)
    made.addWidget(right)
    made.setChildrenCollapsible(False)
    made.setSizes(list(sizes))
    for number, size in enumerate(sizes):
        made.setStretchFactor(number, size)
    return made


def card(layout: QLayout | None = None, *, name: str = "") -> QFrame:
    """Return a raised area with a thin border."""
    made = QFrame()
    made.setProperty("role", "card")
    if name:
        made.setObjectName(name)
    if layout is not None:
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        made.setLayout(layout)
    return made


def line() -> QFrame:
    """Return a thin line between two parts."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


class _UpAndDown(QScrollArea):
    """Asks for the width its content needs, because it does not scroll sideways."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        content = self.widget()
        if content is not None:
            hint.setWidth(content.minimumSizeHint().width() + BAR)
        return hint


def scrolled(content: QWidget, *, name: str = "") -> QScrollArea:
    """Return an area that scrolls up and down, never sideways."""
    area = _UpAndDown()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    content.setProperty("role", "scrolled")
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if name:
        area.setObjectName(name)
    return area


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and destroy it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
