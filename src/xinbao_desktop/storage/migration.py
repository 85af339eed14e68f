"""Bring an older client file up to date with Alembic's frozen revisions.

A file opened for writing is migrated in place, in one transaction, after a verified copy of it
was laid beside it. A file opened for reading is never changed: a temporary copy (encrypted as
the file is) is migrated and read, and taken away when the file is closed.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.config import Config
from alembic.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import update

from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.storage import copying, failures
from xinbao_desktop.storage.appearing import free_name, new_file
from xinbao_desktop.storage.engine import make_engine
from xinbao_desktop.storage.rows import digested
from xinbao_desktop.storage.schema_version import CURRENT, SCHEMA_DIGEST, schema_digest
from xinbao_desktop.storage.tables import settings

if TYPE_CHECKING:
    from contextlib import ExitStack
    from datetime import datetime

    from sqlalchemy import Connection

    from xinbao_desktop.storage.engine import Access

SCRIPTS = Path(__file__).parent / "migrations"


def migrated(access: Access, moment: datetime, cleanup: ExitStack) -> Access:
    """Return where the file can be used in today's schema: itself, or a temporary copy."""
    if access.mode == "ro":
        folder = cleanup.enter_context(scratch_folder())
        copy = dataclasses.replace(access, path=Path(folder) / access.path.name, mode="rw")
        copying.copy_database(access, copy)
        migrate(copy)
        return dataclasses.replace(copy, mode="ro")
    with new_file(_beside(access.path, moment), beside=access.path) as draft:
        copying.copy_database(access, dataclasses.replace(access, path=draft))
    migrate(access)
    return access


def migrate(access: Access, scripts: Path = SCRIPTS, version: int = CURRENT) -> None:
    """Run every missing revision in one transaction; a kill in the middle leaves the old file."""
    engine = make_engine(access, pooled=False)
    try:
        with failures.database_errors(access.path), engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                _upgrade(connection, scripts)
                _note_schema(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    finally:
        engine.dispose()


def _upgrade(connection: Connection, scripts: Path) -> None:
    config = Config()
    config.set_main_option("script_location", os.fspath(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    directory = ScriptDirectory.from_config(config)
    with EnvironmentContext(
        config,
        directory,
        fn=lambda revision, _: directory._upgrade_revs("head", revision),  # noqa: SLF001
    ):
        config.attributes["connection"] = connection
        directory.run_env()


def _note_schema(connection: Connection) -> None:
    value = schema_digest(connection)
    row = digested(settings, {"key": SCHEMA_DIGEST, "value": value})
    done = connection.execute(update(settings).where(settings.c.key == SCHEMA_DIGEST).values(row))
    if done.rowcount != 1:
        raise IntegrityError(failures.DAMAGED.fill(file=SCHEMA_DIGEST))


def _beside(path: Path, moment: datetime) -> Path:
    stamp = f"{moment.astimezone():%Y%m%d-%H%M%S}"
    return free_name(path.with_name(f"{path.stem}.升级前备份-{stamp}{path.suffix}"))
