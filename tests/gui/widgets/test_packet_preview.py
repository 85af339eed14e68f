"""Looking at a packet: from page to page, larger and smaller, and when its file is gone."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtPrintSupport import QPrinter

from xinbao_desktop.gui.widgets.packet_preview import PacketPreview
from xinbao_desktop.gui.widgets.small_pages import DRAWN_ROLE
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

PAGES = 40


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    writer = pypdf.PdfWriter()
    for _ in range(PAGES):
        writer.add_blank_page(595, 842)
    part = writer.add_outline_item(title="Forms", page_number=4)
    writer.add_outline_item(title="F01", page_number=6, parent=part)
    writer.add_outline_item(title="Papers", page_number=20)
    path = tmp_path / "packet.pdf"
    with path.open("wb") as file:
        writer.write(file)
    return path


@pytest.fixture
def preview(qtbot, context, pdf: Path):
    made = PacketPreview(context)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_packet(pdf, PAGES)
    qtbot.wait(1)
    return made


def wheel(view, step, keys=Qt.KeyboardModifier.NoModifier):
    view.wheelEvent(
        QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, step), Qt.MouseButton.NoButton, keys,
            Qt.ScrollPhase.NoScrollPhase, False,
        )
    )  # fmt: skip


def press(view, key, keys=Qt.KeyboardModifier.NoModifier):
    view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, keys))


def test_the_line_above_says_which_page_of_how_many_and_leads_to_another(preview):
    assert preview.bar.number.value() == 1
    assert preview.bar._of.text() == f"/ {PAGES}"
    assert not preview.bar.previous.isEnabled()
    preview.bar.number.setValue(30)
    assert preview.page == 30
    preview.bar.next.click()
    assert preview.page == 31
    preview.go_to(PAGES)
    assert not preview.bar.next.isEnabled()


def test_the_bookmark_of_the_page_is_marked_and_a_click_on_it_goes_back_to_its_start(preview):
    preview.go_to(9)
    marked = preview.bookmarks.currentItem()
    assert marked.text(0) == "F01"
    preview.bookmarks.itemClicked.emit(marked, 0)
    assert preview.page == 7


def test_page_down_at_the_end_of_a_page_shows_the_next_one(preview):
    view = preview.view
    assert view.verticalScrollBar().maximum() > 0
    press(view, Qt.Key.Key_PageDown)
    assert preview.page == 1
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    press(view, Qt.Key.Key_PageDown)
    assert preview.page == 2
    assert view.verticalScrollBar().value() == 0
    press(view, Qt.Key.Key_PageUp)
    assert preview.page == 1


def test_the_wheel_goes_on_to_the_next_page_after_a_whole_notch(preview):
    view = preview.view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    for _ in range(3):
        wheel(view, -30)
    assert preview.page == 1
    wheel(view, -30)
    assert preview.page == 2


def test_a_larger_page_is_drawn_more_finely(preview):
    preview.resize(1000, 500)
    preview.go_to(2)
    view, plain = preview.view, preview.view._picture.width()
    preview.bar._larger.click()
    wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1.5
    assert view._picture.width() > 1.4 * plain
    press(view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1.25


def test_only_the_small_pages_in_view_are_drawn_and_kept_small(preview, qtbot):
    preview._side.setCurrentWidget(preview.thumbnails)
    small = preview.thumbnails
    qtbot.waitUntil(lambda: small.item(1).data(DRAWN_ROLE) == 1)
    drawn = [n for n in range(PAGES) if small.item(n).data(DRAWN_ROLE)]
    assert drawn == list(range(len(drawn)))
    assert len(drawn) < 10
    largest = max(small.item(0).icon().availableSizes(), key=lambda size: size.width())
    assert largest.width() <= 2 * small.iconSize().width()


def test_a_file_that_is_gone_is_said_on_the_page_and_not_in_a_box_for_every_page(preview, pdf, ask):
    pdf.unlink()
    preview.go_to(3)
    preview.go_to(4)
    assert preview.view.is_empty
    assert "Page 4 of “packet.pdf” cannot be shown" in preview.view._label.text()
    assert ask.told == []


def test_a_packet_is_never_printed_over_itself(preview, pdf, ask, context, qtbot):
    strip, before = WorkStrip(context, "work"), pdf.read_bytes()
    qtbot.addWidget(strip)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(pdf))
    preview.print_to(printer, strip)
    assert "into itself" in ask.told[0]
    assert pdf.read_bytes() == before
