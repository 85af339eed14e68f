"""The row over a blank's page: turn pages, take steps back and again, mark a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from xinbao_desktop.gui.widgets.parts import button, fill, label, row

if TYPE_CHECKING:
    from xinbao_desktop.gui.models.mapping_history import MappingHistory


class MapTools(QWidget):
    """Buttons; ``turned`` carries by how many pages, ``stepped`` whether back."""

    turned = Signal(int)
    stepped = Signal(bool)
    marked = Signal(bool)

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self.setObjectName("blanks.tools")
        self._number = label("", "muted", name="blanks.page.number")
        self._back = button("‹", "blanks.page.back", lambda: self.turned.emit(-1))
        self._back.setAccessibleName(self.tr("Page before"))
        self._on = button("›", "blanks.page.on", lambda: self.turned.emit(1))
        self._on.setAccessibleName(self.tr("Next page"))
        self.undo = self._step(
            owner, self.tr("Undo"), "blanks.undo", QKeySequence.StandardKey.Undo, back=True
        )
        self.redo = self._step(
            owner, self.tr("Redo"), "blanks.redo", QKeySequence.StandardKey.Redo, back=False
        )
        self.mark = QPushButton(self.tr("Mark a place"))
        self.mark.setObjectName("blanks.mark")
        self.mark.setAccessibleName(self.mark.text())
        self.mark.setToolTip(
            self.tr("Draw a box on the page where something has to stand and the PDF has no field; "
                    "with the keyboard, press Enter for one in the middle and move it.")
        )  # fmt: skip
        self.mark.setCheckable(True)
        self.mark.setAutoDefault(False)
        self.mark.toggled.connect(self.marked)
        line = row()
        for one in (self._back, self._number, self._on):
            line.addWidget(one)
        line.addStretch(1)
        for one in (self.undo, self.redo, self.mark):
            line.addWidget(one)
        fill(self, line)

    def show_page(self, number: int, total: int) -> None:
        """Say which page is shown."""
        self._number.setText(f"{number} / {total}")
        self._back.setEnabled(number > 1)
        self._on.setEnabled(number < total)

    def show_steps(self, history: MappingHistory) -> None:
        """Offer the steps there are."""
        self.undo.setEnabled(history.can_undo)
        self.redo.setEnabled(history.can_redo)

    def _step(
        self,
        owner: QWidget,
        words: str,
        name: str,
        keys: QKeySequence.StandardKey,
        *,
        back: bool,
    ) -> QPushButton:
        made = button(words, name, lambda: self.stepped.emit(back))
        made.setToolTip(f"{words} ({QKeySequence(keys).toString()})")
        made.setEnabled(False)
        shortcut = QShortcut(QKeySequence(keys), owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(made.click)
        return made
