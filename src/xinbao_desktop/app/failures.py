"""Errors of the operating system as the program's own, for callers above ``files``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.files.atomic import disk_error

if TYPE_CHECKING:
    from xinbao_desktop.errors import DiskError


def translated(error: OSError) -> DiskError:
    """Return what an error of the operating system means for the user."""
    return disk_error(error, Path(str(error.filename or "?")))
