from __future__ import annotations

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.guide import read_guides, shipped_guides
from xinbao_desktop.catalog.rule_pack import read_sources
from xinbao_desktop.errors import CatalogError


def test_the_four_subjects_of_the_notice_have_a_guide():
    assert [g.id for g in shipped_guides()] == ["trade_basics", "rcep", "dual_carbon", "compliance"]


@pytest.mark.parametrize("guide", shipped_guides(), ids=lambda guide: guide.id)
def test_a_guide_cites_sources_that_exist_and_speaks_both_languages(guide):
    known = {source.id for source in read_sources(asset("resources/legal/sources.toml"))}
    assert set(guide.sources) <= known
    for section in guide.sections:
        for point in section.points:
            assert point.zh.endswith("。")
            assert point.en.endswith((".", "?"))
            assert len(point.zh) < 120


def test_a_guide_without_points_is_refused(tmp_path):
    (tmp_path / "one.toml").write_text(
        'id = "one"\norder = 1\nverified_on = 2026-11-22\ntitle = {zh = "一", en = "one"}\n'
        'summary = {zh = "一", en = "one"}\nsources = []\n'
        '[[section]]\nheading = {zh = "一", en = "one"}\npoints = []\n',
        encoding="utf-8",
    )
    with pytest.raises(CatalogError, match="at least one point"):
        read_guides(tmp_path)
