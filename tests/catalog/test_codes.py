from datetime import date

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.catalog.codes import read_codes, shipped_codes
from xinbao_desktop.catalog.rule_pack import read_sources
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.reference import Size
from xinbao_desktop.errors import CatalogError

CODES = shipped_codes()
WORDS = CODES.vocabularies


def test_every_field_of_a_record_finds_its_vocabulary():
    for kind in KINDS:
        for field in kind.fields:
            assert field.vocabulary is None or field.vocabulary in WORDS, field.key


@pytest.mark.parametrize(
    ("vocabulary", "values"),
    [
        ("insurer", "sinosure picc pingan cpic ccic other"),
        ("insured_by", "unified self"),
        ("policy_form", "unified_sme sme micro comprehensive specific_contract lc other"),
        ("limit_applies_to", "base payout"),
        (
            "declaration_rule",
            "working_days_after_shipment days_after_shipment day_of_next_month none",
        ),
        ("buyer_kind", "buyer bank guarantor"),
        ("rating", "green yellow red"),
        ("payment_term", "LC DP DA OA"),
        ("limit_status", "active pending zero frozen cancelled expired"),
        ("shipment_kind", "goods service offshore ecommerce_supplier platform agency"),
        ("transport_mode", "sea air road rail courier multimodal"),
        ("receipt_kind", "payment deposit credit_note refund recovery"),
        ("goods_state", "in_transit at_port taken_up returned resold abandoned"),
        (
            "cause",
            (
                "insolvency default rejection bank_insolvency bank_default bank_non_acceptance "
                "political_transfer political_import_ban political_licence political_moratorium "
                "political_war political_other"
            ),
        ),
        ("answer", "confirmed explained"),
        ("packet", "notice entrustment claim financing answer file"),
    ],
)
def test_the_closed_vocabularies_hold_exactly_their_words(vocabulary, values):
    assert WORDS[vocabulary].values == tuple(values.split())


@pytest.mark.parametrize(
    ("vocabulary", "raw", "value"),
    [
        ("insurer", "中国出口信用保险公司", "sinosure"),
        ("insurer", "信保", "sinosure"),
        ("insurer", "SINOSURE", "sinosure"),
        ("insured_by", "统保", "unified"),
        ("insured_by", "自行投保", "self"),
        ("payment_term", "赊销", "OA"),
        ("payment_term", "O/A", "OA"),
        ("payment_term", "T/T后", "OA"),
        ("payment_term", "D/P at sight", "DP"),
        ("payment_term", "付款交单", "DP"),
        ("payment_term", "承兑交单（D/A）", "DA"),
        ("payment_term", "L/C", "LC"),
        ("payment_term", "信用证", "LC"),
        ("cause", "拖欠", "default"),
        ("cause", "买方破产", "insolvency"),
        ("trade_mode", "一般贸易", "0110"),
        ("trade_mode", "110", "0110"),
        ("incoterm", "fob", "FOB"),
        ("country", "香港", "HK"),
        ("country", "中国台湾", "TW"),
        ("country", "韩国", "KR"),
        ("country", "Deutschland", "DE"),
        ("country", "USA", "US"),
        ("country", "阿拉伯联合酋长国", "AE"),
        ("country", "cote d'ivoire", "CI"),
        ("currency", "美金", "USD"),
        ("currency", "RMB", "CNY"),
        ("currency", "HK$", "HKD"),
        ("cluster", "半导体", "semiconductors"),
        ("slot", "商业发票", "T02"),
        ("slot", "t02", "T02"),
        ("slot", "海运提单", "T04"),
        ("slot", "B/L", "T04"),
        ("slot", "报关单", "T05"),
        ("sector", "制造业", "industry"),
    ],
)
def test_an_offices_word_is_understood(vocabulary, raw, value):
    assert WORDS[vocabulary].parse(raw) == value


@pytest.mark.parametrize(("vocabulary", "raw"), [("currency", "$"), ("currency", "¥")])
def test_a_sign_that_means_several_currencies_is_not_guessed(vocabulary, raw):
    assert WORDS[vocabulary].parse(raw) is None


def test_there_are_249_countries_with_their_own_codes():
    assert len(CODES.countries) == 249
    assert len({country.alpha3 for country in CODES.countries.values()}) == 249
    for code, country in CODES.countries.items():
        assert WORDS["country"].parse(country.alpha3) == code
        assert WORDS["country"].parse(country.label.zh) == code
        assert WORDS["country"].parse(country.label.en) == code


