"""Which schema a client file has: made new, accepted, refused, or brought up to date.

The version is SQLite's ``user_version``. Alembic is imported only when an older file has to be
migrated; a new file is made straight from today's tables.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, insert

from xinbao_desktop.errors import ClientFileError, IntegrityError
from xinbao_desktop.storage import failures, header
from xinbao_desktop.storage.rows import digested
from xinbao_desktop.storage.tables import REVISION, SCHEMA_VERSION, metadata, settings
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

CURRENT = SCHEMA_VERSION

NEWER = Text(
    "{file} 由更新版本的程序创建（格式 {found}，本程序支持到 {known}），未作任何改动。"
    "请安装新版程序后再打开。",
    "{file} was made by a newer version of the program (format {found}, this one knows {known}); "
    "nothing was changed. Install the newer version to open it.",
)

_alembic = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), primary_key=True, nullable=False),
)
_FOREIGN = "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index')"
"""Views and triggers: the program makes none, so whoever put them there meant no good."""

SCHEMA_DIGEST = "file.schema"


def accepted(connection: Connection, path: Path, wanted: int = header.APPLICATION_ID) -> int:
    """Return the version of a file that this program can open."""
    found = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if found == header.BACKUP_ID != wanted:
        raise ClientFileError(header.IS_BACKUP.fill(file=path.name))
    if found == header.APPLICATION_ID != wanted:
        raise ClientFileError(header.IS_CLIENT.fill(file=path.name))
    if found != wanted or connection.exec_driver_sql(_FOREIGN).scalar():
        raise ClientFileError(failures.NOT_A_CLIENT.fill(file=path.name))
    version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    if not isinstance(version, int) or version < 1:
        raise IntegrityError(failures.DAMAGED.fill(file=path.name))
    if version > CURRENT:
        raise ClientFileError(NEWER.fill(file=path.name, found=version, known=CURRENT))
    return version


def make_new(engine: Engine, program: str, moment: datetime) -> None:
    """Make the tables of a new, empty client file."""
    with engine.connect() as connection:
        connection.execution_options(writes=True)
        with connection.begin():
            metadata.create_all(connection, checkfirst=False)
            _alembic.create(connection)
            connection.execute(insert(_alembic).values(version_num=REVISION))
            first = {
                "client.id": secrets.token_hex(16),
                "file.created_at": moment.isoformat(),
                "file.program": program,
                SCHEMA_DIGEST: schema_digest(connection),
            }
            rows = [digested(settings, {"key": k, "value": v}) for k, v in first.items()]
            connection.execute(insert(settings), rows)
            connection.exec_driver_sql(f"PRAGMA application_id = {header.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema_digest(connection: Connection) -> str:
    """Return the SHA-256 of all definitions of tables and indexes as they stand in the file."""
    found = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
    )
    return hashlib.sha256(repr([tuple(row) for row in found]).encode()).hexdigest()
