"""A full disk, for every command that writes: old data intact, no half file, and what to do.

Where the system lets the test mount one, a small disk is really filled; elsewhere the size of
files is limited.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xinbao_desktop.app.demo import CASE, DEMO_DAY, RECORDS
from xinbao_desktop.assets import asset
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="mounts and limits as Linux does"),
]
LANDED = Path(__file__).parents[1] / "data" / "first_landing" / "demo.xinbao"
SPARE = 48 << 10


def limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (SPARE, SPARE))


@pytest.fixture(scope="module")
def landed(tmp_path_factory):
    """The sample client in today's schema, and a backup of it."""
    path = tmp_path_factory.mktemp("landed") / "demo.xinbao"
    shutil.copy(LANDED, path)
    home = path.with_name("home")
    run("assess", path, home=home)
    ClientFile.open(path, write=True).close()
    assert run("backup", path, path.with_name("backups"), home=home).returncode == 0
    return path


@pytest.fixture
def disk(tmp_path, landed):
    """A disk with the client on it and hardly any room, and how to run a command there."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True, check=False
    ).returncode
    shutil.copy(landed, folder / "demo.xinbao")
    if mounted:
        fill(folder)
    yield folder, None if mounted else limited
    if mounted:
        subprocess.run(["umount", folder], check=True)


def fill(folder):
    free = os.statvfs(folder)
    (folder / "ballast").write_bytes(bytes(free.f_bavail * free.f_bsize - SPARE))


def run(*words, home, limit=None):
    return subprocess.run(
        [sys.executable, "-m", "xinbao_desktop", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XINBAO_HOME": str(home), "XINBAO_LANG": "en"},
        preexec_fn=limit,
    )


def commands(folder, landed):
    file = folder / "demo.xinbao"
    return {
        "packet": ("packet", file, CASE, folder / "p.pdf", "--draft", "--on", DEMO_DAY),
        "report": ("assess", file, "--report", folder / "r.pdf"),
        "workbook": ("export", file, folder / "e.xlsx"),
        "json": ("export", file, folder / "e.json"),
        "folder": ("export", file, folder / "e"),
        "template": ("template", folder / "t.xlsx"),
        "backup": ("backup", file, folder / "backups"),
        "restore": ("restore", landed.with_name("backups"), folder / "again.xinbao"),
        "new": ("new", folder / "new.xinbao"),
        "import": ("import", folder / "new.xinbao", asset(RECORDS)),
    }


@pytest.mark.parametrize(
    "name",
    ["packet", "report", "workbook", "json", "folder", "template", "backup", "restore", "new",
     "import"],
)  # fmt: skip
def test_a_full_disk_leaves_what_was_there_and_no_half_file(disk, landed, tmp_path, name):
    folder, limit = disk
    home = tmp_path / "home"
    if name == "import":
        (folder / "ballast").unlink(missing_ok=True)
        assert run("new", folder / "new.xinbao", home=home).returncode == 0
        if limit is None:
            fill(folder)
    before = contents(folder)
    done = run(*commands(folder, landed)[name], home=home, limit=limit)
    assert done.returncode == 5, done.stderr
    if limit is None:
        assert "The disk is full" in done.stderr
        assert "Free some space" in done.stderr
    else:  # a limit on files is not told apart by SQLite from a disk that is gone
        assert "is full" in done.stderr or "Check it and try again" in done.stderr
    assert "Traceback" not in done.stderr
    after = contents(folder)
    assert {path: after.get(path) for path in before} == before
    assert [p for p in after.keys() - before.keys() if "pool" not in p.parts] == []
    with ClientFile.open(folder / "demo.xinbao") as file:
        assert [f for f in check(file) if f.damage] == []


def contents(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
