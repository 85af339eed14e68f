"""Back up, restore and check one client (J10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.storage.backup import backup
from xinbao_desktop.storage.checking import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.progress import Progress
    from xinbao_desktop.storage.backup import BackupInfo
    from xinbao_desktop.storage.values import Finding


class BackupService:
    """Backups of one client."""

    def __init__(self, desk: Desk, default_folder: Path) -> None:
        self._desk = desk
        self._default = default_folder

    def backup(self, folder: Path | None = None, progress: Progress | None = None) -> BackupInfo:
        """Write a backup and prove it by reading it again."""
        return backup(self._desk.file, folder or self._default, progress)

    def check(self, progress: Progress | None = None) -> Sequence[Finding]:
        """Prove every record and every paper; returns what is wrong."""
        return check(self._desk.file, progress)
