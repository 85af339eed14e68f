"""What all tests share: a place where children of the program are killed at random moments."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

TASKS = Path(__file__).parent / "killing"


@dataclass(frozen=True)
class Ended:
    """How a child ended: what it had said by then, how long it had, and by what it ended."""

    said: tuple[str, ...]
    code: int
    seconds: float

    @property
    def killed(self):
        return self.code == -signal.SIGKILL


class KillingGround:
    """Talks to one program of ``tests/killing``, which is loaded once and forks the children."""

    def __init__(self, script, environment):
        self._process = subprocess.Popen(
            [sys.executable, TASKS / script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )

    def run(self, task, *arguments, delay=None):
        """Let a child do a task, and kill it after ``delay`` seconds; None lets it live."""
        words = [None if word is None else word if isinstance(word, int) else str(word)
                 for word in arguments]  # fmt: skip
        order = {"task": task, "arguments": words, "delay": delay}
        started = time.monotonic()
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        said = []
        for line in self._process.stdout:
            if line.startswith("ended "):
                ended = Ended(tuple(said), int(line.split()[1]), time.monotonic() - started)
                assert ended.code in {0, -signal.SIGKILL}, "the child failed by itself"
                return ended
            said.append(line.rstrip("\n"))
        pytest.fail("the killing ground itself has ended")

    def close(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def killing_ground():
    """Return a function that starts a program of ``tests/killing`` by its name."""
    started = []

    def start(script, **environment):
        started.append(KillingGround(script, environment))
        return started[-1]

    yield start
    for ground in started:
        ground.close()
