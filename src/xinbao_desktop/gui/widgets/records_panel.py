"""A list of records beside the form of the chosen one: search, sort, add, change, delete, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from xinbao_desktop.domain.listing import ListQuery
from xinbao_desktop.gui.models import record_columns, titles
from xinbao_desktop.gui.models.paged_table import ID_ROLE, Column, PagedTableModel
from xinbao_desktop.gui.theme import SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.editor import Line
from xinbao_desktop.gui.widgets.empty_state import EmptyState
from xinbao_desktop.gui.widgets.parts import button, card, column, label, row, tool
from xinbao_desktop.gui.widgets.record_form import RecordForm
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xinbao_desktop.app.changes import Changed
    from xinbao_desktop.app.record import Deleted
    from xinbao_desktop.domain.schema import Record, RecordKind
    from xinbao_desktop.gui.context import ClientContext

SEARCH_PAUSE_MS = 200


class RecordsPanel(QWidget):
    """Everything a person does with the records of one kind."""

    chosen = Signal(object)  # the record now shown in the form, or None

    def __init__(
        self,
        context: ClientContext,
        kind: RecordKind,
        *,
        hint: str = "",
        more_columns: Sequence[Column[Record]] = (),
        below: bool = False,
        given: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._hint = context, kind, hint
        self._below = below
        self._fixed: dict[str, str] = {}
        self._wanted: tuple[str, ...] | None = None
        self._wanted_key = ""
        self._moving = False
        self._source = context.client.records.source(kind.name)
        columns = record_columns.columns_of(kind, context.words, context.lang)
        self.model: PagedTableModel[Record] = PagedTableModel(
            self._source, [*columns, *more_columns], context.tasks, self
        )
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(context.fail)
        self.form = RecordForm(context, kind, given)
        self.form.saved.connect(self._on_saved)
        self._build()

    # What pages and tests ask of it

    def reload(self) -> None:
        """Read the list anew; the chosen record stays chosen."""
        self.model.reload()

    def fix(self, **fixed: str) -> None:
        """Show only the records with these values, and give them to every new one."""
        self.form.commit()
        self._fixed = dict(fixed)
        self.form.show_record(None, self._fixed)
        self._show_form(shown=False)
        self.model.set_where(*fixed.items())

    def add(self) -> None:
        """Begin a new record."""
        if self._context.read_only:
            return
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self.form.show_record(None, self._fixed)
        self._title.setText(self.tr("New record"))
        self._show_form(shown=True)
        self._tabs.setCurrentIndex(0)
        self.form.focus_first()
        self.chosen.emit(None)

    def select(self, identity: tuple[str, ...], key: str = "") -> None:
        """Choose a record, and point out one of its fields."""
        self._wanted, self._wanted_key = identity, key
        if self._search.text():
            self._search.clear()
        self._look_for_wanted()

    def delete(self) -> None:
        """Delete the chosen record; it can be had back."""
        record = self.form.record
        if record is None or self._context.read_only:
            self._show_form(shown=False)
            return
        records, kind = self._context.client.records, self._kind.name
        self._context.tasks.run(
            lambda _: records.delete(kind, record.identity), owner=self,
            on_done=lambda changed: self._on_deleted(record, changed),
            on_error=self._context.fail,
        )  # fmt: skip

    def add_tab(self, title: str, widget: QWidget) -> None:
        """Put another view of the chosen record beside its form."""
        self._tabs.addTab(widget, title)
        self._tabs.tabBar().show()

    def show_tab(self, number: int) -> None:
        """Show the form (0) or one of the other views."""
        self._tabs.setCurrentIndex(number)

    # How it is built

    def _build(self) -> None:
        way = Qt.Orientation.Vertical if self._below else Qt.Orientation.Horizontal
        split = QSplitter(way)
        split.addWidget(self._build_list())
        split.addWidget(self._build_detail())
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        split.setSizes([180, 420] if self._below else [560, 460])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._search.setFocus)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new = QShortcut(QKeySequence("Ctrl+Insert"), self, self.add)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _build_list(self) -> QWidget:
        name, tokens = self._kind.name, self._context.tokens
        self._search = Line()
        self._search.setObjectName(f"{name}.search")
        self._search.setPlaceholderText(self.tr("Search (Ctrl+F)"))
        self._search.setAccessibleName(self.tr("Search this list"))
        self._search.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.model.set_search(self._search.text().strip()))
        self._search.textChanged.connect(lambda _: self._pause.start())
        self._count = label("", "muted", name=f"{name}.count")
        self._new = button(
            self.tr("New"), f"{name}.new", self.add, role="primary", icon="add",
            colour=tokens.on_accent,
        )  # fmt: skip
        self._new.setToolTip("Ctrl+Insert")
        self._new.setEnabled(not self._context.read_only)
        self.table = Table(f"{name}.table", self._kind.title.of(self._context.lang))
        self.table.show_model(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._empty = self._make_empty()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        top = row()
        top.addWidget(self._search, 1)
        top.addWidget(self._count)
        top.addWidget(self._new)
        side = QWidget()
        side.setMinimumWidth(240 if self._below else 320)
        layout = column(spacing=SPACE_M)
        layout.addLayout(top)
        layout.addWidget(self._lists, 1)
        side.setLayout(layout)
        return side

    def _make_empty(self) -> EmptyState:
        return EmptyState(
            self._context.tokens, "more", self.tr("Nothing here yet"),
            self._hint or self.tr("Enter the first one with New, or import a spreadsheet."),
        )  # fmt: skip

    def _build_detail(self) -> QWidget:
        name, tokens = self._kind.name, self._context.tokens
        self._title = label("", "heading", wrap=True, name=f"{name}.title")
        self._delete = tool(
            f"{name}.delete", self.tr("Delete this record"), self.delete, icon="delete",
            colour=tokens.not_met,
        )  # fmt: skip
        self._delete.setEnabled(not self._context.read_only)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setObjectName(f"{name}.tabs")
        self._tabs.tabBar().setAccessibleName(self.tr("Views of this record"))
        self._tabs.addTab(self.form, self.tr("Data"))
        self._tabs.tabBar().hide()
        top = row()
        top.addWidget(self._title, 1)
        top.addWidget(self._delete)
        layout = column(spacing=SPACE_S)
        layout.addLayout(top)
        layout.addWidget(self._tabs, 1)
        self._none = EmptyState(
            tokens, "open", self.tr("Nothing chosen"),
            self.tr("Choose a row to see and change it."),
        )  # fmt: skip
        self._details = QStackedWidget()
        self._details.addWidget(self._none)
        self._details.addWidget(card(layout))
        return self._details

    # What happens

    def _show_form(self, *, shown: bool) -> None:
        self._details.setCurrentIndex(1 if shown else 0)

    def _on_current(self) -> None:
        record = self.model.row_at(self.table.current_row())
        if self._moving or record is None or record == self.form.record:
            return
        self._show_record(record)

    def _show_record(self, record: Record) -> None:
        self.form.show_record(record, self._fixed)
        self._title.setText(titles.line_of(record, self._context.lang))
        self._show_form(shown=True)
        self.chosen.emit(record)

    def _on_saved(self, record: Record) -> None:
        self._title.setText(titles.line_of(record, self._context.lang))
        self._wanted = record.identity
        self.chosen.emit(record)

    def _on_deleted(self, record: Record, changed: Changed[Deleted]) -> None:
        deleted, context = changed.value, self._context
        self.form.show_record(None, self._fixed)
        self._show_form(shown=False)
        self.chosen.emit(None)
        said = self.tr("Deleted: {what}").format(what=titles.line_of(record, context.lang))

        def undo() -> None:
            context.tasks.run(
                lambda _: context.client.records.undo(deleted), owner=context.signals,
                on_done=lambda _: None, on_error=context.fail,
            )  # fmt: skip

        context.undoable(said, undo)

    def _on_loaded(self) -> None:
        count = self.model.rowCount()
        self._count.setText(f"{count:,}")
        searching = bool(self.model.query.search)
        if searching:
            self._empty.say(self.tr("Nothing found"), self.tr("No record holds these words."))
        else:
            self._empty.say(
                self.tr("Nothing here yet"),
                self._hint or self.tr("Enter the first one with New, or import a spreadsheet."),
            )
        self._lists.setCurrentIndex(0 if count else 1)
        self._keep_current()
        if self._wanted is not None:
            self._look_for_wanted()

    def _keep_current(self) -> None:
        record = self.form.record
        if record is None or self._wanted is not None:
            return
        self._wanted, self._wanted_key = record.identity, ""

    def _look_for_wanted(self) -> None:
        wanted = self._wanted
        if wanted is None:
            return
        source, where = self._source, tuple(self._fixed.items())

        def work(_: object) -> int | None:
            ids = source.ids(ListQuery(search=wanted[0] if wanted else "", where=where))[:500]
            rows = source.rows(ids)
            return next((i for i in ids if i in rows and rows[i].identity == wanted), None)

        self._context.tasks.run(
            work, owner=self, on_done=lambda found: self._go_to(wanted, found),
            on_error=self._context.fail,
        )  # fmt: skip

    def _go_to(self, wanted: tuple[str, ...], found: int | None) -> None:
        if wanted != self._wanted:
            return
        number = None if found is None else self.model.number_of(found)
        if number is None:
            return
        self._wanted, key, self._wanted_key = None, self._wanted_key, ""
        index = self.model.index(number, 0)
        record = self.model.row_at(number)
        assert index.data(ID_ROLE) == found
        self._moving = True
        self.table.setCurrentIndex(index)
        self._moving = False
        self.table.scrollTo(index)
        if record is None:
            return
        if self.form.record is not None and self.form.record.identity == record.identity:
            self.form.refresh(record)
        else:
            self._show_record(record)
        self._show_form(shown=True)
        if key:
            self.show_tab(0)
            self.form.focus_field(key)
