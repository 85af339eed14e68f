"""Build hook: compile the translations (.ts) into what Qt reads (.qm).

Qt's compiler needs system libraries that a bare machine lacks. There the window would
come up in English and the command line is not touched at all, so the build goes on and
says so; continuous integration fails when a ``.qm`` file is missing from the wheel.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compiler() -> Path | None:
    """Return Qt's ``lrelease``, or None where PySide6 is not installed."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return None
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    tool = Path(next(iter(found.submodule_search_locations))) / name
    return tool if tool.is_file() else None


class TranslationBuildHook(BuildHookInterface[BuilderConfig]):
    """Compiles what is new or changed; runs for sdist, wheel and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before the files are collected."""
        tool = compiler()
        for source in sorted((Path(self.root) / "resources" / "i18n").glob("*.ts")):
            target = source.with_suffix(".qm")
            if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
                continue
            if tool is None:
                self.app.display_warning(f"no lrelease here: {target.name} is not made")
                continue
            command = [str(tool), str(source), "-qm", str(target)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                self.app.display_warning(
                    f"lrelease failed, {target.name} is not made: {done.stderr}"
                )
