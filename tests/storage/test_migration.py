import contextlib
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import inspect

from xinbao_desktop.errors import AppError, IntegrityError
from xinbao_desktop.storage import migration, schema_version
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.engine import Access, make_engine
from xinbao_desktop.storage.tables import REVISION, SCHEMA_VERSION, metadata

PASSWORD = "信保2024 pass"
MOMENT = datetime(2024, 6, 1, 9, 0, tzinfo=UTC)


def shape(connection):
    """Everything about the schema that a reflection sees.

    A column that a migration adds stands last, so their order does not count.
    """
    found = inspect(connection)
    return {
        name: (
            sorted(
                (c["name"], str(c["type"]), c["nullable"], c["primary_key"])
                for c in found.get_columns(name)
            ),
            sorted(
                (i["name"], tuple(i["column_names"]), i["unique"]) for i in found.get_indexes(name)
            ),
            [tuple(u["column_names"]) for u in found.get_unique_constraints(name)],
            [
                (tuple(f["constrained_columns"]), f["referred_table"])
                for f in found.get_foreign_keys(name)
            ],
        )
        for name in found.get_table_names()
        if name != "alembic_version"
    }


def test_the_frozen_revisions_make_the_schema_of_today(tmp_path):
    """If this fails after a field was added: write the next revision, never edit an old one."""
    migrated = make_engine(Access(tmp_path / "a.db", mode="rwc"))
    with migrated.begin() as connection:
        migration._upgrade(connection, migration.SCRIPTS)
    with migrated.connect() as connection:
        found = shape(connection)
        newest = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    migrated.dispose()
    today = make_engine(Access(tmp_path / "b.db", mode="rwc"))
    with today.begin() as connection:
        metadata.create_all(connection)
    with today.connect() as connection:
        assert found == shape(connection)
    today.dispose()
    assert newest == REVISION
    assert int(REVISION) == SCHEMA_VERSION


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """A program whose schema is one revision further than the file's."""
    scripts = tmp_path / "scripts %d"
    shutil.copytree(migration.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "r9999_next.py").write_text(
        f"""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", {REVISION!r}, None, None
def upgrade():
    op.create_table("later", sa.Column("later_id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO later VALUES (7)")
"""
    )
    monkeypatch.setattr(migration, "SCRIPTS", scripts)
    monkeypatch.setattr(migration.migrate, "__defaults__", (scripts, SCHEMA_VERSION + 1))
    monkeypatch.setattr(schema_version, "CURRENT", SCHEMA_VERSION + 1)
    return scripts


def later(file):
    with file.read() as work:
        return work.connection.exec_driver_sql("SELECT later_id FROM later").scalar()


@pytest.mark.parametrize("locked", [False, True], ids=["plain", "locked"])
def test_an_older_file_is_migrated_after_a_copy_of_it_was_made(
    client_path, locked_path, next_version, locked
):
    path, password = (locked_path, PASSWORD) if locked else (client_path, None)
    before = path.read_bytes()
    with ClientFile.open(path, password=password, write=True, now=lambda: MOMENT) as file:
        assert later(file) == 7
        with file.read() as work:
            assert len(work.client().buyers) == 2
            value = work.setting(schema_version.SCHEMA_DIGEST)
            assert value == schema_version.schema_digest(work.connection)
    (copy,) = path.parent.glob(f"{path.stem}.升级前备份-*.xinbao")
    schema_version.CURRENT = SCHEMA_VERSION
    with ClientFile.open(copy, password=password) as file:
        assert check(file) == []
    assert path.read_bytes() != before


def test_an_older_file_that_is_read_is_never_changed(client_path, next_version):
    before, when = client_path.read_bytes(), client_path.stat().st_mtime_ns
    with ClientFile.open(client_path) as file:
        assert later(file) == 7
        temporary = file.access.path
        assert temporary.exists()
        assert temporary != client_path
    assert not temporary.exists()
    assert (client_path.read_bytes(), client_path.stat().st_mtime_ns) == (before, when)


