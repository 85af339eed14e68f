"""One of the fifteen measures in the list at the left: its number, its name, its verdict."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from xinbao_desktop.gui.theme import SPACE_M, tokens_for
from xinbao_desktop.gui.widgets.chip import HEIGHT, chip_width, paint_chip

ROW = 42
NUMBER = 40


class MeasureButton(QAbstractButton):
    """Chooses a measure."""

    def __init__(self, measure: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"measure.{measure}")
        self.setCheckable(True)
        self.setText(title)
        self.setToolTip(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._measure, self._code, self._word = measure, "", ""
        self.setAccessibleName(f"{measure} {title}")

    def show_verdict(self, code: str, word: str) -> None:
        """Show what the measure offers."""
        self._code, self._word = code, word
        self.setAccessibleName(f"{self._measure} {self.text()}: {word}")
        self.update()

    @property
    def code(self) -> str:
        """The verdict now shown."""
        return self._code

    def sizeHint(self) -> QSize:
        """Return the height of a row."""
        return QSize(320, ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        tokens, painter = tokens_for(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = tokens.accent_soft if self.isChecked() else tokens.surface
        edge = tokens.accent if self.isChecked() or self.hasFocus() else tokens.line
        painter.setPen(QPen(QColor(edge), 1.5 if self.hasFocus() else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, 6, 6)
        width = chip_width(self._word, self.fontMetrics()) if self._code else 0
        text = area.adjusted(SPACE_M + NUMBER, 0, -width - SPACE_M - 6, 0)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(area.adjusted(SPACE_M, 0, 0, 0), align, self._measure)
        painter.setPen(QColor(tokens.accent if self.isChecked() else tokens.text))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(text.width())
        )
        painter.drawText(text, align, shown)
        if self._code:
            top = area.center().y() - HEIGHT / 2
            chip = QRectF(area.right() - width - 8, top, width, HEIGHT)
            paint_chip(painter, chip, self._code, self._word, tokens)
        painter.end()
