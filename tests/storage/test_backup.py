import dataclasses
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import ClientFileError, DiskError, IntegrityError, UsageError
from xinbao_desktop.storage import backup as backup_module
from xinbao_desktop.storage.backup import backup, restore
from xinbao_desktop.storage.backup_note import backups_in, note_path
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile, system_moment
from xinbao_desktop.storage.pool import FOLDER
from xinbao_desktop.storage.tables import metadata
from xinbao_desktop.storage.thinning import AutomaticBackup, thin, to_keep

PASSWORD = "信保2024 pass"
NOW = datetime(2024, 6, 1, 9, 0, tzinfo=UTC)


def all_rows(path, password=None):
    with ClientFile.open(path, password=password) as file, file.read() as work:
        return {
            table.name: work.connection.execute(table.select()).all()
            for table in metadata.sorted_tables
        }


@pytest.fixture(params=["plain", "locked"])
def client(request, client_path, locked_path):
    if request.param == "locked":
        return locked_path, PASSWORD
    return client_path, None


def test_what_was_backed_up_is_restored_to_the_last_row_and_byte(client, tmp_path, paper):
    path, password = client
    with ClientFile.open(path, password=password, write=True) as file:
        with file.write() as work:
            work.add_evidence(paper, media_type="application/pdf", name=paper.name)
        info = backup(file, tmp_path / "backups")
    restored = restore(info.path, tmp_path / "again.xinbao", password=password)
    assert all_rows(restored, password) == all_rows(path, password)
    with ClientFile.open(restored, password=password, write=True) as file:
        assert not [finding for finding in check(file) if finding.damage]
    assert info.rows["buyers"] == 2
    assert info.paper_bytes > paper.stat().st_size


def test_papers_are_kept_once_for_all_backups(client, tmp_path):
    path, password = client
    with ClientFile.open(path, password=password, write=True) as file:
        first = backup(file, tmp_path / "backups")
        with file.write() as work:
            work.put(Buyer(buyer_no="B9"))
        second = backup(file, tmp_path / "backups")
    assert first.path != second.path
    assert first.path.parent == second.path.parent
    assert len(list((first.path.parent / FOLDER).glob("??/*"))) == 1
    assert first.path.stat().st_size < path.stat().st_size
    restore(first.path, tmp_path / "1.xinbao", password=password)
    restore(second.path, tmp_path / "2.xinbao", password=password)
    assert len(all_rows(tmp_path / "1.xinbao", password)["buyers"]) == 2
    assert len(all_rows(tmp_path / "2.xinbao", password)["buyers"]) == 3


def test_a_file_open_for_reading_is_backed_up_too(client_path, tmp_path):
    with ClientFile.open(client_path) as file:
        assert backup(file, tmp_path / "backups").path.exists()


def test_restoring_never_overwrites(client_path, tmp_path):
    with ClientFile.open(client_path) as file:
        info = backup(file, tmp_path / "backups")
    before = client_path.read_bytes()
    with pytest.raises(UsageError):
        restore(info.path, client_path)
    assert client_path.read_bytes() == before


def test_a_backup_is_not_opened_as_a_client_and_a_client_not_restored(client, tmp_path):
    path, password = client
    with ClientFile.open(path, password=password) as file:
        info = backup(file, tmp_path / "backups")
    with pytest.raises(ClientFileError, match="is a backup"):
        ClientFile.open(info.path, password=password)
    with pytest.raises(ClientFileError, match="is a client file, not a backup"):
        restore(path, tmp_path / "x.xinbao", password=password)
    assert not (tmp_path / "x.xinbao").exists()


def test_a_locked_client_s_backup_asks_for_its_password(locked_path, tmp_path):
    with ClientFile.open(locked_path, password=PASSWORD) as file:
        info = backup(file, tmp_path / "backups")
        key = file.recovery_key
    with pytest.raises(ClientFileError):
        restore(info.path, tmp_path / "x.xinbao")
    with pytest.raises(ClientFileError):
        restore(info.path, tmp_path / "x.xinbao", password="wrong")
    restore(info.path, tmp_path / "x.xinbao", recovery_key=key)
    assert all_rows(tmp_path / "x.xinbao", PASSWORD) == all_rows(locked_path, PASSWORD)


