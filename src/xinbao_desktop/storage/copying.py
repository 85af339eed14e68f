"""Copy a whole client file, page by page, and prove the copy before it counts."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from typing import TYPE_CHECKING

from xinbao_desktop.errors import DiskError, IntegrityError
from xinbao_desktop.storage import cipher, failures
from xinbao_desktop.storage.engine import connect

if TYPE_CHECKING:
    from xinbao_desktop.storage.engine import Access


def copy_database(source: Access, target: Access) -> None:
    """Copy a file into a new one, in the same encryption, and check the copy."""
    if target.path.exists():
        raise DiskError(failures.GONE.fill(file=target.path.name))
    try:
        with failures.raw_errors(source.path, raw_error(source)):
            with (
                closing(connect(dataclasses.replace(source, mode="ro"))) as reading,
                closing(connect(dataclasses.replace(target, mode="rwc"))) as writing,
            ):
                reading.backup(writing)
            check_pages(target)
    except BaseException:
        target.path.unlink(missing_ok=True)
        raise


def check_pages(access: Access) -> None:
    """Raise ``IntegrityError`` unless SQLite finds every page and index in order."""
    with (
        failures.raw_errors(access.path, raw_error(access)),
        closing(connect(dataclasses.replace(access, mode="ro"))) as connection,
    ):
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise IntegrityError(failures.DAMAGED.fill(file=access.path.name))


def raw_error(access: Access) -> type[Exception]:
    """Return the base of the errors of the library that opens a file."""
    if access.key is None:
        import sqlite3

        return sqlite3.Error
    error: type[Exception] = cipher.library().Error
    return error