@pytest.mark.parametrize(
    ("country", "before", "begins"),
    [
        ("KR", date(2022, 1, 31), date(2022, 2, 1)),
        ("MY", date(2022, 3, 17), date(2022, 3, 18)),
        ("MM", date(2022, 4, 30), date(2022, 5, 1)),
        ("ID", date(2023, 1, 1), date(2023, 1, 2)),
        ("PH", date(2023, 6, 1), date(2023, 6, 2)),
        ("VN", date(2021, 12, 31), date(2022, 1, 1)),
    ],
)
def test_rcep_holds_for_a_member_from_its_day(country, before, begins):
    rcep = CODES.groups["rcep"]
    assert not rcep.names(country, before)
    assert rcep.names(country, begins)


def test_rcep_has_fifteen_members():
    assert len(CODES.groups["rcep"].members) == 15
    assert not CODES.groups["rcep"].confirm


def test_the_belt_and_road_list_is_a_hint_to_confirm():
    road = CODES.groups["belt_and_road"]
    assert road.confirm
    assert road.names("KZ", date(2024, 1, 1))
    assert road.names("IT", date(2023, 6, 1))
    assert not road.names("IT", date(2024, 6, 1))
    assert not road.names("US", date(2024, 1, 1))
    assert not {"IT", "PA"} & road.lasting
    assert "KZ" in road.lasting
    panama = road.member("PA", date(2024, 1, 1))
    assert panama is not None
    assert panama.confirm
    assert panama.note is not None


def test_regions_of_the_notice_are_read_widely_and_marked():
    assert CODES.groups["southeast_asia"].names("VN", date(2024, 1, 1))
    region = CODES.groups["central_north_america"]
    assert region.confirm
    assert region.names("MX", date(2024, 1, 1))
    cuba = region.member("CU", date(2024, 1, 1))
    assert cuba is not None
    assert cuba.confirm


@pytest.mark.parametrize(("version", "strategic"), [("2022", 20), ("2024", 20)])
def test_a_version_of_the_clusters_has_twenty_and_eight(version, strategic):
    kinds = [c.versions[version] for c in CODES.clusters.values() if version in c.versions]
    assert kinds.count("strategic") == strategic
    assert kinds.count("future") == 8
    assert {v.id for v in CODES.cluster_versions} == {"2022", "2024"}


def test_green_goods_are_hinted_by_the_beginning_of_their_code():
    battery = CODES.green_goods["lithium_batteries"]
    assert battery.hinted_by("8507.60.0090")
    assert not battery.hinted_by("8517.62")
    assert WORDS["green_goods"].values == tuple(CODES.green_goods)


@pytest.mark.parametrize(
    ("sector", "figures", "size"),
    [
        ("industry", {"staff": 999, "revenue": 10**9}, Size.MEDIUM),
        ("industry", {"staff": 1000, "revenue": 399_999_999}, Size.MEDIUM),
        ("industry", {"staff": 1000, "revenue": 400_000_000}, Size.LARGE),
        ("industry", {"staff": 300, "revenue": 20_000_000}, Size.MEDIUM),
        ("industry", {"staff": 300, "revenue": 19_999_999}, Size.SMALL),
        ("industry", {"staff": 19, "revenue": 50_000_000}, Size.MICRO),
        ("industry", {"staff": 19, "revenue": None}, Size.MICRO),
        ("industry", {"staff": 300, "revenue": None}, None),
        ("wholesale", {"staff": 5, "revenue": 10_000_000}, Size.SMALL),
        ("wholesale", {"staff": 4, "revenue": 10_000_000}, Size.MICRO),
        ("construction", {"revenue": 3_000_000}, None),
        ("other", {"staff": 99}, Size.SMALL),
        ("other", {"staff": 300}, Size.LARGE),
    ],
)
def test_a_firm_has_the_size_of_the_standard_of_2011(sector, figures, size):
    assert CODES.sme_classes[sector].size(figures) == size


def test_every_sector_has_its_limits():
    assert set(CODES.sme_classes) == set(WORDS["sector"].values)


def test_every_source_of_a_code_list_is_known():
    sources = {source.id for source in read_sources(asset("resources/legal/sources.toml"))}
    for group in CODES.groups.values():
        assert group.source in sources


def test_a_wrong_code_list_is_named_with_file_entry_and_key(tmp_path):
    for path in asset("resources/codes").glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    countries = tmp_path / "countries.toml"
    text = countries.read_text(encoding="utf-8")
    text = text.replace('alpha3 = "DEU"', 'alpha3 = "FRA"').replace(
        'code = "JP", from', 'code = "JX", from'
    )
    countries.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_codes(tmp_path, shipped_slots())
    words = str(caught.value)
    assert "countries.toml · members JX · code: no country has the code JX" in words
    assert "'FRA' means both 'DE' and 'FR'" in words
