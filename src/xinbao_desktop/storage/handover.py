"""A client file for somebody else: written new, so that nothing left out can be read in it.

Chosen cases are left out with everything filed under them: their invoices, papers, events,
packets and history. Papers taken out of sight stay behind as well, unless they are filed.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.storage import cipher, failures, header
from xinbao_desktop.storage.appearing import new_file
from xinbao_desktop.storage.checking import check_connection
from xinbao_desktop.storage.codec import SEPARATOR
from xinbao_desktop.storage.copying import raw_error
from xinbao_desktop.storage.engine import Access, connect, make_engine
from xinbao_desktop.storage.snapshot import attach, copy_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.storage.client_file import ClientFile

_CASE_KINDS = tuple(
    kind.name for kind in KINDS if any(spec.key == "case_no" for spec in kind.fields)
)
_FILTERED = frozenset({*_CASE_KINDS, "packets", "history", "evidence", "blobs", "pieces"})


def hand_over(
    file: ClientFile,
    target: Path,
    *,
    without_cases: Sequence[str] = (),
    password: str | None = None,
) -> Path:
    """Write a new file with all of a client, or all but some cases; proven before it appears.

    ``password`` is that of the new file; without one it is not encrypted, whatever the old
    file is.
    """
    key = None if password is None else cipher.key_from_password(password, header.new_salt())
    with new_file(target) as draft:
        made = Access(draft, key, "rwc")
        source = Access(file.access.path, file.access.key, "ro")
        library = cipher.library() if key or source.key else None
        kind = library.Error if library else raw_error(source)
        with failures.raw_errors(target, kind), closing(connect(made, library)) as connection:
            attach(connection, "client", source)
            connection.execute("CREATE TEMP TABLE left_out (case_no TEXT PRIMARY KEY)")
            connection.executemany(
                "INSERT OR IGNORE INTO left_out VALUES (?)", [(case,) for case in without_cases]
            )
            connection.execute("BEGIN")
            copy_tables(connection, leave_out=set(_FILTERED))
            _copy_chosen(connection)
            connection.execute("COMMIT")
            connection.execute("DETACH client")
            connection.execute(f"PRAGMA application_id = {header.APPLICATION_ID}")
        _prove(made, target)
    return target


def _copy_chosen(connection: Any) -> None:
    out = "(SELECT case_no FROM temp.left_out)"
    for name in (*_CASE_KINDS, "packets"):
        _copy(connection, name, f"case_no NOT IN {out}")
    kinds = ", ".join(f"'{name}'" for name in _CASE_KINDS)
    first = f"substr(identity, 1, instr(identity || '{SEPARATOR}', '{SEPARATOR}') - 1)"
    of_papers = "kind = 'evidence' AND identity NOT IN (SELECT sha256 FROM main.evidence)"
    filed = "SELECT sha256 FROM {}.documents WHERE sha256 IS NOT NULL"
    _copy(
        connection,
        "evidence",
        "sha256 IN ({}) OR (removed_at IS NULL AND sha256 NOT IN ({}))".format(
            filed.format("main"), filed.format("client")
        ),
    )
    _copy(
        connection, "history", f"NOT (kind IN ({kinds}) AND {first} IN {out}) AND NOT ({of_papers})"
    )
    needed = (
        "SELECT sha256 FROM main.evidence UNION SELECT prepared_sha256 FROM main.evidence "
        "UNION SELECT sha256 FROM main.packets WHERE stored = 1"
    )
    _copy(connection, "blobs", f"sha256 IN ({needed})")
    _copy(connection, "pieces", "blob_id IN (SELECT blob_id FROM main.blobs)")


def _copy(connection: Any, name: str, where: str) -> None:
    connection.execute(f'INSERT INTO main."{name}" SELECT * FROM client."{name}" WHERE {where}')  # noqa: S608


def _prove(made: Access, target: Path) -> None:
    engine = make_engine(made, pooled=False)
    try:
        with failures.database_errors(target), engine.connect() as connection:
            damaged = [f for f in check_connection(connection, target) if f.damage]
    finally:
        engine.dispose()
    if damaged:
        raise IntegrityError(failures.DAMAGED.fill(file=target.name))
