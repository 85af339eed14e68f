"""Facts of the company, from records to the verdicts they lead to."""

from __future__ import annotations

import dataclasses
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_pack, read_sources
from xinbao_desktop.domain.business import (
    Contact,
    Order,
    Partner,
    Prepayment,
    Project,
    Report,
)
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import CaseInvoice
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.company_facts import CompanyFacts, districts_of, districts_without
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.portfolio import Portfolio
from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.evaluation import PYTHON_TYPES
from xinbao_desktop.domain.rules.model import Subject
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.domain.rules.values import ODD, Missing, Span
from xinbao_desktop.domain.shipment import Shipment

ON = date(2026, 11, 22)
MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN

BOOK = FactBook(shipped_codes().vocabularies)
RULES = RuleSet(
    [read_pack(asset(f"resources/rules/{name}")) for name in ("eci-core", "sz2023")],
    BOOK,
    shipped_calendar(),
    sources=read_sources(asset("resources/legal/sources.toml")),
)


PACKED = ("districts", "districts_without", "bulletins")


def facts(on=ON, *, cover=lambda _: True, **given):
    packed = {key: given.pop(key) for key in PACKED if key in given}
    portfolio = Portfolio(Client(**given), on, shipped_calendar(), RULES.book)
    return CompanyFacts(portfolio, codes=shipped_codes(), cover=cover, **packed)


def company(**fields):
    return facts(company=Company(uscc="X", **fields))


def verdict(id_, source, on=ON):
    return RULES.verdict(id_ if id_.startswith("loan.") else f"sz2023.{id_}", source, on)


def missing(id_, source, on=ON):
    return set(RULES.judge(f"sz2023.{id_}", source, "company", on).missing)


def policy(**fields):
    given_ = {
        "policy_no": "P1",
        "insurer": "sinosure",
        "insured_by": "self",
        "start_on": date(2026, 1, 1),
        "end_on": date(2026, 12, 31),
        "premium_paid": True,
    }
    return Policy(**(given_ | fields))


def shipment(**fields):
    given_ = {
        "invoice_no": "I1",
        "amount": Decimal(1000),
        "currency": "USD",
        "shipped_on": date(2026, 10, 1),
        "due_on": date(2026, 12, 30),
    }
    return Shipment(**(given_ | fields))


# ---- the catalogue -----------------------------------------------------------------------------


def test_every_derived_fact_is_in_the_catalogue_with_the_type_it_gives():
    source = company(district="南山", modes=("offshore",), clusters=("new_energy",))
    for path in CompanyFacts.DERIVED:
        spec = BOOK.spec(path)
        assert spec is not None, path
        value = source.fact(path).value
        assert type(value) in PYTHON_TYPES[spec.type] or type(value) in ODD, path
    declared = {
        p for p in BOOK.paths() if p.startswith("company.") and BOOK.spec(p).entered is None
    }
    assert declared == {p for p in CompanyFacts.DERIVED if p.startswith("company.")}


def test_what_is_missing_of_an_empty_client_is_always_something_a_person_enters():
    source = facts()
    for id_ in RULES.ids(Subject.COMPANY):
        for path in RULES.judge(id_, source, "company", ON).missing:
            assert BOOK.spec(path).entered is not None, (id_, path)


def test_an_empty_client_is_told_nothing_is_met():
    verdicts = {id_: RULES.verdict(id_, facts(), ON) for id_ in RULES.ids(Subject.COMPANY)}
    assert MET not in verdicts.values()
    decided = {id_ for id_, found in verdicts.items() if found is NOT_MET}
    # Policies are a complete list: "a policy of that kind is in force, else not met".
    assert decided == {
        "sz2023.m11.green_channel",
        "sz2023.m12.fast_claim",
        "sz2023.m14.policy_financing",
        "loan.possible",
    }


# ---- measures 1 to 3 ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cluster", "on", "expected"),
    [
        ("new_energy", date(2024, 2, 29), MET),
        ("artificial_intelligence", date(2024, 2, 29), NOT_MET),
        ("artificial_intelligence", date(2024, 3, 1), MET),
        ("machine_tools", date(2024, 3, 1), MET),
        ("none", date(2024, 3, 1), NOT_MET),
    ],
)
def test_clusters_go_by_the_versions_begun_by_that_day(cluster, on, expected):
    source = facts(on, company=Company(uscc="X", clusters=(cluster,)))
    assert verdict("m01.cluster", source, on) is expected


