"""Files that belong together are all there, or none is."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.errors import DiskError, UsageError
from xinbao_desktop.files import output_set
from xinbao_desktop.files.output_set import OutputSet, atomic_set

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("a-1.pdf", "a-2.pdf", "a-3.pdf")


def fill(outputs: OutputSet, folder: Path, content: bytes) -> None:
    for name in NAMES:
        (outputs.folder / name).write_bytes(content)
        outputs.place(outputs.folder / name, folder / name)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_all_stand_in_their_places_and_nothing_beside(tmp_path: Path) -> None:
    with atomic_set(tmp_path / "a.pdf") as outputs:
        fill(outputs, tmp_path, b"new")
        outputs.write_beside(tmp_path / "a-1.pdf.sha256", "x\n")
    assert contents(tmp_path) == dict.fromkeys(NAMES, b"new") | {"a-1.pdf.sha256": b"x\n"}


def test_an_error_before_the_end_leaves_all_of_the_old(tmp_path: Path) -> None:
    (tmp_path / "a-2.pdf").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), atomic_set(tmp_path / "a.pdf", force=True) as outputs:  # noqa: PT012
        fill(outputs, tmp_path, b"new")
        raise ZeroDivisionError
    assert contents(tmp_path) == {"a-2.pdf": b"old"}


@pytest.mark.parametrize("failing", range(4))
def test_an_error_while_moving_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    for name in NAMES[:2]:
        (tmp_path / name).write_bytes(b"old")
    (tmp_path / "a.pdf").write_bytes(b"older")
    before = contents(tmp_path)
    moves = itertools.count()
    move, unlink = output_set.take_place, type(tmp_path).unlink

    def refuse(*given: object, **named: object) -> None:
        if next(moves) == failing:
            raise OSError(28, "full", str(tmp_path / "a-1.pdf"))
        move(*given, **named)

    def unlink_or_refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "a.pdf" and failing == 3:
            raise OSError(13, "open elsewhere", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(output_set, "take_place", refuse)
    monkeypatch.setattr(type(tmp_path), "unlink", unlink_or_refuse)
    with pytest.raises(DiskError), atomic_set(tmp_path / "a.pdf", force=True) as outputs:  # noqa: PT012
        fill(outputs, tmp_path, b"new")
        outputs.drop(tmp_path / "a.pdf")
    assert contents(tmp_path) == before


def test_an_existing_one_of_them_is_replaced_only_when_told(tmp_path: Path) -> None:
    (tmp_path / "a-3.pdf").write_bytes(b"old")
    with (
        pytest.raises(UsageError, match=r"a-3\.pdf"),
        atomic_set(tmp_path / "a.pdf") as outputs,
    ):
        fill(outputs, tmp_path, b"new")
    assert contents(tmp_path) == {"a-3.pdf": b"old"}


def test_a_stick_without_links_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(95, "not supported")

    (tmp_path / "a-2.pdf").write_bytes(b"old")
    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    with atomic_set(tmp_path / "a.pdf", force=True) as outputs:
        fill(outputs, tmp_path, b"new")
    assert contents(tmp_path) == dict.fromkeys(NAMES, b"new")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(DiskError, match=r"a\.pdf"),
        atomic_set(tmp_path / "gone" / "a.pdf"),
    ):
        raise AssertionError


def test_a_kill_leaves_each_file_whole_and_the_first_one_last(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from xinbao_desktop.files.output_set import atomic_set\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "for round in range(10000):\n"
        "    with atomic_set(folder / 'a.pdf', force=True) as outputs:\n"
        "        for n in (1, 2, 3):\n"
        "            file = outputs.folder / str(n)\n"
        "            file.write_bytes(b'%d\\n' % round * 50000)\n"
        "            outputs.place(file, folder / f'a-{n}.pdf')\n"
    )
    for wait in (0.25, 0.3, 0.37):
        child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
        while not (tmp_path / "a-1.pdf").exists():
            time.sleep(0.01)
        time.sleep(wait)
        child.kill()
        child.wait()
        rounds = []
        for name in NAMES:
            lines = (tmp_path / name).read_bytes().split(b"\n")
            assert len(lines) == 50001
            assert len(set(lines[:-1])) == 1
            rounds.append(int(lines[0]))
        assert rounds[0] <= rounds[1] <= rounds[2] <= rounds[0] + 1
