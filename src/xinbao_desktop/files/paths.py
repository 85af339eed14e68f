"""Where this user's own files lie: settings, logs, backups, rule packs, insurers' blanks.

``XINBAO_HOME`` puts them all under one folder, for a portable installation on a stick and for
tests. Client files are wherever the user keeps them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import PlatformDirs

from xinbao_desktop.files.atomic import disk_error

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME_VARIABLE = "XINBAO_HOME"
_NAME = "XinbaoDesktop"


@dataclass(frozen=True, slots=True)
class UserPaths:
    """The folders of one user; each is made when it is first asked for with ``made``."""

    config: Path
    data: Path
    logs: Path

    @property
    def settings(self) -> Path:
        """The file of settings."""
        return self.config / "settings.json"

    @property
    def backups(self) -> Path:
        """Where automatic backups go unless the user chose another folder."""
        return self.data / "backups"

    @property
    def unfinished(self) -> Path:
        """Where it is noted in which folders sets of outputs are under way."""
        return self.data / "unfinished"

    @property
    def packs(self) -> Path:
        """Where installed rule packs lie."""
        return self.data / "packs"

    @property
    def blanks(self) -> Path:
        """Where the insurers' own blanks lie."""
        return self.data / "blanks"

    @property
    def trusted_keys(self) -> Path:
        """Where the public keys of authors that the user confirmed lie."""
        return self.data / "trusted-keys"


def user_paths(environment: Mapping[str, str] = os.environ) -> UserPaths:
    """Return the folders of this user, without making them."""
    home = environment.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return UserPaths(root / "config", root / "data", root / "logs")
    dirs = PlatformDirs(_NAME, appauthor=False, roaming=False)
    return UserPaths(dirs.user_config_path, dirs.user_data_path, dirs.user_log_path)


def made(folder: Path) -> Path:
    """Make a folder for this user alone, and return it; ``DiskError`` if that fails."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise disk_error(error, folder) from error
    return folder
