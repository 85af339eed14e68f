from __future__ import annotations

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.bulletin import read_bulletins
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.errors import CatalogError

SAMPLE = asset("resources/samples/packs/sample-bulletins")


def test_the_sample_pack_names_a_country_goods_and_a_buyer():
    bulletins = read_bulletins(SAMPLE, shipped_codes().countries)
    assert [b.kind.value for b in bulletins] == ["country_risk", "restriction", "buyer_warning"]
    assert bulletins[1].goods == ("850760",)
    assert bulletins[2].buyers[0].name == "Invented Harbour Trading LLC"


def test_a_pack_without_the_folder_has_no_bulletins(tmp_path):
    assert read_bulletins(tmp_path, {}) == ()


def test_every_mistake_of_a_bulletin_is_named_with_its_place(tmp_path):
    folder = tmp_path / "bulletins"
    folder.mkdir()
    (folder / "one.toml").write_text(
        """
[[bulletin]]
id = "B-1"
kind = "rumour"
title = {zh = "标题", en = "title"}
advice = {zh = "建议", en = "advice"}
issuer = {zh = "单位", en = "issuer"}
issued_on = 2026-11-02
valid_until = 2026-11-01
countries = ["ZZ"]
goods = ["batteries"]
""",
        encoding="utf-8",
    )
    with pytest.raises(CatalogError) as caught:
        read_bulletins(tmp_path, shipped_codes().countries)
    said = str(caught.value)
    assert all(word in said for word in ("one.toml", "B-1", "rumour", "ZZ", "batteries"))
    assert "valid_until" in said


def test_a_bulletin_that_names_nothing_is_refused(tmp_path):
    folder = tmp_path / "bulletins"
    folder.mkdir()
    (folder / "one.toml").write_text(
        '[[bulletin]]\nid = "B-1"\nkind = "restriction"\ntitle = {zh = "题", en = "t"}\n'
        'advice = {zh = "议", en = "a"}\nissuer = {zh = "位", en = "i"}\nissued_on = 2026-11-02\n',
        encoding="utf-8",
    )
    with pytest.raises(CatalogError, match="at least one of countries"):
        read_bulletins(tmp_path, {})
