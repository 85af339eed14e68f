"""The checklist as a tree: slots with their papers below them, and files dropped onto a slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from xinbao_desktop.gui import icons, wording
from xinbao_desktop.gui.models.paged_table import CHIP_ROLE
from xinbao_desktop.gui.theme import SPACE_M
from xinbao_desktop.gui.widgets.chip import ChipDelegate, chip_width
from xinbao_desktop.gui.widgets.drop_area import dropped_paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

    from xinbao_desktop.app.paper import FiledPaper
    from xinbao_desktop.domain.checklist import ChecklistRow
    from xinbao_desktop.gui.theme import Tokens
    from xinbao_desktop.text import Lang

ROW_ROLE = Qt.ItemDataRole.UserRole + 10
TITLE, NEED, STATE = 0, 1, 2
ROW_HEIGHT = 32
STATES = ("filled", "missing", "waived")


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """What is chosen in the tree: a slot (of an invoice), and perhaps a paper in it."""

    slot: str
    invoice: str
    paper: FiledPaper | None = None
    row: ChecklistRow | None = None


class _Rows(ChipDelegate):
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)


class SlotTree(QTreeWidget):
    """Shows the rows of a checklist."""

    chosen = Signal(object)  # a SlotChoice or None
    files_dropped = Signal(list, str, str)  # paths, slot, invoice; empty: to be recognised

    def __init__(self, tokens: Tokens, lang: Lang, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._lang = tokens, lang
        self.setObjectName("checklist.tree")
        self.setAccessibleName(self.tr("Papers of the case"))
        self.setColumnCount(3)
        self.setHeaderLabels([self.tr("Paper"), self.tr("Needed"), self.tr("State")])
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(NEED, QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(STATE, QHeaderView.ResizeMode.Fixed)
        metrics = self.fontMetrics()
        needs = [wording.need(code) for code in ("mandatory", "recommended")]
        states = [wording.slot_state(s, printed=p) for s in STATES for p in (True, False)]
        self.setColumnWidth(NEED, max(map(metrics.horizontalAdvance, needs)) + 2 * SPACE_M)
        self.setColumnWidth(STATE, max(chip_width(s, metrics) for s in states) + 2 * SPACE_M)
        self.setItemDelegate(_Rows(self))
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(self.choice()))

    def show_rows(self, rows: Iterable[ChecklistRow], papers: Iterable[FiledPaper]) -> None:
        """Show a checklist with the papers filed; the choice stays where it was."""
        before = self.choice()
        filed = list(papers)
        self.blockSignals(True)  # noqa: FBT003 - Qt names no keyword
        self.clear()
        placed: set[int] = set()
        for row in rows:
            item = self._slot_item(row)
            for number, paper in enumerate(filed):
                if _belongs(paper, row):
                    placed.add(number)
                    item.addChild(self._paper_item(paper, row))
            self.addTopLevelItem(item)
            item.setExpanded(True)
        loose = [paper for number, paper in enumerate(filed) if number not in placed]
        self._add_loose([paper for paper in loose if paper.document.path])
        self._choose_again(before)
        self.blockSignals(False)  # noqa: FBT003
        self.chosen.emit(self.choice())

    def choice(self) -> SlotChoice | None:
        """Return what is chosen."""
        item = self.currentItem()
        return None if item is None else item.data(TITLE, ROW_ROLE)

    def waiver(self) -> str:
        """Return why the chosen slot's paper is not there, as it is written now."""
        chosen = self.currentItem()
        within = [] if chosen is None else [chosen, *_inside(chosen)]
        for item in within:
            one: SlotChoice = item.data(TITLE, ROW_ROLE)
            if one.paper is not None and not one.paper.document.path:
                return one.paper.document.waived_reason or ""
        return ""

    def choose(self, slot: str, invoice: str = "", path: str = "") -> None:
        """Choose a slot, or a paper in it by its path."""
        for item in self._items():
            one: SlotChoice = item.data(TITLE, ROW_ROLE)
            here = one.paper.document.path if one.paper else ""
            if one.slot == slot and here == path and (not invoice or one.invoice == invoice):
                self.setCurrentItem(item)
                return

    def choose_content(self, sha256: str) -> None:
        """Choose a paper by what it holds."""
        for item in self._items():
            one: SlotChoice = item.data(TITLE, ROW_ROLE)
            if one.paper is not None and one.paper.document.sha256 == sha256:
                self.setCurrentItem(item)
                return

    def choose_paper(self, path: str) -> bool:
        """Choose a paper by its name; whether there is one."""
        for item in self._items():
            one: SlotChoice = item.data(TITLE, ROW_ROLE)
            if one.paper is not None and one.paper.document.path == path:
                self.setCurrentItem(item)
                return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from the system."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the slot under the pointer."""
        if dropped_paths(event.mimeData()):
            item = self.itemAt(event.position().toPoint())
            if item is not None:
                self.setCurrentItem(item)
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """File what is dropped: on a slot under it, elsewhere to be recognised."""
        paths = dropped_paths(event.mimeData())
        if not paths:
            return
        event.acceptProposedAction()
        item = self.itemAt(event.position().toPoint())
        one: SlotChoice | None = item.data(TITLE, ROW_ROLE) if item is not None else None
        self.files_dropped.emit(paths, one.slot if one else "", one.invoice if one else "")

    def _slot_item(self, row: ChecklistRow) -> QTreeWidgetItem:
        invoice = row.invoice or ""
        title = f"{row.slot.id}  {row.slot.title.of(self._lang)}"
        item = QTreeWidgetItem([f"{title} · {invoice}" if invoice else title])
        item.setData(TITLE, ROW_ROLE, SlotChoice(row.slot.id, invoice, None, row))
        item.setText(NEED, wording.need(row.need.value))
        state = row.state.value
        lacking = state == "missing" and row.need.value != "mandatory"
        item.setData(STATE, CHIP_ROLE, "not_applicable" if lacking else state)
        item.setText(STATE, wording.slot_state(state, printed=row.slot.form))
        item.setToolTip(TITLE, item.text(TITLE))
        return item

    def _paper_item(self, paper: FiledPaper, row: ChecklistRow | None) -> QTreeWidgetItem:
        document = paper.document
        waived = not document.path
        text = (document.waived_reason or "") if waived else document.title or document.path
        item = QTreeWidgetItem([text])
        item.setIcon(TITLE, icons.icon("waive" if waived else "file", self._tokens.muted))
        if not waived:
            item.setText(NEED, self.tr("{count} pp.").format(count=document.pages or 0))
        slot, invoice = document.slot, document.invoice_no or ""
        item.setData(TITLE, ROW_ROLE, SlotChoice(slot, invoice, paper, row))
        item.setToolTip(TITLE, document.path or text)
        return item

    def _add_loose(self, papers: list[FiledPaper]) -> None:
        """Show papers whose slot this packet does not ask for."""
        if not papers:
            return
        head = QTreeWidgetItem([self.tr("Filed, but not asked for by this packet")])
        head.setData(TITLE, ROW_ROLE, SlotChoice("", ""))
        for paper in papers:
            head.addChild(self._paper_item(paper, None))
        self.addTopLevelItem(head)
        head.setExpanded(True)

    def _choose_again(self, before: SlotChoice | None) -> None:
        place = None if before is None else _place(before)
        for item in self._items():
            if _place(item.data(TITLE, ROW_ROLE)) == place:
                self.setCurrentItem(item)
                return

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        return [item for top in tops if top is not None for item in (top, *_inside(top))]


def _inside(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = [item.child(number) for number in range(item.childCount())]
    return [row for row in rows if row is not None]


def _place(one: SlotChoice) -> tuple[str, str, str | None]:
    """Return by what a row is known again: a waiver is a paper without a name."""
    return one.slot, one.invoice, None if one.paper is None else one.paper.document.path


def _belongs(paper: FiledPaper, row: ChecklistRow) -> bool:
    document = paper.document
    if document.slot != row.slot.id:
        return False
    invoices = document.invoices
    return not row.invoice or not invoices or row.invoice in invoices
