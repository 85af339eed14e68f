"""Which pages go to a printer in which order, and how one is drawn there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter, QTransform
from PySide6.QtPrintSupport import QPrinter

from xinbao_desktop.errors import DiskError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.app.shapes import PagePicture
    from xinbao_desktop.progress import Progress

DPI = 300
END = b"%%EOF"
NO_PRINTER = Text(
    "打印机没有接受打印任务。请检查打印机是否联机、有纸；若打印到文件，请检查磁盘空间和文件夹权限。",
    "The printer did not take the job. Check that it is on line and has paper; when printing to "
    "a file, check the room on the disk and the folder's permissions.",
)


def asked_pages(printer: QPrinter, pages: int, current: int = 1) -> list[int]:
    """Return the pages in the order they are printed: ranges, copies, last page first.

    ``current`` is the page that is looked at. Copies are left to a printer that makes them itself.
    """
    chosen = list(range(1, pages + 1))
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges().toRangeList()
        chosen = [page for one in ranges for page in range(one.from_, one.to + 1) if page <= pages]
    elif printer.printRange() is QPrinter.PrintRange.CurrentPage:
        chosen = [current]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _ in range(copies)]


def print_pages(
    printer: QPrinter,
    chosen: list[int],
    picture: Callable[[int], PagePicture],
    progress: Progress,
) -> int:
    """Draw these pages in their own size, and return how many; ``picture`` gives one at ``DPI``.

    What ends before its last page is called off: no half job, as far as the system lets, and no
    half file.

    Raises:
        DiskError: The printer takes no job, or the file it writes has no room.
    """
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise DiskError(NO_PRINTER)
    try:
        for done, page in enumerate(chosen):
            progress.step(done, len(chosen))
            if done:
                _next_sheet(printer)
            _draw(painter, picture(page), printer)
        progress.step(len(chosen), len(chosen))
    except BaseException:
        printer.abort()
        painter.end()
        _drop_file(printer)
        raise
    painter.end()
    _prove_file(printer)
    return len(chosen)


def _next_sheet(printer: QPrinter) -> None:
    if not printer.newPage():
        raise DiskError(NO_PRINTER)


def _draw(painter: QPainter, page: PagePicture, printer: QPrinter) -> None:
    """Draw a page as large as it is, smaller only where the paper is.

    A wide page is turned so that its top lies at the binding: the packet is bound at the left,
    and the lower edge of a wide page bears the riding seal.
    """
    image = _image(page)
    if page.width > page.height:
        image = image.transformed(QTransform().rotate(-90))
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    own = printer.resolution() / DPI
    scale = min(own, paper.width() / image.width(), paper.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    lossless = QPainter.RenderHint.LosslessImageRendering
    painter.setRenderHint(lossless, page.drawn and page.grey)
    painter.drawImage(QRectF((paper.width() - width) / 2, 0, width, height), image)


def _image(page: PagePicture) -> QImage:
    kind, dot = (
        (QImage.Format.Format_Grayscale8, 1) if page.grey else (QImage.Format.Format_RGB32, 4)
    )
    return QImage(page.dots, page.width, page.height, page.width * dot, kind)


def _drop_file(printer: QPrinter) -> None:
    """Remove what was printed to a file, but never a device that stands for one."""
    path = Path(printer.outputFileName())
    if printer.outputFileName() and path.is_file():
        path.unlink()


def _prove_file(printer: QPrinter) -> None:
    """Read the end of a printed file: Qt says nothing of a disk that was full."""
    if not printer.outputFileName():
        return
    path, whole = Path(printer.outputFileName()), False
    if path.is_file():
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - 32, 0))
            whole = END in file.read()
    if not whole:
        _drop_file(printer)
        raise DiskError(NO_PRINTER)
