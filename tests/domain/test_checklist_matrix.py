"""The matrix of risks by payment terms, slot by slot, over the facts of real records.

The tables are written down from the published lists, not from the program's own answer:
M mandatory, R recommended (where it applies), - not part of the case.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.domain.conftest import ANSWERED_NO

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.checklist import shipped_packets, shipped_slots
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_pack
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.case_facts import CaseFacts
from xinbao_desktop.domain.checklist import Need
from xinbao_desktop.domain.checklist_judge import CaseMatter, ChecklistJudge
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.portfolio import Portfolio
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.rules.parameters import ParameterBook
from xinbao_desktop.domain.shipment import Shipment

ON = date(2024, 6, 3)
DAY = date(2024, 5, 1)
BOOK = ParameterBook(read_pack(asset("resources/rules/eci-core")).parameters)
FACTS = FactBook(shipped_codes().vocabularies)
JUDGES = {n: ChecklistJudge(shipped_slots(), p, FACTS) for n, p in shipped_packets().items()}
WORDS = {Need.MANDATORY: "M", Need.RECOMMENDED: "R", Need.NOT_APPLICABLE: "-"}
ANSWERS = {**ANSWERED_NO, "retention_of_title": False}
PLAIN = Client(
    company=Company(uscc="91310000MA1K000006", signatory="周晓岚", legal_rep="周晓岚"),
    policies=(
        Policy(
            policy_no="P-1", insured_by="self", declaration_rule="days_after_shipment",
            declaration_n=15,
        ),
    ),
    buyers=(Buyer(buyer_no="B1"), Buyer(buyer_no="K1", kind="bank")),
    limits=tuple(
        Limit(
            approval_no=f"L-{debtor}", policy_no="P-1", buyer_no=debtor, status="active",
            amount=Decimal(100000), currency="USD", effective_on=date(2024, 1, 1),
        )
        for debtor in ("B1", "K1")
    ),
    shipments=(
        Shipment(
            invoice_no="A", policy_no="P-1", buyer_no="B1", kind="goods", amount=Decimal(50000),
            currency="USD", payment_term="OA", shipped_on=date(2024, 1, 5), due_on=date(2024, 3, 5),
            transport_mode="sea",
        ),
    ),
    cases=(
        Case(
            case_no="C", policy_no="P-1", buyer_no="B1", cause="default", trade_genuine=True,
            **ANSWERS,
        ),
    ),
    case_invoices=(CaseInvoice(case_no="C", invoice_no="A", goods_state="taken_up"),),
)  # fmt: skip


def records(case=(), shipment=(), line=(), policy=(), **sheets):
    """Return the plain case with fields of its records changed."""
    client = replace(
        PLAIN,
        policies=(replace(PLAIN.policies[0], **dict(policy)),),
        shipments=(replace(PLAIN.shipments[0], **dict(shipment)),),
        cases=(replace(PLAIN.cases[0], **dict(case)),),
        case_invoices=(replace(PLAIN.case_invoices[0], **dict(line)),),
    )
    return replace(client, **sheets)


def rows(client, packet="claim"):
    """Return the rows of a packet's checklist, nothing filed yet."""
    portfolio = Portfolio(client, ON, shipped_calendar(), BOOK)
    facts = CaseFacts(portfolio, client.cases[0], lambda _invoice: True)
    invoices = {f.shipment.invoice_no: f for f in facts.invoices}
    return JUDGES[packet].judge(CaseMatter(facts, invoices, (), frozenset(), ON)).rows


def needs(client, packet="claim"):
    """Return M, R or - of each slot."""
    return {row.slot.id: WORDS[row.need] for row in rows(client, packet)}


