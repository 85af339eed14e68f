"""The note beside each backup: when it was made and proven, and which contents it needs."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.errors import UsageError
from xinbao_desktop.storage import failures
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SUFFIX = ".xinbao-backup"

NO_BACKUP = Text(
    "文件夹 {folder} 中没有备份。请选择以 .xinbao-backup 结尾的文件。",
    "The folder {folder} holds no backup. Choose a file that ends in .xinbao-backup.",
)
SEVERAL = Text(
    "文件夹 {folder} 中有多个客户的备份：{names}。请选择其中一个文件夹或一个备份文件。",
    "The folder {folder} holds backups of several clients: {names}. Choose one of those folders, "
    "or one backup.",
)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup that was proven; ``pool_names`` are the contents it needs."""

    path: Path
    made_at: datetime
    verified_at: datetime
    rows: Mapping[str, int]
    paper_bytes: int
    encrypted: bool
    pool_names: tuple[str, ...]


def backups_in(folder: Path) -> Sequence[BackupInfo]:
    """Return the proven backups in a folder and the folders in it, newest first."""
    found = [_read_note(path) for path in folder.glob(f"**/*{SUFFIX}.json")]
    return sorted((i for i in found if i is not None), key=lambda i: i.made_at, reverse=True)


def newest_in(folder: Path) -> Path:
    """Return the newest backup in the folder of one client; ``UsageError`` if that is unclear."""
    found = backups_in(folder)
    if not found:
        raise UsageError(NO_BACKUP.fill(folder=folder.name))
    if len({info.path.parent for info in found}) > 1:
        names = "、".join(sorted({info.path.parent.name for info in found}))
        raise UsageError(SEVERAL.fill(folder=folder.name, names=names))
    return found[0].path


def note_path(path: Path) -> Path:
    """Return the note beside a backup."""
    return path.with_name(path.name + ".json")


def write_note(info: BackupInfo) -> None:
    """Note beside a backup that it was proven; without the note it does not count."""
    values = {
        "format": 1,
        "made_at": info.made_at.isoformat(),
        "verified_at": info.verified_at.isoformat(),
        "rows": dict(info.rows),
        "paper_bytes": info.paper_bytes,
        "encrypted": info.encrypted,
        "pool": list(info.pool_names),
    }
    path = note_path(info.path)
    draft = path.with_name(path.name + ".part")
    with failures.disk_errors(path):
        try:
            draft.write_text(json.dumps(values, indent=1), encoding="utf-8")
            draft.replace(path)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _read_note(note: Path) -> BackupInfo | None:
    path = Path(os.fspath(note).removesuffix(".json"))
    try:
        values = json.loads(note.read_text(encoding="utf-8"))
        if not path.exists():
            return None
        return BackupInfo(
            path=path,
            made_at=datetime.fromisoformat(values["made_at"]),
            verified_at=datetime.fromisoformat(values["verified_at"]),
            rows={str(k): int(v) for k, v in values["rows"].items()},
            paper_bytes=int(values["paper_bytes"]),
            encrypted=bool(values["encrypted"]),
            pool_names=tuple(str(name) for name in values["pool"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
