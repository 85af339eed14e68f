import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import (
    ClientFileError,
    DiskError,
    IntegrityError,
)
from xinbao_desktop.storage.checking import check, refuse_damage
from xinbao_desktop.storage.client_file import ClientFile


def buyers(path, **more):
    with ClientFile.open(path, **more) as file, file.read() as work:
        return [buyer.buyer_no for buyer in work.client(["buyers"]).buyers]


def put(path, *numbers, **more):
    with ClientFile.open(path, write=True, **more) as file, file.write() as work:
        work.put_many([Buyer(buyer_no=number) for number in numbers])


def _unprivileged(code, *arguments):
    """Run a program for which permissions hold, also where the tests run as root.

    It gives up its rights after its imports, as the interpreter may lie in root's own home.
    """
    return subprocess.run(
        [sys.executable, "-c", _GIVE_UP_RIGHTS + code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


_GIVE_UP_RIGHTS = """
import os, pathlib, pwd, sqlite3, sys
from sqlalchemy.dialects import sqlite
from xinbao_desktop.errors import AppError
from xinbao_desktop.storage.client_file import ClientFile
path = pathlib.Path(sys.argv[1])
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
path.chmod(0o000) if path.stat().st_uid == os.getuid() and "shut" in path.name else None
"""

_READ_THEN_WRITE = """
with ClientFile.open(path) as file, file.read() as work:
    print(work.count("buyers"))
try:
    ClientFile.open(path, write=True)
except AppError as error:
    print(type(error).__name__, error.text.zh)
"""

_READ = """
try:
    ClientFile.open(path)
except AppError as error:
    print(type(error).__name__, error.text.en)
"""


@pytest.fixture
def open_to_all():
    """A folder that other users can reach; pytest's own are closed to them."""
    folder = Path(tempfile.mkdtemp(prefix="xinbao-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_file_in_a_read_only_folder_is_read_and_not_written(client_path, open_to_all):
    copy = Path(shutil.copy(client_path, open_to_all / "a.xinbao"))
    copy.chmod(0o444)
    open_to_all.chmod(0o555)
    before = copy.read_bytes()
    done = _unprivileged(_READ_THEN_WRITE, copy)
    assert done.stdout.splitlines()[0] == "2", done.stderr
    assert "DiskError" in done.stdout
    assert "复制到可写" in done.stdout
    assert copy.read_bytes() == before


def test_a_file_killed_in_the_middle_of_writing_says_so_on_a_read_only_folder(
    client_path, open_to_all
):
    killed_in_the_middle(client_path)
    for path in (client_path, client_path.with_name(client_path.name + "-journal")):
        copy = Path(shutil.copy(path, open_to_all / path.name))
        copy.chmod(0o444)
    open_to_all.chmod(0o555)
    done = _unprivileged(
        _READ.replace("open(path)", "open(path).close()"), open_to_all / "客户.xinbao"
    )
    assert "DiskError 客户.xinbao was not closed properly" in done.stdout, done.stderr


def test_a_file_killed_in_the_middle_of_writing_is_as_it_was_also_for_a_reader(client_path):
    before = client_path.read_bytes()
    killed_in_the_middle(client_path)
    assert client_path.read_bytes() != before
    assert buyers(client_path) == ["B1", "B2"]
    assert client_path.read_bytes() == before


def killed_in_the_middle(path):
    """Leave a file whose pages are half overwritten, with the journal to undo it."""
    subprocess.run([sys.executable, "-c", _DIE, str(path)], check=False)
    assert path.with_name(path.name + "-journal").exists()


_DIE = """
import os, pathlib, sys
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.storage.client_file import ClientFile
with ClientFile.open(pathlib.Path(sys.argv[1]), write=True) as file, file.write() as work:
    work.connection.exec_driver_sql("PRAGMA cache_size = 10")
    work.put_many([Buyer(buyer_no=f"N{n}", note="x" * 900) for n in range(3000)])
    os.kill(os.getpid(), 9)
"""


def test_a_file_without_permission_says_so(client_path, open_to_all):
    copy = Path(shutil.copy(client_path, open_to_all / "shut.xinbao"))
    if os.getuid() == 0:
        copy.chmod(0o600)
    done = _unprivileged(_READ, copy)
    assert "DiskError You may not read shut.xinbao" in done.stdout, done.stderr


def test_a_folder_that_vanishes_is_a_plain_message_and_loses_nothing(client_path, tmp_path):
    with ClientFile.open(client_path, write=True) as file:
        away = tmp_path.with_name(tmp_path.name + "-away")
        tmp_path.rename(away)
        try:
            with pytest.raises(DiskError), file.write() as work:
                work.put(Buyer(buyer_no="B9"))
        finally:
            away.rename(tmp_path)
        with file.write() as work:
            work.put(Buyer(buyer_no="B9"))
    assert buyers(client_path) == ["B1", "B2", "B9"]


def test_a_truncated_file_is_reported_never_a_traceback(client_path):
    whole = client_path.read_bytes()
    for size in (0, 50, 100, 4095, 4096, 8192, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        client_path.write_bytes(whole[:size])
        with pytest.raises((ClientFileError, IntegrityError)):
            _open_and_check(client_path)


def _open_and_check(path):
    with ClientFile.open(path) as file:
        refuse_damage(check(file), path)