def test_a_migrated_locked_file_that_is_read_lies_nowhere_in_plain(locked_path, next_version):
    with ClientFile.open(locked_path, password=PASSWORD) as file:
        assert not file.access.path.read_bytes().startswith(b"SQLite")


def test_a_migration_that_fails_leaves_the_old_file(client_path, next_version):
    script = next_version / "versions" / "r9999_next.py"
    script.write_text(script.read_text() + "    raise RuntimeError('broken')\n")
    before = client_path.read_bytes()
    with contextlib.suppress(RuntimeError):
        ClientFile.open(client_path, write=True)
    assert client_path.read_bytes() == before
    schema_version.CURRENT = SCHEMA_VERSION
    with ClientFile.open(client_path, write=True) as file:
        assert check(file) == []


def test_a_program_killed_in_the_middle_of_a_migration_leaves_the_old_file(
    client_path, next_version
):
    script = next_version / "versions" / "r9999_next.py"
    script.write_text(
        script.read_text()
        + "    op.execute('PRAGMA cache_size = 10')\n"
        + "    op.execute('CREATE TABLE big(a)')\n"
        + '    for _ in range(3000): op.execute("INSERT INTO big VALUES (randomblob(500))")\n'
        + "    import os; os.kill(os.getpid(), 9)\n"
    )
    before = client_path.read_bytes()
    code = (
        "import sys, pathlib; from xinbao_desktop.storage import migration, engine;"
        "migration.migrate(engine.Access(pathlib.Path(sys.argv[1]), mode='rw'),"
        " pathlib.Path(sys.argv[2]), 99)"
    )
    done = subprocess.run([sys.executable, "-c", code, client_path, next_version], check=False)
    assert done.returncode == -9
    assert client_path.read_bytes() != before
    schema_version.CURRENT = SCHEMA_VERSION
    with ClientFile.open(client_path, write=True) as file:
        assert check(file) == []
    assert client_path.read_bytes() == before


def test_a_damaged_older_file_is_not_migrated(client_path, next_version):
    whole = bytearray(client_path.read_bytes())
    for at in range(4096 * 3, 4096 * 12):
        whole[at] ^= 0xA5
    client_path.write_bytes(whole)
    for write in (False, True):
        with pytest.raises((IntegrityError, AppError)):
            ClientFile.open(client_path, write=write)
    assert client_path.read_bytes() == whole
    assert [p.name for p in client_path.parent.glob("*.xinbao")] == [client_path.name]


OLD_FILES = sorted((Path(__file__).parents[1] / "data" / "client_files").glob("*.xinbao"))


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("write", [False, True], ids=["read", "write"])
def test_a_file_of_every_version_so_far_still_opens(old, tmp_path, write):
    """``tools/client_fixture.py`` made them; they are never made anew."""
    path = shutil.copy(old, tmp_path / old.name)
    password = "fixture" if "locked" in old.stem else None
    with ClientFile.open(path, password=password, write=write) as file:
        assert not [finding for finding in check(file) if finding.damage]
        with file.read() as work:
            client = work.client()
            papers, gone = work.evidence_list(), work.evidence_list(removed=True)
            assert work.setting("fixture") == "信保"
            assert work.packets("C001")[0].stored
            assert [entry.before.order_no for entry in work.deleted("orders")] == ["order-001"]
    assert (len(papers), len(gone)) == (2, 1)
    assert client.shipments[0].amount == Decimal("123456.7891")
    assert client.company.name_zh == "示例 name_zh"
    assert client.orders == ()
    assert len(client.partners) == 1


def test_there_is_a_file_of_every_version():
    for version in range(1, SCHEMA_VERSION + 1):
        assert {f"schema-{version}", f"schema-{version}-locked"} <= {p.stem for p in OLD_FILES}
