"""What this user chose for the program: language, recent files, window sizes.

A small JSON file; nothing about a client's business goes in, recent files stand by their path
alone. A damaged file is set aside and the program starts with its defaults.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from xinbao_desktop.files.atomic import write_text
from xinbao_desktop.files.paths import made

if TYPE_CHECKING:
    from pathlib import Path

Value = str | int | bool | list[str] | None


class SettingsFile:
    """The settings of one user; read once, written whole at each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = _load(path)

    def text(self, key: str, default: str = "") -> str:
        """Return a setting that is a word."""
        value = self._values.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """Return a setting that is a whole number."""
        value = self._values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a setting that is yes or no."""
        value = self._values.get(key)
        return value if isinstance(value, bool) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a setting that is a list of words."""
        value = self._values.get(key)
        return tuple(str(word) for word in value) if isinstance(value, list) else ()

    def set(self, key: str, value: Value) -> None:
        """Keep a setting; None goes back to the default. ``DiskError`` if it cannot be kept."""
        changed = {**self._values, key: value}
        self._values = {name: kept for name, kept in changed.items() if kept is not None}
        made(self._path.parent)
        words = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        write_text(self._path, words + "\n", force=True)

    def put_first(self, key: str, word: str, keep: int = 12) -> None:
        """Put a word at the head of a list, once, and keep so many (recent files)."""
        rest = [other for other in self.texts(key) if other != word]
        self.set(key, [word, *rest][:keep])


def _load(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    except ValueError:
        _set_aside(path)
        return {}
    if not isinstance(found, dict):
        _set_aside(path)
        return {}
    return found


def _set_aside(path: Path) -> None:
    with suppress(OSError):
        path.replace(path.with_name(path.name + ".damaged"))
