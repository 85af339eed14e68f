"""The card of backups: how old and how well proven they are, and how to have one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui.formatting import moment_text, size_text
from xinbao_desktop.gui.models.paged_table import ALIGN_RIGHT, Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.parts import button, label, row
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.shapes import BackupInfo
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.text import Text

TABLE_HEIGHT = 178
OLD_DAYS = 14


class BackupCard(QFrame):
    """Choose a backup, say where, have it back."""

    backup_wanted = Signal()
    check_wanted = Signal()
    restore_wanted = Signal(object)  # a backup's path

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._context = context
        self.banner = Banner(context.tokens, "custody.backup.banner")
        self.model: PlainTableModel[BackupInfo] = PlainTableModel(self._columns(), self)
        self.table = Table("custody.backups", self.tr("Backups of this client"))
        self.table.show_plain(self.model, self.model.widths)
        self.table.setFixedHeight(TABLE_HEIGHT)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_choice())
        self._restore = button(
            self.tr("Restore the chosen one…"), "custody.restore", self._on_restore, icon="undo",
            colour=context.tokens.text,
        )  # fmt: skip
        line = row()
        line.addWidget(
            button(
                self.tr("Back up now"), "custody.backup", self.backup_wanted.emit, role="primary",
                icon="backup", colour=context.tokens.on_accent,
            )
        )  # fmt: skip
        line.addWidget(self._restore)
        line.addWidget(
            button(self.tr("Restore another backup…"), "custody.restore.other", self._on_other)
        )
        line.addStretch(1)
        line.addWidget(
            button(
                self.tr("Check the file now"), "custody.check", self.check_wanted.emit,
                icon="verify", colour=context.tokens.text,
            )
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(self.tr("Backups"), "heading"))
        layout.addWidget(self.banner)
        layout.addWidget(
            label(
                self.tr("Made by itself before the first change of a sitting, reopened and "
                        "verified. Restoring makes a new file; this one stays as it is."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        layout.addWidget(self.table)
        layout.addLayout(line)

    def show_backups(self, found: Sequence[BackupInfo], problem: Text | None) -> None:
        """Show the backups, the newest first, and what went wrong with the last one."""
        self.model.show_rows(found)
        if found:
            self.table.selectRow(0)
        self._show_choice()
        if problem is not None:
            said = self.tr("The last automatic backup failed: {why}")
            self.banner.say(said.format(why=self._context.say(problem)), "error")
        elif not found:
            self.banner.say(self.tr("There is no verified backup of this client yet."))
        elif self._age(found[0]) > OLD_DAYS:
            said = self.tr("The newest backup is {days} days old.")
            self.banner.say(said.format(days=self._age(found[0])))
        elif self._context.client.encrypted and not all(one.encrypted for one in found):
            said = self.tr("Backups made before the password was set can be read without it. They "
                           "lie in {folder}.")  # fmt: skip
            self.banner.say(said.format(folder=found[0].path.parent))
        else:
            self.banner.say("")

    def _show_choice(self) -> None:
        self._restore.setEnabled(self.model.row_at(self.table.current_row()) is not None)

    def _on_restore(self) -> None:
        chosen = self.model.row_at(self.table.current_row())
        if chosen is not None:
            self.restore_wanted.emit(chosen.path)

    def _on_other(self) -> None:
        path: Path | None = self._context.ask.open_file(
            self.tr("Backup to restore"), self.tr("Backups") + " (*.xinbao-backup)"
        )
        if path is not None:
            self.restore_wanted.emit(path)

    def _age(self, info: BackupInfo) -> int:
        return max((self._context.today() - info.made_at.astimezone().date()).days, 0)

    def _columns(self) -> list[Column[BackupInfo]]:
        return [
            Column("", self.tr("Made"), lambda b: moment_text(b.made_at), width=150),
            Column("", self.tr("Age"), self._age_text, width=110),
            Column("", self.tr("Last verified"), lambda b: moment_text(b.verified_at), width=150),
            Column("", self.tr("Records"), lambda b: f"{sum(b.rows.values()):,}", ALIGN_RIGHT, 90),
            Column("", self.tr("Papers"), lambda b: size_text(b.paper_bytes), ALIGN_RIGHT, 100),
            Column("", self.tr("Password"), self._locked, width=100),
        ]

    def _age_text(self, info: BackupInfo) -> str:
        days = self._age(info)
        return self.tr("{days} days").format(days=days) if days else self.tr("Today")

    def _locked(self, info: BackupInfo) -> str:
        return self.tr("Yes") if info.encrypted else self.tr("No")
