"""Backup, restoring, a change of password, a new file: killed at any moment, none is half."""

import os
import random
import shutil
import subprocess
import sys
import time

import pytest

from xinbao_desktop.errors import ClientFileError
from xinbao_desktop.storage.backup import backup, restore
from xinbao_desktop.storage.backup_note import backups_in
from xinbao_desktop.storage.checking import check, refuse_damage
from xinbao_desktop.storage.client_file import ClientFile

KILLS = int(os.environ.get("XINBAO_KILLS", "30"))
PASSWORD = "信保2024 pass"

_HEAD = """
import sys, pathlib, itertools
from xinbao_desktop.storage.backup import backup, restore
from xinbao_desktop.storage.client_file import ClientFile, system_moment
from xinbao_desktop.storage.password import change_password
path = pathlib.Path(sys.argv[1])
"""
_BACKUP = """
with ClientFile.open(path) as file:
    print(flush=True)
    while True:
        backup(file, path.parent / "backups")
"""
_RESTORE = """
print(flush=True)
for n in itertools.count():
    restore(path, pathlib.Path(sys.argv[2]) / f"{n}.xinbao")
"""
_PASSWORD = """
old, new = None, "new"
print(flush=True)
while True:
    change_password(path, password=old, new_password=new, now=system_moment())
    old, new = new, old
"""
_CREATE = """
print(flush=True)
for n in itertools.count():
    ClientFile.create(path / f"{n}.xinbao", program="test").close()
"""


def kill_while_running(code, *arguments, rng):
    child = subprocess.Popen(
        [sys.executable, "-c", _HEAD + code, *map(str, arguments)], stdout=subprocess.PIPE
    )
    child.stdout.readline()
    time.sleep(rng.uniform(0.0, 0.25))
    child.kill()
    child.communicate()


def prove(path, password=None):
    with ClientFile.open(path, password=password) as file:
        refuse_damage(check(file), path)
        with file.read() as work:
            return work.client(), work.evidence_list()


@pytest.mark.slow
def test_a_killed_backup_leaves_the_client_and_every_noted_backup_whole(client_path, tmp_path):
    rng, wanted = random.Random(3), prove(client_path)
    for _ in range(max(3, KILLS // 4)):
        kill_while_running(_BACKUP, client_path, rng=rng)
    assert prove(client_path) == wanted
    found = backups_in(tmp_path / "backups")
    for number, info in enumerate([*found[:3], *found[-3:]]):
        assert prove(restore(info.path, tmp_path / f"{number}.xinbao")) == wanted
    with ClientFile.open(client_path) as file:
        backup(file, tmp_path / "backups")


@pytest.mark.slow
def test_a_killed_restoring_leaves_whole_files_or_none(client_path, tmp_path):
    rng, wanted = random.Random(4), prove(client_path)
    with ClientFile.open(client_path) as file:
        info = backup(file, tmp_path / "backups")
    for number in range(max(3, KILLS // 4)):
        target = tmp_path / f"run{number}"
        target.mkdir()
        kill_while_running(_RESTORE, info.path, target, rng=rng)
        for path in target.glob("[0-9]*.xinbao"):
            assert prove(path) == wanted


@pytest.mark.slow
def test_a_killed_change_of_password_leaves_the_old_file_or_the_new_one(client_path, tmp_path):
    rng, wanted = random.Random(5), prove(client_path)
    for number in range(max(3, KILLS // 4)):
        path = shutil.copy(client_path, tmp_path / f"copy{number}.xinbao")
        kill_while_running(_PASSWORD, path, rng=rng)
        try:
            assert prove(path) == wanted
            password = None
        except ClientFileError:
            assert prove(path, "new") == wanted
            password = "new"
        ClientFile.open(path, password=password, write=True).close()
        assert not list(tmp_path.glob(f".{path.name}*"))


@pytest.mark.slow
def test_a_killed_creation_leaves_whole_files_or_none(tmp_path):
    rng = random.Random(6)
    for number in range(max(3, KILLS // 4)):
        target = tmp_path / f"run{number}"
        target.mkdir()
        kill_while_running(_CREATE, target, rng=rng)
        for path in target.glob("[0-9]*.xinbao"):
            client, papers = prove(path)
            assert client.company is None
            assert papers == []
