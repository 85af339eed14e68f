"""Several output files that belong together: all of them take their places, or none does.

They are written into a hidden folder beside their places, synced, and then moved one after the
other. The one named first moves last: a reader who finds it finds them all. An error on the way
puts back what was there; a kill leaves each file whole, the old one or the new.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.durable import sync_file, sync_folder
from xinbao_desktop.files.atomic import disk_error, refuse_existing, take_place

if TYPE_CHECKING:
    from collections.abc import Iterator


class OutputSet:
    """The files under way; ``folder`` is where to write them."""

    def __init__(self, folder: Path, *, force: bool) -> None:
        self.folder = folder
        self._force = force
        self._files: dict[Path, Path] = {}
        self._beside: dict[Path, Path] = {}
        self._dropped: list[Path] = []

    def place(self, file: Path, path: Path) -> None:
        """Let a finished file of the folder stand under ``path`` once all are done.

        Raises:
            UsageError: the output exists and may not be replaced.
        """
        refuse_existing(path, force=self._force)
        self._files[path] = file

    def write_beside(self, path: Path, words: str) -> None:
        """Let a small text stand under ``path``; it goes with an output and is always replaced."""
        file = self.folder / f"beside-{len(self._beside)}"
        file.write_bytes(words.encode())
        self._beside[path] = file

    def drop(self, path: Path) -> None:
        """Take an older output away once all are done: the new ones stand in its stead."""
        if path.is_file():
            self._dropped.append(path)

    def take_places(self) -> None:
        """Move every file to its place, the first named last.

        What stands beside the outputs goes first and comes last: rather none for a moment than
        an old one beside a new output.
        """
        for file in (*self._files.values(), *self._beside.values()):
            sync_file(file)
        old: dict[Path, Path] = {}
        new: list[Path] = []
        try:
            for path in (*self._beside, *self._dropped):
                old |= self._set_aside(path, len(old))
                path.unlink(missing_ok=True)
            for path in reversed(self._files):
                old |= self._set_aside(path, len(old))
                take_place(self._files[path], path, force=self._force)
                new.append(path)
            for path, file in self._beside.items():
                take_place(file, path, force=True)
                new.append(path)
        except BaseException:
            for path in new:
                path.unlink(missing_ok=True)
            for path, kept in old.items():
                kept.replace(path)
            raise

    def _set_aside(self, path: Path, number: int) -> dict[Path, Path]:
        if not path.exists():
            return {}
        kept = self.folder / f"old-{number}"
        try:
            kept.hardlink_to(path)
        except OSError:  # a stick (FAT) knows no links
            path.rename(kept)
        return {path: kept}


@contextmanager
def atomic_set(out: Path, *, force: bool = False) -> Iterator[OutputSet]:
    """Give a set of outputs that lie where ``out`` does; after the block all of them stand.

    Raises:
        UsageError: an output exists and ``force`` was not given.
        DiskError: full, read-only, gone.
    """
    parent = out.parent
    try:
        made = tempfile.mkdtemp(prefix=f".{out.name[:100]}.", suffix=".part", dir=parent)
    except OSError as error:
        raise disk_error(error, out) from error
    outputs = OutputSet(Path(made), force=force)
    try:
        yield outputs
        outputs.take_places()
        sync_folder(parent)
    except OSError as error:
        if not _is_about(error, outputs.folder, parent):
            raise
        raise disk_error(error, out) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(outputs.folder)


def _is_about(error: OSError, folder: Path, parent: Path) -> bool:
    """Say whether an error concerns the outputs; one that names another file is not ours."""
    named = [os.fspath(name) for name in (error.filename, error.filename2) if name is not None]
    return not named or any(Path(name).parent in (folder, parent) for name in named)
