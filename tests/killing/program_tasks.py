"""What the program does while it is killed: the use-cases behind the commands."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from datetime import date
from pathlib import Path

import pikepdf  # noqa: F401 - loaded before the fork, not in each child
import pypdfium2  # noqa: F401
import python_calamine  # noqa: F401
import xlsxwriter  # noqa: F401
from ground import say, serve

from xinbao_desktop.app.services import Services  # noqa: F401
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.channel import Limits
from xinbao_desktop.packet import build as _build  # noqa: F401
from xinbao_desktop.progress import NoProgress

SERVICES = build_services(folder=Path(os.environ["XINBAO_HOME"]))
SERVICES.knowledge.rules  # noqa: B018 - read and compiled once, before the fork


def take(path, book):
    """Import a workbook, as ``xinbao import`` does."""
    with SERVICES.open_for_writing(Path(path)) as client:
        client.imports.apply(client.imports.preview(Path(book)))
    say("imported")


class LastStep(NoProgress):
    """Kills the program when so many papers are taken in."""

    def __init__(self, papers):
        self.papers = papers

    def step(self, done, total, message=""):
        if done == self.papers:
            os.kill(os.getpid(), signal.SIGKILL)


def take_some(path, book, papers):
    """Import a workbook and the papers it names, as far as so many of them."""
    with SERVICES.open_for_writing(Path(path)) as client:
        client.imports.apply(client.imports.preview(Path(book)), LastStep(papers))
    say("imported")


def pack(path, case, out, day):
    """Build a case's draft packet over the one before, as ``xinbao packet --force`` does."""
    with SERVICES.open_for_writing(Path(path)) as client:
        on = date.fromisoformat(day)
        client.packets.build(case, Path(out), draft=True, force=True, on=on)
    say("built")


def pack_volumes(path, case, out, day, move):
    """Build a case's packet in volumes, killed just before so many files have taken their places.

    Moves count from 0; -1 kills after the last one, before the packet is noted with its case.
    """
    moves = itertools.count()

    def hook(event, arguments):
        if event != "os.rename" or not str(arguments[1]).startswith(str(Path(out).parent) + "/p-"):
            return
        if next(moves) == move:
            os.kill(os.getpid(), signal.SIGKILL)

    with SERVICES.open_for_writing(Path(path)) as client:
        if move is not None and move < 0:
            client.desk.write = lambda: os.kill(os.getpid(), signal.SIGKILL)
        elif move is not None:
            sys.addaudithook(hook)
        client.packets.build(
            case, Path(out), draft=True, force=True, on=date.fromisoformat(day),
            limits=Limits(pages=45),
        )  # fmt: skip
    say("built")


def export(path, folder):
    """Write everything out, each time as workbook, as JSON and as a folder with the papers."""
    with SERVICES.open_client(Path(path), write=False) as client:
        for n in itertools.count():
            for ending in (".xlsx", ".json", ""):
                out = Path(folder) / f"{n}{ending}"
                client.exports.export(out)
                say(out)


if __name__ == "__main__":
    serve({task.__name__: task for task in (take, take_some, pack, pack_volumes, export)})
