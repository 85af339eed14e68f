"""A sentence at the foot of the window that goes away by itself, with a button to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.parts import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

SAID_MS, UNDO_MS = 5000, 12000
ABOVE_FOOT = 24


class Toast(QFrame):
    """Floats over its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self._undo: Callable[[], None] | None = None
        self._text = label("", name="toast.text")
        self._button = button(self.tr("Undo"), "toast.undo", self.undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_S, SPACE_M, SPACE_S)
        layout.addWidget(self._text)
        layout.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self._undo is not None

    def say(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Show a sentence for a while; what can be undone stays longer."""
        if undo is not None:
            self._undo = undo
        self._text.setText(sentence)
        self._button.setVisible(undo is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SAID_MS if undo is None else UNDO_MS)

    def undo(self) -> None:
        """Undo the last thing that can be undone, also after the sentence is gone."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def forget(self) -> None:
        """Offer no undo any more; its client is closed."""
        self._undo = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the foot when the window changes its size."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        assert parent is not None
        left = (parent.width() - self.width()) // 2
        self.move(left, parent.height() - self.height() - ABOVE_FOOT)
