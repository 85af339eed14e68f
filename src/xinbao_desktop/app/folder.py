"""Folders of outputs: made new, or emptied of nothing but what the program itself wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.errors import UsageError
from xinbao_desktop.files.atomic import disk_error, write_bytes
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

NOT_EMPTY = Text(
    "文件夹 {folder} 不是空的。请换一个文件夹。",
    "The folder {folder} is not empty. Choose another one.",
)


def new_folder(folder: Path) -> None:
    """Make a folder; one that holds something is refused, since a client is never overwritten."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(NOT_EMPTY.fill(folder=folder))
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(error, folder) from error


def write_paper(path: Path, content: bytes) -> None:
    """Write a file of a folder that may not be there yet."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(error, path) from error
    write_bytes(path, content, force=True)
