"""One page of a paper or packet as a picture, as wide as there is room or larger, and scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

MARGIN = 24
A4_WIDTH_IN = 8.27
COARSEST, FINEST = 72, 300
NOTCH = 120
"""What a wheel says of one notch; a touch pad says it in many parts."""
SETTLED_MS, COARSER = 250, 1.1
ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)
"""How wide a page is shown, of the room there is."""


class PageView(QScrollArea):
    """Shows a picture no wider than there is room for, unless it is zoomed.

    At its end the wheel and Page Down ask for the next page, at its beginning for the one before.
    """

    turn_wanted = Signal(int)  # 1 for the next page, -1 for the one before
    zoomed = Signal()  # the same page is wanted anew, at ``dpi``

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._label.setWordWrap(True)
        self.setWidget(self._label)
        self._picture = QPixmap()
        self._zoom = 0
        self._pushed = 0
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._on_settled)

    @property
    def is_empty(self) -> bool:
        """Whether no page is shown."""
        return self._picture.isNull()

    @property
    def dpi(self) -> int:
        """How finely a page has to be drawn to be sharp at this width, on this screen."""
        return min(max(round(self._width() / A4_WIDTH_IN), COARSEST), FINEST)

    @property
    def zoom(self) -> float:
        """How wide a page is shown, of the room there is."""
        return ZOOMS[self._zoom]

    def zoom_by(self, steps: int) -> None:
        """Show the page larger, or smaller again; 0 steps make it as wide as the room."""
        wanted = min(max(self._zoom + steps, 0), len(ZOOMS) - 1) if steps else 0
        if wanted != self._zoom:
            self._zoom = wanted
            self._fit()
            self.zoomed.emit()

    def show_png(self, data: bytes, *, new: bool = True) -> None:
        """Show a picture, from its top if it is of a new page."""
        self._picture = QPixmap.fromImage(QImage.fromData(data))
        self._fit()
        if new:
            self.verticalScrollBar().setValue(0)

    def show_text(self, text: str) -> None:
        """Say why no page is shown."""
        self._picture = QPixmap()
        self._label.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to the new width."""
        super().resizeEvent(event)
        self._fit()
        self._settled.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, and go on to the next page from the end of this one."""
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(-1)
        elif event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turn_wanted.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turn_wanted.emit(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page and on to the next one; with Ctrl zoom."""
        step, bar = event.angleDelta().y(), self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by((step > 0) - (step < 0))
        elif bar.value() == (bar.maximum() if step < 0 else bar.minimum()):
            self._push(step)
        else:
            self._pushed = 0
            super().wheelEvent(event)
            return
        event.accept()

    def _push(self, step: int) -> None:
        """Turn the page once the wheel has gone on for a notch at its end."""
        self._pushed = step if self._pushed * step < 0 else self._pushed + step
        if abs(self._pushed) >= NOTCH:
            self._pushed = 0
            self.turn_wanted.emit(1 if step < 0 else -1)

    def _on_settled(self) -> None:
        """Ask for the page anew where the room has become wider than it was drawn for."""
        if not self._picture.isNull() and self._width() > COARSER * self._picture.width():
            self.zoomed.emit()

    def _width(self) -> float:
        """How many dots of the screen a page is wide."""
        return max((self.viewport().width() - MARGIN) * self.devicePixelRatioF(), 80) * self.zoom

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        shown, width = self._picture, int(self._width())
        if shown.width() != width and (shown.width() > width or self._zoom):
            shown = shown.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self._label.setPixmap(shown)
