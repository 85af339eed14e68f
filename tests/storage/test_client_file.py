import contextlib
import shutil
import threading
from datetime import UTC, datetime

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import (
    ClientFileError,
    DiskError,
    UsageError,
)
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.lock import lock_path


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


def test_a_moment_is_noted_in_utc(client_path):
    moment = datetime(2024, 3, 5, 8, 30, tzinfo=UTC)
    with ClientFile.open(client_path, write=True, now=lambda: moment) as file:
        with file.write("改正", who="李会计") as work:
            work.put(Buyer(buyer_no="B9"))
        with file.read() as work:
            (entry,) = work.history("buyers", ("B9",))
    assert (entry.at, entry.who, entry.why, entry.action) == (moment, "李会计", "改正", "added")
