"""The shipped checklists over the facts of real records, not of a table."""

from datetime import date
from decimal import Decimal

from tests.domain.conftest import ANSWERED_NO

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.calendar import shipped_calendar
from xinbao_desktop.catalog.checklist import shipped_packets, shipped_slots
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_pack
from xinbao_desktop.domain.case_facts import CaseFacts
from xinbao_desktop.domain.checklist import Need
from xinbao_desktop.domain.checklist_judge import CaseMatter, ChecklistJudge
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.portfolio import Portfolio
from xinbao_desktop.domain.rules.parameters import ParameterBook
from xinbao_desktop.domain.shipment import Shipment

ON = date(2024, 6, 3)
FIGURES = read_pack(asset("resources/rules/eci-core")).parameters
BOOK = ParameterBook(FIGURES)


def client(**invoice):
    shipment = {
        "invoice_no": "INV-1",
        "policy_no": "P-1",
        "amount": Decimal(50000),
        "currency": "USD",
        "payment_term": "OA",
        "shipped_on": date(2024, 1, 5),
        "due_on": date(2024, 3, 5),
        "transport_mode": "sea",
    }
    return Client(
        company=Company(uscc="91310000MA1K000006", signatory="周晓岚", legal_rep="周晓岚"),
        policies=(Policy(policy_no="P-1", insurer="sinosure", insured_by="self"),),
        shipments=(Shipment(**shipment | invoice),),
        cases=(
            Case(
                case_no="C-1",
                policy_no="P-1",
                cause="default",
                trade_genuine=True,
                **ANSWERED_NO,
            ),
        ),
        case_invoices=(CaseInvoice(case_no="C-1", invoice_no="INV-1", goods_state="taken_up"),),
    )


def checklist(records):
    portfolio = Portfolio(records, ON, shipped_calendar(), BOOK)
    facts = CaseFacts(portfolio, records.cases[0], lambda _invoice: True)
    invoices = {f.shipment.invoice_no: f for f in facts.invoices}
    judge = ChecklistJudge(
        shipped_slots(), shipped_packets()["claim"], FactBook(shipped_codes().vocabularies)
    )
    return judge.judge(CaseMatter(facts, invoices, (), frozenset(), ON))


def mandatory(found):
    return {row.slot.id for row in found.rows if row.need is Need.MANDATORY}


COMMON = {"F01", "F02", "F03", "F04", "F05", "F10", "I01", "I02", "I03", "I04", "K01", "K03"}


def test_a_default_on_open_account_needs_goods_papers_receipt_and_demands():
    found = checklist(client())
    assert mandatory(found) == COMMON | {"T01", "T02", "T03", "T04", "T05", "T07", "L01"}
    assert found.undecided == ()


def test_a_telex_release_and_a_deposit_bring_their_papers():
    found = checklist(client(telex_release=True, deposit=Decimal(1000)))
    assert {"T06", "T16"} <= mandatory(found)


def test_a_service_needs_no_papers_of_goods():
    found = mandatory(checklist(client(kind="service")))
    assert "T20" in found
    assert not found & {"T03", "T04", "T05", "T06", "T07", "T14"}


def test_an_empty_payment_term_is_named_and_nothing_hangs_on_a_guess():
    found = checklist(client(payment_term=None))
    assert "shipment.payment_term" in found.undecided
    assert not mandatory(found) & {"T07", "T08", "T09", "T10", "T11", "T12"}
