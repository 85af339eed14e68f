"""Papers that were just recognised: each with the slot proposed for it, to confirm or to change."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui.theme import SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.parts import button, clear, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.paper import AddedPaper, RefusedPaper
    from xinbao_desktop.gui.context import ClientContext

MOST_HEIGHT = 220
HALF = 18  # letters of a long name that are shown at either end
SURE, LIKELY = Decimal("0.85"), Decimal("0.6")


class Proposals(QFrame):
    """Hidden while nothing waits to be confirmed."""

    confirmed = Signal(list)  # pairs of an AddedPaper and the slot it belongs to
    looked_at = Signal(object)  # an AddedPaper to be shown

    def __init__(self, context: ClientContext, slots: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("checklist.proposals")
        self.setProperty("role", "banner")
        self.setProperty("tone", "info")
        self._context, self._slots = context, slots
        self._waiting: list[tuple[AddedPaper, QuietComboBox, QWidget]] = []
        self._title = label("", "heading", wrap=True)
        content = QWidget()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, SPACE_S, 0)
        self._area = scrolled(content)
        self._model = self._slot_model(self.tr("Not recognised: choose"))
        rest = self._slot_model(self.tr("All not recognised: choose"))
        self._rest = self._slot_box("proposals.rest", self.tr("Slot of all not recognised"), rest)
        self._rest.activated.connect(lambda _: self.choose_rest(str(self._rest.currentData())))
        top = row()
        top.addWidget(self._title, 1)
        top.addWidget(self._rest)
        top.addWidget(
            button(self.tr("Confirm all"), "proposals.all", self.confirm_all, role="primary")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.addLayout(top)
        layout.addWidget(self._area)
        self.hide()

    @property
    def waiting(self) -> Sequence[AddedPaper]:
        """The papers that are not confirmed yet."""
        return [paper for paper, _, _ in self._waiting]

    def show_added(self, added: Sequence[AddedPaper], refused: Sequence[RefusedPaper]) -> None:
        """Show what was taken in and where it was put, and what was refused and why."""
        clear(self._rows)
        self._waiting = []
        for one in refused:
            text = f"{Path(one.path).name}: {self._context.say(one.reason)}"
            self._rows.addWidget(label(text, "problem", wrap=True))
        for paper in sorted(added, key=_unsure_first):
            self._add(paper)
        unknown = sum(1 for paper in added if paper.slot is None)
        self._rest.setCurrentIndex(0)
        self._rest.setVisible(unknown > 1)
        self._title.setText(
            self.tr("{added} taken in, {refused} refused. Is each in its place?").format(
                added=len(added), refused=len(refused)
            )
        )
        self._rows.addStretch(1)
        height = min(MOST_HEIGHT, 40 * len(added) + 44 * len(refused) + 8)
        self._area.setFixedHeight(height)
        self.setVisible(bool(added or refused))

    def confirm_all(self) -> None:
        """Agree to every place as it now stands."""
        agreed = [(paper, str(box.currentData() or "")) for paper, box, _ in self._waiting]
        self._waiting = []
        self.confirmed.emit(agreed)
        self.hide()

    def choose(self, number: int, slot: str) -> None:
        """Put a paper elsewhere, as a person would in its box."""
        box = self._waiting[number][1]
        box.setCurrentIndex(box.findData(slot))

    def choose_rest(self, slot: str) -> None:
        """Put every paper that has no place yet into one slot."""
        for _, box, _ in self._waiting:
            if not box.currentData():
                box.setCurrentIndex(box.findData(slot))

    def _slot_model(self, first: str) -> QStandardItemModel:
        """Return the choices of the boxes; one serves for hundreds of them."""
        model = QStandardItemModel(self)
        for words, value in ((first, ""), *((f"{i}  {title}", i) for i, title in self._slots)):
            item = QStandardItem(words)
            item.setData(value, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        return model

    def _slot_box(self, name: str, spoken: str, model: QStandardItemModel) -> QuietComboBox:
        box = QuietComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setModel(model)
        box.setSizeAdjustPolicy(
            QuietComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        box.setMinimumContentsLength(16)
        return box

    def _add(self, paper: AddedPaper) -> None:
        name = Path(paper.path).name
        spoken = self.tr("Slot of {file}").format(file=name)
        box = self._slot_box("proposals.slot", spoken, self._model)
        box.setCurrentIndex(max(box.findData(paper.slot), 0))
        line = row()
        look = button(
            _short(name), "proposals.look", partial(self.looked_at.emit, paper), role="link"
        )
        look.setToolTip(self._context.say(paper.why))
        line.addWidget(look)
        line.addWidget(label(f"·  {self._surety(paper)}", "muted"), 1)
        line.addWidget(box, 1)
        holder = QWidget()
        holder.setLayout(line)
        self._rows.addWidget(holder)
        self._waiting.append((paper, box, holder))

    def _surety(self, paper: AddedPaper) -> str:
        if paper.slot is None:
            return self.tr("not recognised")
        sure = Decimal(paper.confidence)
        if sure >= SURE:
            return self.tr("sure")
        return self.tr("likely") if sure >= LIKELY else self.tr("a guess")


def _short(name: str) -> str:
    """Cut a long name in the middle: its row must not make the window wider."""
    return name if len(name) <= 2 * HALF else f"{name[:HALF]}…{name[-HALF:]}"


def _unsure_first(paper: AddedPaper) -> tuple[bool, Decimal]:
    """Put what nobody recognised first: it is what a person has to look at."""
    return paper.slot is not None, Decimal(paper.confidence)
