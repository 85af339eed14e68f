"""The mark (标记) of a set of outputs under way: what goes where, so that it can be finished.

It lies in the set's own folder. Before everything is written it says only who is at work; once
all new files are whole and on the disk it lists every step, and from then on the set counts as
made: whoever finds it after a kill can carry out the rest (``unfinished``).
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import secrets
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from xinbao_desktop.durable import sync_file, sync_folder
from xinbao_desktop.scratch import is_running

if TYPE_CHECKING:
    from pathlib import Path

NAME = "set.json"
DRAFT = f"{NAME}.new"
SITTING = secrets.token_hex(8)
"""This run of the program: its process number may be that of a former one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One output: its name, the file of the set that becomes it, and the SHA-256 of new and old.

    ``file`` is empty where an older output is only taken away, ``old`` where there was none;
    ``beside`` says that it only goes with another one.
    """

    path: str
    file: str = ""
    new: str = ""
    old: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMark:
    """What is known of a set; ``steps`` is empty until it counts as made.

    ``about`` is whose it is and ``note`` what to keep of it when it stands; both are the caller's.
    """

    about: str = ""
    note: str = ""
    steps: tuple[Step, ...] = ()
    pid: int = field(default_factory=os.getpid)
    host: str = field(default_factory=platform.node)
    sitting: str = SITTING

    @property
    def is_made(self) -> bool:
        """Whether all its files are whole, so that it can be finished."""
        return bool(self.steps)

    @property
    def names(self) -> tuple[str, ...]:
        """The outputs it brings, without what goes beside them."""
        return tuple(step.path for step in self.steps if step.file and not step.beside)

    def is_left(self, held: str = "") -> bool:
        """Say whether its program is gone.

        ``held`` is what this program alone may work on now: nobody else can be at it.
        """
        is_mine = self.pid == os.getpid()
        if is_mine and self.sitting == SITTING:
            return False
        if held and self.about == held:
            return True
        # A container gives each program the same number.
        return self.host == platform.node() and (is_mine or not is_running(self.pid))

    def write(self, folder: Path) -> None:
        """Keep the mark in the set's folder; it is there as a whole or as it was before."""
        draft = folder / DRAFT
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        sync_file(draft)
        draft.replace(folder / NAME)
        sync_folder(folder)

    def unmade(self) -> SetMark:
        """Return the mark of a set of which nothing is left to do."""
        return replace(self, steps=(), note="")


def read_mark(folder: Path) -> SetMark | None:
    """Return the mark in a folder; None where there is none that can be read."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        steps = tuple(Step(**step) for step in found.pop("steps"))
        return SetMark(**found, steps=steps)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def digest_of(path: Path) -> str:
    """Return the SHA-256 of what stands under a name; empty where nothing does."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
