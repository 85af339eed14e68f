import pytest

from xinbao_desktop.errors import UsageError
from xinbao_desktop.storage.appearing import new_file, remove_leftovers
from xinbao_desktop.storage.client_file import ClientFile


@pytest.fixture(params=[True, False], ids=["links", "no links"])
def _disk(request, monkeypatch):
    """Once a disk with links and once a stick that knows none."""
    if not request.param:

        def refuse(_self, _target):
            raise OSError(95, "not supported")

        monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)


@pytest.mark.usefixtures("_disk")
def test_a_new_file_appears_whole_and_alone(tmp_path):
    with new_file(tmp_path / "a") as draft:
        draft.write_bytes(b"x")
        assert not (tmp_path / "a").exists()
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"x")]


@pytest.mark.usefixtures("_disk")
def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path):
    with pytest.raises(UsageError), new_file(tmp_path / "a") as draft:  # noqa: PT012
        draft.write_bytes(b"new")
        (tmp_path / "a").write_bytes(b"other")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a", b"other")]


@pytest.mark.usefixtures("_disk")
def test_a_client_is_made_on_any_disk(tmp_path):
    with ClientFile.create(tmp_path / "a.xinbao", program="test") as file:
        assert file.client_id


def test_only_leftovers_of_this_very_name_are_taken_away(tmp_path):
    names = [".a[1].xinbao.0a1b2c3d.new", ".a[1].xinbao.0a1b2c3d.new-journal"]
    others = [
        ".a1.xinbao.0a1b2c3d.new",
        "a[1].xinbao",
        ".a[1].xinbao.new",
        ".b.xinbao.0a1b2c3d.new",
    ]
    for name in names + others:
        (tmp_path / name).touch()
    remove_leftovers(tmp_path / "a[1].xinbao")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(others)
