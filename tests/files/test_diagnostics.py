import getpass
import json
import logging
import platform
import zipfile

import pytest

from xinbao_desktop.errors import UsageError
from xinbao_desktop.files.diagnostics import write_diagnostics
from xinbao_desktop.files.logs import set_up_logs, take_down_logs


def test_the_bundle_holds_versions_and_logs_and_nothing_of_a_client_or_a_person(tmp_path):
    set_up_logs(tmp_path / "logs")
    logging.getLogger("xinbao_desktop").warning("could not open %s", "深圳示例照明.xinbao")
    take_down_logs()
    (tmp_path / "logs" / "other.txt").write_text("深圳示例照明")
    write_diagnostics(tmp_path / "out.zip", tmp_path / "logs", "xinbao-desktop 1")
    with zipfile.ZipFile(tmp_path / "out.zip") as bundle:
        assert sorted(bundle.namelist()) == ["about.json", "logs/xinbao-desktop.log"]
        about = json.loads(bundle.read("about.json"))
        words = "".join(bundle.read(name).decode() for name in bundle.namelist())
    assert about["program"] == "xinbao-desktop 1"
    assert about["libraries"]["SQLAlchemy"]
    assert "could not open …" in words
    for secret in ("深圳示例照明", platform.node(), f"/home/{getpass.getuser()}"):
        assert secret not in words


def test_a_bundle_without_logs_is_whole_and_never_replaces_a_file(tmp_path):
    write_diagnostics(tmp_path / "out.zip", tmp_path / "none", "x")
    with pytest.raises(UsageError):
        write_diagnostics(tmp_path / "out.zip", tmp_path / "none", "x")