def test_a_cluster_of_the_earlier_list_alone_is_said_to_be():
    source = company(clusters=("machine_tools", "new_energy"))
    assert source.fact("company.clusters_earlier").value == ("machine_tools",)


def test_none_is_an_answer_and_empty_is_not():
    assert verdict("m02.green_goods", company(green_goods=("none",))) is NOT_MET
    assert verdict("m02.green_goods", company(green_goods=("none", "photovoltaic"))) is MET
    assert missing("m02.green_goods", company()) == {"company.green_goods"}
    assert verdict("m01.chain_goods", company(focus_goods=("none",))) is NOT_MET


def test_hs_codes_hint_at_green_goods_and_decide_nothing():
    source = facts(company=Company(uscc="X"), shipments=(shipment(hs_code="8507.60.00.90"),))
    found = RULES.judge("sz2023.m02.green_goods", source, "company", ON)
    assert found.verdict is UNKNOWN
    assert "锂电池" in found.because.zh


def test_chain_underwriting_wants_partners_and_a_chain():
    partner = (Partner(name="甲", insured=True), Partner(name="乙"))
    own = Company(uscc="X", focus_goods=("electronics",))
    assert verdict("m01.chain", facts(company=own, partners=partner)) is MET
    assert verdict("m01.chain", facts(company=own)) is UNKNOWN
    outside = Company(uscc="X", focus_goods=("none",), clusters=("none",))
    assert verdict("m01.chain", facts(company=outside, partners=partner)) is NOT_MET


def test_orders_in_hand_are_those_not_cancelled():
    cancelled = Order(order_no="O1", cancelled_on=date(2026, 11, 1))
    assert verdict("m03.pre_shipment", facts(orders=(cancelled,))) is NOT_MET
    assert verdict("m03.pre_shipment", facts(orders=(cancelled, Order(order_no="O2")))) is MET
    assert missing("m03.pre_shipment", facts()) == {"order.order_no"}


@pytest.mark.parametrize(
    ("country", "on", "expected"),
    [
        ("ID", date(2023, 1, 1), ()),
        ("ID", date(2023, 1, 2), ("ID",)),
        ("PH", date(2023, 6, 1), ()),
        ("PH", date(2023, 6, 2), ("PH",)),
        ("CN", date(2024, 1, 1), ()),
    ],
)
def test_rcep_counts_from_its_day_in_force_for_each_country(country, on, expected):
    source = facts(on, company=Company(uscc="X", markets=(country, "US")))
    assert source.fact("company.markets_rcep").value == expected


def test_a_market_not_named_takes_complete_destinations():
    own = Company(uscc="X", markets=("US",))
    assert verdict("m03.markets", facts(company=own)) is NOT_MET
    known = (shipment(destination="CA"),)
    assert verdict("m03.markets", facts(company=own, shipments=known)) is NOT_MET
    unsaid = (*known, shipment(invoice_no="I2"))
    assert missing("m03.markets", facts(company=own, shipments=unsaid)) == {"shipment.destination"}
    named = (*unsaid, shipment(invoice_no="I3", destination="KE"))
    assert verdict("m03.markets", facts(company=own, shipments=named)) is MET


def test_a_service_has_no_destination_to_ask_for():
    own = Company(uscc="X", markets=("US",))
    service = Shipment(invoice_no="I1", kind="service")
    assert verdict("m03.markets", facts(company=own, shipments=(service,))) is NOT_MET


def test_intermediate_goods_are_judged_shipment_by_shipment():
    def judged(*shipments):
        return verdict("m03.intermediate_goods", facts(shipments=shipments))

    assert judged(shipment(destination="MX", intermediate_goods=True)) is MET
    assert judged(shipment(destination="DE", intermediate_goods=True)) is NOT_MET
    assert judged(shipment(destination="DE")) is NOT_MET
    assert judged(shipment(destination="MX")) is UNKNOWN
    assert judged(shipment(intermediate_goods=True)) is UNKNOWN
    assert judged() is UNKNOWN


