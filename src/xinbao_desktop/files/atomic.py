"""Write an output file so that it is whole or absent, whatever happens in between.

The content is written under another name in the same folder, synced, and then takes its place
in one step. An existing output is replaced only when the caller was told to.
"""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from xinbao_desktop.durable import sync_file, sync_folder, take_free_name
from xinbao_desktop.errors import DiskError, UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXISTS = Text(
    "{file} 已存在，未被改动。如要替换，请加 --force 或换一个文件名。",
    "{file} exists and was not touched. Add --force to replace it, or choose another name.",
)
FULL = Text(
    "写入 {file} 时磁盘已满，没有留下半个文件。请腾出空间后重试。",
    "The disk is full while writing {file}; no half file is left. Free some space and try again.",
)
FORBIDDEN = Text(
    "不能写入 {file}：文件夹只读、没有权限，或文件正被别的程序打开。请换一个位置或关闭该程序。",
    "{file} cannot be written: the folder is read-only, closed to you, or the file is open in "
    "another program. Choose another place, or close that program.",
)
NO_FOLDER = Text(
    "不能写入 {file}：它所在的文件夹不存在。请先建立文件夹或换一个位置。",
    "{file} cannot be written: its folder does not exist. Make the folder, or choose another.",
)
GONE = Text(
    "不能写入 {file}：磁盘、U 盘或网络文件夹可能已断开。请检查后重试。",
    "{file} cannot be written: the disk, stick or network folder may be gone. "
    "Check it and try again.",
)

_BY_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EFBIG: FULL,
    errno.EDQUOT: FULL,
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EROFS: FORBIDDEN,
    errno.ENOENT: NO_FOLDER,
    errno.ENOTDIR: NO_FOLDER,
    errno.EISDIR: FORBIDDEN,
}


@contextmanager
def atomic_output(path: Path, *, force: bool = False) -> Iterator[Path]:
    """Give a path to write to; after the block its content stands whole under ``path``.

    After an exception nothing of it is left and an existing output is as it was.

    Raises:
        UsageError: the output exists and ``force`` was not given.
        DiskError: full, read-only, gone.
    """
    refuse_existing(path, force=force)
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        try:
            yield draft
            sync_file(draft)
            take_place(draft, path, force=force)
            sync_folder(path.parent)
        except OSError as error:
            if not _is_about(error, draft, path):
                raise
            raise disk_error(error, path) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a whole file at once."""
    with atomic_output(path, force=force) as draft:
        draft.write_bytes(content)


def write_text(path: Path, words: str, *, force: bool = False) -> None:
    """Write a whole file of UTF-8 text with line ends as they are."""
    write_bytes(path, words.encode(), force=force)


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise ``UsageError`` before any work is done for an output that may not be replaced."""
    if not force and path.exists():
        raise UsageError(EXISTS.fill(file=path.name))


def disk_error(error: OSError, path: Path) -> DiskError:
    """Return what an error of the operating system means for the user."""
    return DiskError(_BY_ERRNO.get(error.errno or 0, GONE).fill(file=path.name))


def _is_about(error: OSError, draft: Path, path: Path) -> bool:
    """Say whether an error concerns the output; one that names another file is not ours."""
    named = {os.fspath(name) for name in (error.filename, error.filename2) if name is not None}
    return not named or bool(named & {os.fspath(draft), os.fspath(path), os.fspath(path.parent)})


def take_place(draft: Path, path: Path, *, force: bool) -> None:
    """Give a finished file its name in one step; ``UsageError`` if one came there meanwhile."""
    if force:
        draft.replace(path)
        return
    try:
        take_free_name(draft, path)
    except FileExistsError as error:
        raise UsageError(EXISTS.fill(file=path.name)) from error
