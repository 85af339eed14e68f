"""The loss as a waterfall: from the invoices down to what can be paid, bar by bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from xinbao_desktop.gui.formatting import amount_text
from xinbao_desktop.gui.theme import tokens_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

TOP, FOOT, EDGE = 28, 44, 16


@dataclass(frozen=True, slots=True)
class Step:
    """One bar: ``total`` stands on the ground, the others take away from what was before."""

    label: str
    amount: Decimal
    total: bool = False


class Waterfall(QWidget):
    """Draws steps of one currency."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loss.waterfall")
        self.setAccessibleName(self.tr("How the payable amount is reached"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: Sequence[Step] = ()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these bars from left to right; none hides the drawing."""
        self._steps = steps
        self.setVisible(bool(steps))
        spoken = "; ".join(f"{step.label} {amount_text(step.amount)}" for step in steps)
        self.setAccessibleDescription(spoken)
        self.update()

    @property
    def steps(self) -> Sequence[Step]:
        """The bars now shown."""
        return self._steps

    def sizeHint(self) -> QSize:
        """Return the height of the drawing."""
        return QSize(640, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, each with its amount above and its name below."""
        if not self._steps:
            return
        tokens, painter = tokens_for(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        highest = max((step.amount for step in self._steps), default=Decimal(0)) or Decimal(1)
        room = self.height() - TOP - FOOT
        pitch = (self.width() - 2 * EDGE) / len(self._steps)
        level = Decimal(0)
        last = len(self._steps) - 1
        for number, step in enumerate(self._steps):
            level = step.amount if step.total else level - step.amount
            upper = step.amount if step.total else level + step.amount
            lower = Decimal(0) if step.total else level
            top = TOP + float((highest - upper) / highest) * room
            height = max(float((upper - lower) / highest) * room, 2.0)
            area = QRectF(EDGE + number * pitch + pitch * 0.16, top, pitch * 0.68, height)
            good = number == last
            colour = tokens.met if good else tokens.accent if step.total else tokens.unknown
            self._draw_step(painter, area, step, QColor(colour), pitch)
        painter.end()

    def _draw_step(
        self, painter: QPainter, area: QRectF, step: Step, colour: QColor, pitch: float
    ) -> None:
        tokens = tokens_for(self)
        painter.setPen(Qt.PenStyle.NoPen)
        pattern = Qt.BrushStyle.SolidPattern if step.total else Qt.BrushStyle.BDiagPattern
        painter.setBrush(QColor(tokens.surface))
        painter.drawRect(area)
        painter.setBrush(colour)
        if not step.total:
            painter.setPen(QPen(colour, 1.5))
            brush = painter.brush()
            brush.setStyle(pattern)
            painter.setBrush(brush)
        painter.drawRoundedRect(area, 3, 3)
        painter.setPen(QColor(tokens.text))
        sign = "" if step.total else "−"
        above = QRectF(area.center().x() - pitch / 2, area.top() - 22, pitch, 20)
        painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), sign + amount_text(step.amount))
        painter.setPen(QColor(tokens.muted))
        below = QRectF(
            area.center().x() - pitch / 2 + 2, self.height() - FOOT + 4, pitch - 4, FOOT - 8
        )
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
            Qt.TextFlag.TextWordWrap
        )
        painter.drawText(below, flags, step.label)