# ---- measures 4 to 6 ---------------------------------------------------------------------------


def buyer(no, rating=None, rated_on=None, **more):
    return Buyer(buyer_no=no, rating=rating, rated_on=rated_on, **more)


def test_one_red_buyer_decides_though_others_have_no_light():
    source = facts(buyers=(buyer("B1"), buyer("B2", "red")))
    found = RULES.judge("sz2023.m04.buyer_light", source, "company", ON)
    assert (found.verdict, found.severity.value) == (NOT_MET, "warning")
    assert "B2" in found.because.zh


def test_every_buyer_needs_a_light_that_is_not_old():
    fresh = buyer("B1", "green", date(2026, 10, 1))
    assert verdict("m04.buyer_light", facts(buyers=(fresh,))) is MET
    old = buyer("B2", "yellow", date(2026, 1, 1))
    assert verdict("m04.buyer_light", facts(buyers=(fresh, old))) is NOT_MET
    assert missing("m04.buyer_light", facts(buyers=(fresh, buyer("B3")))) == {
        "buyer.rating",
        "buyer.rated_on",
    }
    undated = buyer("B4", "green")
    assert verdict("m04.buyer_light", facts(buyers=(old, undated))) is NOT_MET
    assert verdict("m04.buyer_light", facts(buyers=(fresh, undated))) is UNKNOWN


def test_a_bank_needs_no_light():
    fresh = buyer("B1", "green", date(2026, 10, 1))
    assert verdict("m04.buyer_light", facts(buyers=(fresh, buyer("K1", kind="bank")))) is MET


def test_without_bulletins_nothing_is_matched():
    assert missing("m04.bulletins", company(markets=("EG",))) == {"packs.bulletins"}


@pytest.mark.parametrize(
    ("on", "year", "expected"),
    [
        (date(2026, 11, 22), None, MET),
        (date(2026, 11, 22), 2026, MET),
        (date(2026, 11, 22), 2025, UNKNOWN),
        (date(2026, 6, 30), 2025, MET),
        (date(2026, 7, 1), 2025, UNKNOWN),
        (date(2026, 6, 30), 2026, MET),
    ],
)
def test_an_answer_about_the_unified_list_counts_in_its_policy_year(on, year, expected):
    source = facts(on, company=Company(uscc="X", on_unified_list=True, unified_year=year))
    assert verdict("m05.unified_cover", source, on) is expected
    assert verdict("m06.extra_reports", source, on) is expected


def test_an_empty_policy_year_is_assumed_and_listed():
    source = company(on_unified_list=False)
    found = RULES.judge("sz2023.m05.unified_cover", source, "company", ON)
    assert found.verdict is NOT_MET
    assert found.assumed == ("company.unified_year",)


def test_reports_are_counted_in_the_year_asked():
    reports = (
        Report(report_no="R1", got_on=date(2026, 2, 1), free=True),
        Report(report_no="R2", got_on=date(2025, 2, 1), free=True),
        Report(report_no="R3"),
    )
    source = facts(company=Company(uscc="X"), reports=reports)
    assert source.fact("company.reports_this_year").value == 1
    assert source.fact("company.free_reports_this_year").value == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"sector": "wholesale", "staff": 4}, "micro"),
        ({"sector": "wholesale", "staff": 200, "revenue_cny": Decimal(400_000_000)}, "large"),
        ({"sector": "wholesale", "staff": 199, "revenue_cny": Decimal(400_000_000)}, "medium"),
        ({"sector": "wholesale", "staff": 50}, {"company.revenue_cny"}),
        ({"staff": 50}, {"company.sector"}),
    ],
)
def test_the_size_of_a_firm_goes_by_the_standard_of_2011(fields, expected):
    value = company(**fields).fact("company.size").value
    assert (set(value.paths) if isinstance(value, Missing) else value) == expected


# ---- measures 7 to 10 --------------------------------------------------------------------------


