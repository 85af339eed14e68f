"""Killing the program in the middle of an import or of building a packet.

What was there stays whole: an import is there as a whole or not at all, an output is the old
file or the new one. ``XINBAO_KILLS`` raises the number of kills beyond what CI runs.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pypdf
import pytest

from xinbao_desktop.app.demo import CASE, DEMO_DAY, RECORDS
from xinbao_desktop.assets import asset
from xinbao_desktop.bootstrap import build_services

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("XINBAO_KILLS", "6"))
LANDED = Path(__file__).parents[1] / "data" / "first_landing" / "demo.xinbao"
CHANCE = random.Random(20261122)


def killed(*words, home, longest):
    """Start a command and kill it at a random moment; say whether it had ended by itself."""
    child = subprocess.Popen(
        [sys.executable, "-m", "xinbao_desktop", *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XINBAO_HOME": str(home)},
    )
    time.sleep(CHANCE.uniform(0.2, longest))
    done = child.poll() is not None
    child.kill()
    child.wait()
    return done


def test_an_import_is_there_as_a_whole_or_not_at_all(tmp_path):
    services = build_services(folder=tmp_path / "home")
    seen = set()
    for number in range(KILLS):
        file = tmp_path / f"{number}.xinbao"
        services.create_client(file).close()
        killed("import", file, asset(RECORDS), home=tmp_path / "home", longest=2.0)
        with services.open_client(file) as client:
            assert [f for f in client.backups.check() if f.damage] == []
            count = sum(1 for _ in client.records.client().all_records())
            seen.add(count)
            client.imports.apply(client.imports.preview(asset(RECORDS)))
            assert sum(1 for _ in client.records.client().all_records()) == 111
    assert seen <= {0, 111}


def test_a_packet_is_the_old_one_or_the_new_one(tmp_path):
    file, out = tmp_path / "demo.xinbao", tmp_path / "packet.pdf"
    shutil.copy(LANDED, file)
    services = build_services(folder=tmp_path / "home")
    with services.open_client(file) as client:
        client.packets.build(CASE, out, draft=True, on=DEMO_DAY)
    old = out.read_bytes()
    for _ in range(KILLS):
        killed(
            "packet", file, CASE, out, "--draft", "--force", "--on", DEMO_DAY, "--lang", "en",
            home=tmp_path / "home", longest=6.0,
        )  # fmt: skip
        content = out.read_bytes()
        assert content == old or len(pypdf.PdfReader(out, strict=True).pages) > 30
        with services.open_client(file) as client:
            assert [f for f in client.backups.check() if f.damage] == []
    drafts = [p.name for p in tmp_path.iterdir() if p.name.startswith(".packet")]
    assert len(drafts) <= KILLS
