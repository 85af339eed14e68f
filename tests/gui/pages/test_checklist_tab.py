"""The papers tab by keyboard and in detail: where a paper belongs, its date, waivers, undo."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from xinbao_desktop.papers.mockup import Firm, Look, MockKind, MockPaper, made

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.gui.pages.cases.checklist import ChecklistTab

CASE = "C2024-01"


@pytest.fixture
def page(papers_page):
    return papers_page


@pytest.fixture
def tab(page) -> ChecklistTab:
    return page.checklist


@pytest.fixture
def paper(tab, tmp_path: Path) -> str:
    """A paper filed under T02 and looked at; its name has spaces."""
    kind = MockPaper(
        kind=MockKind.INVOICE, seller=Firm("Hailan"), buyer=Firm("Coral Bay"), fields={}
    )
    path = tmp_path / "Scan of 2024 03.pdf"
    path.write_bytes(made(kind, Look.TEXT_PDF, 3))
    tab.add([path], "T02")
    assert tab.tree.choose_paper(path.name)
    return path.name


def kept(client):
    return client.records.client().documents[0]


def test_a_paper_is_given_to_another_invoice_and_back(tab, client, desktop, paper):
    box = tab.viewer._invoice
    assert [box.itemText(n) for n in range(box.count())] == ["Whole case", "HL24-002", "HL24-003"]
    tab.viewer.give_invoice("HL24-003")
    assert kept(client).invoice_no == "HL24-003"
    assert tab.tree.choice().paper.document.path == paper  # it stays in view
    assert box.currentText() == "HL24-003"
    desktop.window.toast.undo()
    assert kept(client).invoice_no is None


def test_a_paper_filed_elsewhere_stays_in_view_and_can_go_back(tab, client, desktop, paper):
    tab.viewer.file_under("T04")
    assert kept(client).slot == "T04"
    assert tab.tree.choice().paper.document.slot == "T04"
    assert not tab.viewer.view.is_empty
    desktop.window.toast.undo()
    assert kept(client).slot == "T02"


def test_title_and_date_are_entered_and_the_paper_itself_stays(tab, client, ask, paper):
    before = kept(client)

    def answer(details):
        assert set(details.form.fields) == {"title", "dated_on", "note"}
        editor = details.form.fields["dated_on"].editor
        editor.show_words("2024-03-05")
        editor.committed.emit()
        details.reject()

    ask.expect(answer)
    tab.viewer.show_details()
    assert kept(client).dated_on == date(2024, 3, 5)
    assert (kept(client).sha256, kept(client).pages) == (before.sha256, before.pages)


def test_the_delete_key_takes_a_paper_out_and_the_toast_brings_it_back(
    tab, client, desktop, paper, qtbot
):
    tab.tree.setFocus()
    qtbot.keyClick(tab.tree, Qt.Key.Key_Delete)
    assert client.records.client().documents == ()
    desktop.window.toast.undo()
    assert kept(client).path == paper


def test_enter_asks_for_the_files_of_a_slot_and_looks_at_a_paper(tab, ask, paper, qtbot):
    tab.tree.setFocus()
    qtbot.keyClick(tab.tree, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is tab.viewer.view
    tab.tree.choose("T03")
    tab.tree.setFocus()
    ask.expect([])
    qtbot.keyClick(tab.tree, Qt.Key.Key_Return)
    assert ask.answers == []


def test_every_kind_of_file_that_is_taken_in_can_be_chosen(tab, ask, monkeypatch):
    seen = []
    monkeypatch.setattr(
        ask, "open_files", lambda _, pattern: seen.append(pattern) or [], raising=False
    )
    tab.ask_files()
    for suffix in ("pdf", "jpg", "heic", "webp", "bmp", "gif", "eml", "txt"):
        assert f"*.{suffix}" in seen[0]
    assert "(*)" in seen[0]


def test_a_waiver_can_be_undone_changed_and_taken_back(tab, client, ask, desktop):
    tab.tree.choose("T01")
    ask.expect("By telephone.")
    tab.waive()
    desktop.window.toast.undo()
    assert client.records.client().documents == ()
    ask.expect("By telephone.")
    tab.waive()
    waived = next(i for i in tab.tree._items() if i.data(0, 266).paper is not None)
    tab.tree.setCurrentItem(waived)
    assert tab._waive.isEnabled()
    ask.expect("By telephone on 2024-02-01.")
    tab.waive()
    assert kept(client).waived_reason == "By telephone on 2024-02-01."
    ask.expect("")
    tab.waive()
    assert client.records.client().documents == ()


def test_an_open_check_of_a_paper_leads_to_the_paper(page, tab, paper):
    tab.tree.choose("T03")
    tab.show_subject(paper)
    assert tab.tree.choice().paper.document.path == paper
    tab.show_subject("T02 HL24-003")
    assert (tab.tree.choice().slot, tab.tree.choice().invoice) == ("T02", "HL24-003")


def test_a_page_of_a_paper_is_made_larger_by_the_keyboard(tab, paper, qtbot):
    view = tab.viewer.view
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1.25
    assert not view.is_empty


def test_what_was_not_recognised_comes_first_is_looked_at_and_filed_at_once(
    tab, client, tmp_path: Path
):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Nothing to go by: {name}", encoding="utf-8")
    letter = tmp_path / "Commercial Invoice HL24-002.txt"
    letter.write_text("COMMERCIAL INVOICE HL24-002", encoding="utf-8")
    tab.add([letter, tmp_path / "a.txt", tmp_path / "b.txt"])
    proposals = tab.proposals
    unknown = [paper for paper in proposals.waiting if paper.slot is None]
    assert list(proposals.waiting)[: len(unknown)] == unknown
    assert len(unknown) >= 2
    proposals.findChildren(QPushButton, "proposals.look")[0].click()
    assert tab.tree.choice().paper.document.sha256 == unknown[0].sha256
    proposals.choose_rest("L01")
    proposals.confirm_all()
    filed = {d.path: d.slot for d in client.records.client().documents}
    assert filed["a.txt"] == filed["b.txt"] == "L01"
    assert proposals.isHidden()


def test_a_very_long_name_makes_the_window_no_wider(tab, tmp_path: Path):
    long = tmp_path / f"{'scan of the letter ' * 10}.txt"
    long.write_text("Dear Sirs", encoding="utf-8")
    tab.add([long])
    [look] = tab.proposals.findChildren(QPushButton, "proposals.look")
    assert look.text().startswith("scan of the letter")
    assert look.text().endswith(".txt")
    assert tab.minimumSizeHint().width() < 1000
