"""The composition root: the only place that builds services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.clock import Clock, SystemClock
from xinbao_desktop.app.services import Services
from xinbao_desktop.files.paths import UserPaths, user_paths
from xinbao_desktop.scratch import sweep

if TYPE_CHECKING:
    from pathlib import Path


def serve_papers() -> int:
    """Be the process that reads clients' files; a frozen program starts itself for it."""
    from xinbao_desktop.papers.worker import main

    return main()


def build_services(*, folder: Path | None = None, clock: Clock | None = None) -> Services:
    """Return the program's services, after taking away what a killed program left behind.

    Args:
        folder: Where settings, logs and backups lie; the user's own folders without it.
        clock: Another clock than the machine's, for tests.
    """
    paths = (
        user_paths()
        if folder is None
        else UserPaths(folder / "config", folder / "data", folder / "logs")
    )
    sweep()
    return Services(clock or SystemClock(), paths)
