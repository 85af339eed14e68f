from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from xinbao_desktop.gui import wording


@pytest.fixture
def page(workspace):
    workspace.show_page("measures")
    return workspace.pages["measures"]


def test_all_fifteen_measures_have_a_verdict(page):
    codes = {measure: button.code for measure, button in page._buttons.items()}
    assert list(codes) == list(wording.MEASURES)
    assert all(codes.values())
    assert codes["m05"] == "met"


def test_a_verdict_says_why_on_which_source_and_what_is_missing(page):
    page.show_measure("m01")
    card = page.findings.cards()[0]
    words = " ".join(label.text() for label in card.findChildren(type(page._title)))
    assert "Source" in words
    assert "To enter" in words


def test_a_missing_fact_jumps_to_where_it_is_entered(page, workspace):
    page.show_measure("m01")
    link = page.findings.findChild(QPushButton, "missing.company.clusters")
    link.click()
    assert workspace.current_name == "company"
    form = workspace.pages["company"].form
    assert form.fields["clusters"].editor.target().property("state") == "found"


def test_the_report_is_written(page, ask, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda _url: True)
    out = tmp_path / "report.pdf"
    ask.expect(out)
    page.report()
    assert out.read_bytes().startswith(b"%PDF")
    assert str(out) in page._done.text
