"""The pack of the fifteen measures as it is shipped, and the sample packs beside it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import check_pack, read_pack, read_sources
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.company_facts import CompanyFacts, districts_of
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.portfolio import Portfolio
from xinbao_desktop.domain.rules.cases import judge_case
from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.domain.rules.result import Severity, Verdict

PROMISED = [
    "m01.cluster", "m01.chain_goods", "m01.little_giant",
    "m01.chain", "m01.domestic", "m02.green_goods",
    "m03.pre_shipment", "m03.markets", "m03.intermediate_goods",
    "m04.buyer_light", "m04.bulletins", "m05.unified_cover",
    "m06.reports", "m06.extra_reports", "m07.import_prepayment",
    "m08.ecommerce_supplier", "m08.trade_service", "m08.offshore",
    "m09.service_trade", "m10.medium_long_term", "m10.overseas_investment",
    "m11.green_channel", "m12.fast_claim", "m13.services",
    "m14.policy_financing", "m15.district",
]  # fmt: skip
IDS = [*(f"sz2023.{id_}" for id_ in PROMISED), "loan.possible", "loan.papers"]
ARTICLES = [
    "一", "二", "三", "四", "五", "六", "七", "八",
    "九", "十", "十一", "十二", "十三", "十四", "十五",
]  # fmt: skip
RESPONSIBLE = ("中国信保深圳分公司", "市商务局", "前海管理局", "区商务", "信保通", "服务顾问")
LATER = date(2026, 11, 22)


def _packs():
    return [read_pack(asset(f"resources/rules/{name}")) for name in ("eci-core", "sz2023")]


PACKS = _packs()
SZ = PACKS[1]
SOURCES = read_sources(asset("resources/legal/sources.toml"))
BOOK = FactBook(shipped_codes().vocabularies)


def rule_set(*more):
    return RuleSet([*PACKS, *more], BOOK, shipped_calendar(), sources=SOURCES)


RULES = rule_set()


def company_facts(rules=RULES, on=LATER, client=None, **more):
    portfolio = Portfolio(client or Client(), on, shipped_calendar(), rules.book)
    return CompanyFacts(portfolio, codes=shipped_codes(), cover=lambda _: True, **more)


def judged(id_, facts, on=LATER, rules=RULES):
    return rules.judge(id_, FactTable(facts), "company", on)


def test_the_pack_is_right_and_its_own_cases_come_out():
    check_pack(SZ, BOOK, others=PACKS[:1], sources=SOURCES, calendar=shipped_calendar())


@pytest.mark.parametrize("id_", IDS)
def test_every_promised_rule_has_a_case_for_each_of_its_outcomes(id_):
    rule = RULES.rule(id_)
    wanted = set(rule.outcomes) | ({Verdict.NOT_APPLICABLE} if rule.applies else set())
    assert {case.expect for case in rule.cases} >= wanted
    assert rule.verified_on == date(2026, 11, 22)


@pytest.mark.parametrize("id_", [id_ for id_ in IDS if id_.startswith("sz2023.")])
def test_every_measure_cites_its_own_article_of_the_notice(id_):
    number = int(id_.split(".")[1].removeprefix("m"))
    cited = [c for c in RULES.rule(id_).sources if c.source == "sz-notice-2023-12-28"]
    assert [c.article for c in cited] == [ARTICLES[number - 1]]


@pytest.mark.parametrize("rule", SZ.rules, ids=lambda rule: rule.id)
def test_every_outcome_says_what_to_do_next_in_both_languages(rule):
    for case in rule.cases:
        found = judge_case(RULES, rule, case)
        assert found.because.zh.endswith(("。", "）"))
        if case.expect in {Verdict.MET, Verdict.NOT_MET}:
            assert found.advice.zh
            assert found.advice.en
        if case.expect is Verdict.MET:
            assert any(body in found.advice.zh for body in RESPONSIBLE) or "B05" in found.advice.zh
        assert not re.search(r"\.\.|。。|〔|\[", found.because.zh + found.because.en)


@pytest.mark.parametrize("rule", [r for r in SZ.rules if r.id.startswith("sz2023.")],
                         ids=lambda rule: rule.id)  # fmt: skip
def test_every_outcome_names_the_body_the_notice_holds_responsible(rule):
    assert rule.responsible is not None
    assert set(rule.responsible.zh.split("、")) <= {
        "中国信保深圳分公司", "市商务局", "各区", "前海管理局",
    }  # fmt: skip
    for case in rule.cases:
        found = judge_case(RULES, rule, case)
        for body in rule.responsible.zh.split("、"):
            assert body in found.advice.zh, case.name
        assert found.advice.zh.count("负责：") <= 1


def test_until_the_end_of_2024_the_notice_needs_no_confirmation():
    facts = {"company.export_usd_last_year": Decimal(1000), "company.reports_this_year": 0}
    before = judged("sz2023.m06.reports", facts, date(2024, 12, 31))
    after = judged("sz2023.m06.reports", facts, date(2025, 1, 1))
    assert "请确认" not in before.because.zh
    assert "2023年12月28日的通知，请确认是否仍然适用" in after.because.zh
    assert "otice of 2023-12-28, confirm that it still applies" in after.because.en


def test_a_market_the_notice_does_not_name_is_information_and_no_exclusion():
    facts = {"company.markets_listed": False, "company.export_countries": ("US",)}
    found = judged("sz2023.m03.markets", facts)
    assert (found.verdict, found.severity) == (Verdict.NOT_MET, Severity.INFO)
    assert "不是限制" in found.because.zh
    assert "no exclusion" in found.because.en


def test_unified_cover_guesses_by_the_last_threshold_without_deciding():
    for exports, word in ((8_000_000, "Likely"), (Decimal("8000000.01"), "Unlikely")):
        client = Client(company=Company(uscc="X", export_usd_last_year=Decimal(exports)))
        found = RULES.judge(
            "sz2023.m05.unified_cover", company_facts(client=client), "company", LATER
        )
        assert found.verdict is Verdict.UNKNOWN
        assert found.missing == ("company.on_unified_list",)
        assert word in found.because.en
        assert "8,000,000" in found.because.zh


def test_a_claim_in_another_currency_shows_its_rate_and_day():
    case = next(c for c in RULES.rule("sz2023.m11.green_channel").cases if "汇率" in c.name)
    found = judge_case(RULES, RULES.rule("sz2023.m11.green_channel"), case)
    assert "1.1" in found.because.zh
    assert "2026-03-02" in found.because.en
    assert "由保险人决定" in found.because.zh


def test_fifteen_workdays_are_general_and_not_promised():
    rule = RULES.rule("sz2023.m12.fast_claim")
    case = next(c for c in rule.cases if "受理" in c.name)
    found = judge_case(RULES, rule, case)
    assert "2024-01-23" in found.because.zh
    assert "一般" in found.because.zh
    assert "not a promise" in found.because.en


@pytest.mark.parametrize("name", ["sample-haitang", "guangming2022", "sample-bulletins"])
def test_the_sample_packs_are_right(name):
    pack = read_pack(asset(f"resources/samples/packs/{name}"))
    check_pack(pack, BOOK, others=PACKS, sources=SOURCES, calendar=shipped_calendar())


def test_a_new_district_needs_a_pack_and_no_code():
    haitang = read_pack(asset("resources/samples/packs/sample-haitang"))
    policy = Policy(
        policy_no="SCH1",
        insurer="sinosure",
        insured_by="self",
        start_on=date(2026, 1, 1),
        end_on=date(2026, 12, 31),
        premium_paid=True,
    )
    company = Company(uscc="X", district="海棠区", export_usd_last_year=Decimal(30_000_000))
    client = Client(company=company, policies=(policy,))
    without = RULES.judge("sz2023.m15.district", company_facts(client=client), "company", LATER)
    assert (without.verdict, without.missing) == (Verdict.UNKNOWN, ("packs.district",))
    rules = rule_set(haitang)
    facts = company_facts(rules, client=client, districts=districts_of([*PACKS, haitang]))
    verdicts = {
        id_: rules.verdict(id_, facts, LATER)
        for id_ in ("sz2023.m15.district", "haitang.premium_support")
    }
    assert set(verdicts.values()) == {Verdict.MET}


def test_a_bulletin_pack_matches_buyers_countries_and_goods():
    from xinbao_desktop.domain.buyer import Buyer
    from xinbao_desktop.domain.shipment import Shipment

    bulletins = read_pack(asset("resources/samples/packs/sample-bulletins")).bulletins
    client = Client(
        company=Company(uscc="X", markets=("EG",)),
        buyers=(Buyer(buyer_no="B1", name_en="Invented Harbour Trading LLC", country="US"),),
        shipments=(Shipment(invoice_no="I1", destination="VN", hs_code="8507600090"),),
    )
    facts = company_facts(client=client, bulletins=bulletins)
    assert [m.what for m in facts.bulletin_matches] == [
        "country:EG",
        "goods:8507600090",
        "buyer:B1",
    ]
    found = RULES.judge("sz2023.m04.bulletins", facts, "company", LATER)
    assert (found.verdict, found.severity) == (Verdict.NOT_MET, Severity.WARNING)
    assert "SAMPLE-2026-11-03 (B1)" in found.because.zh
