"""Papers that were just recognised: each with the slot proposed for it, to confirm or to change."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui.theme import SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.parts import button, clear, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.paper import AddedPaper, RefusedPaper
    from xinbao_desktop.gui.context import ClientContext

MOST_HEIGHT = 220
SURE, LIKELY = Decimal("0.85"), Decimal("0.6")


class Proposals(QFrame):
    """Hidden while nothing waits to be confirmed."""

    confirmed = Signal(object, str)  # an AddedPaper and the slot it belongs to

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
        top = row()
        top.addWidget(self._title, 1)
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
        for paper in added:
            self._add(paper)
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
        for paper, box, _ in list(self._waiting):
            self.confirmed.emit(paper, str(box.currentData() or ""))
        self._waiting = []
        self.hide()

    def choose(self, number: int, slot: str) -> None:
        """Put a paper elsewhere, as a person would in its box."""
        box = self._waiting[number][1]
        box.setCurrentIndex(box.findData(slot))

    def _add(self, paper: AddedPaper) -> None:
        box = QuietComboBox()
        box.setObjectName("proposals.slot")
        box.setAccessibleName(self.tr("Slot of {file}").format(file=Path(paper.path).name))
        box.addItem(self.tr("Not recognised: choose"), "")
        for identifier, title in self._slots:
            box.addItem(f"{identifier}  {title}", identifier)
        box.setCurrentIndex(max(box.findData(paper.slot), 0))
        line = row()
        name = label(f"{Path(paper.path).name}  ·  {self._surety(paper)}")
        name.setToolTip(self._context.say(paper.why))
        line.addWidget(name, 1)
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
