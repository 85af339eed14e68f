import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import (
    ClientFileError,
    DiskError,
    IntegrityError,
    UsageError,
)
from xinbao_desktop.storage.checking import check, refuse_damage
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.lock import FileHeldError, lock_path

PASSWORD = "信保2024 pass"


def buyers(path, **more):
    with ClientFile.open(path, **more) as file, file.read() as work:
        return [buyer.buyer_no for buyer in work.client(["buyers"]).buyers]


def put(path, *numbers, **more):
    with ClientFile.open(path, write=True, **more) as file, file.write() as work:
        work.put_many([Buyer(buyer_no=number) for number in numbers])


def test_what_was_written_is_read_again(client_path):
    put(client_path, "B9")
    assert buyers(client_path) == ["B1", "B2", "B9"]


def test_a_closed_file_is_one_plain_file(client_path):
    put(client_path, "B9")
    assert [path.name for path in client_path.parent.iterdir()] == [client_path.name]


def test_a_file_copied_while_it_is_open_between_two_changes_holds_everything(client_path, tmp_path):
    with ClientFile.open(client_path, write=True) as file:
        with file.write() as work:
            work.put(Buyer(buyer_no="B9"))
        copy = shutil.copy(client_path, tmp_path / "copy.xinbao")
        assert buyers(copy) == ["B1", "B2", "B9"]


def test_create_never_overwrites(client_path):
    before = client_path.read_bytes()
    with pytest.raises(UsageError):
        ClientFile.create(client_path, program="test")
    assert client_path.read_bytes() == before
    assert not lock_path(client_path).exists()


def test_create_in_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(DiskError):
        ClientFile.create(tmp_path / "nowhere" / "a.xinbao", program="test")


@pytest.mark.parametrize("name", ["a%20b?.xinbao", "客户 #1.xinbao", "it's.xinbao"])
def test_a_path_may_hold_any_character(tmp_path, name):
    ClientFile.create(tmp_path / name, program="test").close()
    put(tmp_path / name, "B1")
    assert buyers(tmp_path / name) == ["B1"]
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_exception_leaves_nothing_of_the_change(client_path):
    with ClientFile.open(client_path, write=True) as file:
        with contextlib.suppress(ZeroDivisionError), file.write() as work:
            work.put(Buyer(buyer_no="B9"))
            raise ZeroDivisionError
        with file.read() as work:
            assert work.get("buyers", ("B9",)) is None


def test_a_file_open_for_reading_cannot_be_changed(client_path):
    with ClientFile.open(client_path) as file:
        assert file.read_only
        with pytest.raises(ClientFileError), file.write():
            pass


def test_a_write_inside_other_work_of_the_thread_is_refused_instead_of_waiting(client_path):
    with (
        ClientFile.open(client_path, write=True) as file,
        file.read(),
        pytest.raises(RuntimeError),
        file.write(),
    ):
        pass


def test_a_read_inside_a_write_of_the_same_thread_sees_what_it_wrote(client_path):
    with ClientFile.open(client_path, write=True) as file, file.write() as work:
        work.put(Buyer(buyer_no="B9"))
        with file.read() as inner, file.read() as innermost:
            assert inner.get("buyers", ("B9",)) is not None
            assert innermost.count("buyers") == 3
        work.put(Buyer(buyer_no="B8"))
    assert buyers(client_path) == ["B1", "B2", "B8", "B9"]


