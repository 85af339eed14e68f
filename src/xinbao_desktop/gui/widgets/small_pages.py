"""The pages of a packet, small: each is drawn when it comes into view, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from xinbao_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.gui.context import Context

DPI = 14
SMALL = QSize(86, 122)
DRAWN_ROLE = Qt.ItemDataRole.UserRole + 1


class SmallPages(QListWidget):
    """A row for each page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._draw: Callable[[int, int], bytes] | None = None
        self._under_way = False
        self.setObjectName("packet.thumbnails")
        self.setAccessibleName(self.tr("Pages"))
        self.setIconSize(SMALL)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self.draw_next)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())

    def show_pages(self, count: int, draw: Callable[[int, int], bytes] | None) -> None:
        """Show so many pages; ``draw`` gives one (from 1) as PNG, so many dots an inch."""
        self.clear()
        self._draw = draw
        blank = QIcon(self._framed(QImage()))
        for number in range(1, count + 1):
            self.addItem(QListWidgetItem(blank, str(number)))
        self._soon.start()

    def draw_soon(self) -> None:
        """Draw what is in view once things have settled."""
        self._soon.start()

    def draw_next(self) -> None:
        """Draw the first page in view that is not drawn yet, and then the next one."""
        draw = self._draw
        if draw is None or self._under_way or not self.isVisible():
            return
        number = next((n for n in self._seen() if not self.item(n).data(DRAWN_ROLE)), None)
        if number is None:
            return
        dpi = round(2 * DPI * self.devicePixelRatioF())  # drawn larger and shrunk: smoother
        self.item(number).setData(DRAWN_ROLE, 1)
        self._under_way = True
        self._context.tasks.run(
            lambda _: draw(number + 1, dpi), owner=self, lane=Lane.VIEW,
            on_done=lambda data: self._drawn(draw, number, data),
            on_error=lambda _: self._drawn(draw, number, b""),
            on_cancelled=lambda: self._drawn(None, number, b""),
        )  # fmt: skip

    def _seen(self) -> range:
        """Return which rows are in view."""
        if self.count() == 0:
            return range(0)
        top = self.visualItemRect(self.item(0))
        high = top.height() + 2 * self.spacing()
        first = max(-top.top() // high, 0)
        last = (self.viewport().height() - top.top()) // high
        return range(first, min(last + 1, self.count()))

    def _drawn(self, draw: Callable[[int, int], bytes] | None, number: int, data: bytes) -> None:
        self._under_way = False
        if draw is self._draw and data and number < self.count():
            self.item(number).setIcon(QIcon(self._framed(QImage.fromData(data))))
        if draw is not None:
            self.draw_next()

    def _framed(self, page: QImage) -> QPixmap:
        """Return a page as small as it is shown, with its edge; kept no larger than that."""
        scale = self.devicePixelRatioF()
        size = SMALL * scale
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        made = QPixmap(size if page.isNull() else page.size().scaled(size, keep))
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        if not page.isNull():
            painter.drawImage(0, 0, page.scaled(made.size(), mode=smooth))
        painter.setPen(QColor(self._context.tokens.line))
        painter.drawRect(made.rect().adjusted(0, 0, -1, -1))
        painter.end()
        made.setDevicePixelRatio(scale)
        return made