def test_a_prepayment_is_open_until_delivery():
    own = Company(uscc="X", on_importer_list=True)
    paid = Prepayment(contract_no="C1", paid_on=date(2026, 9, 1), deliver_by=date(2026, 11, 21))
    source = facts(company=own, prepayments=(paid,))
    assert verdict("m07.import_prepayment", source) is MET
    assert source.fact("company.prepayments_late").value == 1
    assert "prepayment.delivered_on" in source.fact("company.prepayments_open").assumed
    done = dataclasses.replace(paid, delivered_on=date(2026, 11, 1))
    assert verdict("m07.import_prepayment", facts(company=own, prepayments=(done,))) is NOT_MET
    unsaid = dataclasses.replace(paid, paid_on=None)
    assert verdict("m07.import_prepayment", facts(company=own, prepayments=(unsaid,))) is UNKNOWN


@pytest.mark.parametrize(
    ("rule", "mode", "kind"),
    [
        ("m08.ecommerce_supplier", "ecommerce_supplier", "ecommerce_supplier"),
        ("m08.trade_service", "trade_service_platform", "platform"),
        ("m08.offshore", "offshore", "offshore"),
        ("m09.service_trade", "service_rd", "service"),
    ],
)
def test_a_mode_is_known_by_the_answer_or_by_a_shipment(rule, mode, kind):
    own = Company(uscc="X", modes=("goods_trade",))
    assert verdict(rule, company(modes=(mode,))) is MET
    assert verdict(rule, facts(company=own)) is NOT_MET
    assert verdict(rule, facts(company=own, shipments=(shipment(kind=kind),))) is MET
    assert missing(rule, facts(shipments=(shipment(),))) == {"company.modes"}


def test_a_project_is_long_term_above_one_year():
    def judged(*projects, modes=("goods_trade",)):
        own = Company(uscc="X", modes=modes)
        return verdict("m10.medium_long_term", facts(company=own, projects=projects))

    def project(no, years=None, kind="medium_long_term"):
        return Project(project_no=no, kind=kind, tenor_years=years)

    assert judged(project("A", 2)) is MET
    assert judged(project("A", 1)) is NOT_MET
    assert judged(project("A", 1), project("B")) is UNKNOWN
    assert judged(project("A", 2), project("B")) is MET
    assert judged() is NOT_MET
    assert judged(modes=()) is UNKNOWN
    assert judged(modes=("medium_long_term",)) is UNKNOWN
    assert judged(project("A", 5, "overseas_investment")) is NOT_MET


# ---- policies, loans, districts ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "green", "fast"),
    [
        ({}, MET, NOT_MET),
        ({"insured_by": "unified"}, NOT_MET, MET),
        ({"insurer": "picc"}, NOT_MET, NOT_MET),
        ({"insured_by": None}, UNKNOWN, UNKNOWN),
        ({"end_on": date(2026, 11, 22)}, MET, NOT_MET),
        ({"end_on": date(2026, 11, 21)}, NOT_MET, NOT_MET),
        ({"start_on": date(2026, 11, 23)}, NOT_MET, NOT_MET),
        ({"end_on": None}, UNKNOWN, NOT_MET),
        ({"insurer": "picc", "insured_by": None}, NOT_MET, NOT_MET),
    ],
)
def test_the_routes_of_a_company_go_by_its_policies_in_force(fields, green, fast):
    source = facts(policies=(policy(**fields),))
    assert verdict("m11.green_channel", source) is green
    assert verdict("m12.fast_claim", source) is fast


def test_a_loan_wants_a_paid_policy_and_a_covered_shipment_that_is_open():
    def judged(**changed):
        whole = {"policies": (policy(),), "shipments": (shipment(),)}
        return verdict("loan.possible", facts(**(whole | changed)))

    assert judged() is MET
    assert judged(policies=(policy(premium_paid=False),)) is NOT_MET
    assert judged(policies=(policy(premium_paid=None),)) is UNKNOWN
    assert judged(cover=lambda _: False) is NOT_MET
    assert judged(cover=lambda _: Missing(frozenset({"limit.amount"}))) is UNKNOWN
    assert judged(shipments=(shipment(due_on=date(2026, 11, 22)),)) is MET
    assert judged(shipments=(shipment(due_on=date(2026, 11, 21)),)) is NOT_MET
    unsaid = (shipment(amount=None),)
    assert judged(shipments=unsaid) is UNKNOWN
    assert judged(shipments=unsaid, cover=lambda _: False) is NOT_MET
    in_case = (CaseInvoice(case_no="K", invoice_no="I1"),)
    assert judged(case_invoices=in_case) is NOT_MET
    assert judged(shipments=()) is UNKNOWN


