"""The sheet itself: fields to click, places to draw, and the current place to move and resize.

By mouse: drag the place or one of its handles. By keyboard: arrows move it by a point, with Ctrl
by ten, with Shift they resize it; Delete removes it, Escape lets go of what is being dragged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from xinbao_desktop.domain.blank import Spot
from xinbao_desktop.gui.models.place_grip import (
    CORNER,
    LEAST,
    WHOLE,
    Grip,
    dragged,
    grip_at,
)
from xinbao_desktop.gui.widgets.blank_paint import FieldPaint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from xinbao_desktop.gui.models.blank_draft import FieldLine
    from xinbao_desktop.gui.theme import Tokens

REACH = 8.0  # pixels from a handle that still take hold of it
SETTLE_MS = 400  # after the last arrow key; a run of them is one step to undo
STEP, STRIDE = 1.0, 10.0  # points an arrow key moves
NEW = (120.0, 18.0)  # points of a place made with the keyboard
KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


class BlankSheet(QWidget):
    """One page of a blank."""

    chosen = Signal(str)
    drawn = Signal(object)
    placed = Signal(object)
    removed = Signal()

    def __init__(self, tokens: Tokens, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._tokens = tokens
        self.number, self.page_size = 1, (1.0, 1.0)
        self.picture = QPixmap()
        self.lines: Sequence[FieldLine] = ()
        self.current = ""
        self.marking = False
        self._scale = 1.0
        self._drag: tuple[QPointF, QPointF] | None = None
        self._held: tuple[Grip, Spot, QPointF] | None = None
        self._moving: Spot | None = None  # where the current place is to be
        self._pending = False  # the keys have moved it and may move it on
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self.settle)

    def mark(self, *, on: bool) -> None:
        """Begin or end drawing a place."""
        self.marking, self._drag = on, None
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def show_fields(self, lines: Sequence[FieldLine], current: str) -> None:
        """Show other fields; a place that is just being moved goes on being moved."""
        going_on = current == self.current and (self._held or self._pending)
        if not going_on:
            self._held = self._moving = None
            self._forget_keys()
        self.lines, self.current = lines, current
        self.update()

    def settle(self) -> None:
        """Hand over where the keys have moved the current place."""
        if self._pending:
            self._forget_keys()
            self._hand_over()

    def let_go(self) -> bool:
        """Leave the current place where it was; says whether it was being moved."""
        moving = self._held is not None or self._pending
        self._held = self._moving = None
        self._forget_keys()
        self.update()
        return moving

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
        """Draw the page, then its fields, then the handles of the current place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self.picture.isNull():
            painter.drawPixmap(self.rect(), self.picture)
        paint = FieldPaint(painter, self._tokens, self._scale)
        for line in self.lines:
            current = line.field.name == self.current
            moving = self._moving if current and line.field.marked else None
            for spot in line.field.spots:
                if spot.page == self.number:
                    paint.field(line, moving or spot, current=current)
        if self._drag is not None:
            accent = QColor(self._tokens.accent)
            paint.frame(QRectF(*self._drag).normalized(), accent, current=True)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a place, take hold of the current one, or choose a field."""
        if self.marking:
            self._drag = (event.position(), event.position())
            return
        self.settle()
        spot = self._own_spot()
        grip = self._grip(event.position())
        if spot is not None and grip is not None:
            self._held = (grip, spot, event.position())
            return
        for line in reversed(self.lines):
            for one in line.field.spots:
                if one.page == self.number and self._box(one).contains(event.position()):
                    self.chosen.emit(line.field.name)
                    return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move or resize the place further; show what could be taken hold of."""
        if self._drag is not None:
            self._drag = (self._drag[0], event.position())
            self.update()
        elif self._held is not None:
            grip, spot, start = self._held
            by = (event.position() - start) / self._scale
            self._moving = dragged(spot, grip, (by.x(), by.y()), self.page_size)
            self.update()
        elif not self.marking:
            self.setCursor(self._cursor(self._grip(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Hand over the place that was drawn, moved or resized."""
        if self._held is not None:
            self._held = None
            self._hand_over()
        elif self._drag is not None:
            box = QRectF(self._drag[0], event.position()).normalized()
            self._drag = None
            self.update()
            self._draw(box.intersected(QRectF(self.rect())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize or remove the current place, or make one."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        spot = self._own_spot()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marking:
            self._draw_new()
        elif key == Qt.Key.Key_Escape and self._moving is not None:
            self.let_go()
        elif spot is not None and key in KEYS:
            step = STRIDE if modifiers & Qt.KeyboardModifier.ControlModifier else STEP
            across, down = KEYS[key]
            grip = CORNER if modifiers & Qt.KeyboardModifier.ShiftModifier else WHOLE
            by = (across * step, down * step)
            self._moving = dragged(self._moving or spot, grip, by, self.page_size)
            self._pending = True
            self._settling.start()
            self.update()
        elif spot is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Do not leave a place half moved."""
        self.settle()
        super().focusOutEvent(event)

    # ---- inside ------------------------------------------------------------------------------

    def _draw(self, box: QRectF) -> None:
        left, top, right, bottom = (
            round(v / self._scale, 2) for v in (box.left(), box.top(), box.right(), box.bottom())
        )
        if right - left >= LEAST and bottom - top >= LEAST:
            self.drawn.emit(Spot(self.number, left, top, right, bottom))

    def _draw_new(self) -> None:
        """Make a place in the middle of what is seen."""
        middle = self.visibleRegion().boundingRect().center() / self._scale
        wide, high = min(NEW[0], self.page_size[0]), min(NEW[1], self.page_size[1])
        start = Spot(self.number, 0.0, 0.0, wide, high)
        by = (middle.x() - wide / 2, middle.y() - high / 2)
        self.drawn.emit(dragged(start, WHOLE, by, self.page_size))

    def _forget_keys(self) -> None:
        self._pending = False
        self._settling.stop()

    def _hand_over(self) -> None:
        """Say where the place is to be; it is shown there until somebody shows it anew."""
        if self._moving is not None and self._moving != self._own_spot():
            self.placed.emit(self._moving)

    def _own_spot(self) -> Spot | None:
        """Return the place a person marked, if it is current and on this page."""
        spots = (
            line.field.spots[0]
            for line in self.lines
            if line.field.marked and line.field.name == self.current
        )
        spot = next(spots, None)
        return spot if spot is not None and spot.page == self.number else None

    def _grip(self, point: QPointF) -> Grip | None:
        spot, at = self._own_spot(), point / self._scale
        return None if spot is None else grip_at(spot, at.x(), at.y(), REACH / self._scale)

    @staticmethod
    def _cursor(grip: Grip | None) -> Qt.CursorShape:
        if grip is None:
            return Qt.CursorShape.ArrowCursor
        across, down = grip.across, grip.down
        if across < 0 or (not across and down < 0):
            across, down = -across, -down
        return CURSORS[across, down]

    def _box(self, spot: Spot) -> QRectF:
        corner = QPointF(spot.left, spot.top) * self._scale
        return QRectF(corner, QPointF(spot.right, spot.bottom) * self._scale)
