"""A small client to change at one place: a policy, a buyer, a limit, shipments, a case."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim import judge_case
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.coverage import Coverage
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.portfolio import Portfolio
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.domain.standing import as_of

if TYPE_CHECKING:
    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.domain.claim import ClaimJudgement
    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.domain.schema import Record

# The questions of a case that ask for more papers if they are answered with yes.
ANSWERED_NO = dict.fromkeys(
    ("financed", "claim_right_assigned", "indemnity_assigned", "receivable_assigned",
     "bank_chased", "entrust_recovery", "guarantee", "dispute", "settlement"),
    False,
)  # fmt: skip

DAY = date(2024, 8, 1)


def usd(amount: str) -> Decimal:
    return Decimal(amount)


POLICY = Policy(
    policy_no="P1", insurer="sinosure", insured_by="self", form="comprehensive",
    start_on=date(2024, 1, 1), end_on=date(2024, 12, 31), currency="USD",
    max_liability=usd("1000000"), limit_applies_to="base", ratio_default=usd("0.9"),
    ratio_rejection=usd("0.8"), premium_paid=True, max_credit_days=360,
    declaration_rule="working_days_after_shipment", declaration_n=5, notice_default_days=60,
    notice_other_workdays=10, claim_months_after_notice=4,
)  # fmt: skip
BUYER = Buyer(buyer_no="B1", name_en="Specimen Imports Ltd", country="DE", related_party=False)
LIMIT = Limit(
    approval_no="L1", policy_no="P1", buyer_no="B1", amount=usd("150000"), currency="USD",
    payment_term="OA", credit_days=60, effective_on=date(2024, 1, 1), status="active",
)  # fmt: skip


def shipment(no: str = "I1", **more: Any) -> Shipment:
    """Return a shipment that is covered in every respect."""
    given: dict[str, Any] = {
        "buyer_no": "B1", "policy_no": "P1", "amount": usd("100000"), "currency": "USD",
        "payment_term": "OA", "credit_days": 60, "shipped_on": date(2024, 3, 1),
        "due_on": date(2024, 4, 30), "transport_mode": "sea", "own_name": True,
        "declared_on": date(2024, 3, 5), "incoterm": "CIF", "destination": "DE",
    }  # fmt: skip
    return Shipment(invoice_no=no, **{**given, **more})


def receipt(no: str, invoice: str, on: date, amount: str, **more: Any) -> Receipt:
    given = {"currency": "USD", "kind": "payment", **more}
    return Receipt(receipt_no=no, invoice_no=invoice, received_on=on, amount=usd(amount), **given)


def case(**more: Any) -> Case:
    """Return a default case, everything answered."""
    given: dict[str, Any] = {
        "buyer_no": "B1", "policy_no": "P1", "cause": "default", "known_on": date(2024, 6, 5),
        "notice_on": date(2024, 6, 6), "claim_on": date(2024, 7, 1), "trade_genuine": True,
        "dispute": False, "guarantee": False, "settlement": False, "financed": False,
        "claim_right_assigned": False, "indemnity_assigned": False, "receivable_assigned": False,
        "bank_chased": False, "entrust_recovery": False, "narrative": "n", "mitigation": "m",
    }  # fmt: skip
    return Case(case_no="C1", **{**given, **more})


def line(invoice: str = "I1", **more: Any) -> CaseInvoice:
    return CaseInvoice(case_no="C1", invoice_no=invoice, **{"goods_state": "taken_up", **more})


class World:
    """Judges small clients with the shipped packs."""

    shipment = staticmethod(shipment)
    receipt = staticmethod(receipt)
    case = staticmethod(case)
    line = staticmethod(line)
    usd = staticmethod(usd)
    policy, buyer, limit, day = POLICY, BUYER, LIMIT, DAY

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def coverage(self, *records: Record, on: date = DAY, base: bool = True) -> Coverage:
        """Return the judge; the standard policy, buyer and limit are there unless replaced."""
        own = {(r.kind_name, r.identity[0]) for r in records}
        standard = [POLICY, BUYER, LIMIT] if base else []
        kept = [r for r in standard if (r.kind_name, r.identity[0]) not in own]
        client = as_of(Client.of([*kept, *records]), on)
        rules = self.knowledge.rules
        portfolio = Portfolio(client, on, self.knowledge.calendar, rules.book)
        return Coverage(portfolio, rules)

    def cover(self, rule: str, *records: Record, invoice: str = "I1", **more: Any) -> Finding:
        """Return one finding of one shipment."""
        coverage = self.coverage(*records, **more)
        one = coverage.portfolio.client.shipment_by_no[invoice]
        return next(f for f in coverage.findings(one) if f.rule == rule)

    def claim(self, *records: Record, **more: Any) -> ClaimJudgement:
        """Return the judgement of the case C1."""
        coverage = self.coverage(*records, **more)
        return judge_case(coverage, coverage.portfolio.client.case_by_no["C1"])

    def finding(self, rule: str, *records: Record, **more: Any) -> Finding:
        """Return one finding of the case C1."""
        return next(f for f in self.claim(*records, **more).findings if f.rule == rule)

    @staticmethod
    def but(record: Any, **changes: Any) -> Any:
        """Return a record with some fields changed."""
        return dataclasses.replace(record, **changes)


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return build_services(folder=tmp_path_factory.mktemp("home")).knowledge


@pytest.fixture(scope="session")
def world(knowledge: Knowledge) -> World:
    return World(knowledge)
