"""Say in the program's own words what the database or the disk could not do.

The one place where errors of SQLite, SQLCipher, SQLAlchemy and the operating system are told
apart; everything above sees ``ClientFileError``, ``DiskError`` and ``IntegrityError`` alone.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from xinbao_desktop.errors import AppError, ClientFileError, DiskError, IntegrityError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY = Text(
    "客户文件 {file} 正在被另一个程序写入，等待超时。请稍后再试。",
    "{file} is being written to by another program and did not become free. Try again shortly.",
)
NOT_A_CLIENT = Text(
    "{file} 不是信保案卷客户文件，未作任何改动。请选择扩展名为 .xinbao 的客户文件。",
    "{file} is not a client file of this program; nothing was changed in it. "
    "Choose a file made by Xinbao Desktop (.xinbao).",
)
FULL = Text(
    "写入 {file} 时磁盘已满，原有数据完好，本次改动未保存。请腾出空间后重试。",
    "The disk is full while writing {file}; what was there is intact, this change is not saved. "
    "Free some space and try again.",
)
READ_ONLY = Text(
    "{file} 所在位置不允许写入，改动未保存。请把文件复制到可写的文件夹后再打开。",
    "{file} lies where nothing may be written; the change is not saved. "
    "Copy it to a folder you may write to and open it there.",
)
GONE = Text(
    "无法读写 {file}：文件或其所在的磁盘、U 盘、网络文件夹可能已断开或不允许访问。"
    "请检查后重试；已保存的数据不受影响。",
    "{file} cannot be read or written: the file, disk, stick or network folder may be gone or "
    "closed to you. Check it and try again; what was saved is not affected.",
)
DAMAGED = Text(
    "客户文件 {file} 已打开，但内部有损坏。请运行“检查”查看损坏之处，并从最近的备份恢复。",
    "{file} opens, but something in it is damaged. Run check to see what, and restore the "
    "newest backup.",
)
UNREADABLE = Text(
    "客户文件 {file} 已损坏，无法打开。请从最近的备份恢复。",
    "{file} is damaged and cannot be opened. Restore the newest backup.",
)

_BY_WORDS: tuple[tuple[str, type[AppError], Text], ...] = (
    ("database is locked", ClientFileError, BUSY),
    ("table is locked", ClientFileError, BUSY),
    ("disk is full", DiskError, FULL),
    ("readonly database", DiskError, READ_ONLY),
    ("unable to open", DiskError, GONE),
    ("disk i/o error", DiskError, GONE),
    ("authorization denied", DiskError, GONE),
    ("not a database", ClientFileError, UNREADABLE),
    ("malformed", IntegrityError, DAMAGED),
    ("could not decode", IntegrityError, DAMAGED),
)

_BY_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EFBIG: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}


def database_error(error: BaseException, path: Path) -> AppError:
    """Return what a database error means for the user."""
    if isinstance(error, PoolTimeoutError):
        return ClientFileError(BUSY.fill(file=path.name))
    words = str(getattr(error, "orig", None) or error).casefold()
    for part, kind, text in _BY_WORDS:
        if part in words:
            return kind(text.fill(file=path.name))
    return IntegrityError(DAMAGED.fill(file=path.name))


def disk_error(error: OSError, path: Path) -> AppError:
    """Return what an error of the operating system means for the user."""
    return DiskError(_BY_ERRNO.get(error.errno or 0, GONE).fill(file=path.name))


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Translate errors of the database inside the block.

    A damaged definition makes SQLite say its message in broken UTF-8, which is an error too.
    """
    try:
        yield
    except (SQLAlchemyError, UnicodeDecodeError) as error:
        raise database_error(error, path) from error


@contextmanager
def work_errors(path: Path) -> Iterator[None]:
    """The same around the work of a caller, whose own errors of text are its own."""
    try:
        yield
    except SQLAlchemyError as error:
        raise database_error(error, path) from error


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Translate errors of files and folders inside the block."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, path) from error


@contextmanager
def raw_errors(path: Path, kind: type[Exception]) -> Iterator[None]:
    """Translate errors of a database library used without SQLAlchemy (backup, export)."""
    try:
        yield
    except (kind, UnicodeDecodeError) as error:
        raise database_error(error, path) from error
