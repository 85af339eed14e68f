"""The page of safekeeping: what protects this file, and how to have back what was lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.gui import messages, wording
from xinbao_desktop.gui.pages.custody.backup_card import BackupCard
from xinbao_desktop.gui.pages.custody.backup_work import SUFFIX, BackupWork, as_client_file
from xinbao_desktop.gui.pages.custody.deleted_card import DeletedCard
from xinbao_desktop.gui.pages.custody.handover_card import HandOverCard
from xinbao_desktop.gui.pages.custody.password_card import PasswordCard
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import button, card, label, row, scrolled
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.changes import Changed
    from xinbao_desktop.app.shapes import BackupInfo, HistoryEntry
    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.text import Text


@dataclass(frozen=True, slots=True)
class _State:
    """What the page shows, read in one go."""

    warnings: tuple[Text, ...]
    backups: Sequence[BackupInfo]
    problem: Text | None
    cases: Sequence[Case]
    deleted: Sequence[HistoryEntry]


class CustodyPage(Page):
    """Keeps the client file."""

    name: ClassVar[str] = "custody"
    watches: ClassVar[frozenset[str]] = frozenset({kind.name for kind in KINDS} | {"evidence"})

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("custody"))
        self.work = WorkStrip(context, "custody.work")
        self.banner = Banner(context.tokens, "custody.banner")
        self.advice = Banner(context.tokens, "custody.advice")
        self._restored: Path | None = None
        self._open = button(self.tr("Open it"), "custody.open", self.open_restored)
        self._open.hide()
        self.banner.add(self._open)
        self.password = PasswordCard(context)
        self.password.change_wanted.connect(self.change_password)
        self.password.sheet_wanted.connect(self.print_sheet)
        self.backups = BackupCard(context)
        self.keeper = BackupWork(context, self.work, self._say, self)
        self.keeper.done.connect(self.reload)
        self.keeper.restored.connect(self._on_restored)
        self.backups.backup_wanted.connect(self.keeper.back_up)
        self.backups.check_wanted.connect(self.keeper.check)
        self.backups.restore_wanted.connect(self.keeper.restore)
        self.hand = HandOverCard(context)
        self.hand.wanted.connect(self.hand_over)
        self.deleted = DeletedCard(context)
        self.deleted.wanted.connect(self.bring_back)
        self._lay_out()

    def _lay_out(self) -> None:
        for one in (self.work, self.banner, self.advice):
            self.body.addWidget(one)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, SPACE_S, 0)
        layout.setSpacing(SPACE_L)
        layout.addWidget(self.password)
        layout.addWidget(self.backups)
        grid = QGridLayout()
        grid.setSpacing(SPACE_L)
        grid.addWidget(self.hand, 0, 0)
        grid.addWidget(self.deleted, 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        layout.addWidget(self._support_card())
        layout.addStretch(1)
        self.body.addWidget(scrolled(content, name="custody.area"), 1)

    def reload(self) -> None:
        """See ``Page.reload``."""
        client, services = self.context.client, self.context.services
        self.password.show_state()

        def work(_: object) -> _State:
            found = (services.cloud_warning(client.path), client.custody.advice())
            return _State(
                tuple(text for text in found if text is not None), client.backups.list(),
                client.backups.problem(), client.records.client().cases, client.custody.deleted(),
            )  # fmt: skip

        self.context.tasks.run(work, owner=self, on_done=self._show, on_error=self.context.fail)

    def leave(self) -> None:
        """Forget passwords that were typed and the key that was shown."""
        self.password.forget()

    # ---- password ----------------------------------------------------------------------------

    def change_password(self, old: str | None, new: str | None) -> None:
        """Give the file another password or none; the window rests until that is done.

        The file is closed and opened anew, so nothing else may read or write it meanwhile.
        """
        if self.work.busy:
            return
        if new is None and not self.context.ask.confirm(
            self.tr("Take the password away"),
            self.tr("Anybody who gets the file can then read it."),
            yes=self.tr("Take it away"),
        ):
            return
        custody, window = self.context.client.custody, self.window()
        self.context.tasks.drain()
        self.context.tasks.stop_long()
        window.setEnabled(False)

        def done(changed: Changed[str | None]) -> None:
            window.setEnabled(True)
            self.password.show_key(changed.value)
            said = self.tr("The file is encrypted now.") if new else self.tr(
                "The file has no password any more."
            )  # fmt: skip
            self._say(said)
            self.reload()

        def failed(error: Exception) -> None:
            window.setEnabled(True)
            self.password.say(messages.describe(error, self.context.lang).text)

        self.work.run(
            self.tr("Writing the file anew…"), lambda _: custody.change_password(old, new), done,
            failed,
        )  # fmt: skip

    def print_sheet(self) -> None:
        """Write the sheet with the recovery key, and show it to be printed."""
        name = f"{self.context.client.path.stem}-" + self.tr("recovery")
        out = self.context.ask.save_file(self.tr("Recovery sheet"), f"{name}.pdf", "PDF (*.pdf)")
        if out is None:
            return
        custody, lang = self.context.client.custody, self.context.lang

        def done(_: object) -> None:
            self._say(self.tr("Print this sheet, then delete the file: {path}").format(path=out))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))

        self.work.run(
            self.tr("Writing…"), lambda _: custody.recovery_sheet(out, lang, force=True), done
        )

    def open_restored(self) -> None:
        """Open what was restored, in place of this client."""
        if self._restored is not None:
            self.context.signals.open_wanted.emit(self._restored)

    # ---- the rest ----------------------------------------------------------------------------

    def hand_over(self, left_out: Sequence[str]) -> None:
        """Ask where to and with which password, and write the file to hand over."""
        ask, client = self.context.ask, self.context.client
        title, added = self.tr("Hand over"), self.tr("handover")
        out = ask.save_file(
            title, f"{client.path.stem}-{added}{SUFFIX}",
            self.tr("Client file") + f" (*{SUFFIX})",
        )  # fmt: skip
        if out is None:
            return
        target = as_client_file(out)
        options = [self.tr("Without a password"), self.tr("With a password of its own")]
        chosen = ask.choose(title, self.tr("The new file"), options, int(client.encrypted))
        if chosen is None:
            return
        password = self._new_password(title) if chosen else None
        if chosen and password is None:
            return
        self.work.run(
            self.tr("Writing and verifying…"),
            lambda _: client.custody.hand_over(target, without_cases=left_out, password=password),
            lambda made: self._say(self.tr("Written and verified: {path}").format(path=made)),
        )

    def bring_back(self, entry: HistoryEntry) -> None:
        """Bring a deleted record back; deleting it again undoes that."""
        custody, kind = self.context.client.custody, entry.kind
        records, context = self.context.client.records, self.context

        def undo() -> None:
            context.tasks.run(
                lambda _: records.delete(kind, entry.identity), owner=context.signals,
                on_done=lambda _: None, on_error=context.fail,
            )  # fmt: skip

        said = self.tr("Brought back: {what}").format(what=" · ".join(entry.identity))
        context.tasks.run(
            lambda _: custody.bring_back(entry), owner=self,
            on_done=lambda _: context.undoable(said, undo), on_error=context.fail,
        )  # fmt: skip

    def diagnostics(self) -> None:
        """Write the bundle for support."""
        out = self.context.ask.save_file(
            self.tr("Diagnostics"), "xinbao-diagnostics.zip", "ZIP (*.zip)"
        )
        services = self.context.services
        if out is not None:
            self.work.run(
                self.tr("Writing…"), lambda _: services.write_diagnostics(out, force=True),
                lambda _: self._say(self.tr("Written: {path}").format(path=out)),
            )  # fmt: skip

    def _support_card(self) -> QWidget:
        layout = QVBoxLayout()
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(self.tr("For support"), "heading"))
        line = row()
        line.addWidget(
            label(
                self.tr("The bundle holds versions and the program's log, no client data."),
                "muted", wrap=True,
            ), 1,
        )  # fmt: skip
        line.addWidget(button(self.tr("Diagnostics…"), "custody.diagnostics", self.diagnostics))
        layout.addLayout(line)
        return card(layout)

    def _new_password(self, title: str) -> str | None:
        ask = self.context.ask
        first = ask.password(title, self.tr("Password of the new file"))
        if not first:
            return None
        if first == ask.password(title, self.tr("The password once more")):
            return first
        self._say(self.tr("The two passwords differ; nothing was written."), "error")
        return None

    def _show(self, state: _State) -> None:
        self.advice.say("\n".join(self.context.say(text) for text in state.warnings))
        self.backups.show_backups(state.backups, state.problem)
        self.hand.show_cases(state.cases)
        self.deleted.show_deleted(state.deleted)

    def _on_restored(self, made: Path) -> None:
        self._restored = made
        self._open.show()

    def _say(self, text: str, tone: str = "good") -> None:
        self._open.hide()
        self.banner.say(text, tone)
