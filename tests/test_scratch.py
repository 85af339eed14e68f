"""Temporary folders go, also those of a program that was killed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from xinbao_desktop.scratch import scratch_folder, sweep

KILLED = """
import os, sys
from pathlib import Path
from xinbao_desktop.scratch import scratch_folder
with scratch_folder() as place:
    (Path(place) / "paper.pdf").write_text("a client's paper")
    os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_what_a_killed_program_left_is_taken_away_by_the_next(place):
    subprocess.run([sys.executable, "-c", KILLED], check=False)
    (left,) = place.iterdir()
    assert (left / "paper.pdf").exists()
    assert sweep() == 1
    assert list(place.iterdir()) == []


def test_what_is_in_use_or_nobody_s_stays(place):
    others = ["xinbao-old", "xinbao-x1-", "other-99999999-", "a.txt"]
    for name in others:
        (place / name).mkdir()
    with scratch_folder() as mine:
        assert sweep() == 0
        assert Path(mine).stat().st_mode & 0o077 == 0 or os.name == "nt"
    assert sorted(p.name for p in place.iterdir()) == sorted(others)


def test_a_number_that_no_process_can_have_is_no_process(place):
    (place / f"xinbao-{10**30}-x").mkdir()
    assert sweep() == 1
