"""When a backup is made by itself, and which of the older ones are kept.

Made before the first write of a sitting and at most hourly; kept: every one of the last day, one
a day for a month, one a month for three years. The papers in the pool stay as long as one
backup needs them.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from xinbao_desktop.errors import AppError
from xinbao_desktop.storage.backup import backup
from xinbao_desktop.storage.backup_note import SUFFIX, BackupInfo, backups_in, note_path
from xinbao_desktop.storage.pool import FOLDER, Pool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from xinbao_desktop.storage.client_file import ClientFile
    from xinbao_desktop.text import Text

AT_MOST_EVERY = timedelta(hours=1)
ALL_FOR = timedelta(days=1)
DAILY_FOR = timedelta(days=31)
MONTHLY_FOR = timedelta(days=3 * 366)


class AutomaticBackup:
    """Set as ``ClientFile.before_write``: backs the file up when that is due.

    A backup that fails never stops a change; ``problem`` then says why it failed, and ``last``
    is the newest one that was proven.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tried_at: datetime | None = None
        self.last: BackupInfo | None = None
        self.problem: Text | None = None

    def __call__(self, file: ClientFile) -> None:
        """Back up if this is the first write of the sitting or the last try is an hour old."""
        now = file.now()
        if self._tried_at is not None and now - self._tried_at < AT_MOST_EVERY:
            return
        self._tried_at = now
        try:
            self.last = backup(file, self._folder)
            self.problem = None
            thin(self.last.path.parent, now)
        except AppError as error:
            self.problem = error.text


def to_keep(moments: Sequence[datetime], now: datetime) -> set[datetime]:
    """Return which backups are kept: of each day and month its newest one."""
    kept: set[datetime] = set()
    days: set[object] = set()
    months: set[object] = set()
    for moment in sorted(moments, reverse=True):
        age = now - moment
        day, month = moment.date(), (moment.year, moment.month)
        if (
            age <= ALL_FOR
            or (age <= DAILY_FOR and day not in days)
            or (age <= MONTHLY_FOR and month not in months)
        ):
            kept.add(moment)
        days.add(day)
        months.add(month)
    if moments:
        kept.add(max(moments))
    return kept


def thin(place: Path, now: datetime) -> int:
    """Take away the backups of one client that are kept no longer; returns how many."""
    found = backups_in(place)
    kept = to_keep([info.made_at for info in found], now)
    gone = [info for info in found if info.made_at not in kept]
    for info in gone:
        with suppress(OSError):
            note_path(info.path).unlink()
            info.path.unlink()
    _clean_pool(place)
    _remove_drafts(place, now)
    return len(gone)


def _remove_drafts(place: Path, now: datetime) -> None:
    """Take away what backups that were killed had begun; younger ones may be under way."""
    for draft in (*place.glob(".*.new*"), *place.glob(f"{FOLDER}/??/.*.part")):
        with suppress(OSError):
            if now.timestamp() - draft.stat().st_mtime > ALL_FOR.total_seconds():
                draft.unlink()


def _clean_pool(place: Path) -> None:
    """Take unneeded papers away, but only when every backup still says what it needs."""
    left = backups_in(place)
    if {info.path for info in left} == set(place.glob(f"*{SUFFIX}")):
        needed = {name for info in left for name in info.pool_names}
        Pool(place, None).keep_only(needed)
