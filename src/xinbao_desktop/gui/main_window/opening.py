"""How a client is opened, made or tried: the questions on the way and the work behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xinbao_desktop.errors import PasswordError
from xinbao_desktop.gui import messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.gui.context import Context
    from xinbao_desktop.progress import Progress

SUFFIX = ".xinbao"
PATTERN = f"*{SUFFIX}"


class Opening(QObject):
    """Ends with ``opened`` or with an explanation."""

    opened = Signal(object)
    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def ask_new(self) -> None:
        """Ask where to make a new client, and with which password if any."""
        ask = self._context.ask
        path = ask.save_file(
            self.tr("New client"),
            self.tr("client") + SUFFIX,
            self.tr("Client file") + f" ({PATTERN})",
        )
        if path is None:
            return
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        options = [self.tr("Without a password"), self.tr("With a password")]
        chosen = ask.choose(
            self.tr("New client"),
            self.tr(
                "A password encrypts the whole file. Without it nobody can open the file again."
            ),
            options,
        )
        if chosen is None:
            return
        password = self._new_password() if chosen else None
        if chosen and password is None:
            return
        services = self._context.services
        self._run(lambda _: services.create_client(path, password), path)

    def ask_open(self) -> None:
        """Ask which client file to open."""
        path = self._context.ask.open_file(
            self.tr("Open a client"), self.tr("Client file") + f" ({PATTERN})"
        )
        if path is not None:
            self.open(path)

    def open(self, path: Path, password: str | None = None) -> None:
        """Open a client; one that is held by another program is opened for reading."""
        services = self._context.services
        self._run(lambda _: services.open_client(path, password), path)

    def _run(self, work: Callable[[Progress], OpenedClient], path: Path) -> None:
        self._context.tasks.run(
            work, owner=self, on_done=self.opened.emit,
            on_error=lambda error: self._on_error(error, path),
        )  # fmt: skip

    def _on_error(self, error: Exception, path: Path) -> None:
        said = messages.describe(error, self._context.lang).text
        if not isinstance(error, PasswordError):
            self.failed.emit(said)
            return
        password = self._context.ask.password(self.tr("Password"), said)
        if password:
            self.open(path, password)

    def _new_password(self) -> str | None:
        ask = self._context.ask
        first = ask.password(self.tr("New client"), self.tr("Password"))
        if not first:
            return None
        second = ask.password(self.tr("New client"), self.tr("The password once more"))
        if first != second:
            self.failed.emit(self.tr("The two passwords differ; nothing was made."))
            return None
        return first
