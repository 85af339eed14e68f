"""What a power cut leaves: content and names that are on the disk for certain, whole or not at all.

Outputs (``files``) and client files (``storage``) are written beside their name first and then
take it in one step; what an error means for the user is said there.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def sync_file(file: Path) -> None:
    """Make a file's content survive a power cut."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def take_free_name(draft: Path, path: Path) -> None:
    """Give a finished file its name in one step.

    Raises:
        FileExistsError: The name is taken.
        OSError: What else the system says.
    """
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a stick (FAT) knows no links
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
