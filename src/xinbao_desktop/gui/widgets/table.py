"""The table view of every list: whole rows, quiet lines, chips for verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from xinbao_desktop.gui.widgets.chip import ChipDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

    from xinbao_desktop.gui.models.paged_table import PagedTableModel

ROW_HEIGHT = 34


class Table(QTableView):
    """A list of rows to choose one from."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.setItemDelegate(ChipDelegate(self))

    def show_model(self, model: PagedTableModel[Any]) -> None:
        """Show a model with its columns' widths, to be sorted by its heads."""
        self.setModel(model)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number, one in enumerate(model.columns):
            self.setColumnWidth(number, one.width)

    def show_plain(self, model: QAbstractItemModel, widths: list[int]) -> None:
        """Show a short model that is not sorted."""
        self.setModel(model)
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)

    def current_row(self) -> int:
        """Return the chosen row; -1 if none."""
        return self.currentIndex().row()
