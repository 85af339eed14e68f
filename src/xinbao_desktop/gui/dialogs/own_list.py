"""The list of claim documents of a policy (《索赔单证明细表》): ticked, or from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.parts import button, label, row

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.app.own_list import OwnList
    from xinbao_desktop.gui.context import ClientContext

SIZE = (720, 600)
TITLE, REQUIRED, ADVISED = 0, 1, 2
SLOT_ROLE = Qt.ItemDataRole.UserRole
TICKED, EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class OwnListDialog(QDialog):
    """Modal; when it is accepted ``file`` was chosen, or ``removed``, or the ticks count."""

    def __init__(
        self, context: ClientContext, own: OwnList | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("own")
        self.setWindowTitle(self.tr("The insurer's own list of claim documents"))
        self.resize(*SIZE)
        self._context = context
        self.file: Path | None = None
        self.removed = False
        self._name = QLineEdit(own.name if own is not None else "")
        self._name.setObjectName("own.name")
        self._name.setAccessibleName(self.tr("What it is called"))
        self._name.setPlaceholderText(self.tr("What it is called, for instance its date"))
        self._replaces = QuietComboBox()
        self._replaces.setObjectName("own.replaces")
        self._replaces.setAccessibleName(self.tr("How it stands to the program's list"))
        self._replaces.addItem(self.tr("In place of the program's list"), True)  # noqa: FBT003
        self._replaces.addItem(self.tr("Before the program's list"), False)  # noqa: FBT003
        self._replaces.setCurrentIndex(0 if own is None or own.replaces else 1)
        self.tree = self._slots(own)
        self.keep = button(self.tr("Keep"), "own.keep", self.accept, role="primary")
        self._remove = button(self.tr("Remove the list"), "own.remove", self._on_remove)
        self._remove.setEnabled(own is not None)
        self._build()
        self._show_can()

    @property
    def required(self) -> tuple[str, ...]:
        """The slots that are ticked as required."""
        return self._ticked(REQUIRED)

    @property
    def advised(self) -> tuple[str, ...]:
        """The slots that are ticked as recommended, and not as required."""
        return tuple(slot for slot in self._ticked(ADVISED) if slot not in self.required)

    @property
    def replaces(self) -> bool:
        """Whether what the list does not name falls away."""
        return bool(self._replaces.currentData())

    @property
    def name(self) -> str:
        """What the list is called."""
        return self._name.text().strip()

    def tick(self, slot: str, column: int = REQUIRED) -> None:
        """Tick as a person would."""
        for number in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(number)
            if item is not None and item.data(TITLE, SLOT_ROLE) == slot:
                item.setCheckState(column, TICKED)

    def _slots(self, own: OwnList | None) -> QTreeWidget:
        needs = {need.slot: need for need in own.needs} if own is not None else {}
        tree = QTreeWidget()
        tree.setObjectName("own.slots")
        tree.setAccessibleName(self.windowTitle())
        tree.setRootIsDecorated(False)
        tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)  # arrows, Space
        words = [wording.need("mandatory"), wording.need("recommended")]
        tree.setHeaderLabels([self.tr("Paper"), *words])
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for term in self._context.words["slot"]:
            item = QTreeWidgetItem([f"{term.value}  {self._context.say(term.label)}"])
            item.setData(TITLE, SLOT_ROLE, term.value)
            need = needs.get(term.value)
            item.setCheckState(REQUIRED, TICKED if need and need.mandatory else EMPTY)
            item.setCheckState(ADVISED, TICKED if need and need.recommended else EMPTY)
            tree.addTopLevelItem(item)
        tree.itemChanged.connect(lambda *_: self._show_can())
        return tree

    def _build(self) -> None:
        text = self.tr(
            "Tick what the list that came with the policy asks for. The claim packet and the "
            "client's own copy follow it, and the checklist says so."
        )
        head, foot = row(), row()
        head.addWidget(self._name, 1)
        head.addWidget(self._replaces)
        foot.addWidget(button(self.tr("From a file…"), "own.file", self._on_file))
        foot.addWidget(self._remove)
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), "own.cancel", self.reject))
        foot.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(text, wrap=True))
        layout.addLayout(head)
        layout.addWidget(self.tree, 1)
        layout.addLayout(foot)

    def _ticked(self, column: int) -> tuple[str, ...]:
        items = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        return tuple(
            str(item.data(TITLE, SLOT_ROLE))
            for item in items
            if item is not None and item.checkState(column) is TICKED
        )

    def _show_can(self) -> None:
        self.keep.setEnabled(bool(self.required or self.advised))

    def _on_file(self) -> None:
        self.file = self._context.ask.open_file(self.windowTitle(), "TOML (*.toml)")
        if self.file is not None:
            self.accept()

    def _on_remove(self) -> None:
        self.removed = True
        self.accept()
