"""No word is cut in the smallest window, in either language."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from xinbao_desktop.gui.application import Desktop
from xinbao_desktop.gui.main_window.window import SMALLEST
from xinbao_desktop.gui.navigation import ORDER
from xinbao_desktop.gui.widgets.form_body import FormBody
from xinbao_desktop.text import Lang

LAYS_OUT_IN = 4
"""How often a page of cards in a scrolled area is laid out until it stands still."""


@pytest.fixture(params=["zh", "en"])
def small(  # noqa: PLR0917 - fixtures
    request, qtbot, services, client, qapp, tasks, ask
):
    services.settings.set("lang", request.param)
    made = Desktop(qapp, services, tasks, ask)
    made.window.resize(*SMALLEST)
    made.window.show()
    yield made.window.show_client(client)
    made.window.release_client()
    made.window.hide()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made._translations.use(Lang.EN)


def laid_out(qapp, page):
    for body in page.findChildren(FormBody):
        assert body.fields  # makes those that would follow in later turns
    for _ in range(LAYS_OUT_IN):
        qapp.processEvents()


def cut(page):
    """Return what is shown smaller than its words, or reaches past the edge of its page."""
    found = [
        (area.objectName(), area.widget().width(), area.viewport().width())
        for area in page.findChildren(QScrollArea)
        if area.isVisible()
        and not isinstance(area.widget(), QLabel)
        and area.widget().width() > area.viewport().width()
    ]
    for widget in page.findChildren(QLabel) + page.findChildren(QPushButton):
        if not widget.isVisible() or not widget.text():
            continue
        needed = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 2:
                found.append((widget.objectName(), widget.text(), widget.size()))
        elif needed.width() > widget.width() + 1 or needed.height() > widget.height() + 1:
            found.append((widget.objectName(), widget.text(), widget.size(), needed))
    return found


@pytest.mark.parametrize("name", ORDER)
def test_no_word_is_cut_in_the_smallest_window(small, name, qapp):
    small.show_page(name)
    page = small.pages[name]
    panel = getattr(page, "panel", None)
    if panel is not None:
        panel.table.selectRow(0)
    laid_out(qapp, page)
    window = small.window()
    assert (window.width(), window.height()) == SMALLEST
    assert cut(page) == []


def test_a_long_name_is_not_cut_beside_the_pages(small, qapp):
    small.navigation.show_client(
        "深圳市星禾样本电子进出口贸易有限公司", "Read-only · With password"
    )
    laid_out(qapp, small.navigation)
    assert cut(small.navigation) == []
    small.show_page("settings")
    laid_out(qapp, small.navigation)
    button = small.navigation._buttons["settings"]
    assert not button.visibleRegion().isEmpty()


def test_no_word_is_cut_on_the_tabs_of_a_case(small, qapp):
    small.show_page("cases")
    page = small.pages["cases"]
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        laid_out(qapp, page)
        assert cut(page) == [], page.tabs.tabText(number)
