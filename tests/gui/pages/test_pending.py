"""While verdicts are worked out nothing looks like one."""

from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.receipt import Receipt


@pytest.fixture
def tasks(held_tasks):
    return held_tasks


@pytest.fixture
def changed(workspace, client, tasks):
    """Change a record as another page would."""

    def change(record):
        tasks.run(
            lambda _: client.records.save(record), owner=workspace,
            on_done=lambda _: None, on_error=pytest.fail,
        )  # fmt: skip

    return change


@pytest.fixture
def receipt():
    return Receipt(
        receipt_no="R009", invoice_no="HL24-002", received_on=date(2024, 6, 1),
        amount=Decimal(500), currency="USD",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["measures", "deadlines"])
def test_a_page_of_verdicts_says_that_it_calculates_until_it_has_them(workspace, tasks, name):
    workspace.show_page(name)
    page = workspace.pages[name]
    assert page.veil.isVisible()
    assert page.veil.words == "Calculating…"
    tasks.let_go()
    assert not page.veil.isVisible()


@pytest.mark.parametrize("part", ["eligibility", "loss", "checklist", "packet"])
def test_a_part_of_a_case_says_that_it_calculates_until_it_knows(
    workspace, tasks, changed, receipt, part
):
    workspace.show_page("cases")
    page = workspace.pages["cases"]
    shown = page.tabs.show_part(part)
    assert shown.veil.words == "Calculating…"
    tasks.let_go()
    assert shown.veil.words == ""
    changed(receipt)
    assert shown.veil.words == "Calculating…"
    page.judge._settle.timeout.emit()
    tasks.let_go()
    assert shown.veil.words == ""
    assert shown.veil.isHidden()


def test_the_loss_says_no_unknown_before_it_is_worked_out(workspace, tasks):
    workspace.show_page("cases")
    page = workspace.pages["cases"]
    loss = page.tabs.show_part("loss")
    assert loss._payable.text() == ""
    assert page._route.code == "pending"
    tasks.let_go()
    assert loss._payable.text()
    assert page._route.code != "pending"


def test_an_answer_from_before_a_change_is_not_shown(workspace, tasks, changed, receipt):
    workspace.show_page("cases")
    page = workspace.pages["cases"]
    loss = page.tabs.show_part("loss")
    changed(receipt)
    tasks.let_go()
    assert loss.veil.words == "Calculating…"
    page.judge._settle.timeout.emit()
    tasks.let_go()
    assert loss.veil.words == ""


def test_the_papers_are_not_called_missing_before_they_are_counted(workspace, tasks):
    workspace.show_page("cases")
    papers = workspace.pages["cases"].tabs.show_part("checklist")
    assert papers._done.code == "pending"
    tasks.let_go()
    assert papers._done.code == "missing"


def test_cover_from_before_a_change_is_marked_as_old(workspace, tasks, changed, receipt):
    workspace.show_page("shipments")
    page = workspace.pages["shipments"]
    row = page.panel.model.row_at(1)
    assert (page._cover_chip(row), page._cover_text(row)) == ("pending", "…")
    tasks.let_go()
    known = page._cover_chip(row), page._cover_text(row)
    assert known[0] != "pending"
    page.panel.table.selectRow(1)
    changed(receipt)
    assert (page._cover_chip(row), page._cover_text(row)) == ("pending", known[1])
    assert page.veil.words == "Calculating…"
    page._settle.timeout.emit()
    tasks.let_go()
    assert page._cover_chip(row) == known[0]
    assert page.veil.words == ""


def test_what_cannot_be_calculated_says_so(workspace, tasks, ask, monkeypatch):
    workspace.show_page("deadlines")
    page = workspace.pages["deadlines"]
    service = type(page.context.client.deadlines)
    monkeypatch.setattr(service, "list", lambda *_: 1 / 0)
    tasks.let_go()
    assert page.veil.words == "Could not be calculated"
    assert page._summary.text() == "Could not be calculated"
    assert ask.told