def test_threads_read_and_write_at_once_without_an_error(client_path):
    problems = []

    def repeat(what):
        try:
            for _ in range(25):
                what()
        except Exception as error:  # noqa: BLE001 - any error at all is the finding
            problems.append(error)

    with ClientFile.open(client_path, write=True) as file:
        threads = [threading.Thread(target=repeat, args=(lambda: _add(file),)) for _ in range(2)]
        threads += [threading.Thread(target=repeat, args=(lambda: _read(file),)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert problems == []


def _read(file):
    with file.read() as work:
        return work.client()


def test_a_closed_file_cannot_be_used(client_path):
    file = ClientFile.open(client_path)
    file.close()
    with pytest.raises(RuntimeError), file.read():
        pass


def test_a_reader_sees_one_snapshot_while_another_thread_writes(client_path):
    with ClientFile.open(client_path, write=True) as file:
        with file.read() as work:
            before = work.count("buyers")
            other = threading.Thread(target=lambda: _add(file))
            other.start()
            other.join(0.3)
            assert work.count("buyers") == before
        other.join()
        with file.read() as work:
            assert work.count("buyers") == before + 1


def _add(file):
    with file.write() as work:
        work.put(Buyer(buyer_no="B9"))


# what is not a client file ---------------------------------------------------------------


def _foreign(tmp_path):
    import sqlite3

    files = {
        "empty": b"",
        "text": "姓名,金额\n".encode(),
        "zip": b"PK\x03\x04" + bytes(5000),
        "cut": b"SQLite format 3\x00",
        "half salt": b"XBJ1",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    foreign = sqlite3.connect(tmp_path / "sqlite")
    foreign.execute("CREATE TABLE t(a)")
    foreign.commit()
    foreign.close()
    return [tmp_path / name for name in (*files, "sqlite")]


@pytest.mark.parametrize("write", [False, True])
def test_a_foreign_file_is_refused_and_never_altered(tmp_path, write):
    for path in _foreign(tmp_path):
        before, when = path.read_bytes(), path.stat().st_mtime_ns
        with pytest.raises(ClientFileError, match="not a client file"):
            ClientFile.open(path, write=write, password="x")
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert len(list(tmp_path.iterdir())) == 6


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(ClientFileError, match="There is no client file"):
        ClientFile.open(tmp_path / "a.xinbao")
    with pytest.raises(ClientFileError, match="not a client file"):
        ClientFile.open(tmp_path)


def _pragma(path, words):
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {words}")
    connection.close()


def test_a_newer_file_is_refused_and_not_altered(client_path):
    _pragma(client_path, "user_version = 99")
    before = client_path.read_bytes()
    with pytest.raises(ClientFileError, match="newer version"):
        ClientFile.open(client_path, write=True)
    assert client_path.read_bytes() == before


# the lock --------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_holds_the_file(client_path):
    with ClientFile.open(client_path, write=True):
        with pytest.raises(FileHeldError) as caught:
            ClientFile.open(client_path, write=True)
        assert caught.value.holder.pid == os.getpid()
        assert caught.value.holder.name in caught.value.text.en
        assert buyers(client_path) == ["B1", "B2"]
    put(client_path, "B9")


def test_the_holder_is_named_to_another_process_until_it_dies(client_path):
    child = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(client_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "held\n"
    with pytest.raises(FileHeldError) as caught:
        ClientFile.open(client_path, write=True)
    assert caught.value.holder.pid == child.pid
    assert buyers(client_path) == ["B1", "B2"]
    child.kill()
    child.communicate()
    assert lock_path(client_path).exists()
    put(client_path, "B9")
    assert not lock_path(client_path).exists()


_HOLD = """
import sys, time, pathlib
from xinbao_desktop.storage.client_file import ClientFile
file = ClientFile.open(pathlib.Path(sys.argv[1]), write=True)
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_file_left_by_a_dead_process_never_blocks(client_path):
    for left in (b"", b"{nonsense", b'{"user":"a","host":"b","pid":1,"since":"x"}'):
        lock_path(client_path).write_bytes(left)
        put(client_path, "B9")


def test_a_link_to_a_file_shares_its_lock(client_path, tmp_path):
    link = tmp_path / "link.xinbao"
    link.symlink_to(client_path)
    with ClientFile.open(client_path, write=True), pytest.raises(FileHeldError):
        ClientFile.open(link, write=True)


# disks -----------------------------------------------------------------------------------


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


def test_a_moment_is_noted_in_utc(client_path):
    moment = datetime(2024, 3, 5, 8, 30, tzinfo=UTC)
    with ClientFile.open(client_path, write=True, now=lambda: moment) as file:
        with file.write("改正", who="李会计") as work:
            work.put(Buyer(buyer_no="B9"))
        with file.read() as work:
            (entry,) = work.history("buyers", ("B9",))
    assert (entry.at, entry.who, entry.why, entry.action) == (moment, "李会计", "改正", "added")
