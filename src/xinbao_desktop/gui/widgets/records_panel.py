"""A list of records beside the form of the chosen one: search, sort, add, change, delete, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from xinbao_desktop.gui.models import titles
from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.empty_state import EmptyState
from xinbao_desktop.gui.widgets.parts import card, column, fill, halves, label, row, tool
from xinbao_desktop.gui.widgets.record_form import RecordForm
from xinbao_desktop.gui.widgets.records_list import RecordsList

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xinbao_desktop.app.changes import Changed
    from xinbao_desktop.app.record import Deleted
    from xinbao_desktop.domain.schema import Record, RecordKind
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.models.paged_table import Column


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
        self._context, self._kind = context, kind
        self._below = below
        self._fixed: dict[str, str] = {}
        self._wanted: tuple[str, ...] | None = None
        self._wanted_key = ""
        self.list = RecordsList(context, kind, hint, more_columns, self)
        self.list.setMinimumWidth(240 if below else 290)
        self.list.picked.connect(self._on_picked)
        self.list.found.connect(self._on_found)
        self.list.new_wanted.connect(self.add)
        self.model, self.table = self.list.model, self.list.table
        self.model.loaded.connect(self._on_loaded)
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
        self.list.forget_choice()
        self.form.show_record(None, self._fixed)
        self._title.setText(self.tr("New record"))
        self._show_form(shown=True)
        self._tabs.setCurrentIndex(0)
        self.form.focus_first()
        self.chosen.emit(None)

    def select(self, identity: tuple[str, ...], key: str = "") -> None:
        """Choose a record, and point out one of its fields."""
        self._wanted, self._wanted_key = identity, key
        self.list.show_all()
        self.list.look_for(identity)

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
        sizes = (180, 420) if self._below else (560, 460)
        fill(self, halves(self.list, self._build_detail(), sizes, upright=self._below))
        find = QShortcut(
            QKeySequence(QKeySequence.StandardKey.Find), self, self.list.search.setFocus
        )
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new = QShortcut(QKeySequence("Ctrl+Insert"), self, self.add)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

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
        self.form.grown.connect(self._tabs.updateGeometry)  # tabs do not pass that on
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
        self._show_details()

    def _show_details(self) -> None:
        """Where there is no row, nobody is asked to choose one."""
        chosen = self._details.currentIndex() == 1
        self._details.setVisible(chosen or not self.list.is_empty)

    def _on_picked(self, record: Record) -> None:
        if record != self.form.record:
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
        """Choose the record again that was chosen, in the list as it is now."""
        self._show_details()
        record = self.form.record
        if self._wanted is None and record is not None:
            self._wanted, self._wanted_key = record.identity, ""
        if self._wanted is not None:
            self.list.look_for(self._wanted)

    def _on_found(self, record: Record) -> None:
        if record.identity != self._wanted:
            return
        self._wanted, key, self._wanted_key = None, self._wanted_key, ""
        if self.form.record is not None and self.form.record.identity == record.identity:
            self.form.refresh(record)
        else:
            self._show_record(record)
        self._show_form(shown=True)
        if key:
            self.show_tab(0)
            self.form.focus_field(key)