def test_loan_papers_are_those_filed_in_any_case():
    slots = ("B01", "B03", "T01", "T02", "T04", "T05", "I01", "I02", "K01", "K03")
    papers = tuple(Document(case_no="K", slot=s, path=f"{s}.pdf") for s in slots)
    given_ = {"policies": (policy(),), "shipments": (shipment(),)}
    assert verdict("loan.papers", facts(documents=papers, **given_)) is MET
    assert verdict("loan.papers", facts(documents=papers[1:], **given_)) is NOT_MET
    service = shipment(invoice_no="S1", kind="service")
    both = {"policies": (policy(),), "shipments": (shipment(), service)}
    assert verdict("loan.papers", facts(documents=papers, **both)) is NOT_MET
    lacking = Missing(frozenset({"limit.amount"}))
    unsure = facts(
        documents=papers, cover=lambda number: lacking if number == "S1" else True, **both
    )
    assert verdict("loan.papers", unsure) is UNKNOWN
    assert verdict("loan.papers", facts(documents=papers)) is UNKNOWN
    done = facts(documents=papers, shipments=(shipment(due_on=date(2026, 1, 1)),))
    assert verdict("loan.papers", done) is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize("name", ["海棠区", "海棠", "深圳市海棠区", " 海棠区 "])
def test_a_district_is_found_however_its_name_is_written(name):
    source = facts(company=Company(uscc="X", district=name), districts=frozenset({"海棠区"}))
    assert verdict("m15.district", source) is MET


def test_districts_are_those_that_packs_name():
    haitang = read_pack(asset("resources/samples/packs/sample-haitang"))
    assert districts_of([*RULES.packs, haitang]) == {"海棠区"}
    bare = dataclasses.replace(haitang, rules=())
    assert (districts_of([bare]), districts_without([bare])) == (frozenset(), {"海棠区"})
    assert districts_without([*RULES.packs, haitang]) == frozenset()


def test_what_a_district_offers_is_unknown_until_a_pack_says_so():
    """No pack is not no support; only a pack of the district without a rule says that."""
    company = Company(uscc="X", district="海棠区")
    found = RULES.judge("sz2023.m15.district", facts(company=company), "company", ON)
    assert (found.verdict, found.missing) == (UNKNOWN, ("packs.district",))
    assert "海棠区" in found.because.zh
    assert "规则" in found.advice.zh
    assert verdict("m15.district", facts(company=Company(uscc="X"))) is UNKNOWN
    bare = facts(company=company, districts_without=frozenset({"海棠区"}))
    assert verdict("m15.district", bare) is Verdict.NOT_MET


def test_a_contact_at_hand_is_all_that_services_take():
    assert verdict("m13.services", facts(contacts=(Contact(name="客户经理"),))) is MET


# ---- properties --------------------------------------------------------------------------------

DAYS = [date(2024, 1, 1), date(2026, 11, 1), date(2027, 6, 1)]
SPACE = {
    Company: {
        "export_usd_last_year": [Decimal(1), Decimal(30_000_000)],
        "sector": ["wholesale", "industry"],
        "staff": [3, 5000],
        "revenue_cny": [Decimal(1), Decimal(900_000_000)],
        "clusters": [("none",), ("new_energy",)],
        "focus_goods": [("none",), ("electronics",)],
        "green_goods": [("none",), ("photovoltaic",)],
        "little_giant_until": DAYS,
        "modes": [("goods_trade",), ("offshore", "service_rd"), ("medium_long_term",)],
        "on_unified_list": [True, False],
        "markets": [("US",), ("VN",), ("EG",)],
        "has_domestic_cover": [True, False],
        "on_importer_list": [True, False],
        "district": ["海棠区", "南山区"],
    },
    Policy: {
        "insurer": ["sinosure", "picc"],
        "insured_by": ["self", "unified"],
        "start_on": DAYS,
        "end_on": DAYS,
        "premium_paid": [True, False],
    },
    Buyer: {
        "name_en": ["Invented Harbour Trading LLC", "Other Ltd"],
        "rating": ["green", "red"],
        "rated_on": DAYS[:2],
        "country": ["US", "VN", "EG"],
    },
    Shipment: {
        "destination": ["US", "VN", "EG"],
        "hs_code": ["85076000", "9405"],
        "intermediate_goods": [True, False],
        "amount": [Decimal(1000)],
        "currency": ["USD"],
        "due_on": DAYS,
    },
    Prepayment: {"paid_on": DAYS[:2]},
    Project: {"kind": ["medium_long_term", "overseas_investment"], "tenor_years": [1, 9]},
}
"""Fields whose emptiness reads unknown, with values that pull the verdicts both ways."""
BULLETINS = read_pack(asset("resources/samples/packs/sample-bulletins")).bulletins
NUMBER = {Company: "uscc", Policy: "policy_no", Buyer: "buyer_no", Shipment: "invoice_no",
          Prepayment: "contract_no", Project: "project_no"}  # fmt: skip
