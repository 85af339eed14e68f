import os
import subprocess
import sys

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.lock import FileHeldError, lock_path


def buyers(path, **more):
    with ClientFile.open(path, **more) as file, file.read() as work:
        return [buyer.buyer_no for buyer in work.client(["buyers"]).buyers]


def put(path, *numbers, **more):
    with ClientFile.open(path, write=True, **more) as file, file.write() as work:
        work.put_many([Buyer(buyer_no=number) for number in numbers])


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
        assert buyers(client_path) == ["B1", "B2", "B9"]


def test_a_link_to_a_file_shares_its_lock(client_path, tmp_path):
    link = tmp_path / "link.xinbao"
    link.symlink_to(client_path)
    with ClientFile.open(client_path, write=True), pytest.raises(FileHeldError):
        ClientFile.open(link, write=True)
