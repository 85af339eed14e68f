"""A page of a blank with its fields coloured over it: chosen with a click, marked by dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from xinbao_desktop.domain.blank import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from xinbao_desktop.gui.models.blank_draft import FieldLine
    from xinbao_desktop.gui.theme import Tokens

SHADE = 70  # of 255: how much of the page a colour hides
LEAST = 6.0  # points; a smaller drag was a click
MARGIN = 4


class BlankMap(QScrollArea):
    """Shows one page, fitted to the width."""

    chosen = Signal(str)  # the name of a field
    drawn = Signal(object)  # a Spot, while marking

    def __init__(self, tokens: Tokens, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setWidgetResizable(True)
        self.setMinimumWidth(260)
        self.sheet = _Sheet(tokens, self)
        self.setWidget(self.sheet)

    def show_page(self, number: int, size: tuple[float, float], png: bytes) -> None:
        """Show a page; ``size`` is its own in points."""
        self.sheet.number, self.sheet.page_size = number, size
        self.sheet.picture = QPixmap.fromImage(QImage.fromData(png)) if png else QPixmap()
        self._fit()

    def show_fields(self, lines: Sequence[FieldLine], current: str) -> None:
        """Colour the fields; the current one is framed and brought into view."""
        self.sheet.lines, self.sheet.current = lines, current
        self.sheet.update()
        box = self.sheet.box_of(current)
        if box is not None:
            centre = box.center()
            self.ensureVisible(round(centre.x()), round(centre.y()), 40, 80)

    def mark(self, *, on: bool) -> None:
        """Begin or end drawing a place with the mouse."""
        self.sheet.marking = on
        shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
        self.sheet.setCursor(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.sheet.fit(self.viewport().width() - 2 * MARGIN)


class _Sheet(QWidget):
    def __init__(self, tokens: Tokens, owner: BlankMap) -> None:
        super().__init__()
        self.setObjectName(f"{owner.objectName()}.sheet")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tokens, self._owner = tokens, owner
        self.number, self.page_size = 1, (1.0, 1.0)
        self.picture = QPixmap()
        self.lines: Sequence[FieldLine] = ()
        self.current = ""
        self.marking = False
        self._scale = 1.0
        self._drag: tuple[QPointF, QPointF] | None = None

    def fit(self, width: int) -> None:
        """Take the width there is."""
        self._scale = max(width, 100) / self.page_size[0]
        self.setFixedSize(
            QSize(round(self.page_size[0] * self._scale), round(self.page_size[1] * self._scale))
        )
        self.update()

    def box_of(self, name: str) -> QRectF | None:
        """Return where a field of this page is drawn."""
        boxes = (self._box(spot) for line in self.lines if line.field.name == name
                 for spot in line.field.spots if spot.page == self.number)  # fmt: skip
        return next(boxes, None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page, then its fields."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self.picture.isNull():
            painter.drawPixmap(self.rect(), self.picture)
        for line in self.lines:
            colour = QColor(self._tokens.met if line.link is not None else self._tokens.unknown)
            for spot in line.field.spots:
                if spot.page == self.number:
                    self._paint(painter, self._box(spot), colour, line.field.name == self.current)
        if self._drag is not None:
            accent = QColor(self._tokens.accent)
            self._paint(painter, QRectF(*self._drag).normalized(), accent, current=True)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the field, or begin a place."""
        if self.marking:
            self._drag = (event.position(), event.position())
            return
        for line in reversed(self.lines):
            for spot in line.field.spots:
                if spot.page == self.number and self._box(spot).contains(event.position()):
                    self._owner.chosen.emit(line.field.name)
                    return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the place further."""
        if self._drag is not None:
            self._drag = (self._drag[0], event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hand over the place that was drawn."""
        if self._drag is None:
            return
        box = QRectF(self._drag[0], event.position()).normalized()
        box = box.intersected(QRectF(self.rect()))
        self._drag = None
        self.update()
        left, top, right, bottom = (
            round(v / self._scale, 2) for v in (box.left(), box.top(), box.right(), box.bottom())
        )
        if right - left >= LEAST and bottom - top >= LEAST:
            self._owner.drawn.emit(Spot(self.number, left, top, right, bottom))

    def _box(self, spot: Spot) -> QRectF:
        corner = QPointF(spot.left, spot.top) * self._scale
        return QRectF(corner, QPointF(spot.right, spot.bottom) * self._scale)

    @staticmethod
    def _paint(painter: QPainter, box: QRectF, colour: QColor, current: bool) -> None:  # noqa: FBT001
        soft = QColor(colour)
        soft.setAlpha(SHADE)
        painter.fillRect(box, soft)
        painter.setPen(QPen(colour, 3 if current else 1))
        painter.drawRect(box)
