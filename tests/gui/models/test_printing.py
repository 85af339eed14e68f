import io

import pypdf
import pytest
from PIL import Image
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from xinbao_desktop.errors import DiskError
from xinbao_desktop.gui.models.printing import asked_pages, print_pages
from xinbao_desktop.progress import NoProgress


@pytest.fixture
def printer(qapp, tmp_path):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFileName(str(tmp_path / "out.pdf"))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    made.setResolution(72)
    return made


def ranges(printer, words):
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString(words))


def picture(page):
    """A page of A4; every third lies on its side."""
    size = (420, 297) if page % 3 == 0 else (297, 420)
    data = io.BytesIO()
    Image.new("RGB", size, (0, 0, 80 * page % 256)).save(data, "PNG")
    return data.getvalue()


def test_without_a_range_every_page_is_printed(printer):
    assert asked_pages(printer, 4) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("words", "pages"), [("2", [2]), ("2-4", [2, 3, 4]), ("1,3-4", [1, 3, 4]), ("3-99", [3, 4, 5])]
)
def test_the_pages_of_the_ranges_are_printed(printer, words, pages):
    ranges(printer, words)
    assert asked_pages(printer, 5) == pages


def test_copies_are_made_here_where_the_printer_makes_none(printer):
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert asked_pages(printer, 2) == [1, 2, 1, 2]
    printer.setCollateCopies(False)
    assert asked_pages(printer, 2) == [1, 1, 2, 2]


def test_the_last_page_is_printed_first_where_asked(printer):
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert asked_pages(printer, 3) == [3, 2, 1]


def test_each_page_is_drawn_on_a_sheet_of_its_own(printer):
    ranges(printer, "1-3")
    assert print_pages(printer, 3, picture, NoProgress()) == 3
    printed = pypdf.PdfReader(printer.outputFileName())
    assert len(printed.pages) == 3
    assert [round(float(side)) for side in printed.pages[2].mediabox[2:]] == [595, 842]


def test_a_printer_that_takes_nothing_is_an_error_that_says_what_to_do(printer, tmp_path):
    printer.setOutputFileName(str(tmp_path / "missing" / "out.pdf"))
    with pytest.raises(DiskError, match="did not take the job"):
        print_pages(printer, 1, picture, NoProgress())
