"""The contents of papers inside the client file: stored once each, in pieces of a mebibyte.

Knows nothing of papers, only of bytes and their SHA-256; a content of any size passes through
memory a piece at a time.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from xinbao_desktop.errors import BadInputError, IntegrityError, UsageError
from xinbao_desktop.storage import failures
from xinbao_desktop.storage.tables import blobs, pieces
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

PIECE_BYTES = 1 << 20

CHANGED_MEANWHILE = Text(
    "文件 {file} 在读取过程中发生了变化，未被收入。请关闭正在编辑它的程序后重试。",
    "{file} changed while it was being read and was not taken in. "
    "Close the program that edits it and try again.",
)
CANNOT_READ = Text(
    "无法读取 {file}，未被收入。请检查文件是否存在、是否有权限。",
    "{file} cannot be read and was not taken in. Check that it exists and that you may read it.",
)
UNKNOWN = Text(
    "客户文件中没有指纹为 {sha256}… 的内容。",
    "The client file holds nothing with the fingerprint {sha256}….",
)
BROKEN = Text(
    "客户文件中指纹为 {sha256}… 的内容已损坏：重新计算的指纹不一致。请从备份恢复。",
    "The content with the fingerprint {sha256}… is damaged: computed anew, the fingerprint "
    "differs. Restore a backup.",
)


def file_digest(source: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file; ``BadInputError`` if it cannot be read."""
    digest = hashlib.sha256()
    size = 0
    for piece in _read(source):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def store(connection: Connection, source: Path) -> str:
    """Take a file's content in, unless it is there; returns its SHA-256."""
    sha256, size = file_digest(source)
    if find(connection, sha256) is not None:
        return sha256
    new = insert(blobs).values(sha256=sha256, size=size).returning(blobs.c.blob_id)
    blob_id = connection.execute(new).scalar_one()
    digest = hashlib.sha256()
    for number, piece in enumerate(_read(source)):
        digest.update(piece)
        connection.execute(insert(pieces).values(blob_id=blob_id, number=number, content=piece))
    if digest.hexdigest() != sha256:
        connection.execute(delete(pieces).where(pieces.c.blob_id == blob_id))
        connection.execute(delete(blobs).where(blobs.c.blob_id == blob_id))
        raise BadInputError(CHANGED_MEANWHILE.fill(file=source.name))
    return sha256


def find(connection: Connection, sha256: str) -> tuple[int, int] | None:
    """Return id and size of a content, or None."""
    found = connection.execute(
        select(blobs.c.blob_id, blobs.c.size).where(blobs.c.sha256 == sha256)
    ).first()
    return None if found is None else (found.blob_id, found.size)


def pieces_of(connection: Connection, sha256: str) -> Iterator[bytes]:
    """Yield a content piece by piece; ``IntegrityError`` at the end if it is not itself."""
    found = find(connection, sha256)
    if found is None:
        raise UsageError(UNKNOWN.fill(sha256=sha256[:16]))
    blob_id, size = found
    digest = hashlib.sha256()
    total = 0
    for number in range(-(-size // PIECE_BYTES)):
        piece = _piece(connection, blob_id, number)
        digest.update(piece)
        total += len(piece)
        yield piece
    if digest.hexdigest() != sha256 or total != size:
        raise IntegrityError(BROKEN.fill(sha256=sha256[:16]))


def export(connection: Connection, sha256: str, target: Path) -> None:
    """Write a content into a new file; nothing is left of it when it is damaged."""
    with failures.disk_errors(target):
        file = target.open("xb")
    try:
        with failures.disk_errors(target), file:
            for piece in pieces_of(connection, sha256):
                file.write(piece)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def open_content(connection: Connection, sha256: str) -> io.BufferedReader:
    """Return a content as a readable, seekable stream, valid while its work is open."""
    found = find(connection, sha256)
    if found is None:
        raise UsageError(UNKNOWN.fill(sha256=sha256[:16]))
    return io.BufferedReader(_Content(connection, *found), PIECE_BYTES)


def stored_bytes(connection: Connection) -> int:
    """Return how many bytes all contents have together."""
    total: int | None = connection.execute(select(func.sum(blobs.c.size))).scalar()
    return total or 0


class _Content(io.RawIOBase):
    """One content as a raw stream; keeps the last piece it has read."""

    def __init__(self, connection: Connection, blob_id: int, size: int) -> None:
        self._connection = connection
        self._blob_id = blob_id
        self._size = size
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the start of the content")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, start = divmod(self._at, PIECE_BYTES)
        if self._held[0] != number:
            self._held = (number, _piece(self._connection, self._blob_id, number))
        part = self._held[1][start : start + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def _piece(connection: Connection, blob_id: int, number: int) -> bytes:
    found = connection.execute(
        select(pieces.c.content).where(pieces.c.blob_id == blob_id, pieces.c.number == number)
    ).scalar()
    return found if isinstance(found, bytes) else b""


def _read(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                yield piece
    except OSError as error:
        raise BadInputError(CANNOT_READ.fill(file=source.name)) from error