@pytest.mark.parametrize("harm", ["lost", "changed", "cut"])
def test_a_backup_whose_papers_are_damaged_is_refused_and_leaves_nothing(client, tmp_path, harm):
    path, password = client
    with ClientFile.open(path, password=password) as file:
        info = backup(file, tmp_path / "backups")
    (stored,) = (info.path.parent / FOLDER).glob("??/*")
    content = bytearray(stored.read_bytes())
    if harm == "lost":
        stored.unlink()
    elif harm == "changed":
        content[len(content) // 2] ^= 1
        stored.write_bytes(content)
    else:
        stored.write_bytes(content[:-7])
    with pytest.raises(IntegrityError):
        restore(info.path, tmp_path / "x.xinbao", password=password)
    assert not (tmp_path / "x.xinbao").exists()


def test_the_next_backup_mends_a_damaged_paper_in_the_pool(client, tmp_path):
    path, password = client
    with ClientFile.open(path, password=password) as file:
        info = backup(file, tmp_path / "backups")
        (stored,) = (info.path.parent / FOLDER).glob("??/*")
        stored.write_bytes(b"broken")
        backup(file, tmp_path / "backups")
    restore(info.path, tmp_path / "x.xinbao", password=password)
    assert stored.read_bytes() != b"broken"
    assert all_rows(tmp_path / "x.xinbao", password) == all_rows(path, password)


def test_a_backup_that_does_not_prove_right_is_taken_away(client_path, tmp_path, monkeypatch):
    def short(source, target):
        return {**write(source, target), "buyers": 99}

    write = backup_module.write_snapshot
    monkeypatch.setattr(backup_module, "write_snapshot", short)
    with ClientFile.open(client_path) as file, pytest.raises(IntegrityError, match="taken away"):
        backup(file, tmp_path / "backups")
    assert not list((tmp_path / "backups").glob("**/*.xinbao-backup*"))


def test_a_damaged_client_is_not_backed_up_as_if_it_were_whole(client_path, tmp_path):
    import sqlite3

    connection = sqlite3.connect(client_path)
    connection.execute("UPDATE buyers SET country = 'XX'")
    connection.commit()
    connection.close()
    with ClientFile.open(client_path) as file, pytest.raises(IntegrityError):
        backup(file, tmp_path / "backups")
    assert backups_in(tmp_path / "backups") == []


def test_a_folder_for_backups_that_cannot_be_made_is_a_plain_message(client_path, tmp_path):
    (tmp_path / "backups").write_text("a file is in the way")
    with ClientFile.open(client_path) as file, pytest.raises(DiskError):
        backup(file, tmp_path / "backups")


def test_backups_of_two_clients_never_share_a_folder(client_path, locked_path, tmp_path):
    other = shutil.copy(locked_path, tmp_path / client_path.with_suffix("").name)
    with ClientFile.open(client_path) as one, ClientFile.open(other, password=PASSWORD) as two:
        first, second = backup(one, tmp_path / "b"), backup(two, tmp_path / "b")
    assert first.path.parent != second.path.parent
    assert {info.path for info in backups_in(tmp_path / "b")} == {first.path, second.path}


def test_of_a_folder_the_newest_backup_is_restored_if_it_is_clear_whose(
    client_path, locked_path, tmp_path
):
    with ClientFile.open(client_path, write=True) as file:
        backup(file, tmp_path / "b")
        with file.write() as work:
            work.put(Buyer(buyer_no="B9"))
        file._now = lambda: datetime(2099, 1, 1, tzinfo=UTC)
        backup(file, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "x.xinbao")
    assert len(all_rows(tmp_path / "x.xinbao")["buyers"]) == 3
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no backup"):
        restore(tmp_path / "empty", tmp_path / "y.xinbao")
    with ClientFile.open(locked_path, password=PASSWORD) as file:
        backup(file, tmp_path / "b")
    with pytest.raises(UsageError, match="several clients"):
        restore(tmp_path / "b", tmp_path / "y.xinbao")


# by itself ----------------------------------------------------------------------------------


class Now:
    def __init__(self):
        self.moment = NOW

    def __call__(self):
        return self.moment


def test_the_first_write_of_a_sitting_is_backed_up_and_then_at_most_one_an_hour(
    client_path, tmp_path
):
    now = Now()
    with ClientFile.open(client_path, write=True, now=now) as file:
        file.before_write = automatic = AutomaticBackup(tmp_path / "b")
        made = []
        for minutes in (0, 30, 59, 60, 61):
            now.moment = NOW + timedelta(minutes=minutes)
            with file.write() as work:
                work.put(Buyer(buyer_no=f"N{minutes}"))
            made.append(len(backups_in(tmp_path / "b")))
    assert made == [1, 1, 1, 2, 2]
    assert automatic.last.rows["buyers"] == 5
    assert automatic.problem is None


def test_a_backup_that_fails_does_not_stop_the_work(client_path, tmp_path):
    (tmp_path / "b").write_text("a file is in the way")
    with ClientFile.open(client_path, write=True) as file:
        file.before_write = automatic = AutomaticBackup(tmp_path / "b")
        with file.write() as work:
            work.put(Buyer(buyer_no="B9"))
    assert automatic.problem is not None
    assert automatic.last is None


def test_of_old_backups_each_day_and_each_month_keeps_its_newest():
    moments = [NOW - timedelta(hours=hours) for hours in range(0, 24 * 400, 5)]
    kept = to_keep(moments, NOW)
    assert {m for m in moments if NOW - m <= timedelta(days=1)} <= kept
    older = [m for m in kept if timedelta(days=1) < NOW - m]
    by_day = {}
    for moment in older:
        by_day.setdefault(moment.date(), []).append(moment)
    assert all(len(group) == 1 for group in by_day.values())
    old = [m for m in kept if NOW - m > timedelta(days=31)]
    assert len({(m.year, m.month) for m in old}) == len(old) >= 12
    assert to_keep([NOW - timedelta(days=4000)], NOW) == {NOW - timedelta(days=4000)}
    assert to_keep([], NOW) == set()


def test_thinning_takes_old_backups_and_the_papers_only_they_needed(client_path, tmp_path, paper):
    now = Now()
    with ClientFile.open(client_path, write=True, now=now) as file:
        with file.write() as work:
            work.add_evidence(paper, media_type="x", name="p")
        infos = []
        for days in (40, 39, 0):
            now.moment = NOW - timedelta(days=days)
            infos.append(backup(file, tmp_path / "b"))
    place = infos[0].path.parent
    lonely = place / FOLDER / "00" / ("00" * 32)
    lonely.parent.mkdir(exist_ok=True)
    lonely.write_bytes(b"needed by nobody")
    assert thin(place, NOW) == 1
    assert not infos[0].path.exists()
    assert infos[1].path.exists()
    assert not lonely.exists()
    restore(infos[1].path, tmp_path / "x.xinbao")


def test_no_paper_is_taken_away_while_one_backup_does_not_say_what_it_needs(client_path, tmp_path):
    with ClientFile.open(client_path) as file:
        info = backup(file, tmp_path / "b")
    lonely = info.path.parent / FOLDER / "00" / ("00" * 32)
    lonely.parent.mkdir(exist_ok=True)
    lonely.write_bytes(b"perhaps needed")
    note_path(info.path).write_text("{nonsense")
    thin(info.path.parent, NOW)
    assert lonely.exists()
    restore(info.path, tmp_path / "x.xinbao")


def test_what_a_killed_backup_had_begun_goes_after_a_day(client_path, tmp_path):
    now = system_moment()
    with ClientFile.open(client_path) as file:
        place = backup(file, tmp_path / "b").path.parent
    names = (".客户.xinbao-backup.0a1b2c3d.new", ".客户.xinbao-backup.0a1b2c3d.new-journal")
    left = [place / name for name in names]
    (stored,) = (place / FOLDER).glob("??/*")
    left.append(stored.with_name(f".{stored.name}.0a1b2c3d.part"))
    for draft in left:
        draft.write_bytes(b"half")
    thin(place, now + timedelta(hours=1))
    assert all(draft.exists() for draft in left)
    thin(place, now + timedelta(days=2))
    assert not any(draft.exists() for draft in left)
    assert stored.exists()


def test_the_note_beside_a_backup_is_read_again(client_path, tmp_path):
    with ClientFile.open(client_path) as file:
        info = backup(file, tmp_path / "b")
    (found,) = backups_in(tmp_path / "b")
    assert found == dataclasses.replace(info, rows=dict(info.rows))
