import json

import pytest

from xinbao_desktop.errors import DiskError
from xinbao_desktop.files.settings import SettingsFile


def test_a_setting_is_there_the_next_time(tmp_path):
    path = tmp_path / "new" / "settings.json"
    settings = SettingsFile(path)
    settings.set("language", "zh")
    settings.set("width", 900)
    settings.set("dark", True)
    settings.set("recent", ["b", "a"])
    again = SettingsFile(path)
    assert (again.text("language"), again.number("width"), again.flag("dark")) == ("zh", 900, True)
    assert again.texts("recent") == ("b", "a")
    again.set("width", None)
    assert SettingsFile(path).number("width", 5) == 5


def test_a_setting_of_another_type_is_the_default(tmp_path):
    (tmp_path / "s.json").write_text('{"a": [1], "b": true, "c": "x"}')
    settings = SettingsFile(tmp_path / "s.json")
    assert settings.text("a", "d") == "d"
    assert settings.number("b", 3) == 3
    assert settings.flag("c") is False
    assert settings.texts("c") == ()


@pytest.mark.parametrize("content", [b"{half", b"[1]", b"\xff\xfe\x00"])
def test_a_damaged_file_is_set_aside_and_the_program_starts(tmp_path, content):
    path = tmp_path / "s.json"
    path.write_bytes(content)
    settings = SettingsFile(path)
    assert settings.text("language", "zh") == "zh"
    settings.set("language", "en")
    assert json.loads(path.read_text()) == {"language": "en"}
    assert (tmp_path / "s.json.damaged").read_bytes() == content


def test_the_newest_of_a_list_comes_first_and_once(tmp_path):
    settings = SettingsFile(tmp_path / "s.json")
    for word in ("a", "b", "c", "a"):
        settings.put_first("recent", word, keep=2)
    assert settings.texts("recent") == ("a", "c")


def test_settings_that_cannot_be_kept_say_so(tmp_path):
    (tmp_path / "config").write_text("in the way")
    with pytest.raises(DiskError):
        SettingsFile(tmp_path / "config" / "s.json").set("a", 1)
