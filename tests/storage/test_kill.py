"""Killed at any moment: nothing acknowledged is lost, nothing is half (R01, R05, R06, R07, R13).

The moments are random and reproducible. ``XINBAO_KILLS=1000`` runs the full number of each.
"""

import itertools
import os
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from xinbao_desktop.errors import ClientFileError
from xinbao_desktop.storage import checking, migration, schema_version
from xinbao_desktop.storage.backup import backup, restore
from xinbao_desktop.storage.backup_note import backups_in
from xinbao_desktop.storage.checking import check, refuse_damage
from xinbao_desktop.storage.client_file import ClientFile, system_moment
from xinbao_desktop.storage.handover import hand_over
from xinbao_desktop.storage.password import change_password
from xinbao_desktop.storage.tables import REVISION, SCHEMA_VERSION

KILLS = int(os.environ.get("XINBAO_KILLS", "20"))
PASSWORD = "信保2024 pass"
FRESH = 40
"""After so many kills the place is begun anew, so that it does not grow with their number."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300 + 4 * KILLS),
    pytest.mark.skipif(sys.platform == "win32", reason="children are forked"),
]


@pytest.fixture(scope="module")
def ground(killing_ground):
    return killing_ground("storage_tasks.py")


@pytest.fixture
def place(tmp_path):
    """Return a function that gives an empty folder, and takes the one before away."""
    made = []

    def anew():
        for old in made:
            shutil.rmtree(old)
        made[:] = [tmp_path / f"place{random.randrange(10**9)}"]
        made[0].mkdir()
        return made[0]

    return anew


def rounds(least, enough):
    """Yield numbers, at least so many, and on until the kills have met what they are to meet.

    On a crowded machine most of a few kills may fall into the loading of a file.
    """
    for number in itertools.count():
        if number >= least and enough():
            return
        yield number


def seconds_of(work):
    """Return how long something takes on this machine at this hour, done by this process."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def prove(path, password=None):
    """Open a file, prove every page, row and paper of it, and return what is in it."""
    with ClientFile.open(path, password=password) as file:
        refuse_damage(check(file), path)
        with file.read() as work:
            return work.client(), work.evidence_list(), work.client_id


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_no_saved_change_is_lost_and_none_is_half(ground, place, client_path, locked_path, locked):
    source, password = (locked_path, PASSWORD) if locked else (client_path, None)
    path = shutil.copy(source, place() / "c.xinbao")
    longest = ground.run("write", path, password, 0, 15).seconds  # opening and fifteen changes
    rng, seen = random.Random(11), Counter()
    for number in rounds(KILLS, lambda: seen["saved"] and (seen["torn"] or KILLS < 100)):
        if number % FRESH == 0:
            path, start = shutil.copy(source, place() / "c.xinbao"), 0
        ended = ground.run("write", path, password, start, None, delay=rng.uniform(0, longest))
        assert ended.killed
        seen["torn"] += path.with_name(path.name + "-journal").exists()
        said = [int(word) for word in ended.said]
        assert said == list(range(start, start + len(said)))
        there = whole_changes(path, password)
        assert start + len(said) <= there <= start + len(said) + 1  # the last may be unsaid
        seen["saved"] += len(said)
        start = there


