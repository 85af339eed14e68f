"""Add, change or remove the password of a client file.

The file is exported into a new one in the new encryption, proven, and then takes the old one's
place in one step; a kill at any moment leaves one of the two, whole.
"""

from __future__ import annotations

import dataclasses
from contextlib import closing
from typing import TYPE_CHECKING

from xinbao_desktop.durable import sync_folder
from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.storage import cipher, failures, header, lock, schema_version
from xinbao_desktop.storage.appearing import draft_of, remove_draft, remove_leftovers
from xinbao_desktop.storage.checking import check_connection
from xinbao_desktop.storage.engine import Access, connect, make_engine
from xinbao_desktop.storage.opening import examine, key_for
from xinbao_desktop.storage.snapshot import attach

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def change_password(
    path: Path,
    *,
    password: str | None,
    new_password: str | None,
    now: datetime,
    recovery_key: str | None = None,
) -> str | None:
    """Give a closed client file a new password, its first one, or none.

    Returns the new recovery key to print, or None without a password. Backups made before keep
    the password of their day.
    """
    container = header.recognise(path)
    old = Access(path, key_for(path, container, password, recovery_key), "rw")
    new_key = None
    if new_password is not None:
        new_key = cipher.key_from_password(new_password, header.new_salt())
    held = lock.acquire(path, now)
    draft = draft_of(path)
    remove_leftovers(path)
    try:
        version = examine(old)
        made = Access(draft, new_key, "rwc")
        _export(old, made)
        _prove(dataclasses.replace(made, mode="ro"), path, version)
        with failures.disk_errors(path):
            draft.replace(path)
        sync_folder(path.parent)
    finally:
        remove_draft(draft)
        held.release()
    return new_key.recovery_key if new_key else None


def _export(old: Access, made: Access) -> None:
    library = cipher.library()
    with (
        failures.raw_errors(old.path, library.Error),
        closing(connect(old, module=library)) as connection,
    ):
        attach(connection, "made", made)
        connection.execute("SELECT sqlcipher_export('made')")
        for pragma in ("user_version", "application_id"):
            value = connection.execute(f"PRAGMA main.{pragma}").fetchone()[0]
            connection.execute(f"PRAGMA made.{pragma} = {value}")
        connection.execute("DETACH made")


def _prove(made: Access, path: Path, version: int) -> None:
    if version != schema_version.CURRENT:
        examine(made)
        return
    engine = make_engine(made, pooled=False)
    try:
        with failures.database_errors(path), engine.connect() as connection:
            damaged = any(finding.damage for finding in check_connection(connection, path))
    finally:
        engine.dispose()
    if damaged:
        raise IntegrityError(failures.DAMAGED.fill(file=path.name))
