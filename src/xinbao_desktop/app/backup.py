"""Back up, restore and check one client (J10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.storage.backup import backup
from xinbao_desktop.storage.backup_note import backups_in
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.thinning import AutomaticBackup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.progress import Progress
    from xinbao_desktop.storage.backup import BackupInfo
    from xinbao_desktop.storage.values import Finding
    from xinbao_desktop.text import Text


class BackupService:
    """Backups of one client."""

    def __init__(self, desk: Desk, default_folder: Path) -> None:
        self._desk = desk
        self._default = default_folder

    def backup(self, folder: Path | None = None, progress: Progress | None = None) -> BackupInfo:
        """Write a backup and prove it by reading it again."""
        return backup(self._desk.file, folder or self._default, progress)

    def ahead(self) -> None:
        """Make the backup that the next change would wait for, if one is due."""
        before_write = self._desk.file.before_write
        if before_write is not None:
            before_write(self._desk.file)

    def list(self) -> Sequence[BackupInfo]:
        """Return the proven backups of this client in its folder, the newest first."""
        with self._desk.file.read() as work:
            mark = work.client_id[:8]
        place = self._default
        return [b for b in backups_in(place) if b.path.parent.name.endswith(mark)]

    def problem(self) -> Text | None:
        """Return why the last automatic backup failed, None if it did not."""
        automatic = self._desk.file.before_write
        return automatic.problem if isinstance(automatic, AutomaticBackup) else None

    def check(self, progress: Progress | None = None) -> Sequence[Finding]:
        """Prove every record and every paper; returns what is wrong."""
        return check(self._desk.file, progress)
