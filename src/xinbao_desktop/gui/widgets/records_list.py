"""The list of the records of one kind: search, sort, choose, begin a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from xinbao_desktop.domain.listing import ListQuery
from xinbao_desktop.gui.context import Place
from xinbao_desktop.gui.models import record_columns
from xinbao_desktop.gui.models.paged_table import ID_ROLE, Column, PagedTableModel
from xinbao_desktop.gui.theme import SPACE_M
from xinbao_desktop.gui.widgets.editor import Line
from xinbao_desktop.gui.widgets.empty_state import EmptyState
from xinbao_desktop.gui.widgets.parts import button, column, label, row
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.schema import Record, RecordKind
    from xinbao_desktop.gui.context import ClientContext

SEARCH_PAUSE_MS = 200
MOST_LOOKED_AT = 500
"""How many rows that hold a number are looked at for the record of exactly that number."""


class RecordsList(QWidget):
    """A table that can be searched, or a sentence where there is nothing to show."""

    picked = Signal(object)  # the record a person chose in the table
    found = Signal(object)  # the record that was looked for; its row is chosen now
    new_wanted = Signal()

    def __init__(
        self,
        context: ClientContext,
        kind: RecordKind,
        hint: str,
        more_columns: Sequence[Column[Record]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._hint = context, kind, hint
        self._source = context.client.records.source(kind.name)
        self._moving = False
        columns = record_columns.columns_of(kind, context.words, context.lang)
        self.model: PagedTableModel[Record] = PagedTableModel(
            self._source, [*columns, *more_columns], context.tasks, self
        )
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(context.fail)
        self._build()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing, however one searched."""
        return not self.model.rowCount() and not self.model.query.search

    def show_all(self) -> None:
        """Search for nothing any more."""
        if self.search.text():
            self.search.clear()

    def look_for(self, identity: tuple[str, ...]) -> None:
        """Choose the row of a record, if it is among those listed."""
        source, where = self._source, self.model.query.where

        def work(_: object) -> int | None:
            ids = source.ids(ListQuery(search=identity[0], where=where))[:MOST_LOOKED_AT]
            rows = source.rows(ids)
            return next((i for i in ids if i in rows and rows[i].identity == identity), None)

        self._context.tasks.run(
            work, owner=self, on_done=lambda found: self._go_to(identity, found),
            on_error=self._context.fail,
        )  # fmt: skip

    def forget_choice(self) -> None:
        """Choose no row."""
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))

    def _build(self) -> None:
        name, tokens = self._kind.name, self._context.tokens
        self.search = Line()
        self.search.setObjectName(f"{name}.search")
        self.search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self.search.setAccessibleName(self.tr("Search this list"))
        self.search.setClearButtonEnabled(True)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(SEARCH_PAUSE_MS)
        self.pause.timeout.connect(lambda: self.model.set_search(self.search.text().strip()))
        self.search.textChanged.connect(lambda _: self.pause.start())
        self._count = label("", "muted", name=f"{name}.count")
        self.new = button(
            self.tr("New"), f"{name}.new", self.new_wanted.emit, role="primary", icon="add",
            colour=tokens.on_accent,
        )  # fmt: skip
        self.new.setToolTip("Ctrl+Insert")
        self.new.setEnabled(not self._context.read_only)
        self.table = Table(f"{name}.table", self._kind.title.of(self._context.lang))
        self.table.show_model(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._empty = EmptyState(tokens, "more", self.tr("Nothing here yet"), self._how())
        self._import = button(
            self.tr("Import a spreadsheet…"), f"{name}.import",
            lambda: self._context.go(Place("exchange")), icon="import", colour=tokens.text,
        )  # fmt: skip
        self._empty.add(self._import)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self._empty)
        top = row()
        top.addWidget(self.search, 1)
        top.addWidget(self._count)
        top.addWidget(self.new)
        layout = column(spacing=SPACE_M)
        layout.addLayout(top)
        layout.addWidget(self.lists, 1)
        self.setLayout(layout)

    def _how(self) -> str:
        return self._hint or self.tr("Enter the first one with New, or import a spreadsheet.")

    def _on_loaded(self) -> None:
        count = self.model.rowCount()
        self._count.setText(f"{count:,}")
        searched = bool(self.model.query.search)
        self._import.setVisible(not searched and not self._context.read_only)
        if searched:
            self._empty.say(self.tr("Nothing found"), self.tr("No record holds these words."))
        else:
            self._empty.say(self.tr("Nothing here yet"), self._how())
        self.lists.setCurrentIndex(0 if count else 1)

    def _on_current(self) -> None:
        record = self.model.row_at(self.table.current_row())
        if record is not None and not self._moving:
            self.picked.emit(record)

    def _go_to(self, identity: tuple[str, ...], number: int | None) -> None:
        row_number = None if number is None else self.model.number_of(number)
        record = None if row_number is None else self.model.row_at(row_number)
        if row_number is None or record is None or record.identity != identity:
            return
        index = self.model.index(row_number, 0)
        assert index.data(ID_ROLE) == number
        self._moving = True
        self.table.setCurrentIndex(index)
        self._moving = False
        self.table.scrollTo(index)
        self.found.emit(record)
