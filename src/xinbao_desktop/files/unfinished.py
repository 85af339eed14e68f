"""Sets of outputs that a killed program left behind: finish them, or take them away.

A set whose mark lists its steps is finished: every file that is still in its folder takes its
place, unless something else stands there by now. Of a set without steps nothing was moved.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.durable import sync_folder
from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.files.output_set import ENDING, discard
from xinbao_desktop.files.set_mark import DRAFT, NAME, SetMark, Step, digest_of, read_mark
from xinbao_desktop.scratch import is_running
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MADE_BY = re.compile(rf"\.(\d+)-[^.]*{re.escape(ENDING)}$")
CHANGED = Text(
    "{folder} 里有一套没有放完的文件，但其中 {names} 后来被改动或移走，程序不敢覆盖。新文件还在"
    "隐藏文件夹 {hidden} 里：请自行取出，或确认不要后删掉该文件夹，再重做",
    "An unfinished set of files lies in {folder}, but {names} was changed or moved since, so the "
    "program does not overwrite it. The new files are still in the hidden folder {hidden}: take "
    "them out, or delete that folder if they are not wanted, and do it again",
)


@dataclass(frozen=True, slots=True)
class UnfinishedSet:
    """A set whose program is gone."""

    folder: Path
    mark: SetMark

    def finish(self) -> None:
        """Carry out what is left; done twice it does nothing more.

        Raises:
            IntegrityError: something else stands by now where a file should go; nothing was moved.
        """
        parent = self.folder.parent
        left: list[Step] = []
        changed: list[str] = []
        for step in self.mark.steps:
            there = digest_of(parent / step.path)
            if there == step.new:
                continue
            if there in ("", step.old) and (not step.file or self._is_whole(step)):
                left.append(step)
            else:
                changed.append(step.path)
        if changed:
            raise IntegrityError(
                CHANGED.fill(folder=parent, names="、".join(changed), hidden=self.folder.name)
            )
        for step in left:
            if step.file:
                (self.folder / step.file).replace(parent / step.path)
            else:
                (parent / step.path).unlink(missing_ok=True)
        sync_folder(parent)

    def _is_whole(self, step: Step) -> bool:
        return digest_of(self.folder / step.file) == step.new

    def discard(self) -> None:
        """Take its folder away."""
        discard(self.folder, self.mark)


def has_sets(parent: Path) -> bool:
    """Say whether any set is under way in a folder, or left there."""
    return any(parent.glob(f".*{ENDING}/{NAME}"))


def unfinished(parent: Path, held: str = "") -> Iterator[UnfinishedSet]:
    """Yield the sets left in a folder; ``held`` is what this program alone may work on now."""
    try:
        folders = sorted(path for path in parent.iterdir() if path.suffix == ENDING)
    except OSError:
        return
    for folder in folders:
        mark = read_mark(folder) if folder.name.startswith(".") else None
        if mark is not None and mark.is_left(held):
            yield UnfinishedSet(folder, mark)
        elif mark is None:
            _sweep(folder)


def _sweep(folder: Path) -> None:
    """Take away a folder of ours whose program ended before it had written anything."""
    made_by = MADE_BY.search(folder.name)
    if made_by is None or is_running(int(made_by[1])):
        return
    with suppress(OSError):
        if {path.name for path in folder.iterdir()} <= {DRAFT}:
            shutil.rmtree(folder)
