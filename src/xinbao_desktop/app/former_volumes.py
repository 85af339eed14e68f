"""Files of a former build of the same output: what may be taken away, and what must be named.

A set that was five volumes and is three now must not be taken for five.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.storage.contents import file_digest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormerFiles:
    """What lies beside a set under its names: ``ours`` as it was built, ``others`` changed since.

    A file counts as it was built while its side file prints its digest.
    """

    ours: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def side_file(path: Path) -> Path:
    """Return where the SHA-256 of a packet's file lies."""
    return path.with_name(path.name + ".sha256")


def family(out: Path) -> list[Path]:
    """Return the files named like an output or one of its volumes, in order."""
    named = re.compile(rf"{re.escape(out.stem)}(?:-(\d{{1,3}}))?{re.escape(out.suffix)}")
    found = [
        (int(match[1] or 0), path)
        for path in (out.parent.iterdir() if out.parent.is_dir() else ())
        if (match := named.fullmatch(path.name)) and path.is_file()
    ]
    return [path for _, path in sorted(found)]


def former_files(out: Path, new: Collection[Path]) -> FormerFiles:
    """Return what a former build left beside the files of this one."""
    from xinbao_desktop.packet.verify.read_file import volume_in

    names = {path.name for path in new}
    found = [path for path in family(out) if path.name not in names]
    ours = [path for path in found if _is_as_built(path)]
    others = [path for path in found if path not in ours and volume_in(path) is not None]
    return FormerFiles(tuple(ours), tuple(others))


def _is_as_built(path: Path) -> bool:
    side = side_file(path)
    if not side.is_file():
        return False
    words = side.read_text(encoding="utf-8", errors="replace").split()
    return bool(words) and words[0].lower() == file_digest(path)[0]
