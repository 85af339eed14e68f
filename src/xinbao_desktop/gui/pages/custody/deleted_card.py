"""The card of what was deleted and can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.domain import schema
from xinbao_desktop.gui.formatting import moment_text
from xinbao_desktop.gui.models.paged_table import Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.parts import button, label, row
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.shapes import HistoryEntry
    from xinbao_desktop.gui.context import ClientContext

TABLE_HEIGHT = 150


class DeletedCard(QFrame):
    """Nothing that was deleted is gone."""

    wanted = Signal(object)  # the deletion to take back

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._context = context
        self.model: PlainTableModel[HistoryEntry] = PlainTableModel(self._columns(), self)
        self.table = Table("custody.deleted", self.tr("Deleted records"))
        self.table.show_plain(self.model, self.model.widths)
        self.table.setFixedHeight(TABLE_HEIGHT)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_choice())
        self._none = label(self.tr("Nothing was deleted."), "muted", wrap=True)
        self._back = button(
            self.tr("Bring back"), "custody.bring_back", self._on_back, icon="undo",
            colour=context.tokens.text,
        )  # fmt: skip
        line = row()
        line.addWidget(self._back)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(self.tr("Deleted records"), "heading"))
        layout.addWidget(self._none)
        layout.addWidget(self.table)
        layout.addStretch(1)
        layout.addLayout(line)

    def show_deleted(self, found: Sequence[HistoryEntry]) -> None:
        """Show what was deleted, the newest first."""
        self.model.show_rows(found)
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)
        self._show_choice()

    def _show_choice(self) -> None:
        chosen = self.model.row_at(self.table.current_row())
        self._back.setEnabled(chosen is not None and not self._context.read_only)

    def _on_back(self) -> None:
        chosen = self.model.row_at(self.table.current_row())
        if chosen is not None:
            self.wanted.emit(chosen)

    def _columns(self) -> list[Column[HistoryEntry]]:
        lang = self._context.lang
        return [
            Column("", self.tr("Kind"), lambda e: schema.kind(e.kind).title.of(lang), width=120),
            Column("", self.tr("Record"), lambda e: " · ".join(e.identity), width=170),
            Column("", self.tr("Deleted"), lambda e: moment_text(e.at), width=140),
            Column("", self.tr("By"), lambda e: e.who, width=90),
        ]
