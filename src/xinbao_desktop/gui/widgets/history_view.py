"""What was changed in a record: when, by whom, which field, from what to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinbao_desktop.domain import schema
from xinbao_desktop.gui import formatting
from xinbao_desktop.gui.models.paged_table import Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.widgets.parts import label
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QShowEvent

    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.gui.context import ClientContext


class Change(Protocol):
    """One change, as the history of a record tells it; ``field`` is empty for the whole record."""

    @property
    def at(self) -> datetime:
        """When, in UTC."""

    @property
    def who(self) -> str:
        """By whom."""

    @property
    def why(self) -> str:
        """Why, in the person's own words."""

    @property
    def action(self) -> str:
        """``added``, ``changed``, ``deleted`` or ``restored``."""

    @property
    def field(self) -> str:
        """Which field."""

    @property
    def before(self) -> object:
        """Its value before."""

    @property
    def after(self) -> object:
        """Its value now."""


class HistoryView(QWidget):
    """Reads the history of a record when it is looked at."""

    def __init__(self, context: ClientContext, kind: str) -> None:
        super().__init__()
        self._context, self._kind = context, kind
        self._record: Record | None = None
        self._read: Record | None = None
        self.model: PlainTableModel[Change] = PlainTableModel(self._columns(), self)
        self.table = Table(f"{kind}.history", self.tr("Changes of this record"))
        self.table.show_plain(self.model, self.model.widths)
        self._none = label(self.tr("No change yet."), "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._none)
        layout.addWidget(self.table, 1)

    def show_record(self, record: Record | None) -> None:
        """Show the history of another record, or of the same one after a change."""
        self._record = record
        if self.isVisible():
            self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what happened meanwhile."""
        super().showEvent(event)
        self._reload()

    def _reload(self) -> None:
        record, records, kind = self._record, self._context.client.records, self._kind
        if record is None:
            self._show([])
            return
        self._context.tasks.run(
            lambda _: records.history(kind, record.identity),
            owner=self,
            on_done=self._show,
            on_error=self._context.fail,
        )

    def _show(self, entries: Sequence[Change]) -> None:
        self.model.show_rows(entries)
        self._none.setVisible(not entries)
        self.table.setVisible(bool(entries))

    def _columns(self) -> list[Column[Change]]:
        return [
            Column("", self.tr("When"), lambda e: f"{e.at.astimezone():%Y-%m-%d %H:%M}", width=130),
            Column("", self.tr("Field"), self._field, width=120),
            Column("", self.tr("Before"), lambda e: self._value(e, e.before), width=110),
            Column("", self.tr("After"), lambda e: self._value(e, e.after), width=110),
            Column("", self.tr("Who"), lambda e: e.who, width=90),
            Column("", self.tr("Why"), lambda e: e.why, width=120),
        ]

    def _field(self, entry: Change) -> str:
        if entry.field:
            return schema.kind(self._kind).field(entry.field).label.of(self._context.lang)
        actions = {
            "added": self.tr("added"),
            "deleted": self.tr("deleted"),
            "restored": self.tr("brought back"),
        }
        return actions.get(entry.action, entry.action)

    def _value(self, entry: Change, value: object) -> str:
        if not entry.field:
            return ""
        spec = schema.kind(self._kind).field(entry.field)
        return formatting.shown_text(spec, value, self._context.words, self._context.lang)
