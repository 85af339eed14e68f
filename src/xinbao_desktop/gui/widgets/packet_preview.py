"""A finished packet to look at: small pages and bookmarks at the left, one page at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xinbao_desktop.gui.models.printing import print_pages
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.widgets.page_view import PageView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.widgets.work_strip import WorkStrip

SMALL_DPI, READ_DPI, PRINT_DPI = 14, 110, 300
SMALL = QSize(86, 122)
PAGE_ROLE = Qt.ItemDataRole.UserRole + 1


class PacketPreview(QWidget):
    """Shows a PDF page by page; pages are drawn when they come into view."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._pdf: Path | None = None
        self.pages = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self._draw_small)
        self.thumbnails = QListWidget()
        self.thumbnails.setObjectName("packet.thumbnails")
        self.thumbnails.setAccessibleName(self.tr("Pages"))
        self.thumbnails.setIconSize(SMALL)
        self.thumbnails.setUniformItemSizes(True)
        self.thumbnails.setSpacing(2)
        self.thumbnails.currentRowChanged.connect(self._on_row)
        self.thumbnails.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())
        self.bookmarks = QTreeWidget()
        self.bookmarks.setObjectName("packet.bookmarks")
        self.bookmarks.setAccessibleName(self.tr("Bookmarks"))
        self.bookmarks.setHeaderHidden(True)
        self.bookmarks.currentItemChanged.connect(lambda item, _: self._on_bookmark(item))
        self._side = QTabWidget()
        self._side.setDocumentMode(True)
        self._side.addTab(self.bookmarks, self.tr("Contents"))
        self._side.addTab(self.thumbnails, self.tr("Pages"))
        self.view = PageView("packet.view", self.tr("Page of the packet"))
        self._side.currentChanged.connect(lambda _: self._soon.start())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._side)
        split.addWidget(self.view)
        split.setStretchFactor(1, 1)
        split.setSizes([210, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.show_packet(None, 0)

    def show_packet(self, pdf: Path | None, pages: int) -> None:
        """Show a packet from its first page, or nothing."""
        self._pdf, self.pages = pdf, pages
        self.thumbnails.clear()
        self.bookmarks.clear()
        self._side.setVisible(pdf is not None)
        if pdf is None:
            self.view.show_text(self.tr("The packet is shown here once it is built."))
            return
        blank = QPixmap(SMALL)
        blank.fill(Qt.GlobalColor.white)
        for number in range(1, pages + 1):
            item = QListWidgetItem(QIcon(blank), str(number))
            self.thumbnails.addItem(item)
        self.thumbnails.setCurrentRow(0)
        packets = self._context.client.packets
        self._context.tasks.run(
            lambda _: packets.bookmarks(pdf), owner=self, lane=Lane.LONG,
            on_done=self._show_bookmarks, on_error=self._context.fail,
        )  # fmt: skip
        self._soon.start()

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1."""
        self.thumbnails.setCurrentRow(page - 1)

    def print_to(self, printer: QPrinter, strip: WorkStrip) -> None:
        """Draw the pages that were asked for onto a printer, page by page, in the background."""
        pdf, packets = self._pdf, self._context.client.packets
        if pdf is None:
            return
        pages = self.pages

        def picture(page: int) -> bytes:
            return packets.page_image(pdf, page, PRINT_DPI)

        strip.run(
            self.tr("Printing…"),
            lambda progress: print_pages(printer, pages, picture, progress), self._say_printed,
        )  # fmt: skip

    def _say_printed(self, count: int) -> None:
        self._context.said(self.tr("Sent to the printer: {count} pp.").format(count=count))

    def _on_row(self, number: int) -> None:
        pdf = self._pdf
        if pdf is None or number < 0:
            return
        packets = self._context.client.packets

        def show(data: bytes) -> None:
            if self._pdf is pdf and self.thumbnails.currentRow() == number:
                self.view.show_png(data)

        self._context.tasks.run(
            lambda _: packets.page_image(pdf, number + 1, READ_DPI), owner=self, lane=Lane.LONG,
            on_done=show, on_error=self._context.fail,
        )  # fmt: skip

    def _on_bookmark(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.go_to(int(item.data(0, PAGE_ROLE)))

    def _show_bookmarks(self, found: Sequence[tuple[int, str, int]]) -> None:
        self.bookmarks.blockSignals(True)  # noqa: FBT003 - Qt names no keyword
        above: dict[int, QTreeWidgetItem] = {}
        for level, title, page in found:
            item = QTreeWidgetItem([title])
            item.setData(0, PAGE_ROLE, page)
            item.setToolTip(0, title)
            parent = above.get(level - 1)
            if parent is None:
                self.bookmarks.addTopLevelItem(item)
            else:
                parent.addChild(item)
            above[level] = item
        self.bookmarks.expandToDepth(0)
        self.bookmarks.blockSignals(False)  # noqa: FBT003

    def _draw_small(self) -> None:
        """Draw the small pages now in view, the first few that are not drawn yet."""
        pdf = self._pdf
        if pdf is None or not self.thumbnails.isVisible():
            return
        seen = [
            number for number in range(self.thumbnails.count())
            if self.thumbnails.visualItemRect(self.thumbnails.item(number)).intersects(
                self.thumbnails.viewport().rect()
            )
            and not self.thumbnails.item(number).data(PAGE_ROLE)
        ]  # fmt: skip
        for number in seen:
            self._draw_one(pdf, number)

    def _draw_one(self, pdf: Path, number: int) -> None:
        packets = self._context.client.packets
        self.thumbnails.item(number).setData(PAGE_ROLE, 1)
        self._context.tasks.run(
            lambda _: packets.page_image(pdf, number + 1, SMALL_DPI * 2),
            owner=self,
            lane=Lane.LONG,
            on_done=lambda data: self._set_small(pdf, number, data),
            on_error=lambda _: None,
        )

    def _set_small(self, pdf: Path, number: int, data: bytes) -> None:
        if self._pdf is not pdf or number >= self.thumbnails.count():
            return
        picture = QPixmap.fromImage(QImage.fromData(data))
        self.thumbnails.item(number).setIcon(QIcon(picture))