def whole_changes(path, password):
    """Return how many of the writer's changes are in a file, each with all its parts."""
    with ClientFile.open(path, password=password) as file:
        refuse_damage(check(file), path)
        with file.read() as work:
            client = work.client(["buyers", "documents"])
            last = int(work.setting("last") or "-1")
            ids = {p.name: p.sha256 for p in work.evidence_list()}
            buyers = [b.buyer_no for b in client.buyers if "-" in b.buyer_no]
            if buyers:
                assert [e.why for e in work.history("buyers", (buyers[-1],))] == [str(last)]
    assert buyers == [f"{n:06}-{part}" for n in range(last + 1) for part in "ab"]
    filed = {int(d.path): d.sha256 for d in client.documents if d.slot == "T05"}
    assert sorted(filed) == list(range(0, last + 1, 5))
    assert all(ids[str(n)] == sha256 for n, sha256 in filed.items())
    assert len(ids) == len(filed) + 1
    return last + 1


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_a_killed_backup_leaves_the_client_and_every_noted_backup_whole(
    ground, place, client_path, locked_path, locked
):
    path, password = (locked_path, PASSWORD) if locked else (client_path, None)
    rng, wanted, before = random.Random(3), prove(path, password), path.read_bytes()

    def once():  # opened too, as the child has to: a password takes its time
        with ClientFile.open(path, password=password) as file:
            backup(file, place())

    longest, made = 4 * seconds_of(once), Counter()
    for number in rounds(KILLS // 4 if locked else KILLS, made.total):
        if number % FRESH == 0:
            folder, proven = place(), set()
        ended = ground.run("back_up", path, password, folder / "b", delay=rng.uniform(0, longest))
        assert ended.killed
        assert path.read_bytes() == before
        found = {info.path for info in backups_in(folder / "b")}
        assert set(ended.said) <= {str(one) for one in found}
        for one in found - proven:
            restored = restore(one, folder / "again.xinbao", password=password)
            assert prove(restored, password) == wanted
            restored.unlink()
        made.update(ended.said)
        proven = found
    with ClientFile.open(path, password=password) as file:
        backup(file, folder / "b")


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_a_killed_restoring_leaves_whole_files_or_none(
    ground, place, tmp_path, client_path, locked_path, locked
):
    path, password = (locked_path, PASSWORD) if locked else (client_path, None)
    rng, wanted = random.Random(4), prove(path, password)
    with ClientFile.open(path, password=password) as file:
        info = backup(file, tmp_path / "backups")
    before, made = info.path.read_bytes(), Counter()
    longest = 3 * seconds_of(lambda: restore(info.path, place() / "x", password=password))
    for _ in rounds(KILLS // 4 if locked else KILLS, made.total):
        folder = place()
        ended = ground.run("bring_back", info.path, password, folder, delay=rng.uniform(0, longest))
        assert ended.killed
        found = {str(one) for one in folder.glob("[0-9]*.xinbao")}
        assert set(ended.said) <= found
        for one in found:
            assert prove(Path(one), password) == wanted
        assert info.path.read_bytes() == before
        made.update(ended.said)


@pytest.fixture
def next_version(tmp_path):
    """Revisions of which the newest is one further than this program's, and takes a while."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migration.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "r9999_next.py").write_text(
        f"""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", {REVISION!r}, None, None
def upgrade():
    op.execute("PRAGMA cache_size = 10")
    op.execute("CREATE TABLE later (later_id INTEGER PRIMARY KEY, a)")
    for number in range(1500):
        op.execute(f"INSERT INTO later VALUES ({{number}}, randomblob(500))")
    op.add_column("buyers", sa.Column("nickname", sa.Text()))
"""
    )
    return scripts


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_a_killed_migration_leaves_the_old_file_or_the_new_one(
    ground, place, next_version, client_path, locked_path, locked
):
    source, password = (locked_path, PASSWORD) if locked else (client_path, None)
    wanted, newer = prove(source, password), SCHEMA_VERSION + 1
    path = shutil.copy(source, place() / "c.xinbao")
    ground.run("migrate", path, password, next_version, newer)
    path = shutil.copy(source, place() / "c.xinbao")
    whole = ground.run("migrate", path, password, next_version, newer)
    assert whole.said == ("migrated",)
    rng, seen = random.Random(8), Counter()
    least = KILLS // 4 if locked else KILLS
    for _ in rounds(least, lambda: seen[SCHEMA_VERSION] and seen["torn"]):
        path = shutil.copy(source, place() / "c.xinbao")
        delay = rng.uniform(0, whole.seconds * 1.05)
        ended = ground.run("migrate", path, password, next_version, newer, delay=delay)
        seen["torn"] += path.with_name(path.name + "-journal").exists()
        version = version_after_recovery(path, password)
        seen[version] += 1
        assert version in {SCHEMA_VERSION, newer}
        assert version == newer or not ended.said
        with pytest.MonkeyPatch.context() as patch:
            if version == newer:
                patch.setattr(schema_version, "CURRENT", newer)
                patch.setattr(checking, "REVISION", "9999")
                assert later(path, password) == 1500
            assert prove(path, password) == wanted
            patch.undo()
        copies = list(path.parent.glob("*升级前备份*"))
        assert version == SCHEMA_VERSION or len(copies) == 1
        for copy in copies:
            assert prove(copy, password) == wanted


def version_after_recovery(path, password):
    """Let the program open the file as the one of the newer version does, and say its version."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema_version, "CURRENT", SCHEMA_VERSION + 1)
        patch.setattr("xinbao_desktop.storage.client_file._brought_up_to_date", lambda a, *_: a)
        with ClientFile.open(path, password=password) as file, file.read() as work:
            return work.connection.exec_driver_sql("PRAGMA user_version").scalar()


def later(path, password):
    with ClientFile.open(path, password=password) as file, file.read() as work:
        return work.connection.exec_driver_sql("SELECT count(*) FROM later").scalar()


def test_a_killed_change_of_password_leaves_the_old_file_or_the_new_one(ground, place, client_path):
    rng, wanted, kinds = random.Random(5), prove(client_path), set()
    path = shutil.copy(client_path, place() / "c.xinbao")
    longest = 3 * seconds_of(
        lambda: change_password(path, password=None, new_password="x", now=system_moment())
    )
    for _ in rounds(KILLS, lambda: (None, None) in kinds):
        path = shutil.copy(client_path, place() / "c.xinbao")
        ended = ground.run("change", path, delay=rng.uniform(0, longest))
        assert ended.killed
        try:
            assert prove(path) == wanted
            password = None
        except ClientFileError:
            assert prove(path, "new") == wanted
            password = "new"
        said = (ended.said[-1] if ended.said else "") or None
        kinds.add((said, password))
        ClientFile.open(path, password=password, write=True).close()
        assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_killed_creation_leaves_whole_files_or_none(ground, place):
    rng, made = random.Random(6), Counter()
    longest = 3 * seconds_of(lambda: ClientFile.create(place() / "x", program="t").close())
    for _ in rounds(KILLS, made.total):
        folder = place()
        ended = ground.run("create", folder, delay=rng.uniform(0, longest))
        assert ended.killed
        found = {str(one) for one in folder.glob("[0-9]*.xinbao")}
        assert set(ended.said) <= found
        for one in found:
            client, papers, _ = prove(Path(one))
            assert client.company is None
            assert papers == []
        made.update(ended.said)


def test_a_killed_handing_over_leaves_whole_files_or_none(ground, place, client_path):
    rng, before = random.Random(9), client_path.read_bytes()
    with ClientFile.open(client_path) as file:
        longest = 3 * seconds_of(lambda: hand_over(file, place() / "x"))
    seen = []
    for _ in rounds(KILLS, lambda: seen):
        folder = place()
        ended = ground.run("give", client_path, folder, delay=rng.uniform(0, longest))
        assert ended.killed
        assert client_path.read_bytes() == before
        found = {str(one) for one in folder.glob("[0-9]*.xinbao")}
        assert set(ended.said) <= found
        for one in found:
            seen[1:] = [prove(Path(one))]
            assert seen[-1] == seen[0]
            assert seen[0][0].cases == ()
