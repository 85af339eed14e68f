"""What a file is, from its first bytes, read without changing a thing.

A plain client carries SQLite's ``application_id``; an encrypted one begins with a salt whose
first four bytes are ours, the other twelve random. The bytes of a file that this process has
open are remembered, because closing a second handle on it would drop SQLite's own locks.
"""

from __future__ import annotations

import os
import secrets
import threading
from enum import Enum
from typing import TYPE_CHECKING

from xinbao_desktop.errors import ClientFileError, DiskError
from xinbao_desktop.storage import failures
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x58424A31
"""``XBJ1`` (信保卷)."""

BACKUP_ID = 0x58424A42
"""``XBJB``: a backup's snapshot, which is restored, not opened."""

HEADER_BYTES = 100
_SQLITE = b"SQLite format 3\x00"
_SALT_MARK = b"XBJ1"
SALT_BYTES = 16

MISSING = Text(
    "找不到客户文件 {file}。请检查路径，或用“新建”创建。",
    "There is no client file {file}. Check the path, or create one with new.",
)
FORBIDDEN = Text(
    "没有权限读取 {file}。请检查文件的权限。",
    "You may not read {file}. Check its permissions.",
)


class Container(Enum):
    """How the database is kept."""

    PLAIN = "plain"
    ENCRYPTED = "encrypted"


_open_headers: dict[tuple[int, int], tuple[int, bytes]] = {}
_guard = threading.Lock()


def new_salt() -> bytes:
    """Return the first bytes of a new encrypted file."""
    return _SALT_MARK + secrets.token_bytes(SALT_BYTES - len(_SALT_MARK))


def read_header(path: Path) -> bytes:
    """Return the first bytes of a file; a missing or unreadable one is told apart."""
    try:
        state = path.stat()
        with _guard:
            known = _open_headers.get((state.st_dev, state.st_ino))
        if known:
            return known[1]
        with path.open("rb") as file:
            return file.read(HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ClientFileError(MISSING.fill(file=path.name)) from error
    except IsADirectoryError as error:
        raise ClientFileError(failures.NOT_A_CLIENT.fill(file=path.name)) from error
    except PermissionError as error:
        refusal = failures.NOT_A_CLIENT if path.is_dir() else FORBIDDEN
        kind = ClientFileError if path.is_dir() else DiskError
        raise kind(refusal.fill(file=path.name)) from error
    except OSError as error:
        raise failures.disk_error(error, path) from error


def recognise(path: Path, wanted: int = APPLICATION_ID) -> Container:
    """Return how a client file is kept; ``ClientFileError`` for everything that is none.

    Whether an encrypted file is a client or a backup shows only once its key is known.
    """
    header = read_header(path)
    if header[: len(_SALT_MARK)] == _SALT_MARK and len(header) == HEADER_BYTES:
        return Container.ENCRYPTED
    if header[: len(_SQLITE)] == _SQLITE and len(header) == HEADER_BYTES:
        found = int.from_bytes(header[68:72], "big")
        if found == wanted:
            return Container.PLAIN
        if found == BACKUP_ID:
            raise ClientFileError(IS_BACKUP.fill(file=path.name))
        if found == APPLICATION_ID:
            raise ClientFileError(IS_CLIENT.fill(file=path.name))
    raise ClientFileError(failures.NOT_A_CLIENT.fill(file=path.name))


IS_BACKUP = Text(
    "{file} 是备份，不能直接打开。请用“恢复”把它还原成新的客户文件。",
    "{file} is a backup and is not opened itself. Restore it into a new client file.",
)
IS_CLIENT = Text(
    "{file} 是客户文件，不是备份：可以直接打开，也可以直接复制。",
    "{file} is a client file, not a backup: open it, or copy the file itself.",
)


def salt_of(path: Path) -> bytes:
    """Return the salt of an encrypted file."""
    return read_header(path)[:SALT_BYTES]


def remember(path: Path) -> tuple[int, int] | None:
    """Note that this process has a file open; returns what ``forget`` takes."""
    try:
        header = read_header(path)
        state = os.stat(path)  # noqa: PTH116 - the same call on every path object
    except OSError:
        return None
    key = (state.st_dev, state.st_ino)
    with _guard:
        count, _ = _open_headers.get(key, (0, b""))
        _open_headers[key] = (count + 1, header)
    return key


def forget(key: tuple[int, int] | None) -> None:
    """Note that one of the handles on a file is closed."""
    if key is None:
        return
    with _guard:
        count, header = _open_headers.get(key, (1, b""))
        if count > 1:
            _open_headers[key] = (count - 1, header)
        else:
            _open_headers.pop(key, None)
