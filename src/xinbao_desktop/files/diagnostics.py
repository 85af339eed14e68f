"""A bundle to send when something goes wrong: versions and logs, nothing about any client.

The logs hold no client data by construction (``logs``); settings are left out, as recent files
name clients.
"""

from __future__ import annotations

import json
import platform
import sys
import zipfile
from importlib import metadata
from typing import TYPE_CHECKING

from xinbao_desktop.files.atomic import atomic_output
from xinbao_desktop.files.logs import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LIBRARIES = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "sqlcipher3", "reportlab", "pikepdf", "pypdf",
    "pypdfium2", "pillow", "python-calamine", "xlsxwriter",
)  # fmt: skip


def write_diagnostics(target: Path, logs: Path, program: str, *, force: bool = False) -> None:
    """Write the bundle, a zip; ``program`` is the program's own name and version."""
    with (
        atomic_output(target, force=force) as draft,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as bundle,
    ):
        about = json.dumps(about_this_machine(program), ensure_ascii=False, indent=1)
        bundle.writestr("about.json", about)
        for path in sorted(logs.glob(f"{FILE_NAME}*")):
            bundle.write(path, f"logs/{path.name}")


def about_this_machine(program: str) -> Mapping[str, object]:
    """Return versions of program, system and libraries; no name of machine or user."""
    return {
        "program": program,
        "python": sys.version.split()[0],
        "system": platform.system(),
        "release": platform.release(),
        "machine": platform.machine(),
        "encoding": sys.getfilesystemencoding(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
