import subprocess
import sys
import time
from pathlib import Path

import pytest

from xinbao_desktop.errors import DiskError, UsageError
from xinbao_desktop.files import atomic
from xinbao_desktop.files.atomic import atomic_output, write_bytes, write_text


def test_an_output_stands_whole_under_its_name(tmp_path):
    write_text(tmp_path / "报告.txt", "信保\n")
    assert (tmp_path / "报告.txt").read_bytes() == "信保\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["报告.txt"]


def test_an_output_that_exists_is_replaced_only_when_told(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(UsageError, match="--force"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    write_bytes(path, b"new", force=True)
    assert path.read_bytes() == b"new"


def test_an_output_that_appears_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "a.pdf"
    with pytest.raises(UsageError), atomic_output(path) as draft:  # noqa: PT012
        draft.write_bytes(b"new")
        path.write_bytes(b"someone else's")
    assert path.read_bytes() == b"someone else's"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("force", [False, True])
def test_an_exception_leaves_nothing_of_the_new_and_all_of_the_old(tmp_path, force):
    path = tmp_path / "a.pdf"
    if force:
        path.write_bytes(b"old")
    before = [(p.name, p.read_bytes()) for p in tmp_path.iterdir()]
    with pytest.raises(ZeroDivisionError), atomic_output(path, force=force) as draft:  # noqa: PT012
        draft.write_bytes(b"half")
        raise ZeroDivisionError
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == before


def test_a_stick_without_links_is_written_too(tmp_path, monkeypatch):
    def refuse(self, target):
        raise OSError(95, "not supported")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    write_bytes(tmp_path / "a", b"x")
    assert (tmp_path / "a").read_bytes() == b"x"
    with pytest.raises(UsageError), atomic_output(tmp_path / "b") as draft:  # noqa: PT012
        draft.write_bytes(b"new")
        (tmp_path / "b").write_bytes(b"other")
    assert (tmp_path / "b").read_bytes() == b"other"


def test_a_folder_that_is_not_there_is_a_plain_message(tmp_path):
    with pytest.raises(DiskError, match="folder does not exist"):
        write_bytes(tmp_path / "nowhere" / "a.pdf", b"x")


def test_an_error_about_another_file_is_left_to_its_own_meaning(tmp_path):
    with pytest.raises(FileNotFoundError), atomic_output(tmp_path / "a") as draft:
        draft.write_bytes((tmp_path / "input that is gone").read_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="a device of Linux")
def test_a_full_disk_is_a_plain_message(tmp_path):
    full = Path("/dev/full")
    with (  # noqa: PT012
        pytest.raises(DiskError, match="disk is full"),
        atomic_output(tmp_path / "a") as draft,
    ):
        draft.symlink_to(full)
        draft.write_bytes(b"x" * 10)
    assert list(tmp_path.iterdir()) == []


_WRITE = """
import sys, pathlib
from xinbao_desktop.files.atomic import atomic_output
with atomic_output(pathlib.Path(sys.argv[1]), force=True) as draft, draft.open("wb") as out:
    for _ in range(400):
        out.write(b"new" * 10000)
        print(flush=True)
"""


def test_a_killed_program_leaves_the_old_output_or_the_new_one(tmp_path):
    path = tmp_path / "packet.pdf"
    for delay in (0.0, 0.01, 0.03, 0.2):
        path.write_bytes(b"old")
        child = subprocess.Popen([sys.executable, "-c", _WRITE, path], stdout=subprocess.PIPE)
        child.stdout.readline()
        time.sleep(delay)
        child.kill()
        child.communicate()
        assert path.read_bytes() in (b"old", b"new" * 4_000_000)


def test_messages_are_in_both_languages():
    for text in (atomic.EXISTS, atomic.FULL, atomic.FORBIDDEN, atomic.NO_FOLDER, atomic.GONE):
        assert "{file}" in text.zh
        assert "{file}" in text.en
