"""A strip of time with a mark for each day on which something is due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from xinbao_desktop.gui.theme import tokens_for
from xinbao_desktop.gui.widgets.chip import colours
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    Mark = tuple[date, str, str]

HEIGHT, EDGE, DOT = 74, 24, 6
BEFORE, AFTER = 45, 120


class Timeline(QWidget):
    """Shows the days from six weeks ago to four months ahead."""

    def __init__(self, lang: Lang, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deadlines.timeline")
        self.setAccessibleName(self.tr("Timeline of the deadlines"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lang = lang
        self._today = date(2000, 1, 1)
        self._marks: Sequence[Mark] = ()

    def show_marks(self, today: date, marks: Sequence[Mark]) -> None:
        """Show these days: the day, its state, and what is due."""
        self._today, self._marks = today, marks
        self.setVisible(bool(marks))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the strip."""
        return QSize(600, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months, today, and the marks."""
        tokens, painter = tokens_for(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        middle = HEIGHT - 28.0
        painter.drawLine(QPointF(EDGE, middle), QPointF(self.width() - EDGE, middle))
        painter.setPen(QColor(tokens.muted))
        for first in self._months():
            x = self._x(first)
            painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
            name = f"{first.month}月" if self._lang is Lang.ZH else f"{first:%b}"
            painter.drawText(QPointF(x + 4, HEIGHT - 9), name)
        x = self._x(self._today)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawLine(QPointF(x, 8), QPointF(x, middle + 8))
        painter.drawText(QPointF(x + 6, 20), self.tr("Today"))
        self._draw_marks(painter, middle)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say what is due under the pointer."""
        if isinstance(event, QHelpEvent):
            near = [
                f"{day:%Y-%m-%d}  {what}"
                for day, _, what in self._marks
                if abs(self._x(day) - event.pos().x()) <= DOT + 2
            ]
            QToolTip.showText(event.globalPos(), "\n".join(near[:12]), self)
            return True
        return super().event(event)

    def _draw_marks(self, painter: QPainter, middle: float) -> None:
        tokens = tokens_for(self)
        stacked: dict[int, int] = {}
        painter.setPen(Qt.PenStyle.NoPen)
        for day, state, _ in self._marks:
            x = self._x(day)
            slot = round(x / (DOT * 2))
            level = stacked[slot] = stacked.get(slot, -1) + 1
            if level > 2:
                continue
            ink, _ground = colours(state, tokens)
            painter.setBrush(ink)
            centre = QPointF(x, middle - level * (DOT * 2 + 1))
            if state == "overdue":
                painter.drawRect(QRectF(centre.x() - 5, centre.y() - 5, 10, 10))
            else:
                painter.drawEllipse(centre, DOT - 0.5, DOT - 0.5)

    def _months(self) -> list[date]:
        start, end = self._today - timedelta(BEFORE), self._today + timedelta(AFTER)
        months, at = [], date(start.year, start.month, 1)
        while at <= end:
            if at >= start:
                months.append(at)
            at = date(at.year + at.month // 12, at.month % 12 + 1, 1)
        return months

    def _x(self, day: date) -> float:
        days = max(-BEFORE, min(AFTER, (day - self._today).days)) + BEFORE
        return EDGE + days * (self.width() - 2 * EDGE) / (BEFORE + AFTER)