#: The columns: cause, payment term, days of an L/C's tenor.
COLUMNS = (
    ("default", "OA", None),
    ("default", "DA", None),
    ("default", "DP", None),
    ("rejection", "OA", None),
    ("rejection", "DP", None),
    ("rejection", "DA", None),
    ("insolvency", "OA", None),
    ("insolvency", "DA", None),
    ("bank_default", "LC", 0),
    ("bank_non_acceptance", "LC", 90),
    ("bank_insolvency", "LC", 90),
    ("political_transfer", "OA", None),
    ("political_war", "DP", None),
    ("political_moratorium", "LC", 0),
)
MATRIX = """
F01 F02 F03 F04 F05 F10         M M M M M M M M M M M M M M
T01 T02 T03 T04 T05             M M M M M M M M M M M M M M
I01 I02 I03 I04 K01 K03         M M M M M M M M M M M M M M
F06 F07 F08                     R R R R R R R R R R R R R R
F12 T15 T16 T17 T19             R R R R R R R R R R R R R R
F09                             - - - - - - R R - - - - - -
T07                             M R - - - - R R - - - R - -
T08                             - M M - M M - M - - - - M -
T09                             - M M - M M - M R R R - M R
T10                             - M - - - R - M - M M - - -
T11 T12                         - - - - - - - - M M M - - M
T13                             - - - - - - - - M M - - - -
T14                             R R R M M M R R R R R R R R
L01                             M M M R R R R R - - - R R R
L02                             R R R - - - R R - - - R R R
L03                             - M M - - - - - M - - - - -
L04 L05                         - - R M M M - - - - - R R R
L08                             - - - R R R - - - - - - - -
L09 L10                         - - - - - - M M - - - - - -
L12                             - - - - - - R R - - - - - -
L13                             - - - - - - - - - - M - - -
L14                             - - - - - - - - M M R - - -
L15                             - - - - - - - - - - - M M M
L16                             - - - - - - - - - - - M - -
L17                             - - - - - - - - - - - - M -
F11 T06 T18 T20 T21 T22         - - - - - - - - - - - - - -
I05 I06 I07 L06 L07 L11         - - - - - - - - - - - - - -
L18 L19 L20 L21 B01 B02         - - - - - - - - - - - - - -
B03 B04 B05 K02 P01 P02 P03     - - - - - - - - - - - - - -
"""


def column(number):
    """Return what the matrix says of every slot in one column."""
    found = {}
    for line in filter(None, MATRIX.splitlines()):
        words = line.split()
        cells = [word for word in words if word in {"M", "R", "-"}]
        assert len(cells) == len(COLUMNS), line
        found |= {word: cells[number] for word in words if word not in {"M", "R", "-"}}
    return found


def of_column(cause, term, tenor, **more):
    """Return the plain case with another cause and term."""
    shipment = {"payment_term": term, "lc_tenor_days": tenor}
    if term == "LC":
        shipment["issuing_bank_no"] = "K1"
    return records(case={"cause": cause}, shipment=shipment, **more)


def test_the_matrix_names_every_slot_once():
    assert set(column(0)) == {slot.id for slot in shipped_slots()}


@pytest.mark.parametrize(
    "number", range(len(COLUMNS)), ids=lambda n: " ".join(map(str, COLUMNS[n]))
)
def test_a_self_insured_claim_needs_what_its_column_says(number):
    assert needs(of_column(*COLUMNS[number])) == column(number)


@pytest.mark.parametrize(
    "number", range(len(COLUMNS)), ids=lambda n: " ".join(map(str, COLUMNS[n]))
)
def test_unified_cover_adds_the_entrustment_and_drops_declaration_and_premium(number):
    unified = {"insured_by": "unified", "declaration_rule": "none", "declaration_n": None}
    wanted = column(number) | {"F06": "M", "F07": "M", "F08": "M", "I07": "M"}
    wanted |= {"I03": "-", "I04": "-"}
    assert needs(of_column(*COLUMNS[number], policy=unified)) == wanted


