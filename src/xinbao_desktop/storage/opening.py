"""Find the key of a file, take a snapshot of it, and say whether this program can open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from xinbao_desktop.errors import DiskError, IntegrityError, PasswordError
from xinbao_desktop.storage import cipher, failures, header, schema_version
from xinbao_desktop.storage.engine import Access, make_engine
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from xinbao_desktop.storage.cipher import CipherKey

NO_PASSWORD = Text(
    "{file} 设有密码（或不是客户文件）。请输入密码。",
    "{file} has a password (or is not a client file). Give the password.",
)
WRONG_PASSWORD = Text(
    "{file} 的密码不对（或文件开头已损坏）。请重新输入，或使用打印的恢复密钥。",
    "The password of {file} is wrong (or its beginning is damaged). Type it again, or use the "
    "printed recovery key.",
)
UNFINISHED = Text(
    "{file} 上次没有正常关闭，需要先恢复，但所在位置不允许写入。请把 {file} 和 {journal} "
    "一起复制到可写的文件夹后打开；已保存的数据完好。",
    "{file} was not closed properly and must first be set right, but it lies where nothing may be "
    "written. Copy {file} and {journal} together to a folder you may write to and open it there; "
    "what was saved is intact.",
)
QUICK_CHECK_BYTES = 32 << 20
"""Up to this size the pages are checked at each opening for writing (about 0.1 s)."""


def snapshot(engine: Engine, access: Access) -> Connection:
    """Return a connection whose snapshot is taken, after cleaning up behind a killed program."""
    try:
        return _begin_reading(engine)
    except SQLAlchemyError:
        if not _recover(access):
            raise
        return _begin_reading(engine)


def _begin_reading(engine: Engine) -> Connection:
    connection: Connection = engine.connect()
    try:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")  # takes the read lock
    except BaseException:
        connection.close()
        raise
    return connection


def _recover(access: Access) -> bool:
    """Roll back what a killed program left half written; says whether there was anything.

    A file opened read-only cannot do this itself. While a living program writes, its journal
    is not left over, and SQLite leaves it alone.
    """
    journal = access.path.with_name(access.path.name + "-journal")
    if access.mode != "ro" or not journal.exists():
        return False
    engine = make_engine(Access(access.path, access.key, "rw"), pooled=False)
    try:
        _begin_reading(engine).close()
    except OperationalError as error:
        text = UNFINISHED.fill(file=access.path.name, journal=journal.name)
        raise DiskError(text) from error
    finally:
        engine.dispose()
    return True


def key_for(
    path: Path, container: header.Container, password: str | None, recovery_key: str | None
) -> CipherKey | None:
    """Return the key of an encrypted file, None for a plain one."""
    if container is header.Container.PLAIN:
        return None
    if recovery_key is not None:
        return cipher.key_from_recovery(recovery_key, header.salt_of(path))
    if not password:
        raise PasswordError(NO_PASSWORD.fill(file=path.name))
    return cipher.key_from_password(password, header.salt_of(path))


def examine(access: Access, wanted: int = header.APPLICATION_ID) -> int:
    """Return the schema's version; refuses a wrong key, another program's file, a newer one."""
    engine = make_engine(access, pooled=False)
    try:
        with failures.database_errors(access.path):
            try:
                connection = snapshot(engine, access)
            except SQLAlchemyError as error:
                if access.key is not None and "not a database" in str(error):
                    text = WRONG_PASSWORD.fill(file=access.path.name)
                    raise PasswordError(text) from error
                raise
            with connection:
                return schema_version.accepted(connection, access.path, wanted)
    finally:
        engine.dispose()


def refuse_damaged_pages(access: Access) -> None:
    """Raise ``IntegrityError`` before anything is written into a file that is damaged.

    A large file is not read through at each opening; its backups and ``check`` do that.
    """
    if access.path.stat().st_size > QUICK_CHECK_BYTES:
        return
    engine = make_engine(access, pooled=False)
    try:
        with failures.database_errors(access.path), engine.connect() as connection:
            if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
                raise IntegrityError(failures.DAMAGED.fill(file=access.path.name))
    finally:
        engine.dispose()
