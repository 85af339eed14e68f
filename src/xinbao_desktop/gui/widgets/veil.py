"""What lies over verdicts while they are worked out: what is below it counts no longer.

A verdict that is old, or not there yet, must not be taken for one. "Unknown" and "not met" are
verdicts themselves, so neither may stand for "not worked out yet".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.theme import SPACE_XL, tokens_for
from xinbao_desktop.gui.widgets.chip import HEIGHT, chip_width, paint_chip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from xinbao_desktop.gui.context import Context
    from xinbao_desktop.gui.tasks import Task
    from xinbao_desktop.progress import Progress

T = TypeVar("T")
PALE = 200


class Veil(QWidget):
    """Covers a part of a page; the keyboard and the mouse reach what is below."""

    failed = Signal()

    def __init__(self, over: QWidget, name: str) -> None:
        super().__init__(over)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._code, self._words = "", ""
        self._asked = 0
        over.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; empty while what is below counts."""
        return self._words

    def cover(self) -> None:
        """Say that it is being worked out anew; what was asked for before counts no longer."""
        self._asked += 1
        self._say("pending", wording.pending())

    def lift(self) -> None:
        """What is below counts now."""
        self._words = ""
        self.hide()

    def fail(self) -> None:
        """Say that it could not be worked out; what is below is old."""
        self._say("warning", wording.not_calculated())
        self.failed.emit()

    def calculate(
        self,
        context: Context,
        work: Callable[[Progress], T],
        show: Callable[[T], None],
        lane: Lane = Lane.LONG,
    ) -> Task[T]:
        """Do work under the veil and show what it gives; of several requests the newest counts."""
        self.cover()
        number = self._asked

        def done(result: T) -> None:
            if number == self._asked:
                self.lift()
                show(result)

        def failed(error: Exception) -> None:
            if number == self._asked:
                self.fail()
                context.fail(error)

        return context.tasks.run(work, owner=self, lane=lane, on_done=done, on_error=failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what is covered."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is below pale, and the chip on top of it."""
        tokens, painter = tokens_for(self), QPainter(self)
        pale = QColor(tokens.window)
        pale.setAlpha(PALE)
        painter.fillRect(self.rect(), pale)
        width = chip_width(self._words, self.fontMetrics())
        top = min(SPACE_XL, max((self.height() - HEIGHT) / 2, 0))
        area = QRectF((self.width() - width) / 2, top, width, HEIGHT)
        paint_chip(painter, area, self._code, self._words, tokens)
        painter.end()

    def _say(self, code: str, words: str) -> None:
        self._code, self._words = code, words
        self.setAccessibleName(words)
        over = self.parentWidget()
        if over is not None:
            self.resize(over.size())
        self.raise_()
        self.show()
        self.update()
