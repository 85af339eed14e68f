"""The chip: a verdict as shape, colour and word, so that colour never stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.models.paged_table import CHIP_ROLE
from xinbao_desktop.gui.theme import SPACE_S, Tokens, tokens_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

HEIGHT, PAD, SHAPE, GAP = 24, 8, 14, 5

_SHAPES = {
    "met": "met", "filled": "met", "done": "met", "pass": "met", "covered": "met",
    "not_met": "not_met", "blocking": "not_met", "missing": "not_met", "overdue": "not_met",
    "error": "not_met", "fail": "not_met",
    "unknown": "unknown", "reducing": "reducing", "warning": "warning", "warn": "warning",
    "due": "deadlines", "pending": "deadlines", "waived": "waive", "mandatory": "info",
    "info": "info",
}  # fmt: skip
_GOOD = {"met", "filled", "done", "pass", "covered"}
_BAD = {"not_met", "blocking", "missing", "overdue", "error", "fail"}
_CARE = {"unknown", "reducing", "warning", "warn", "due"}


def colours(code: str, tokens: Tokens) -> tuple[QColor, QColor]:
    """Return ink and ground of a chip."""
    if code in _GOOD:
        return QColor(tokens.met), QColor(tokens.met_soft)
    if code in _BAD:
        return QColor(tokens.not_met), QColor(tokens.not_met_soft)
    if code in _CARE:
        return QColor(tokens.unknown), QColor(tokens.unknown_soft)
    return QColor(tokens.neutral), QColor(tokens.neutral_soft)


def chip_width(text: str, metrics: QFontMetrics) -> int:
    """Return how wide a chip with this word is."""
    return PAD + SHAPE + GAP + metrics.horizontalAdvance(text) + PAD + 2


def paint_chip(painter: QPainter, area: QRectF, code: str, text: str, tokens: Tokens) -> None:
    """Draw a chip into an area, its shape to the left of its word."""
    ink, ground = colours(code, tokens)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    scale = painter.device().devicePixelRatioF()
    shape = icons.pixmap(_SHAPES.get(code, "not_applicable"), ink, SHAPE, scale)
    painter.drawPixmap(QPointF(area.left() + PAD, area.center().y() - SHAPE / 2), shape)
    painter.setPen(ink)
    words = area.adjusted(PAD + SHAPE + GAP, 0, -PAD + 4, 0)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.restore()


class Chip(QWidget):
    """One chip as a widget."""

    def __init__(self, code: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._code, self._text = code, text
        self.show_chip(code, text)

    @property
    def code(self) -> str:
        """What the chip says, as a code."""
        return self._code

    def show_chip(self, code: str, text: str) -> None:
        """Say something else."""
        self._code, self._text = code, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of shape and word."""
        return QSize(chip_width(self._text, self.fontMetrics()), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._code, self._text, tokens_for(self))
        painter.end()


class ChipDelegate(QStyledItemDelegate):
    """Draws the cells that have a chip as chips, all others as they are."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a cell."""
        code = index.data(CHIP_ROLE)
        if not code:
            super().paint(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        text, blank.text = blank.text, ""
        view = blank.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, view)
        rect = option.rect
        width = min(chip_width(text, option.fontMetrics), rect.width() - SPACE_S)
        top = rect.center().y() - (HEIGHT - 2) / 2 + 0.5
        area = QRectF(rect.left() + 6, top, width, HEIGHT - 2)
        paint_chip(painter, area, code, text, tokens_for(view))
