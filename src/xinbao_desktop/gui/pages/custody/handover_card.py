"""The card that writes the client into a new file for somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from xinbao_desktop.gui.models import titles
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.parts import button, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.gui.context import ClientContext

LIST_HEIGHT = 132
CASE_ROLE = Qt.ItemDataRole.UserRole


class HandOverCard(QFrame):
    """Every case goes along whose mark is set."""

    wanted = Signal(object)  # the numbers of the cases to leave out

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._context = context
        self.cases = QListWidget()
        self.cases.setObjectName("custody.cases")
        self.cases.setAccessibleName(self.tr("Cases that go along"))
        self.cases.setFixedHeight(LIST_HEIGHT)
        self.cases.itemChanged.connect(lambda _: self._show_count())
        self._count = label("", "muted", wrap=True, name="custody.cases.count")
        line = row()
        line.addWidget(
            button(
                self.tr("Hand over…"), "custody.handover",
                lambda: self.wanted.emit(self.left_out()), icon="export",
                colour=context.tokens.text,
            )
        )  # fmt: skip
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(self.tr("Hand over"), "heading"))
        layout.addWidget(
            label(
                self.tr("Writes one new file with all records and papers. A case without its "
                        "mark stays behind, with everything filed under it."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        layout.addWidget(self.cases)
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addLayout(line)

    def show_cases(self, found: Sequence[Case]) -> None:
        """Show the client's cases; those left out before stay left out."""
        out = set(self.left_out())
        self.cases.clear()
        for case in found:
            item = QListWidgetItem(titles.line_of(case, self._context.lang))
            item.setData(CASE_ROLE, case.case_no)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            gone = case.case_no in out
            item.setCheckState(Qt.CheckState.Unchecked if gone else Qt.CheckState.Checked)
            self.cases.addItem(item)
        self.cases.setVisible(bool(found))
        self._show_count()

    def left_out(self) -> tuple[str, ...]:
        """Return the numbers of the cases that stay behind."""
        items = (self.cases.item(number) for number in range(self.cases.count()))
        return tuple(
            str(item.data(CASE_ROLE))
            for item in items
            if item.checkState() is Qt.CheckState.Unchecked
        )

    def _show_count(self) -> None:
        total, out = self.cases.count(), len(self.left_out())
        self._count.setText(
            self.tr("Cases that go along: {kept} of {total}").format(kept=total - out, total=total)
            if total
            else self.tr("There are no cases.")
        )
