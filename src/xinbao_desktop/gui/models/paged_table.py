"""The table model of every list: it holds all ids and fetches rows by the page.

Sorting and searching happen in the source, so no proxy model belongs on top. The ids are read
in the background (a hundred thousand take a fifth of a second), a page of rows at once.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from xinbao_desktop.domain.listing import ListQuery, ListSource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.gui.tasks import TaskRunner

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

PAGE_ROWS = 64
CACHED_PAGES = 16
ID_ROLE = Qt.ItemDataRole.UserRole + 1
CHIP_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: the field it sorts by (empty: it does not), its title and its text.

    ``chip`` names the shape and colour that a verdict is drawn with beside its word.
    """

    field: str
    title: str
    text: Callable[[Row], str]
    align: Qt.AlignmentFlag = ALIGN_LEFT
    width: int = 120
    chip: Callable[[Row], str] | None = None


class PagedTableModel(QAbstractTableModel, Generic[Row]):
    """A list of records as a Qt table."""

    loaded = QtSignal()
    failed = QtSignal(object)

    def __init__(
        self,
        source: ListSource[Row],
        columns: Sequence[Column[Row]],
        tasks: TaskRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._columns = tuple(columns)
        self._tasks = tasks
        self._query = ListQuery()
        self._asked = 0
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, Mapping[int, Row]] = OrderedDict()

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns, in order."""
        return self._columns

    @property
    def query(self) -> ListQuery:
        """What is listed."""
        return self._query

    def reload(self) -> None:
        """Read the ids anew, in the background; of several requests the last one counts."""
        self._asked += 1
        number, query = self._asked, self._query
        self._tasks.run(
            lambda _: self._source.ids(query),
            owner=self,
            on_done=lambda ids: self._arrived(number, ids),
            on_error=self.failed.emit,
        )

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show these records."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()
        self.loaded.emit()

    def set_search(self, text: str) -> None:
        """Show only what matches."""
        self._query = replace(self._query, search=text)
        self.reload()

    def set_where(self, *where: tuple[str, str]) -> None:
        """Show only the rows whose fields equal these values."""
        self._query = replace(self._query, where=where)
        self.reload()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; called by the table's header."""
        if not (0 <= column < len(self._columns)) or not self._columns[column].field:
            return
        descending = order == Qt.SortOrder.DescendingOrder
        self._query = replace(self._query, sort=self._columns[column].field, descending=descending)
        self.reload()

    def row_at(self, number: int) -> Row | None:
        """Return a row, or None if it has been removed meanwhile."""
        if not 0 <= number < len(self._ids):
            return None
        page_number = number // PAGE_ROWS
        page = self._pages.get(page_number)
        if page is None:
            start = page_number * PAGE_ROWS
            page = self._source.rows(self._ids[start : start + PAGE_ROWS])
            self._pages[page_number] = page
            if len(self._pages) > CACHED_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page_number)
        return page.get(self._ids[number])

    def refresh_cells(self) -> None:
        """Say that computed columns have new words; the rows themselves are the same."""
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def number_of(self, identifier: int) -> int | None:
        """Return where an id now stands."""
        try:
            return self._ids.index(identifier)
        except ValueError:
            return None

    def find(self, wanted: Callable[[Row], bool], most: int = 5000) -> int | None:
        """Return the first row that is wanted, among the first ``most``."""
        for number in range(min(len(self._ids), most)):
            row = self.row_at(number)
            if row is not None and wanted(row):
                return number
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, alignment or chip, or its record's id."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role == ID_ROLE:
            return self._ids[index.row()]
        chip = role == CHIP_ROLE and column.chip is not None
        if not chip and role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            return ""
        return column.chip(row) if chip and column.chip else column.text(row)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's title or its alignment."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return self._columns[section].align if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _arrived(self, number: int, ids: Sequence[int]) -> None:
        if number == self._asked:
            self.show_ids(ids)
