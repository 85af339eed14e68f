from pathlib import Path

import pytest

from xinbao_desktop.errors import DiskError
from xinbao_desktop.files.paths import made, user_paths


def test_one_variable_puts_everything_under_one_folder(tmp_path):
    paths = user_paths({"XINBAO_HOME": str(tmp_path)})
    folders = (paths.settings, paths.backups, paths.packs, paths.trusted_keys, paths.logs)
    assert all(folder.is_relative_to(tmp_path) for folder in folders)
    assert list(tmp_path.iterdir()) == []


def test_without_it_the_folders_are_the_system_s(monkeypatch):
    paths = user_paths({})
    assert paths.config.is_absolute()
    assert "XinbaoDesktop" in paths.data.parts


def test_a_folder_is_made_for_this_user(tmp_path):
    assert made(tmp_path / "a" / "b").is_dir()
    assert made(tmp_path / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_made_is_a_plain_message(tmp_path):
    (tmp_path / "a").write_text("in the way")
    with pytest.raises(DiskError):
        made(Path(tmp_path / "a" / "b"))
