"""Find the program's read-only data: ``resources/`` and ``forms/``.

In a wheel and in a frozen program they lie inside the package, under ``_data``; in a checkout
they are the two folders at the root of the repository.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path


class AssetNotFoundError(FileNotFoundError):
    """A file that the program ships with is missing: the installation is damaged."""


@cache
def data_root() -> Path:
    """Return the folder that holds ``resources`` and ``forms``."""
    packaged = Path(__file__).resolve().parent / "_data"
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2]
    if (checkout / "pyproject.toml").is_file() and (checkout / "resources").is_dir():
        return checkout
    raise AssetNotFoundError(f"neither {packaged} nor {checkout / 'resources'} exists")


def asset(path: str) -> Path:
    """Return a shipped file or folder, for example ``resources/icons/app.svg``."""
    found = data_root().joinpath(*path.split("/"))
    if not found.exists():
        raise AssetNotFoundError(path)
    return found
