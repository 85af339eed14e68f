"""The benchmark scripts still run; how long they take is not asked here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "arguments", "word"),
    [
        ("judging.py", ("--sizes", "40", "80", "--repeat", "1"), "judge, nothing missing"),
        ("importing.py", ("--sizes", "40"), "ours, written"),
        ("window.py", ("--size", "40", "--repeat", "1"), "opening the client"),
        ("packet_speed.py", ("1", "1"), "ours"),
    ],
)
def test_a_benchmark_runs_on_a_tiny_size(script, arguments, word):
    command = [sys.executable, str(FOLDER / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert word in done.stdout
