"""Several output files that belong together: all of them take their places, or none does.

They are written into a hidden folder beside their places and synced. Then a mark in the folder
lists every step, and the files are moved one right after the other, the one named first last: a
reader who finds it finds them all. An error on the way puts back what was there. After a kill
each file is whole, the old one or the new, and with the mark the next program finishes the set
(``unfinished``); without it nothing was moved yet.
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
from xinbao_desktop.files.set_mark import NAME, SetMark, Step, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.files.set_book import SetBook

ENDING = ".part"


class OutputSet:
    """The files under way; ``folder`` is where to write them."""

    def __init__(self, folder: Path, *, force: bool, about: str = "") -> None:
        self.folder = folder
        self.taken = False
        self.stuck = False
        self._force = force
        self._mark = SetMark(about=about)
        self._files: dict[Path, Path] = {}
        self._beside: dict[Path, Path] = {}
        self._dropped: list[Path] = []
        self._mark.write(folder)

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

    def take_places(self, note: str = "") -> None:
        """Move every file to its place, the first named last.

        What stands beside the outputs goes first and comes last: rather none for a moment than
        an old one beside a new output. ``note`` is kept in the mark, for whoever has to finish.
        """
        self.taken = True
        for file in (*self._files.values(), *self._beside.values()):
            sync_file(file)
        SetMark(about=self._mark.about, note=note, steps=self._steps()).write(self.folder)
        old: dict[Path, Path] = {}
        new: list[Path] = []
        try:
            old = self._linked()
            for path in (*self._beside, *self._dropped):
                old |= self._set_aside(path, old)
                path.unlink(missing_ok=True)
            for path in reversed(self._files):
                old |= self._set_aside(path, old)
                take_place(self._files[path], path, force=self._force)
                new.append(path)
            for path, file in self._beside.items():
                take_place(file, path, force=True)
                new.append(path)
        except BaseException:
            self.stuck = True  # until all is back, the folder holds what was there
            self._put_back(new, old)
            self.stuck = False
            raise

    def _put_back(self, new: list[Path], old: dict[Path, Path]) -> None:
        """Undo what was moved; at each moment of it the mark still tells the truth."""
        for path in new:
            file = self._files.get(path) or self._beside[path]
            if file.exists():  # its name was taken as a second link
                path.unlink(missing_ok=True)
            else:
                path.replace(file)
        for path, kept in old.items():
            kept.replace(path)

    def _steps(self) -> tuple[Step, ...]:
        """Return what is to be done, in the order in which it is done."""
        files = {**dict(reversed(self._files.items())), **self._beside}
        return (
            *(Step(path.name, old=digest_of(path)) for path in self._dropped),
            *(
                Step(path.name, file.name, digest_of(file), digest_of(path), path in self._beside)
                for path, file in files.items()
            ),
        )

    def _linked(self) -> dict[Path, Path]:
        """Keep what is there under a second name, as far as the disk knows links."""
        kept: dict[Path, Path] = {}
        for path in (*self._beside, *self._dropped, *self._files):
            link = self.folder / f"old-{len(kept)}"
            try:
                link.hardlink_to(path)
            except OSError:  # nothing there; or a stick (FAT), which knows no links
                continue
            kept[path] = link
        return kept

    def _set_aside(self, path: Path, kept: dict[Path, Path]) -> dict[Path, Path]:
        """Move what is there away where it could not be linked."""
        if path in kept or not path.exists():
            return {}
        aside = self.folder / f"old-{len(kept)}"
        path.rename(aside)
        return {path: aside}


def discard(folder: Path, mark: SetMark) -> None:
    """Take a set's folder away with all that is in it; the mark goes last.

    A kill on the way leaves a folder of which its mark says that nothing is left to do.
    """
    with suppress(OSError):
        mark.unmade().write(folder)
        for path in folder.iterdir():
            if path.name != NAME:
                path.unlink()
    with suppress(OSError):
        shutil.rmtree(folder)


@contextmanager
def atomic_set(
    out: Path, *, force: bool = False, about: str = "", book: SetBook | None = None
) -> Iterator[OutputSet]:
    """Give a set of outputs that lie where ``out`` does; after the block all of them stand.

    Args:
        out: One of them, or what they are named after.
        force: Replace what is there.
        about: Whose set it is, for whoever has to finish it.
        book: Where it is noted while it is under way.

    Raises:
        UsageError: an output exists and ``force`` was not given.
        DiskError: full, read-only, gone.
    """
    parent = out.parent
    try:
        prefix = f".{out.name[:100]}.{os.getpid()}-"
        made = tempfile.mkdtemp(prefix=prefix, suffix=ENDING, dir=parent)
    except OSError as error:
        raise disk_error(error, out) from error
    folder = Path(made)
    page = book.note(parent) if book else None
    outputs: OutputSet | None = None
    try:
        outputs = OutputSet(folder, force=force, about=about)
        yield outputs
        if not outputs.taken:
            outputs.take_places()
        sync_folder(parent)
    except OSError as error:
        if not _is_about(error, folder, parent):
            raise
        raise disk_error(error, out) from error
    finally:
        if outputs is None or not outputs.stuck:
            discard(folder, SetMark(about=about))
            if page is not None:
                with suppress(OSError):
                    page.unlink()


def _is_about(error: OSError, folder: Path, parent: Path) -> bool:
    """Say whether an error concerns the outputs; one that names another file is not ours."""
    named = [os.fspath(name) for name in (error.filename, error.filename2) if name is not None]
    return not named or any(Path(name).parent in (folder, parent) for name in named)