SITUATIONS = {
    "a dispute": ({"case": {"dispute": True}}, {"F09": "R", "T14": "M", "L08": "M", "L18": "M"}),
    "a dispute that is settled": (
        {"case": {"dispute": True, "settlement": True}},
        {"F09": "R", "T14": "M", "L08": "M", "L18": "-", "L19": "M", "I06": "M"},
    ),
    "a dispute whose rule is waived": (
        {"case": {"dispute": True, "consent_dispute_waiver_on": DAY}},
        {"F09": "R", "T14": "M", "L08": "M", "L18": "-"},
    ),
    "a guaranteed debt": ({"case": {"guarantee": True}}, {"L20": "M"}),
    "a financed case": ({"case": {"financed": True}}, {"B01": "M", "B03": "M", "B05": "M"}),
    "the right to claim assigned": ({"case": {"claim_right_assigned": True}}, {"B02": "M"}),
    "the indemnity assigned": ({"case": {"indemnity_assigned": True}}, {"B01": "M"}),
    "the receivable assigned": ({"case": {"receivable_assigned": True}}, {"B04": "M"}),
    "a bank asked to chase": ({"case": {"bank_chased": True}}, {"L14": "M"}),
    "recovery entrusted": (
        {"case": {"entrust_recovery": True}}, {"F06": "M", "F07": "M", "F08": "M"},
    ),
    "the truth of the trade doubted": (
        {"case": {"trade_genuine": False}}, {"T17": "M", "L21": "R"},
    ),
    "an export by agency": ({"shipment": {"kind": "agency"}}, {"T18": "M"}),
    "an export through a platform": ({"shipment": {"kind": "platform"}}, {"T22": "M"}),
    "the e-commerce supplier mode": ({"shipment": {"kind": "ecommerce_supplier"}}, {"T21": "M"}),
    "e-commerce at customs": ({"shipment": {"trade_mode": "9810"}}, {"T21": "M"}),
    "general trade at customs": ({"shipment": {"trade_mode": "0110"}}, {}),
    "offshore trade": ({"shipment": {"kind": "offshore"}}, {"T05": "R"}),
    "a service": (
        {"shipment": {"kind": "service", "transport_mode": None}},
        {"T03": "-", "T04": "-", "T05": "-", "T07": "-", "T14": "-", "T15": "-", "T20": "M"},
    ),
    "a telex release": ({"shipment": {"telex_release": True}}, {"T06": "M"}),
    "a telex release, its mode not entered": (
        {"shipment": {"telex_release": True, "transport_mode": None}}, {"T06": "M"},
    ),
    "a deposit": ({"shipment": {"deposit": Decimal(1000)}}, {"T16": "M"}),
    "goods resold at a cost": (
        {"line": {"goods_state": "resold", "disposal_costs": Decimal(900)}},
        {"L06": "M", "L07": "M", "I06": "M"},
    ),
    "charges at the port": ({"line": {"port_charges": Decimal(900)}}, {"L07": "M"}),
    "a discount": ({"line": {"discount_agreed": Decimal(900)}}, {"I06": "M"}),
    "an extension": ({"shipment": {"extended_to": DAY}}, {"I06": "M"}),
    "an agent who signs": (
        {"company": replace(PLAIN.company, signatory="王样本")}, {"K02": "M"},
    ),
    "title retained in a default": ({"case": {"retention_of_title": True}}, {}),
    "a self-held limit and no approval": (
        {"policy": {"self_held_limit": Decimal(60000)}, "limits": ()}, {"I05": "M"},
    ),
    "a self-held limit beside an approval": (
        {"policy": {"self_held_limit": Decimal(60000)}}, {"I05": "R"},
    ),
    "an automatic limit and no approval": (
        {"policy": {"auto_limit": Decimal(60000)}, "limits": ()}, {"I05": "R"},
    ),
    "a buyer who has paid it all": (
        {
            "receipts": (
                Receipt(receipt_no="R", invoice_no="A", received_on=DAY, amount=Decimal(50000),
                        currency="USD"),
            )
        },
        {"F11": "M", "T16": "M"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_changes_exactly_its_own_slots(name):
    changes, wanted = SITUATIONS[name]
    assert needs(records(**changes)) == column(0) | wanted


def test_title_retained_in_an_insolvency_is_to_be_shown():
    found = needs(records(case={"cause": "insolvency", "retention_of_title": True}))
    assert found == column(6) | {"L11": "M"}


def test_slots_of_the_goods_and_their_bank_papers_are_per_invoice_and_no_others():
    second = replace(PLAIN.shipments[0], invoice_no="B")
    line = replace(PLAIN.case_invoices[0], invoice_no="B")
    client = replace(
        PLAIN, shipments=(*PLAIN.shipments, second), case_invoices=(*PLAIN.case_invoices, line)
    )
    found = {row.slot.id for row in rows(client) if row.invoice == "B"}
    trade = {f"T{number:02d}" for number in range(2, 11)}
    assert found == trade | {"T20", "T21", "L03", "L06", "L07"}


NOTICE = {"F01", "F03", "F05", "T01", "T02", "T04", "T05", "I02"}
FINANCING = {"T01", "T02", "T04", "T05", "I01", "I02", "I03", "I04", "B01", "B03", "K01", "K03"}
ENTRUSTMENT = {"F06", "F07", "F08", "T01", "T02", "T04"}
OTHERS = {
    "notice": (NOTICE, {
        "default": {"L01"}, "rejection": {"L04"}, "insolvency": {"L09"}, "bank_default": {"L14"},
        "bank_non_acceptance": {"L14"}, "bank_insolvency": {"L13"}, "political_transfer": {"L15"},
        "political_war": {"L15"}, "political_moratorium": {"L15"},
    }),
    "entrustment": (ENTRUSTMENT, {"insolvency": {"L10"}}),
    "financing": (FINANCING, {}),
    "answer": ({"F03", "F04"}, {}),
}  # fmt: skip


@pytest.mark.parametrize("packet", OTHERS)
@pytest.mark.parametrize("place", COLUMNS, ids=lambda c: " ".join(map(str, c)))
def test_the_other_packets_need_what_belongs_to_their_stage(packet, place):
    always, by_cause = OTHERS[packet]
    found = {slot for slot, need in needs(of_column(*place), packet).items() if need == "M"}
    letter_of_credit = {"T11"} if packet == "notice" and place[1] == "LC" else set()
    assert found == always | by_cause.get(place[0], set()) | letter_of_credit


def test_a_bankruptcy_or_a_lawsuit_under_way_needs_its_local_authority():
    filed = {"cause": "insolvency", "bankruptcy_registered_on": DAY}
    assert needs(records(case=filed), "entrustment")["F09"] == "M"
    suit = {"dispute": True, "award_effective": True, "enforcement_applied": True}
    assert needs(records(case=suit), "entrustment")["F09"] == "M"
    assert needs(records(case={"cause": "insolvency"}), "entrustment")["F09"] == "R"
    assert needs(records(), "entrustment")["F09"] == "-"


def test_the_own_file_takes_up_what_follows_the_payment():
    paid = {"paid_on": DAY, "decision": "full"}
    before = needs(records(case=paid), "file")
    assert {slot: before[slot] for slot in ("P01", "P02", "P03")} == {
        "P01": "M", "P02": "R", "P03": "R",
    }  # fmt: skip
    late = Receipt(
        receipt_no="R", invoice_no="A", received_on=ON, amount=Decimal(10), currency="USD"
    )
    assert needs(records(case=paid, receipts=(late,)), "file")["P02"] == "M"
    early = replace(late, received_on=DAY)
    assert needs(records(case=paid, receipts=(early,)), "file")["P02"] == "R"


@pytest.mark.parametrize("packet", JUDGES)
def test_every_row_says_why_in_both_languages(packet):
    for place in COLUMNS:
        for row in rows(of_column(*place), packet):
            assert row.because.zh.strip(), row.slot.id
            assert row.because.en.strip(), row.slot.id
            assert not row.because.en.endswith((": ", "where ", "because "))


def test_every_slot_says_why_what_to_write_and_how_many_and_what_may_stand_for_it():
    for slot in shipped_slots():
        for text in (slot.title, slot.why, slot.when_missing):
            assert text.zh.strip(), slot.id
            assert text.en.strip(), slot.id
        assert slot.copies >= 1
        assert slot.stages
    stand_in = {slot.id for slot in shipped_slots() if slot.instead is not None}
    assert {"T01", "T03", "T04", "T05", "T07", "T09", "T10", "T20", "I02", "L09"} <= stand_in
