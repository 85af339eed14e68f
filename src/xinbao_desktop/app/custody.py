"""Keeping a client's file: its password and recovery sheet, handing it over, what was deleted.

Backups have a service of their own.
"""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.app.report import Reports
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.errors import ClientFileError, UsageError
from xinbao_desktop.storage.cipher import key_from_password
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.handover import hand_over
from xinbao_desktop.storage.header import salt_of
from xinbao_desktop.storage.password import change_password
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.storage.values import HistoryEntry

IDENTITY_SLOTS = frozenset({"K01", "K02"})
ADVICE = Text(
    "案卷里有身份证件（K01、K02）。建议给客户文件设密码。",
    "Identity papers (K01, K02) are filed. A password for the client file is advisable.",
)
NO_PASSWORD = Text("这个客户文件没有密码。", "This client file has no password.")
READ_ONLY = Text("只读打开，不能更改密码。", "Open for reading; the password cannot be changed.")


class CustodyService:
    """Keeps one client file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def set_password(self, old: str | None, new: str | None) -> str | None:
        """Give the file a new password, its first one, or none; returns the new recovery key.

        The file is closed, written anew, proven and opened again. A wrong old password changes
        nothing.

        Raises:
            ClientFileError: The old password is wrong, or the file is open for reading only.
        """
        file = self._desk.file
        if file.read_only:
            raise ClientFileError(READ_ONLY)
        path, before_write, moment = file.path, file.before_write, file.now()
        file.close()
        opens_with, key = old, file.recovery_key
        try:
            made = change_password(path, password=old, new_password=new, now=moment)
            opens_with, key = new, made
            return made
        finally:
            self._desk.file = self._opened(path, opens_with, key)
            self._desk.file.before_write = before_write
            self._desk.forget()

    def change_password(self, old: str | None, new: str | None) -> Changed[str | None]:
        """Do the same as ``set_password``, and tell open pages that the keeping changed."""
        return Changed(self.set_password(old, new), Changes.of("custody"))

    def opens_with(self, password: str) -> bool:
        """Say whether this is the password of the open file; always where it has none."""
        key = self._desk.file.recovery_key
        if key is None:
            return True
        path = self._desk.file.path
        given = key_from_password(password, salt_of(path)) if password else None
        return given is not None and compare_digest(given.recovery_key, key)

    @staticmethod
    def _opened(path: Path, password: str | None, recovery_key: str | None) -> ClientFile:
        """Open the file again; the key stands in where the password given was a wrong one."""
        if recovery_key is not None:
            return ClientFile.open(path, recovery_key=recovery_key, write=True)
        return ClientFile.open(path, password=password, write=True)

    def recovery_sheet(self, out: Path, lang: Lang = Lang.ZH, *, force: bool = False) -> None:
        """Print the sheet with the recovery key.

        Raises:
            UsageError: The file has no password, so there is no key.
        """
        key = self._desk.file.recovery_key
        if key is None:
            raise UsageError(NO_PASSWORD)
        day = self._desk.clock.today()
        Reports(self._desk).recovery_sheet(key, self._desk.file.path.name, out, lang, day, force)

    def hand_over(
        self, target: Path, *, without_cases: Sequence[str] = (), password: str | None = None
    ) -> Path:
        """Write the client anew into one file to hand over, also without chosen cases."""
        return hand_over(
            self._desk.file, target, without_cases=tuple(without_cases), password=password
        )

    def deleted(self) -> Sequence[HistoryEntry]:
        """Return what was deleted and can be brought back, the newest first."""
        with self._desk.file.read() as work:
            found = [entry for kind in KINDS for entry in work.deleted(kind.name)]
        return sorted(found, key=lambda entry: entry.at, reverse=True)

    def bring_back(self, entry: HistoryEntry) -> Changed[None]:
        """Bring a deleted record back."""
        with self._desk.write() as work:
            work.undelete(entry.kind, entry.identity)
        return Changed(None, Changes.of(entry.kind))

    def advice(self) -> Text | None:
        """Return the advice to set a password, where identity papers are filed without one."""
        if self._desk.file.encrypted:
            return None
        filed = {d.slot for d in self._desk.client().documents if d.sha256}
        return ADVICE if filed & IDENTITY_SLOTS else None
