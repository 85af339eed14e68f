from datetime import date

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.rule_pack import read_sources
from xinbao_desktop.domain.rules.result import SourceKind

SOURCES = {source.id: source for source in read_sources(asset("resources/legal/sources.toml"))}
NOTICE = SOURCES["sz-notice-2023-12-28"]
NUMBERS = [*"一二三四五六七八九十", "十一", "十二", "十三", "十四", "十五"]


def test_the_notice_stands_article_by_article_with_who_answers_for_it():
    assert [article.number for article in NOTICE.articles] == NUMBERS
    for article in NOTICE.articles:
        assert article.text
        assert article.responsible is not None


def test_the_words_that_decide_are_those_of_the_notice():
    green, quick = NOTICE.article("十一"), NOTICE.article("十二")
    assert green is not None
    assert "不超过100万美元（含）的单一个案" in green.text
    assert quick is not None
    assert "一般在受理索赔申请后15个工作日内做出足额或部分赔付的理赔决定" in quick.text


def test_the_notice_asks_to_be_confirmed_from_2025_on():
    assert NOTICE.confirm_from == date(2025, 1, 1)
    assert NOTICE.confirm is not None


def test_each_source_says_how_sure_its_reading_is():
    assert {source.confidence for source in SOURCES.values()} <= {"H", "M", "L"}


def test_the_sources_every_pack_needs_are_there():
    kinds = {
        "policy-schedule": SourceKind.POLICY,
        "program-default": SourceKind.PROGRAM_DEFAULT,
        "insurance-law": SourceKind.LAW,
        "civil-code": SourceKind.LAW,
        "gb-32100-2015": SourceKind.STANDARD,
        "kwm-claims-series": SourceKind.PUBLISHED,
        "eccpit-limit-mistakes": SourceKind.PUBLISHED,
    }
    assert {id_: SOURCES[id_].kind for id_ in kinds} == kinds
    for year in range(2022, 2027):
        assert f"state-council-holidays-{year}" in SOURCES


def test_articles_of_the_laws_are_found_by_their_number():
    assert all(SOURCES["insurance-law"].article(str(n)) for n in range(22, 27))
    assert all(
        SOURCES["civil-code"].article(n) for n in ("200", "201", "202", "203", "204", "1259")
    )
