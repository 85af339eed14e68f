"""A set of outputs that is killed at one chosen step of its way to the disk."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from pathlib import Path

from ground import say, serve

from xinbao_desktop.errors import DiskError
from xinbao_desktop.files import output_set
from xinbao_desktop.files.output_set import atomic_set
from xinbao_desktop.files.unfinished import unfinished

STEPS = {"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"}


def arm(step):
    """Kill this process just before its so-manieth change of the disk; None lets it live."""
    count = itertools.count()

    def hook(event, arguments):
        writes = event == "open" and isinstance(arguments[1], str) and arguments[1] != "r"
        if (writes or event in STEPS) and next(count) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    if step is not None:
        sys.addaudithook(hook)


def lay(folder, step, volumes, links):
    """Lay out a set of volumes with side files; volumes of a former, larger set go."""
    folder = Path(folder)
    if not links:
        Path.hardlink_to = _refuse
    arm(step)
    with atomic_set(folder / "a.pdf", force=True, about="client") as outputs:
        for number in range(1, volumes + 1):
            path = folder / f"a-{number}.pdf"
            file = outputs.folder / f"{number}.pdf"
            file.write_bytes(f"new {number}".encode() * 1000)
            outputs.place(file, path)
            outputs.write_beside(folder / f"a-{number}.pdf.sha256", f"new {number}\n")
        for number in range(volumes + 1, 10):
            outputs.drop(folder / f"a-{number}.pdf")
            outputs.drop(folder / f"a-{number}.pdf.sha256")
        outputs.take_places("note")
    say("stands")


def fail(folder, step):
    """Lay out a set whose second volume cannot take its place, so that all is put back."""
    move, calls = output_set.take_place, itertools.count()

    def refuse(draft, path, *, force):
        if next(calls) == 1:
            raise OSError(13, "open in another program", str(path))
        move(draft, path, force=force)

    output_set.take_place = refuse
    try:
        lay(folder, step, 3, 1)
    except DiskError:
        say("put back")


def finish(folder, step):
    """Finish what another one left."""
    arm(step)
    for left in unfinished(Path(folder)):
        if left.mark.is_made:
            left.finish()
        left.discard()
    say("finished")


def _refuse(_self, _target):
    raise OSError(95, "a stick knows no links")


if __name__ == "__main__":
    serve({"lay": lay, "fail": fail, "finish": finish})
