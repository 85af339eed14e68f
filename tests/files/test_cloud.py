from pathlib import Path

import pytest

from xinbao_desktop.files.cloud import cloud_warning


@pytest.mark.parametrize(
    ("folder", "zh"),
    [
        ("/Users/zhang/OneDrive - 示例公司/客户", "OneDrive"),
        ("/home/a/Dropbox", "Dropbox"),
        ("/home/a/我的坚果云", "坚果云"),
        ("/home/a/Nutstore Files/x", "坚果云"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/home/a/BaiduSyncdisk", "百度网盘"),
        ("/home/a/百度网盘同步空间", "百度网盘"),
        ("/Users/a/Library/CloudStorage/Other", "云"),
        ("/home/a/WPS云盘", "WPS"),
    ],
)
def test_a_synchronised_folder_is_warned_of_by_name(folder, zh):
    warning = cloud_warning(Path(folder) / "客户.xinbao", {})
    assert warning is not None
    assert zh in warning.zh
    assert "客户.xinbao" in warning.en


@pytest.mark.parametrize("folder", ["/home/a/文档", "/home/a/云南客户", "/home/a/cloudy"])
def test_an_ordinary_folder_is_not_warned_of(folder):
    assert cloud_warning(Path(folder) / "客户.xinbao", {}) is None


def test_a_renamed_onedrive_folder_is_known_by_its_variable(tmp_path):
    path = tmp_path / "work" / "a.xinbao"
    assert cloud_warning(path, {"OneDrive": str(tmp_path)}) is not None
    assert cloud_warning(path, {"OneDrive": str(tmp_path / "other")}) is None


def test_a_folder_that_carries_the_mark_of_a_service_is_known(tmp_path):
    (tmp_path / ".dropbox").touch()
    assert cloud_warning(tmp_path / "x" / "a.xinbao", {}) is not None


def test_a_link_into_a_synchronised_folder_is_known(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "clients").symlink_to(tmp_path / "Dropbox")
    assert cloud_warning(tmp_path / "clients" / "a.xinbao", {}) is not None
