"""How fields are painted on a page of a blank: colour, cells, the circle of a seal, handles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from xinbao_desktop.domain.blank import BlankFieldKind
from xinbao_desktop.gui.models.place_grip import handles

if TYPE_CHECKING:
    from xinbao_desktop.domain.blank import BlankField, Spot
    from xinbao_desktop.gui.models.blank_draft import FieldLine
    from xinbao_desktop.gui.theme import Tokens

SHADE = 70  # of 255: how much of the page a colour hides
HANDLE, SMALL_HANDLE = 7.0, 4.0  # pixels
ROOM = 24.0  # pixels a place needs for handles on its edges


@dataclass(frozen=True, slots=True)
class FieldPaint:
    """Paints on a page that is shown so much larger than its points."""

    painter: QPainter
    tokens: Tokens
    scale: float

    def box(self, spot: Spot) -> QRectF:
        """Return where a spot is painted."""
        corner = QPointF(spot.left, spot.top) * self.scale
        return QRectF(corner, QPointF(spot.right, spot.bottom) * self.scale)

    def field(self, line: FieldLine, spot: Spot, *, current: bool) -> None:
        """Paint a field: done or not, chosen or not; a marked place with what it is divided in."""
        field = line.field
        done = line.link is not None or field.kind is BlankFieldKind.SEAL
        colour = QColor(self.tokens.met if done else self.tokens.unknown)
        self.frame(self.box(spot), colour, current=current)
        if field.marked:
            self._insides(field, self.box(spot), colour)
            if current:
                self._handles(spot)

    def frame(self, box: QRectF, colour: QColor, *, current: bool) -> None:
        """Paint a box in a colour that lets the page be seen."""
        soft = QColor(colour)
        soft.setAlpha(SHADE)
        self.painter.fillRect(box, soft)
        self.painter.setPen(QPen(colour, 3 if current else 1))
        self.painter.drawRect(box)

    def _insides(self, field: BlankField, box: QRectF, colour: QColor) -> None:
        if field.cells > 1:
            self.painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
            for cell in range(1, field.cells):
                x = box.left() + box.width() * cell / field.cells
                self.painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        if field.kind is BlankFieldKind.SEAL:
            self.painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            self.painter.drawEllipse(box.adjusted(2, 2, -2, -2))

    def _handles(self, spot: Spot) -> None:
        self.painter.setPen(QPen(QColor(self.tokens.accent), 1))
        box = self.box(spot)
        side = max(SMALL_HANDLE, min(HANDLE, box.height() / 3, box.width() / 3))
        for grip, x, y in handles(spot):
            if not (grip.across and grip.down) and min(box.width(), box.height()) < ROOM:
                continue  # the corners do, and leave what is beneath to be seen
            corner = QPointF(x, y) * self.scale - QPointF(side, side) / 2
            handle = QRectF(corner, QSizeF(side, side))
            self.painter.fillRect(handle, Qt.GlobalColor.white)
            self.painter.drawRect(handle)
