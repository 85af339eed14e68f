"""A robot types into the window and is killed: at most the field being typed is lost (R02).

``XINBAO_ROBOTS`` raises the number of kills beyond what CI runs.
"""

from __future__ import annotations

import os
import queue
import random
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.company import Company
from xinbao_desktop.storage.client_file import ClientFile

ROBOTS = int(os.environ.get("XINBAO_ROBOTS", "3"))
ROBOT = Path(__file__).parents[1] / "killing" / "typing_robot.py"
KEYS = ("name_zh", "name_en", "legal_rep", "address_zh", "contact_name", "signatory", "bank_name")
PATIENCE = 120

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300 + 60 * ROBOTS)]


class Robot:
    """A window in a process of its own, and what its robot has said, with the moment."""

    def __init__(self, path, number, keys):
        self._process = subprocess.Popen(
            [sys.executable, ROBOT, str(path), str(number), *keys],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self):
        for line in self._process.stdout:
            self._lines.put((time.monotonic(), line.strip()))

    def hear(self, word):
        moment, said = self._lines.get(timeout=PATIENCE)
        assert said == word
        return moment

    def kill(self):
        """Kill it; returns what it said since, with how long before the kill."""
        self._process.kill()
        at = time.monotonic()
        self._process.wait()
        assert self._process.returncode != 0
        self._listener.join()
        self._process.stdout.close()
        heard = []
        while not self._lines.empty():
            moment, said = self._lines.get()
            heard.append((said, at - moment))
        return heard


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "c.xinbao"
    with build_services(folder=tmp_path / "home").create_client(path) as client:
        client.records.save(Company(uscc="91440300MA5FKHB167", name_zh="before"))
    return path


def company(path):
    with build_services(folder=path.with_name("home")).open_client(path) as client:
        assert not [f for f in client.backups.check() if f.damage]
        return client.records.client().company


def test_at_most_the_field_being_typed_is_lost(path):
    rng, typed = random.Random(2), 0
    for number in range(10, 10 + ROBOTS):
        robot = Robot(path, number, KEYS)
        robot.hear("ready")
        time.sleep(rng.uniform(1, 9))
        heard = robot.kill()
        there = company(path)
        begun = [(key, ago) for key, ago in heard if key in KEYS]
        left = pairwise(begun)  # a field is left when the next one begins
        lost = [key for (key, _), _ in left if getattr(there, key) != f"{key[:8]} {number}"]
        assert len(lost) <= 1, heard
        typed += len(begun)
    assert typed > ROBOTS


def test_a_field_that_is_left_alone_is_saved_within_seconds(path):
    robot = Robot(path, 7, ["legal_rep"])
    robot.hear("ready")
    robot.hear("legal_rep")
    robot.hear("left alone")
    begun, saved = time.monotonic(), None
    while saved != "legal_re 7" and time.monotonic() - begun < PATIENCE:  # two seconds, if alone
        time.sleep(0.1)
        with ClientFile.open(path) as file, file.read() as work:
            saved = work.client().company.legal_rep
    robot.kill()
    assert company(path).legal_rep == "legal_re 7"
