"""The self-check passes here, and says so when something shipped is missing or damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xinbao_desktop import assets
from xinbao_desktop.app import self_check as subject
from xinbao_desktop.app.self_check import self_check
from xinbao_desktop.app.self_check_trial import try_client
from xinbao_desktop.assets import asset
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.errors import IntegrityError

NAMES = {"codes", "rules", "forms", "checklists", "recognition", "fonts", "notices", "client"}


@pytest.fixture
def services(tmp_path):
    """Services on a folder of their own."""
    return build_services(folder=tmp_path / "user")


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """Another copy of the translations, which a test may damage."""
    folder = tmp_path / "i18n"
    shutil.copytree(asset("resources/i18n"), folder)
    (folder / "xinbao_zh_CN.qm").write_bytes(subject.COMPILED + b"\x42")
    monkeypatch.setattr(subject, "asset", lambda _path: folder)
    return folder


def results(services):
    return {check.id: check for check in self_check(services)}


@pytest.mark.slow
def test_what_is_shipped_passes_every_check(services):
    found = results(services)
    assert set(found) - {"translations"} == NAMES
    assert [c for c in found.values() if not c.ok and c.id != "translations"] == []
    assert all(c.message.zh and c.message.en for c in found.values())


def test_the_trial_leaves_nothing_behind(services, tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    message = try_client(services)
    assert "verified" in message.en
    assert list(place.rglob("*")) == []
    assert services.recent() == []


def test_a_missing_translation_fails_and_says_what_to_do(shipped):
    (shipped / "xinbao_zh_CN.qm").unlink()
    with pytest.raises(IntegrityError, match=r"zh_CN\.qm is missing"):
        subject._translations()


def test_a_file_that_is_no_translation_fails(shipped):
    (shipped / "xinbao_zh_CN.qm").write_bytes(b"nothing of the kind")
    with pytest.raises(IntegrityError, match="not a translation"):
        subject._translations()


def test_a_translation_that_is_there_passes(shipped):
    assert "xinbao_zh_CN" in subject._translations().en


def test_a_character_no_font_has_is_named(monkeypatch):
    monkeypatch.setattr(subject, "RARE", "䶮\U0010fffd")
    with pytest.raises(IntegrityError, match="\U0010fffd"):
        subject._fonts()


def test_a_rule_whose_case_no_longer_comes_out_fails_by_its_name(services, tmp_path, monkeypatch):
    folder = tmp_path / "eci-core"
    shutil.copytree(asset("resources/rules/eci-core"), folder)
    cover = folder / "cover.toml"
    text = cover.read_text("utf-8")
    cover.write_text(text.replace('expect = "not_met"', 'expect = "met"', 1), "utf-8")
    monkeypatch.setattr(services.knowledge, "pack_folders", lambda: [folder])
    found = subject._tried("rules", lambda: subject._rules(services.knowledge))
    assert not found.ok
    assert "cover.toml" in found.message.en


def test_a_form_that_is_missing_is_named(monkeypatch):
    known = {id_: form for id_, form in subject.forms().items() if id_ != "F05"}
    monkeypatch.setattr(subject, "forms", lambda: known)
    with pytest.raises(IntegrityError, match="F05"):
        subject._checklists()


def test_an_error_nobody_foresaw_is_a_failed_check_not_a_crash():
    def broken():
        raise ZeroDivisionError("boom")

    found = subject._tried("anything", broken)
    assert not found.ok
    assert "ZeroDivisionError: boom" in found.message.zh


def test_the_checkout_and_the_wheel_hold_the_same_data():
    assert (assets.data_root() / "forms").is_dir()
    assert Path(asset("THIRD-PARTY.md")).is_file()
