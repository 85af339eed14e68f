"""A snapshot: all tables of a client file without the bytes of its papers.

It is a database of its own kind (``BACKUP_ID``), in the client's encryption, and is restored,
never opened for work.
"""

from __future__ import annotations

import dataclasses
from contextlib import closing
from typing import TYPE_CHECKING, Any

from xinbao_desktop.storage import failures, header
from xinbao_desktop.storage.copying import raw_error
from xinbao_desktop.storage.engine import connect, uri
from xinbao_desktop.storage.tables import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xinbao_desktop.storage.engine import Access


def write_snapshot(source: Access, target: Path) -> Mapping[str, int]:
    """Write a new snapshot; returns how many rows each table had in the client file."""
    made = dataclasses.replace(source, path=target, mode="rwc")
    with (
        failures.raw_errors(target, raw_error(source)),
        closing(connect(made)) as connection,
    ):
        attach(connection, "client", dataclasses.replace(source, mode="ro"))
        connection.execute("BEGIN")
        counts = copy_tables(connection, leave_out={pieces.name})
        connection.execute("COMMIT")
        connection.execute("DETACH client")
        connection.execute(f"PRAGMA application_id = {header.BACKUP_ID}")
    return counts


def attach(connection: Any, name: str, access: Access) -> None:
    """Attach another file, with its own key, to a raw connection."""
    address = uri(access.path, access.mode)
    if access.key is not None:
        key = access.key.for_new_file
        connection.execute(f"ATTACH DATABASE ? AS {name} KEY ?", (address, key))
    elif connection.__class__.__module__.startswith("sqlcipher3"):
        connection.execute(f"ATTACH DATABASE ? AS {name} KEY ''", (address,))
    else:
        connection.execute(f"ATTACH DATABASE ? AS {name}", (address,))


def copy_tables(connection: Any, leave_out: set[str]) -> Mapping[str, int]:
    """Copy definitions and rows from the attached ``client``; returns its numbers of rows."""
    found = connection.execute(
        "SELECT type, name, sql FROM client.sqlite_master WHERE sql IS NOT NULL "
        "ORDER BY type = 'index', name"
    ).fetchall()
    counts = {}
    for kind, name, sql in found:
        connection.execute(sql)
        if kind == "table":
            counts[name] = connection.execute(f'SELECT count(*) FROM client."{name}"').fetchone()[0]  # noqa: S608
            if name not in leave_out:
                connection.execute(f'INSERT INTO main."{name}" SELECT * FROM client."{name}"')  # noqa: S608
    version = connection.execute("PRAGMA client.user_version").fetchone()[0]
    connection.execute(f"PRAGMA user_version = {version}")
    return counts
