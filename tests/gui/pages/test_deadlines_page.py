from pathlib import Path

import pytest


@pytest.fixture
def page(workspace):
    workspace.show_page("deadlines")
    return workspace.pages["deadlines"]


def test_the_most_urgent_comes_first(page):
    states = [page.model.row_at(row).state.value for row in range(page.model.rowCount())]
    order = {"overdue": 0, "due": 1, "unknown": 2}
    assert states == sorted(states, key=order.__getitem__)
    assert states


def test_only_what_is_asked_for_is_listed(page):
    page._filter.setCurrentIndex(1)
    page._filter.activated.emit(1)
    states = {page.model.row_at(row).state.value for row in range(page.model.rowCount())}
    assert states == {"overdue"}


def test_a_row_leads_to_its_record(page, workspace):
    for row in range(page.model.rowCount()):
        if page.model.row_at(row).subject.startswith("shipment:"):
            page._jump(page.model.index(row, 0))
            break
    assert workspace.current_name == "shipments"
    assert workspace.pages["shipments"].panel.form.record is not None


def test_the_calendar_file_is_written(page, ask, tmp_path: Path):
    out = tmp_path / "due.ics"
    ask.expect(out)
    page.export()
    assert "BEGIN:VEVENT" in out.read_text(encoding="utf-8")
