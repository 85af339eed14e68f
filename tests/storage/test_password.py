import shutil
import sqlite3

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.listing import ListQuery
from xinbao_desktop.errors import ClientFileError
from xinbao_desktop.storage.backup import backup, restore
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile, system_moment
from xinbao_desktop.storage.lock import FileHeldError
from xinbao_desktop.storage.password import change_password

PASSWORD = "信保2024 pass"


def contents_of(path, **more):
    with ClientFile.open(path, **more) as file:
        assert not [finding for finding in check(file) if finding.damage]
        with file.read() as work:
            return work.client(), work.evidence_list(), work.client_id


def change(path, old, new, **more):
    return change_password(path, password=old, new_password=new, now=system_moment(), **more)


@pytest.mark.parametrize("password", [None, "", "wrong", PASSWORD + " "])
def test_a_wrong_password_opens_nothing(locked_path, password):
    with pytest.raises(ClientFileError, match="password"):
        ClientFile.open(locked_path, password=password)


def test_a_password_for_a_plain_file_is_not_needed(client_path):
    assert contents_of(client_path, password="x")[0].buyers


def test_an_empty_password_is_no_password(tmp_path):
    with pytest.raises(ClientFileError, match="empty"):
        ClientFile.create(tmp_path / "a.xinbao", password="", program="t")
    assert list(tmp_path.iterdir()) == []


def test_the_printed_recovery_key_opens_the_file(locked_path):
    with ClientFile.open(locked_path, password=PASSWORD) as file:
        key = file.recovery_key
    assert len(key.split()) == 16
    assert contents_of(locked_path, recovery_key=key.upper()) == contents_of(
        locked_path, password=PASSWORD
    )
    for wrong in ("12", "zz" * 32, key.replace(key[0], "0" if key[0] != "0" else "1")):
        with pytest.raises(ClientFileError):
            ClientFile.open(locked_path, recovery_key=wrong)


def test_a_password_typed_in_another_normal_form_is_the_same(tmp_path):
    path = tmp_path / "a.xinbao"
    ClientFile.create(path, password="caf\u00e9", program="t").close()
    with ClientFile.open(path, password="cafe\u0301") as file:
        assert file.encrypted


def test_any_sqlcipher_tool_opens_the_file_with_the_password(locked_path):
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(locked_path))
    connection.execute(f"PRAGMA key = '{PASSWORD}'")
    assert connection.execute("SELECT count(*) FROM buyers").fetchone() == (2,)
    connection.close()


def test_a_password_is_added_changed_and_removed_without_losing_anything(client_path):
    before = contents_of(client_path)
    assert len(change(client_path, None, "one").split()) == 16
    assert not client_path.read_bytes().startswith(b"SQLite")
    with pytest.raises(ClientFileError):
        ClientFile.open(client_path)
    assert contents_of(client_path, password="one") == before
    change(client_path, "one", "two'\"")
    with pytest.raises(ClientFileError):
        ClientFile.open(client_path, password="one")
    assert contents_of(client_path, password="two'\"") == before
    assert change(client_path, "two'\"", None) is None
    assert contents_of(client_path) == before
    assert [path.name for path in client_path.parent.iterdir()] == [client_path.name]


def test_a_forgotten_password_is_replaced_with_the_recovery_key(locked_path):
    with ClientFile.open(locked_path, password=PASSWORD) as file:
        key = file.recovery_key
    change(locked_path, None, "new", recovery_key=key)
    assert contents_of(locked_path, password="new")[0].buyers


def test_a_wrong_password_changes_nothing(locked_path):
    before = locked_path.read_bytes()
    with pytest.raises(ClientFileError):
        change(locked_path, "wrong", "new")
    assert locked_path.read_bytes() == before


def test_a_file_that_somebody_edits_keeps_its_password(client_path):
    with ClientFile.open(client_path, write=True), pytest.raises(FileHeldError):
        change(client_path, None, "new")


def test_nothing_readable_lies_anywhere_when_a_password_is_set(tmp_path):
    """R08: canary words are in no byte of file, journal, backup or temporary folder."""
    canary = "CANARY-7f3a-金丝雀"
    path = tmp_path / "client.xinbao"
    outside = tmp_path.with_name(tmp_path.name + "-source")
    outside.mkdir()
    paper = outside / f"{canary}.pdf"
    paper.write_bytes(canary.encode() * 5000)
    seen = []
    with ClientFile.create(path, password=PASSWORD, program="test") as file:
        with file.write(why=canary, who=canary) as work:
            assert work.connection.exec_driver_sql("PRAGMA temp_store").scalar() == 2
            work.connection.exec_driver_sql("PRAGMA cache_size = 10")
            work.put_many([Buyer(buyer_no=f"{n} {canary}", note=canary * 20) for n in range(500)])
            work.add_evidence(paper, media_type="application/pdf", name=paper.name)
            seen += [read.read_bytes() for read in tmp_path.iterdir()]
            assert any(read.name.endswith("-journal") for read in tmp_path.iterdir())
        with file.write() as work:
            for n in range(0, 500, 2):
                work.delete("buyers", (f"{n} {canary}",))
            work.put_many([Buyer(buyer_no=f"{n} {canary}", note="new") for n in range(1, 500, 2)])
            work.ids("buyers", ListQuery(search="canary"))
            seen += [read.read_bytes() for read in tmp_path.iterdir()]
        info = backup(file, tmp_path / "backups")
    restore(info.path, tmp_path / "again.xinbao", password=PASSWORD)
    change_password(path, password=PASSWORD, new_password="other", now=system_moment())
    shutil.rmtree(outside)
    files = [found for found in tmp_path.rglob("*") if found.is_file()]
    seen += [found.read_bytes() for found in files]
    assert len(files) >= 5
    for content in seen:
        for words in (canary, "CANARY", "金丝雀"):
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert words.encode(encoding) not in content
        assert not content.startswith(b"SQLite format 3")
    assert not [found for found in files if "CANARY" in str(found)]


def test_the_key_stands_in_no_file_beside_the_data(locked_path, tmp_path):
    with ClientFile.open(locked_path, password=PASSWORD, write=True) as file:
        backup(file, tmp_path / "backups")
        key = bytes.fromhex(file.recovery_key.replace(" ", ""))
        found = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(found) >= 4
    assert not any(
        words in content
        for content in found
        for words in (key, key.hex().encode(), PASSWORD.encode())
    )


def test_the_key_is_not_shown_when_an_error_prints_its_values(locked_path):
    with ClientFile.open(locked_path, password=PASSWORD) as file:
        assert file.recovery_key.replace(" ", "") not in repr(file.access)


def test_a_locked_file_says_nothing_on_standard_error(locked_path, capfd):
    with pytest.raises(ClientFileError):
        ClientFile.open(locked_path, password="wrong")
    contents_of(locked_path, password=PASSWORD)
    assert capfd.readouterr().err == ""


def test_a_plain_client_needs_no_cipher_library(client_path, monkeypatch):
    from xinbao_desktop.storage import cipher

    monkeypatch.setattr(cipher, "library", lambda: pytest.fail("loaded"))
    assert contents_of(client_path)[0].buyers


def test_sqlite_alone_sees_no_database_in_a_locked_file(locked_path):
    connection = sqlite3.connect(locked_path)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM buyers")
    connection.close()
    assert locked_path.stat().st_size > 4096
