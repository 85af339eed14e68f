"""The list of pages at the left of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xinbao_desktop.gui import icons, wording
from xinbao_desktop.gui.theme import SPACE_M, SPACE_S, Tokens
from xinbao_desktop.gui.widgets.parts import column, label, line, scrolled

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 196
PAGES = (
    ("company", "policies", "buyers", "limits", "shipments"),
    ("measures", "deadlines", "cases"),
    ("more", "exchange", "rules", "blanks", "custody", "settings"),
)
ORDER = tuple(page for group in PAGES for page in group)


class Navigation(QFrame):
    """One button a page; Ctrl+1 … Ctrl+9 press the first nine."""

    chosen = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Pages"))
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._name = label("", "heading", wrap=True, name="navigation.client")
        self._state = label("", "muted", wrap=True, name="navigation.state")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_S, SPACE_M, SPACE_S, SPACE_M)
        layout.setSpacing(2)
        for one in (self._name, self._state):
            one.setContentsMargins(SPACE_S, 0, SPACE_S, SPACE_S)
            layout.addWidget(one)
        pages = QWidget()
        inner = column(spacing=2)
        for group in PAGES:
            inner.addWidget(line())
            for page in group:
                inner.addWidget(self._button(page, tokens))
        inner.addStretch(1)
        pages.setLayout(inner)
        self._area = scrolled(pages, name="navigation.pages")
        layout.addWidget(self._area, 1)

    def show_client(self, name: str, state: str) -> None:
        """Show whose file is open, and whether it can be changed."""
        self._name.setText(name)
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def choose(self, page: str) -> None:
        """Show a page as the chosen one."""
        self._buttons[page].setChecked(True)
        self._area.ensureWidgetVisible(self._buttons[page])

    @property
    def buttons(self) -> Iterable[QToolButton]:
        """Every button, in order."""
        return self._buttons.values()

    def _button(self, page: str, tokens: Tokens) -> QToolButton:
        made = QToolButton()
        made.setObjectName(f"go.{page}")
        made.setText(wording.page_title(page))
        made.setAccessibleName(wording.page_title(page))
        made.setIcon(icons.icon(page, tokens.text))
        made.setIconSize(QSize(18, 18))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda _=False: self.chosen.emit(page))
        number = len(self._buttons) + 1
        if number <= 9:
            made.setToolTip(f"Ctrl+{number}")
        self._group.addButton(made)
        self._buttons[page] = made
        return made