SHEET = {Policy: "policies", Buyer: "buyers", Shipment: "shipments", Prepayment: "prepayments",
         Project: "projects"}  # fmt: skip


@st.composite
def clients(draw):
    """Draw a client with gaps, and the same with some of them filled."""

    def record(cls, no):
        whole = {key: draw(st.sampled_from(values)) for key, values in SPACE[cls].items()}
        early = draw(st.sets(st.sampled_from(sorted(whole))))
        later = early | draw(st.sets(st.sampled_from(sorted(whole))))
        return [cls(**{NUMBER[cls]: no} | {k: whole[k] for k in kept}) for kept in (early, later)]

    sheets = ({}, {})
    for which, own in zip(sheets, record(Company, "X"), strict=True):
        which["company"] = own
    for cls, name in SHEET.items():
        pairs = [record(cls, f"N{n}") for n in range(draw(st.integers(0, 2)))]
        for n, which in enumerate(sheets):
            which[name] = tuple(pair[n] for pair in pairs)
    return sheets


@settings(deadline=None, max_examples=200)
@given(clients())
def test_filling_an_empty_field_never_turns_met_into_not_met_or_back(pair):
    def verdicts(sheets):
        source = facts(districts=frozenset({"海棠区"}), bulletins=BULLETINS, **sheets)
        return {id_: RULES.verdict(id_, source, ON) for id_ in RULES.ids(Subject.COMPANY)}

    before, after = (verdicts(sheets) for sheets in pair)
    flips = {frozenset({MET, NOT_MET})}
    for id_, old in before.items():
        assert frozenset({old, after[id_]}) not in flips, id_
        if old is not UNKNOWN:
            assert after[id_] is not UNKNOWN, id_


@settings(deadline=None, max_examples=40)
@given(clients())
def test_any_client_gives_a_finding_in_both_languages_and_no_exception(pair):
    source = facts(**pair[0])
    for id_ in RULES.ids(Subject.COMPANY):
        found = RULES.judge(id_, source, "company", ON)
        assert found.because.zh
        assert found.because.en
        for path in found.missing:
            assert BOOK.spec(path) is not None


def test_facts_of_a_list_of_shipments_are_found_in_one_pass():
    many = tuple(
        Shipment(invoice_no=f"I{n}", destination="US", hs_code="9405", intermediate_goods=False)
        for n in range(20_000)
    )
    source = facts(company=Company(uscc="X", markets=("US",)), shipments=many)
    began = time.perf_counter()
    for rule in ("m02.green_goods", "m03.markets", "m03.intermediate_goods", "m08.offshore"):
        verdict(rule, source)
    assert len(source.exports.parcels) == 1
    assert time.perf_counter() - began < 2


def test_an_unknown_number_of_loan_shipments_is_a_span():
    source = facts(
        policies=(policy(),),
        shipments=(shipment(), shipment(invoice_no="I2")),
        cover=lambda number: True if number == "I1" else Missing(frozenset({"limit.amount"})),
    )
    assert source.fact("company.loan_shipments").value == Span(1, 2, frozenset({"limit.amount"}))
    assert BOOK.spec("company.loan_shipments").type is FactType.NUMBER
    assert verdict("loan.possible", source) is MET
