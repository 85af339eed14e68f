"""The folders in which sets of outputs are under way, so that the next start can look there.

A small file for each, in the user's own folder; it holds the path alone. A book that cannot be
written is no reason to write no packet: the mark in the set's own folder says the rest.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path

from xinbao_desktop.errors import AppError
from xinbao_desktop.files.atomic import write_text
from xinbao_desktop.files.paths import made

ENDING = ".set"


class SetBook:
    """The book of one user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, parent: Path) -> Path | None:
        """Note that a set is under way there; returns the page to tear out when it is done."""
        page = self._folder / f"{secrets.token_hex(8)}{ENDING}"
        try:
            made(self._folder)
            write_text(page, str(parent.absolute()))
        except (AppError, OSError):
            return None
        return page

    def folders(self) -> dict[Path, Path]:
        """Return the folders noted, each by its page."""
        found: dict[Path, Path] = {}
        with suppress(OSError):
            for page in sorted(self._folder.glob(f"*{ENDING}")):
                with suppress(OSError, ValueError):
                    found[page] = Path(page.read_text(encoding="utf-8"))
        return found
