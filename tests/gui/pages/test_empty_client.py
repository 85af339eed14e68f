"""What a person sees who has entered nothing yet."""

import pytest
from PySide6.QtWidgets import QPushButton


@pytest.fixture
def empty(desktop, services, tmp_path):
    opened = services.create_client(tmp_path / "empty.xinbao")
    yield desktop.window.show_client(opened)
    desktop.window.release_client()
    opened.close()


def test_an_empty_list_says_how_to_fill_it_and_asks_for_no_choice(empty):
    empty.show_page("policies")
    panel = empty.pages["policies"].panel
    assert panel.list.lists.currentIndex() == 1
    assert not panel._details.isVisibleTo(panel)
    panel.list.new.click()
    assert panel._details.isVisibleTo(panel)


def test_an_empty_list_leads_to_the_import(empty):
    empty.show_page("buyers")
    empty.pages["buyers"].findChild(QPushButton, "buyers.import").click()
    assert empty.current_name == "exchange"


def test_the_company_page_says_when_it_saves(empty):
    form = empty.pages["company"].form
    assert form._state.text().startswith("New record")
    assert form.fields["uscc"].editor.words() == ""


def test_without_a_case_there_is_none_to_choose_or_delete(empty):
    empty.show_page("cases")
    page = empty.pages["cases"]
    assert not page._chooser.isVisibleTo(page)
    assert not page._delete.isEnabled()
    assert not page._route.isVisibleTo(page)
    page.add()
    assert not page._delete.isEnabled()
