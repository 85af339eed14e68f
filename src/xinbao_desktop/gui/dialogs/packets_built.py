"""The packets that were built for a case, the newest first, to be opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout

from xinbao_desktop.app.packet_files import built_files, supplement_of
from xinbao_desktop.gui.formatting import date_text, moment_text
from xinbao_desktop.gui.models.paged_table import ALIGN_RIGHT, Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.empty_state import EmptyState
from xinbao_desktop.gui.widgets.parts import button, label, row
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from xinbao_desktop.app.shapes import PacketRecord
    from xinbao_desktop.gui.context import ClientContext

SIZE = (900, 460)
SHOWN = 12
"""How much of a SHA-256 tells two packets apart."""


class PacketsBuiltDialog(QDialog):
    """Modal; when it is accepted ``chosen`` is the packet to open, or None for any PDF."""

    def __init__(
        self, context: ClientContext, built: Sequence[PacketRecord], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("built")
        self.setWindowTitle(self.tr("Packets built for this case"))
        self.resize(*SIZE)
        self._context = context
        self.chosen: PacketRecord | None = None
        self.model: PlainTableModel[PacketRecord] = PlainTableModel(self._columns(), self)
        self.model.show_rows(list(reversed(built)))
        self.table = Table("built.table", self.windowTitle())
        self.table.show_plain(self.model, self.model.widths)
        self.table.doubleClicked.connect(lambda _: self.open_chosen())
        self.table.activated.connect(lambda _: self.open_chosen())
        self.agree = button(
            self.tr("Open"), "built.open", self.open_chosen, role="primary", icon="open",
            colour=context.tokens.on_accent,
        )  # fmt: skip
        self._build(empty=not built)
        if built:
            self.table.selectRow(0)
            self.table.setFocus()

    def open_chosen(self) -> None:
        """Open the packet that is chosen."""
        self.chosen = self.model.row_at(self.table.current_row())
        if self.chosen is not None:
            self.accept()

    def open_other(self) -> None:
        """Open any PDF."""
        self.chosen = None
        self.accept()

    def _build(self, *, empty: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        if empty:
            none = EmptyState(
                self._context.tokens, "packet", self.tr("No packet yet"),
                self.tr("Each packet built for this case, drafts too, is noted here."),
            )  # fmt: skip
            layout.addWidget(none, 1)
        else:
            text = self.tr("The last final packet counts as the one handed in.")
            layout.addWidget(label(text, "muted", wrap=True))
            layout.addWidget(self.table, 1)
        foot = row()
        other = button(self.tr("Open any PDF…"), "built.other", self.open_other)
        other.setToolTip(self.tr("To look at, to check or to print; it need not be ours."))
        foot.addWidget(other)
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), "built.cancel", self.reject))
        self.agree.setEnabled(not empty)
        foot.addWidget(self.agree)
        layout.addLayout(foot)

    def _columns(self) -> list[Column[PacketRecord]]:
        kinds, say = self._context.words["packet"], self._context.say
        return [
            Column("", self.tr("When"), lambda r: moment_text(r.made_at), width=140),
            Column("", self.tr("Packet"), lambda r: say(kinds.label(r.kind)), width=120),
            Column("", self.tr("State"), self._state, width=110, chip=_chip),
            Column("", self.tr("As of"), lambda r: date_text(r.evaluated_on), width=100),
            Column("", self.tr("Pages"), lambda r: str(r.pages), ALIGN_RIGHT, 70),
            Column("", self.tr("File"), _file, width=200),
            Column("", "SHA-256", lambda r: r.sha256[:SHOWN], width=110),
        ]

    def _state(self, record: PacketRecord) -> str:
        number = supplement_of(record)
        if number:
            return self.tr("Supplement {number}").format(number=number)
        return self.tr("Draft") if record.draft else self.tr("Final")


def _chip(record: PacketRecord) -> str:
    return "pending" if record.draft else "met"


def _file(record: PacketRecord) -> str:
    files = built_files(record)
    more = f" (1–{len(files)})" if len(files) > 1 else ""
    return f"{record.name}{more}"
