from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from xinbao_desktop.gui.models.paged_table import PAGE_ROWS, Column, PagedTableModel


@dataclass(frozen=True)
class Row:
    number: int


class Source:
    """Two hundred thousand rows that count how often they are read."""

    def __init__(self, count: int) -> None:
        self.count, self.queries, self.pages = count, [], 0

    def ids(self, query):
        self.queries.append(query)
        found = [n for n in range(self.count) if query.search in str(n)]
        return found[::-1] if query.descending else found

    def rows(self, ids):
        self.pages += 1
        return {n: Row(n) for n in ids}


@pytest.fixture
def source():
    return Source(1000)


@pytest.fixture
def model(source, tasks):
    columns = [
        Column("number", "Number", lambda row: str(row.number)),
        Column("", "Verdict", lambda _: "Met", chip=lambda _: "met"),
    ]
    made = PagedTableModel(source, columns, tasks)
    made.reload()
    return made


def test_the_model_keeps_qts_rules(model, qtmodeltester):
    qtmodeltester.check(model)


def test_rows_are_read_by_the_page(model, source):
    for number in range(PAGE_ROWS):
        assert model.index(number, 0).data() == str(number)
    assert source.pages == 1


def test_sorting_and_searching_happen_in_the_source(model, source):
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert (source.queries[-1].sort, source.queries[-1].descending) == ("number", True)
    model.set_search("99")
    assert source.queries[-1].search == "99"
    assert model.index(0, 0).data() == "999"


def test_a_computed_column_is_not_sorted_by(model, source):
    before = len(source.queries)
    model.sort(1)
    assert len(source.queries) == before


def test_a_row_that_was_removed_meanwhile_reads_empty(model, source):
    source.rows = lambda ids: {}
    assert model.index(0, 0).data() == ""
    assert model.row_at(0) is None


def test_of_two_requests_the_later_one_is_shown(source, tasks):
    """A slow answer to an old search must not replace the new one."""
    waiting = []
    model = PagedTableModel(
        source, [Column("number", "Number", lambda row: str(row.number))], tasks
    )
    tasks._start = lambda task, work, lane: waiting.append((task, work))
    model.set_search("1")
    model.set_search("999")
    for task, work in reversed(waiting):
        tasks._work(task, work)
    assert model.rowCount() == 1
