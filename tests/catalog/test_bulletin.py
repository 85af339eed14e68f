from __future__ import annotations

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import check_pack, read_pack, read_pack_files
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.errors import CatalogError

PACK = """[pack]
id = "trial"
version = "1"
title = {zh = "试", en = "trial"}
description = {zh = "试", en = "trial"}
valid_from = 2026-01-01
min_program = "0.1"
""".encode()
GOOD = """
[[bulletin]]
id = "B-1"
kind = "restriction"
title = {zh = "标题", en = "title"}
advice = {zh = "建议", en = "advice"}
issuer = {zh = "单位", en = "issuer"}
issued_on = 2026-11-02
countries = ["VN"]
"""


GOODS_AND_END = 'goods = ["batteries"]\nvalid_until = 2026-11-01\n'


def pack_of(bulletins):
    return read_pack_files("trial", {"pack.toml": PACK, "bulletins/one.toml": bulletins.encode()})


def check(pack):
    check_pack(pack, FactBook(shipped_codes().vocabularies))


def test_the_sample_pack_names_a_country_goods_and_a_buyer():
    bulletins = read_pack(asset("resources/samples/packs/sample-bulletins")).bulletins
    assert [b.kind.value for b in bulletins] == ["country_risk", "restriction", "buyer_warning"]
    assert bulletins[1].goods == ("850760",)
    assert bulletins[2].buyers[0].name == "Invented Harbour Trading LLC"


def test_a_pack_of_bulletins_alone_is_right():
    pack = pack_of(GOOD)
    check(pack)
    assert pack.bulletins[0].file == "trial/bulletins/one.toml"


def test_every_mistake_of_a_bulletin_is_named_with_its_place():
    bad = GOOD.replace("restriction", "rumour") + GOODS_AND_END
    with pytest.raises(CatalogError) as caught:
        pack_of(bad)
    said = str(caught.value)
    assert all(w in said for w in ("one.toml", "B-1", "rumour", "batteries", "valid_until"))


def test_a_bulletin_that_names_nothing_is_refused():
    with pytest.raises(CatalogError, match="at least one of countries"):
        pack_of(GOOD.replace('countries = ["VN"]', ""))


def test_a_country_that_is_none_is_found_when_the_pack_is_checked():
    pack = pack_of(
        GOOD.replace('["VN"]', '["ZZ"]') + '[[bulletin.buyers]]\nname = "X"\ncountry = "QQ"\n'
    )
    with pytest.raises(CatalogError) as caught:
        check(pack)
    assert "ZZ" in str(caught.value)
    assert "QQ" in str(caught.value)


def test_the_same_number_twice_is_refused():
    with pytest.raises(CatalogError, match="already used"):
        check(pack_of(GOOD + GOOD))
