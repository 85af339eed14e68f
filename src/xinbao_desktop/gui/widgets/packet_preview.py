"""A finished packet to look at: small pages and bookmarks at the left, one page at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from xinbao_desktop.gui import messages
from xinbao_desktop.gui.models.printing import DPI, asked_pages, print_pages
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.widgets.page_bar import PageBar
from xinbao_desktop.gui.widgets.page_view import PageView
from xinbao_desktop.gui.widgets.parts import fill, halves
from xinbao_desktop.gui.widgets.small_pages import SmallPages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.widgets.work_strip import WorkStrip

PAGE_ROLE = Qt.ItemDataRole.UserRole + 1


class PacketPreview(QWidget):
    """Shows a PDF page by page; pages are drawn when they come into view."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._pdf: Path | None = None
        self._wanted = 0  # which drawing of the page counts; read in the background, too
        self.pages = 0
        self.thumbnails = SmallPages(context)
        self.thumbnails.currentRowChanged.connect(self._on_row)
        self.bookmarks = QTreeWidget()
        self.bookmarks.setObjectName("packet.bookmarks")
        self.bookmarks.setAccessibleName(self.tr("Bookmarks"))
        self.bookmarks.setHeaderHidden(True)
        self.bookmarks.currentItemChanged.connect(lambda item, _: self._on_bookmark(item))
        self.bookmarks.itemClicked.connect(lambda item, _: self._on_bookmark(item))
        self._side = QTabWidget()
        self._side.setDocumentMode(True)
        self._side.addTab(self.bookmarks, self.tr("Contents"))
        self._side.addTab(self.thumbnails, self.tr("Pages"))
        self._side.currentChanged.connect(lambda _: self.thumbnails.draw_soon())
        self.view = PageView("packet.view", self.tr("Page of the packet"))
        self.view.turn_wanted.connect(self.turn)
        self.view.zoomed.connect(lambda: self._draw_page(new=False))
        self.bar = PageBar(context, self.view)
        self.bar.page_wanted.connect(self.go_to)
        page = QWidget()
        fill(page, self.bar, self.view, room=self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        split = halves(self._side, page, (210, 400))
        split.setStretchFactor(0, 0)
        layout.addWidget(split)
        self.show_packet(None, 0)

    @property
    def page(self) -> int:
        """The page that is shown, counted from 1; 0 while there is none."""
        return self.thumbnails.currentRow() + 1

    def show_packet(self, pdf: Path | None, pages: int) -> None:
        """Show a packet from its first page, or nothing."""
        self._pdf, self.pages = pdf, pages
        self._wanted += 1
        self.bookmarks.clear()
        self._side.setVisible(pdf is not None)
        self.bar.show_file(pdf, pages)
        packets = self._context.client.packets
        self.thumbnails.show_pages(pages, None if pdf is None else partial(packets.page_image, pdf))
        if pdf is None:
            self.view.show_text(self.tr("The packet is shown here once it is built."))
            return
        self.thumbnails.setCurrentRow(0)
        self._context.tasks.run(
            lambda _: packets.bookmarks(pdf), owner=self, lane=Lane.VIEW,
            on_done=lambda found: self._show_bookmarks(pdf, found),
            on_error=lambda _: None,  # the page says so
        )  # fmt: skip

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1."""
        self.thumbnails.setCurrentRow(page - 1)

    def turn(self, step: int) -> None:
        """Show the next page, or the one before."""
        if 1 <= self.page + step <= self.pages:
            self.go_to(self.page + step)

    def print_to(self, printer: QPrinter, strip: WorkStrip) -> None:
        """Draw the pages that were asked for onto a printer, page by page, in the background."""
        pdf, packets = self._pdf, self._context.client.packets
        if pdf is None:
            return
        if _is_same(printer.outputFileName(), pdf):
            self._context.ask.tell(
                self.tr("That did not work"),
                self.tr("The packet cannot be printed into itself. Choose another file."),
            )
            return
        chosen = asked_pages(printer, self.pages, self.page)
        strip.run(
            self.tr("Printing…"),
            lambda progress: print_pages(
                printer, chosen, lambda page: packets.print_image(pdf, page, DPI), progress
            ),
            self._say_printed,
            lane=Lane.PRINT,
            cancelled=self.tr("Printing was cancelled. What the printer has already may come out."),
        )

    def _say_printed(self, count: int) -> None:
        self._context.said(self.tr("Sent to the printer: {count} pp.").format(count=count))

    def _on_row(self, number: int) -> None:
        self.bar.show_page(number + 1)
        if self._pdf is not None and number >= 0:
            self._mark_bookmark(number + 1)
            self._draw_page(new=True)

    def _draw_page(self, *, new: bool) -> None:
        """Draw the page that is chosen; of several wanted one after another the last counts."""
        pdf, number, dpi = self._pdf, self.page, self.view.dpi
        if pdf is None or number < 1:
            return
        self._wanted += 1
        packets, wanted = self._context.client.packets, self._wanted

        def work(_: object) -> bytes:
            return packets.page_image(pdf, number, dpi) if wanted == self._wanted else b""

        def show(data: bytes) -> None:
            if wanted == self._wanted:
                self.view.show_png(data, new=new)

        def failed(error: Exception) -> None:
            if wanted == self._wanted:
                self.view.show_text(messages.describe(error, self._context.lang).text)

        self._context.tasks.run(work, owner=self, lane=Lane.VIEW, on_done=show, on_error=failed)

    def _on_bookmark(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.go_to(int(item.data(0, PAGE_ROLE)))

    def _mark_bookmark(self, page: int) -> None:
        """Choose the bookmark under which a page lies."""
        here = self.bookmarks.currentItem()
        if here is not None and int(here.data(0, PAGE_ROLE)) == page:
            return
        items, found = QTreeWidgetItemIterator(self.bookmarks), None
        while (item := items.value()) is not None and int(item.data(0, PAGE_ROLE)) <= page:
            found = item
            items += 1
        if found is not None:
            self.bookmarks.blockSignals(True)  # noqa: FBT003 - Qt names no keyword
            self.bookmarks.setCurrentItem(found)
            self.bookmarks.blockSignals(False)  # noqa: FBT003

    def _show_bookmarks(self, pdf: Path, found: Sequence[tuple[int, str, int]]) -> None:
        if self._pdf is not pdf:
            return
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
        self._mark_bookmark(self.page)


def _is_same(name: str, pdf: Path) -> bool:
    return bool(name) and Path(name).exists() and Path(name).samefile(pdf)
