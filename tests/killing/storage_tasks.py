"""What storage does while it is killed: each task goes on until it is."""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path

from ground import say, serve
from sqlalchemy.dialects import sqlite  # noqa: F401 - loaded before the fork, not in each child

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.document import Document
from xinbao_desktop.storage import cipher, migration, schema_version
from xinbao_desktop.storage.backup import backup, restore
from xinbao_desktop.storage.client_file import ClientFile, system_moment
from xinbao_desktop.storage.handover import hand_over
from xinbao_desktop.storage.password import change_password


def write(path, password, start, changes):
    """Save change after change, each over several tables, and say each one that is saved."""
    numbers = itertools.count(start) if changes is None else range(start, start + changes)
    paper = Path(path).with_name("paper.bin")
    with ClientFile.open(Path(path), password=password, write=True) as file:
        for n in numbers:
            with file.write(why=str(n)) as work:
                work.put_many([Buyer(buyer_no=f"{n:06}-{part}", note="备" * 90) for part in "ab"])
                work.set_setting("last", str(n))
                if n % 5 == 0:
                    paper.write_bytes(os.urandom(300_000))
                    sha256 = work.add_evidence(paper, media_type="x", name=str(n))
                    work.put(Document(case_no="C1", slot="T05", path=str(n), sha256=sha256))
            say(n)


def back_up(path, password, folder):
    with ClientFile.open(Path(path), password=password) as file:
        while True:
            say(backup(file, Path(folder)).path)


def bring_back(path, password, folder):
    for n in itertools.count():
        say(restore(Path(path), Path(folder) / f"{n}.xinbao", password=password))


def change(path):
    old, new = None, "new"
    while True:
        change_password(Path(path), password=old, new_password=new, now=system_moment())
        say(new or "")
        old, new = new, old


def create(folder):
    for n in itertools.count():
        path = Path(folder) / f"{n}.xinbao"
        ClientFile.create(path, program="test").close()
        say(path)


def give(path, folder):
    with ClientFile.open(Path(path)) as file:
        for n in itertools.count():
            say(hand_over(file, Path(folder) / f"{n}.xinbao", without_cases=["C1"]))


def migrate(path, password, scripts, version):
    """Open an older file for writing with a program whose schema is further."""
    migration.SCRIPTS = Path(scripts)
    migration.migrate.__defaults__ = (Path(scripts), version)
    schema_version.CURRENT = version
    ClientFile.open(Path(path), password=password, write=True).close()
    say("migrated")


if __name__ == "__main__":
    cipher.library()
    serve({t.__name__: t for t in (write, back_up, bring_back, change, create, give, migrate)})
    sys.exit()
