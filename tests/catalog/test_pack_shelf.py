"""Installed packs: trusted authors, no silent downgrade, every version kept."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from xinbao_desktop.catalog.pack_archive import build, read_archive
from xinbao_desktop.catalog.pack_shelf import PackShelf
from xinbao_desktop.catalog.signature import AuthorKey, TrustStore
from xinbao_desktop.errors import BadInputError, DiskError, UsageError

PACK = """
[pack]
id = "try-district"
version = "{version}"
title = {{zh = "试", en = "try"}}
description = {{zh = "{about}", en = "try"}}
valid_from = 2026-01-01
min_program = "{program}"
"""
ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return AuthorKey.create(tmp_path_factory.mktemp("keys") / "author.pem")


@pytest.fixture
def archive(tmp_path, key):
    def archive(version, about="试", program="0.1"):
        folder = tmp_path / "work"
        folder.mkdir(exist_ok=True)
        text = PACK.format(version=version, about=about, program=program)
        (folder / "pack.toml").write_text(text, "utf-8")
        return read_archive(build(folder, key), version)

    return archive


@pytest.fixture
def shelf(tmp_path, key):
    trust = TrustStore(tmp_path / "trust")
    trust.add(key.public)
    return PackShelf(tmp_path / "shelf", trust)


def install(shelf, archive, **more):
    return shelf.install(archive, on=ON, **more)


def test_an_installed_pack_is_in_use(shelf, archive):
    found = install(shelf, archive("2026.1"))
    assert found.in_use
    assert (found.folder / "pack.toml").is_file()
    assert shelf.installed() == (found,)


def test_a_newer_version_stands_beside_the_older_one(shelf, archive):
    install(shelf, archive("2026.9"))
    install(shelf, archive("2026.10"))
    assert [(one.version, one.in_use) for one in shelf.installed()] == [
        ("2026.10", True),
        ("2026.9", False),
    ]
    assert shelf.proven("try-district", "2026.9").manifest.version == "2026.9"


def test_an_older_version_needs_a_reason_which_is_kept(shelf, archive):
    install(shelf, archive("2026.10"))
    with pytest.raises(UsageError, match=r"older than version 2026\.10"):
        install(shelf, archive("2026.9"))
    with pytest.raises(UsageError, match="give a reason"):
        install(shelf, archive("2026.9"), reason="  ")
    install(shelf, archive("2026.9"), reason="新版第三条有误")
    assert shelf.history("try-district")[-1]["reason"] == "新版第三条有误"
    assert [one.version for one in shelf.installed() if one.in_use] == ["2026.9"]


def test_a_pack_older_than_the_programs_own_needs_a_reason(shelf, archive):
    with pytest.raises(UsageError, match=r"older than version 2026\.11"):
        install(shelf, archive("2026.10"), shipped={"try-district": "2026.11"})


def test_a_newer_pack_goes_before_the_programs_own_until_that_is_newer(shelf, archive):
    install(shelf, archive("2026.2"), shipped={"try-district": "2026.1"})
    assert [one.version for one in shelf.in_use({"try-district": "2026.1"})] == ["2026.2"]
    assert shelf.in_use({"try-district": "2026.3"}) == ()
    assert [one.version for one in shelf.in_use({})] == ["2026.2"]


def test_an_older_pack_holds_while_the_program_ships_nothing_newer(shelf, archive):
    shipped = {"try-district": "2026.2"}
    install(shelf, archive("2026.1"), shipped=shipped, reason="新版有误")
    assert [one.version for one in shelf.in_use(shipped)] == ["2026.1"]
    assert shelf.in_use({"try-district": "2026.3"}) == ()


def test_installing_the_same_pack_again_changes_nothing(shelf, archive):
    pack = archive("2026.1")
    assert install(shelf, pack) == install(shelf, pack)


def test_installing_the_same_pack_again_mends_it(shelf, archive):
    found = install(shelf, archive("2026.1"))
    (found.folder / "pack.toml").write_text("[pack]", "utf-8")
    (found.folder.parent / "pack.xbpack").write_bytes(b"damaged")
    install(shelf, archive("2026.1"))
    assert shelf.proven("try-district", "2026.1").manifest.version == "2026.1"


def test_another_pack_of_the_same_version_is_refused(shelf, archive):
    install(shelf, archive("2026.1"))
    with pytest.raises(UsageError, match="raise the version"):
        install(shelf, archive("2026.1", about="别的"))


def test_an_unknown_author_is_refused_with_the_fingerprint(tmp_path, archive, key):
    shelf = PackShelf(tmp_path / "shelf", TrustStore(tmp_path / "empty"))
    with pytest.raises(UsageError) as refused:
        install(shelf, archive("2026.1"))
    assert key.public.fingerprint in refused.value.text.zh
    assert shelf.installed() == ()


def test_an_altered_installation_is_found(shelf, archive):
    found = install(shelf, archive("2026.1"))
    (found.folder / "pack.toml").write_text("[pack]", "utf-8")
    with pytest.raises(BadInputError, match="was altered"):
        shelf.proven("try-district", "2026.1")


def test_an_altered_pack_file_is_found(shelf, archive):
    found = install(shelf, archive("2026.1"))
    path = found.folder.parent / "pack.xbpack"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(BadInputError):
        shelf.proven("try-district", "2026.1")


def test_a_pack_whose_author_is_no_longer_trusted_is_not_used(tmp_path, shelf, archive):
    install(shelf, archive("2026.1"))
    shutil.rmtree(tmp_path / "trust")
    with pytest.raises(UsageError, match="is not trusted"):
        shelf.proven("try-district", "2026.1")


def test_a_disk_that_fills_leaves_what_was_there(shelf, archive, monkeypatch):
    install(shelf, archive("2026.1"))
    before = shelf.installed()

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    pack = archive("2026.2")
    with pytest.raises(DiskError, match="No space left"):
        install(shelf, pack)
    assert shelf.installed() == before


def test_a_version_that_is_not_there_is_said_to_be_missing(shelf):
    with pytest.raises(UsageError, match="not installed"):
        shelf.proven("try-district", "2026.1")


def test_a_damaged_record_is_reported(tmp_path, shelf, archive):
    install(shelf, archive("2026.1"))
    (tmp_path / "shelf" / "try-district" / "in_use.json").write_text("{", "utf-8")
    with pytest.raises(BadInputError, match="damaged"):
        shelf.installed()


@pytest.mark.parametrize("junk", ["{", "[]", "{}", '{"version": 5}'])
def test_a_damaged_record_opens_no_way_back_and_installing_mends_it(tmp_path, shelf, archive, junk):
    install(shelf, archive("2026.2"))
    (tmp_path / "shelf" / "try-district" / "in_use.json").write_text(junk, "utf-8")
    with pytest.raises(UsageError, match="older"):
        install(shelf, archive("2026.1"))
    install(shelf, archive("2026.2"))
    assert [one.version for one in shelf.installed() if one.in_use] == ["2026.2"]


def test_a_folder_that_cannot_be_written_is_a_matter_of_the_disk(tmp_path, key, archive):
    trust = TrustStore(tmp_path / "trust")
    trust.add(key.public)
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError):
        install(PackShelf(tmp_path / "file", trust), archive("2026.1"))
