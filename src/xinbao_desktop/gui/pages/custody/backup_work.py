"""Makes backups, checks the file, and restores: what the buttons of the backup card ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xinbao_desktop.errors import PasswordError
from xinbao_desktop.gui import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xinbao_desktop.app.shapes import Finding
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.widgets.work_strip import WorkStrip

SUFFIX = ".xinbao"


def as_client_file(path: Path) -> Path:
    """Return a path that ends as client files do."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


class BackupWork(QObject):
    """Runs one piece of such work at a time on the page's strip."""

    done = Signal()  # the list of backups is another one now
    restored = Signal(object)  # the path of the new file

    def __init__(
        self,
        context: ClientContext,
        strip: WorkStrip,
        say: Callable[[str, str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._strip, self._say = context, strip, say

    def back_up(self) -> None:
        """Make a verified backup."""
        backups = self._context.client.backups

        def done(_: object) -> None:
            self._say(self.tr("The backup is made and verified."), "good")
            self.done.emit()

        self._strip.run(
            self.tr("Copying and verifying…"),
            lambda progress: backups.backup(None, progress), done,
        )  # fmt: skip

    def check(self) -> None:
        """Prove every record and every paper."""

        def done(found: Sequence[Finding]) -> None:
            lines = [f"{one.where}: {self._context.say(one.message)}" for one in found]
            whole = self.tr("Every record and every paper is as it was saved.")
            tone = "error" if any(one.damage for one in found) else "care" if found else "good"
            self._say("\n".join(lines) or whole, tone)

        self._strip.run(self.tr("Checking…"), self._context.client.backups.check, done)

    def restore(self, source: Path) -> None:
        """Ask what the restored file is to be called, and write it."""
        name = f"{self._context.client.path.stem}-{self._context.today()}{SUFFIX}"
        out = self._context.ask.save_file(
            self.tr("Restore into a new file"), name, self.tr("Client file") + f" (*{SUFFIX})"
        )
        if out is not None:
            self._restore(source, as_client_file(out))

    def _restore(self, source: Path, target: Path, password: str | None = None) -> None:
        services = self._context.services

        def done(made: Path) -> None:
            self._say(self.tr("Restored and verified: {path}").format(path=made), "good")
            self.restored.emit(made)

        def failed(error: Exception) -> None:
            if not isinstance(error, PasswordError):
                self._context.fail(error)
                return
            said = messages.describe(error, self._context.lang).text
            given = self._context.ask.password(self.tr("Password of that backup"), said)
            if given:
                self._restore(source, target, given)

        self._strip.run(
            self.tr("Restoring and verifying…"),
            lambda progress: services.restore(source, target, password, progress), done, failed,
        )  # fmt: skip
