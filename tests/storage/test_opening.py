import pytest

from xinbao_desktop.errors import (
    ClientFileError,
)
from xinbao_desktop.storage.client_file import ClientFile


def _foreign(tmp_path):
    import sqlite3

    files = {
        "empty": b"",
        "text": "姓名,金额\n".encode(),
        "zip": b"PK\x03\x04" + bytes(5000),
        "cut": b"SQLite format 3\x00",
        "half salt": b"XBJ1",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    foreign = sqlite3.connect(tmp_path / "sqlite")
    foreign.execute("CREATE TABLE t(a)")
    foreign.commit()
    foreign.close()
    return [tmp_path / name for name in (*files, "sqlite")]


@pytest.mark.parametrize("write", [False, True])
def test_a_foreign_file_is_refused_and_never_altered(tmp_path, write):
    for path in _foreign(tmp_path):
        before, when = path.read_bytes(), path.stat().st_mtime_ns
        with pytest.raises(ClientFileError, match="not a client file"):
            ClientFile.open(path, write=write, password="x")
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert len(list(tmp_path.iterdir())) == 6


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(ClientFileError, match="There is no client file"):
        ClientFile.open(tmp_path / "a.xinbao")
    with pytest.raises(ClientFileError, match="not a client file"):
        ClientFile.open(tmp_path)


def _pragma(path, words):
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {words}")
    connection.close()


def test_a_newer_file_is_refused_and_not_altered(client_path):
    _pragma(client_path, "user_version = 99")
    before = client_path.read_bytes()
    with pytest.raises(ClientFileError, match="newer version"):
        ClientFile.open(client_path, write=True)
    assert client_path.read_bytes() == before
