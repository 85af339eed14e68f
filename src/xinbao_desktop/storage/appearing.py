"""Let a new client file appear under its name only when it is whole, replacing nothing."""

from __future__ import annotations

import glob
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from xinbao_desktop.durable import sync_folder, take_free_name
from xinbao_desktop.errors import UsageError
from xinbao_desktop.storage import failures
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXISTS = Text(
    "{file} 已存在，不会被覆盖。请换一个文件名。",
    "{file} exists and is never overwritten. Choose another name.",
)


@contextmanager
def new_file(path: Path, beside: Path | None = None) -> Iterator[Path]:
    """Give a name to build under; after the block the file stands under its own name.

    After an exception nothing is left. A file that exists is a ``UsageError``, before and after.

    Args:
        path: The new file.
        beside: A client file in the same folder, if this is built while that one is opened;
            ``remove_leftovers`` of that one then takes away what a kill left of this.
    """
    if path.exists():
        raise UsageError(EXISTS.fill(file=path.name))
    draft = draft_of(beside or path)
    try:
        yield draft
        _appear(draft, path)
        sync_folder(path.parent)
    finally:
        remove_draft(draft)


def free_name(path: Path) -> Path:
    """Return a path that is not taken: this one, or the same with a number behind its stem."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def draft_of(path: Path) -> Path:
    """Return another name in the same folder."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")


def remove_draft(draft: Path) -> None:
    """Take away what was built, with its journal."""
    for left in (draft, draft.with_name(draft.name + "-journal")):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def remove_leftovers(path: Path) -> None:
    """Take away what a killed program was building for this name; call it holding the lock.

    After a change of password that was cut short it could be readable without one.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.{'?' * 8}.new*"):
        with suppress(OSError):
            left.unlink()


def _appear(draft: Path, path: Path) -> None:
    with failures.disk_errors(path):
        try:
            take_free_name(draft, path)
        except FileExistsError as error:
            raise UsageError(EXISTS.fill(file=path.name)) from error
