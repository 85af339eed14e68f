"""Which pages go to a printer in which order, and how one is drawn there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter

from xinbao_desktop.errors import DiskError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.progress import Progress

NO_PRINTER = Text(
    "打印机没有接受打印任务。请检查打印机是否联机、有纸；若打印到文件，请检查磁盘空间和文件夹权限。",
    "The printer did not take the job. Check that it is on line and has paper; when printing to "
    "a file, check the room on the disk and the folder's permissions.",
)


def asked_pages(printer: QPrinter, pages: int) -> list[int]:
    """Return the pages in the order they are printed: ranges, copies, last page first.

    Copies are left to a printer that makes them itself.
    """
    chosen = list(range(1, pages + 1))
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges().toRangeList()
        chosen = [page for one in ranges for page in range(one.from_, one.to + 1) if page <= pages]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _ in range(copies)]


def print_pages(
    printer: QPrinter, pages: int, picture: Callable[[int], bytes], progress: Progress
) -> int:
    """Draw the pages that were asked for, and return how many; ``picture`` gives one as PNG.

    Raises:
        DiskError: The printer takes no job.
    """
    chosen = asked_pages(printer, pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise DiskError(NO_PRINTER)
    try:
        for done, page in enumerate(chosen):
            progress.step(done, len(chosen))
            if done and not printer.newPage():
                raise DiskError(NO_PRINTER)
            _draw_whole(painter, QImage.fromData(picture(page)), printer)
    finally:
        painter.end()
    return len(chosen)


def _draw_whole(painter: QPainter, image: QImage, printer: QPrinter) -> None:
    """Draw a page in its own size, as far as the paper lets; a wide one lies on its side."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    margin = printer.pageLayout().paintRectPixels(printer.resolution()).topLeft()
    area = QRectF(paper).translated(-margin.x(), -margin.y())
    if (image.width() > image.height()) != (area.width() > area.height()):
        image = image.transformed(QTransform().rotate(90))
    scale = min(area.width() / image.width(), area.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    left = area.left() + (area.width() - width) / 2
    painter.drawImage(QRectF(left, area.top(), width, height), image)
