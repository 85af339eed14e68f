"""Who changed which field of a record when, from what to what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from xinbao_desktop.gui.formatting import moment_text
from xinbao_desktop.gui.models import titles
from xinbao_desktop.gui.models.history_lines import HistoryLine, history_lines
from xinbao_desktop.gui.models.paged_table import Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.parts import label
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.changes import Changes
    from xinbao_desktop.app.shapes import HistoryEntry
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.gui.context import ClientContext

SIZE = (900, 480)


class HistoryDialog(QDialog):
    """Not modal: it can stand beside the form and follows what is saved there."""

    def __init__(self, context: ClientContext, record: Record, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("history")
        self._context, self._record = context, record
        title = titles.line_of(record, context.lang)
        self.setWindowTitle(self.tr("History: {record}").format(record=title))
        self.resize(*SIZE)
        self._state = label("", "muted", wrap=True, name="history.state")
        self.model: PlainTableModel[HistoryLine] = PlainTableModel(self._columns(), self)
        self.table = Table("history.table", self.tr("Changes of this record"))
        self.table.show_plain(self.model, self.model.widths)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(title, "heading", wrap=True))
        layout.addWidget(self._state)
        layout.addWidget(self.table, 1)
        context.tasks.changed.connect(self._on_changes)
        self.reload()

    def reload(self) -> None:
        """Read the history anew, the newest change first."""
        records, record = self._context.client.records, self._record
        self._context.tasks.run(
            lambda _: records.history(record.kind_name, record.identity), owner=self,
            on_done=self._show, on_error=self._context.fail,
        )  # fmt: skip

    def _show(self, entries: Sequence[HistoryEntry]) -> None:
        self.model.show_rows(history_lines(entries, self._context.words, self._context.lang))
        self._state.setText(
            self.tr("Changes, the newest first: {count}").format(count=len(entries))
            if entries
            else self.tr("Nothing was changed yet.")
        )

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches(self._record.kind_name):
            self.reload()

    def _columns(self) -> list[Column[HistoryLine]]:
        return [
            Column("", self.tr("When"), lambda e: moment_text(e.at), width=135),
            Column("", self.tr("Who"), lambda e: e.who, width=90),
            Column("", self.tr("What"), self._what, width=160),
            Column("", self.tr("From"), lambda e: e.before, width=160),
            Column("", self.tr("To"), lambda e: e.after, width=160),
            Column("", self.tr("Why"), lambda e: e.why, width=150),
        ]

    def _what(self, line: HistoryLine) -> str:
        if line.field:
            return line.field
        return {
            "added": self.tr("Added"),
            "changed": self.tr("Changed"),
            "deleted": self.tr("Deleted"),
            "restored": self.tr("Brought back"),
            "renamed": self.tr("New number"),
        }.get(line.action, line.action)
