"""Backups: a snapshot of all records, the papers in a pool beside it, proven before it counts.

A client's backups lie in one folder: ``NAME-TIME.xinbao-backup`` with a small ``.json`` that
says when it was made and proven, and ``pool/``. When backups are made by themselves, and which
are kept, stands in ``thinning``.
"""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, text

from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.storage import contents, failures, header, schema_version
from xinbao_desktop.storage.appearing import free_name, new_file
from xinbao_desktop.storage.backup_note import SUFFIX, BackupInfo, newest_in, write_note
from xinbao_desktop.storage.checking import check_connection
from xinbao_desktop.storage.copying import copy_database
from xinbao_desktop.storage.engine import Access, make_engine
from xinbao_desktop.storage.opening import examine, key_for
from xinbao_desktop.storage.pool import Pool
from xinbao_desktop.storage.snapshot import write_snapshot
from xinbao_desktop.storage.tables import blobs, pieces
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from xinbao_desktop.progress import Progress
    from xinbao_desktop.storage.client_file import ClientFile

__all__ = ["BackupInfo", "backup", "restore"]

_WITHOUT_BYTES = frozenset({"contents"})

NOT_PROVEN = Text(
    "备份 {file} 写完后核对不一致，已作废并删除；客户文件未受影响。请先运行“检查”，再重试。",
    "The backup {file} did not prove right after it was written and was taken away; the client "
    "file is not affected. Run check, then try again.",
)


def backup(file: ClientFile, folder: Path, progress: Progress | None = None) -> BackupInfo:
    """Back a client file up into a folder of its own inside ``folder``, and prove it."""
    progress = progress or NoProgress()
    with file.read() as work:
        client_id = work.client_id
    place = folder / f"{file.path.stem}-{client_id[:8]}"
    with failures.disk_errors(place):
        place.mkdir(parents=True, exist_ok=True)
    made_at = file.now()
    stamp = f"{made_at.astimezone():%Y%m%d-%H%M%S}"
    path = free_name(place / f"{file.path.stem}-{stamp}{SUFFIX}")
    with new_file(path) as draft:
        rows = write_snapshot(file.access, draft)
        pool = Pool(place, file.access.key)
        sizes = _fill_pool(file, draft, pool, progress)
        _prove(dataclasses.replace(file.access, path=draft, mode="ro"), rows, path)
    info = BackupInfo(
        path=path,
        made_at=made_at,
        verified_at=file.now(),
        rows=rows,
        paper_bytes=sum(sizes.values()),
        encrypted=file.encrypted,
        pool_names=tuple(sorted(pool.name(sha256) for sha256 in sizes)),
    )
    write_note(info)
    return info


def restore(
    source: Path,
    target: Path,
    *,
    password: str | None = None,
    recovery_key: str | None = None,
    progress: Progress | None = None,
) -> Path:
    """Make a new client file from a backup, proven whole before it appears under its name.

    ``source`` may be a folder of one client's backups; its newest one is taken then.
    """
    progress = progress or NoProgress()
    source = newest_in(source) if source.is_dir() else source
    container = header.recognise(source, header.BACKUP_ID)
    access = Access(source, key_for(source, container, password, recovery_key))
    version = examine(access, header.BACKUP_ID)
    with new_file(target) as draft:
        made = dataclasses.replace(access, path=draft, mode="rw")
        copy_database(access, made)
        _take_papers(made, Pool(source.parent, access.key), progress)
        if version < schema_version.CURRENT:
            from xinbao_desktop.storage.migration import migrate

            migrate(made)
        with _reading(made) as connection:
            findings = check_connection(connection, source, progress)
        if any(finding.damage for finding in findings):
            raise IntegrityError(failures.DAMAGED.fill(file=source.name))
    return target


def _fill_pool(
    file: ClientFile, snapshot: Path, pool: Pool, progress: Progress
) -> Mapping[str, int]:
    """Put every content of the snapshot into the pool and prove each; returns their sizes."""
    with _reading(dataclasses.replace(file.access, path=snapshot, mode="ro")) as connection:
        sizes = {sha: size for _, sha, size in connection.execute(select(blobs)).all()}
    for number, sha256 in enumerate(sizes):
        progress.step(number, len(sizes))
        if not pool.is_whole(sha256):
            with file.read() as work:
                pool.add(sha256, contents.pieces_of(work.connection, sha256))
            if not pool.is_whole(sha256):
                raise IntegrityError(NOT_PROVEN.fill(file=snapshot.name))
    return sizes


def _prove(access: Access, rows: Mapping[str, int], path: Path) -> None:
    with _reading(access) as connection:
        for name, number in rows.items():
            if name != pieces.name:
                count = connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar()  # noqa: S608
                if count != number:
                    raise IntegrityError(NOT_PROVEN.fill(file=path.name))
        findings = check_connection(connection, path, leave_out=_WITHOUT_BYTES)
    if any(finding.damage for finding in findings):
        raise IntegrityError(NOT_PROVEN.fill(file=path.name))


def _take_papers(made: Access, pool: Pool, progress: Progress) -> None:
    engine = make_engine(made, pooled=False)
    try:
        with failures.database_errors(made.path), engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                chosen = select(blobs.c.blob_id, blobs.c.sha256).order_by(blobs.c.blob_id)
                wanted = connection.execute(chosen).all()
                for number, (blob_id, sha256) in enumerate(wanted):
                    progress.step(number, len(wanted))
                    for place, piece in enumerate(pool.pieces(sha256)):
                        values = {"blob_id": blob_id, "number": place, "content": piece}
                        if piece:
                            connection.execute(insert(pieces).values(values))
                connection.exec_driver_sql(f"PRAGMA application_id = {header.APPLICATION_ID}")
    finally:
        engine.dispose()


@contextmanager
def _reading(access: Access) -> Iterator[Connection]:
    """Read a file that is not open as a client."""
    engine = make_engine(dataclasses.replace(access, mode="ro"), pooled=False)
    try:
        with failures.database_errors(access.path), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
