"""Connections to one client file: plain or encrypted, every BEGIN sent from here.

The sqlite3 module is told to begin nothing by itself, or a failed migration would be half done.
The journal is a rollback journal: between two changes the file is whole in one piece, even
while the program has it open or after it was killed. ``EXTRA`` also syncs the folder after a
commit, so that an acknowledged change survives a power cut.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from xinbao_desktop.storage import cipher

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from xinbao_desktop.storage.cipher import CipherKey

BUSY_SECONDS = 30
CACHE_KIB = 32_000

_PRAGMAS = (
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    f"cache_size = -{CACHE_KIB}",
)


@dataclass(frozen=True, slots=True)
class Access:
    """Where a file is, with which key, and whether it may be written or made."""

    path: Path
    key: CipherKey | None = None
    mode: str = "ro"  # "ro", "rw" or "rwc" as SQLite names them


def uri(path: Path, mode: str) -> str:
    """Return SQLite's address of a file, whatever characters its path has."""
    address = path.resolve().as_uri()
    if not address.startswith("file:///"):  # a share: file://server/… is refused by SQLite
        address = "file:////" + address.removeprefix("file://")
    return f"{address}?mode={mode}"


def connect(access: Access, module: Any = None) -> Any:
    """Return a raw connection that begins no transaction by itself."""
    module = module or (cipher.library() if access.key else sqlite3)
    connection = module.connect(
        uri(access.path, access.mode),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if access.key:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f'PRAGMA key = "{access.key.for_new_file}"')
            connection.execute("PRAGMA cipher_compatibility = 4")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except module.Error:
        connection.close()
        raise
    return connection


def make_engine(access: Access, *, pooled: bool = True) -> Engine:
    """Return an engine; ``execution_options(writes=True)`` takes the write lock at BEGIN."""
    module: Any = cipher.library() if access.key else sqlite3
    engine = create_engine(
        "sqlite://",
        module=module,
        creator=lambda: connect(access),
        poolclass=QueuePool if pooled else NullPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
