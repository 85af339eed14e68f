from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter

from xinbao_desktop.app.shapes import PagePicture
from xinbao_desktop.errors import BadInputError, Cancelled, DiskError
from xinbao_desktop.gui.models.printing import asked_pages, print_pages
from xinbao_desktop.packet.pdfium import opened
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Text


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
    """A grey page of A4, black at its top; every third lies on its side."""
    across, down = (3508, 2480) if page % 3 == 0 else (2480, 3508)
    dots = bytes([0]) * across * 300 + bytes([255]) * across * (down - 300)
    return PagePicture(across, down, grey=True, drawn=True, dots=dots)


def printed_pixels(path, page, dpi=72):
    """Return a printed page as a grey picture."""
    with opened(path) as document:
        return document[page - 1].render(scale=dpi / 72).to_pil().convert("L")


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


def test_the_page_that_is_looked_at_can_be_printed_alone(printer):
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert asked_pages(printer, 9, 4) == [4]


def test_each_page_is_drawn_on_a_sheet_of_its_own(printer):
    assert print_pages(printer, [1, 2, 3], picture, NoProgress()) == 3
    printed = pypdf.PdfReader(printer.outputFileName())
    assert len(printed.pages) == 3
    assert [round(float(side)) for side in printed.pages[2].mediabox[2:]] == [595, 842]


def test_a_page_is_printed_in_its_own_size_up_to_the_edge(printer):
    print_pages(printer, [1], picture, NoProgress())
    shown = printed_pixels(printer.outputFileName(), 1)
    assert shown.getpixel((2, 2)) < 40 > shown.getpixel((592, 70))  # 300 dots are 72 points
    assert shown.getpixel((300, 75)) > 215


def test_larger_paper_does_not_enlarge_a_page(printer):
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    print_pages(printer, [1], picture, NoProgress())
    shown = printed_pixels(printer.outputFileName(), 1)
    assert shown.getpixel((421, 70)) < 40
    assert shown.getpixel((421, 75)) > 215
    assert shown.getpixel((100, 30)) > 215  # beside the page, in the middle of the sheet


def test_the_top_of_a_wide_page_lies_at_the_binding(printer):
    print_pages(printer, [3], picture, NoProgress())
    shown = printed_pixels(printer.outputFileName(), 1)
    assert shown.getpixel((30, 421)) < 40
    assert shown.getpixel((565, 421)) > 215


def test_letters_lose_nothing_on_the_way(printer):
    print_pages(printer, [1], picture, NoProgress())
    drawn = pypdf.PdfReader(printer.outputFileName()).pages[0].images[0]
    assert "DCTDecode" not in str(drawn.indirect_reference.get_object().get("/Filter"))


class StopAt:
    """Stops the work at its third step."""

    def step(self, done, total, message=""):
        if done == 2:
            raise Cancelled


def test_a_cancelled_print_leaves_no_half_file(printer):
    with pytest.raises(Cancelled):
        print_pages(printer, [1, 2, 3], picture, StopAt())
    assert not Path(printer.outputFileName()).exists()


def test_a_page_that_cannot_be_read_leaves_no_half_file(printer):
    def gone(page):
        raise BadInputError(Text("没有", "gone"))

    with pytest.raises(BadInputError):
        print_pages(printer, [1], gone, NoProgress())
    assert not Path(printer.outputFileName()).exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk without room is a Linux device")
def test_a_full_disk_is_an_error_and_not_a_printed_packet(printer):
    printer.setOutputFileName("/dev/full")
    with pytest.raises(DiskError, match="room on the disk"):
        print_pages(printer, [1], picture, NoProgress())


def test_a_printer_that_takes_nothing_is_an_error_that_says_what_to_do(printer, tmp_path):
    printer.setOutputFileName(str(tmp_path / "missing" / "out.pdf"))
    with pytest.raises(DiskError, match="did not take the job"):
        print_pages(printer, [1], picture, NoProgress())
