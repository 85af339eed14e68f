"""What refuses a record, and what only asks for a second look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.problems import Severity
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.domain.validation import problems_of, validate

if TYPE_CHECKING:
    from xinbao_desktop.domain.schema import Record

VOCABULARIES = shipped_codes().vocabularies
POLICY = Policy(policy_no="P1", insurer="sinosure", currency="USD", start_on=date(2024, 1, 1))
BUYER = Buyer(buyer_no="B1", country="DE")
BANK = Buyer(buyer_no="K1", kind="bank")
SHIPMENT = Shipment(
    invoice_no="I1",
    invoice_on=date(2024, 3, 1),
    buyer_no="B1",
    policy_no="P1",
    amount=Decimal(1000),
    currency="USD",
    payment_term="OA",
    credit_days=90,
    shipped_on=date(2024, 3, 5),
    due_on=date(2024, 6, 3),
)
CASE = Case(case_no="C1", buyer_no="B1", policy_no="P1", known_on=date(2024, 7, 1))
ROW = CaseInvoice(case_no="C1", invoice_no="I1")
CLIENT = Client(
    policies=(POLICY,),
    buyers=(BUYER, BANK),
    shipments=(SHIPMENT,),
    cases=(CASE,),
    case_invoices=(ROW,),
)


def found(record: Record, client: Client = CLIENT) -> list[tuple[str, str]]:
    return [(p.severity.value, p.key) for p in problems_of(record, client, VOCABULARIES)]


def test_records_in_order_have_no_problems() -> None:
    assert validate(CLIENT, VOCABULARIES) == []


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (Company(uscc="91440300MA5DA1XK48"), "uscc"),
        (Company(uscc="123"), "uscc"),
        (replace(SHIPMENT, payment_term="T/T"), "payment_term"),
        (Company(markets=("DE", "Atlantis")), "markets"),
        (replace(SHIPMENT, buyer_no="B9"), "buyer_no"),
        (replace(SHIPMENT, issuing_bank_no="K9"), "issuing_bank_no"),
        (replace(ROW, invoice_no="I9"), "invoice_no"),
        (Document(case_no="C1", slot="T02", path="a.pdf", invoice_no="I1;I9"), "invoice_no"),
        (Shipment(invoice_no=""), "invoice_no"),
        (Document(case_no="C1", slot="Z99", path="a.pdf"), "slot"),
        (Document(case_no="", slot="T02", path="a.pdf"), "case_no"),
    ],
)
def test_what_can_not_be_kept_is_refused(record: Record, key: str) -> None:
    assert (Severity.REFUSE.value, key) in found(record)


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (replace(POLICY, end_on=date(2023, 1, 1)), "end_on"),
        (replace(POLICY, ratio_default=Decimal("1.2")), "ratio_default"),
        (replace(POLICY, max_liability=Decimal(5), paid_before=Decimal(6)), "paid_before"),
        (replace(POLICY, currency=None, deductible=Decimal(6)), "currency"),
        (replace(POLICY, declaration_rule="day_of_next_month", declaration_n=32), "declaration_n"),
        (replace(BUYER, email="a@other.example", email_domain="buyer.example"), "email"),
        (replace(BUYER, email="no address"), "email"),
        (replace(BUYER, known_risk_cleared_on=date(2024, 1, 1)), "known_risk_on"),
        (Limit(approval_no="L", buyer_no="B1", payment_term="LC"), "buyer_no"),
        (Limit(approval_no="L", buyer_no="B1"), "effective_on"),
        (replace(SHIPMENT, due_on=date(2024, 6, 4)), "due_on"),
        (replace(SHIPMENT, due_on=date(2024, 3, 4)), "due_on"),
        (replace(SHIPMENT, extended_to=date(2024, 6, 1)), "extended_to"),
        (replace(SHIPMENT, declared_on=date(2024, 3, 4)), "declared_on"),
        (replace(SHIPMENT, invoice_on=date(2024, 8, 1)), "invoice_on"),
        (replace(SHIPMENT, amount=Decimal(-1)), "amount"),
        (replace(SHIPMENT, amount=Decimal(0)), "amount"),
        (replace(SHIPMENT, currency=None), "currency"),
        (replace(SHIPMENT, deposit=Decimal(1001)), "deposit"),
        (replace(SHIPMENT, lc_no="LC1"), "payment_term"),
        (replace(SHIPMENT, customs_no="123"), "customs_no"),
        (replace(SHIPMENT, hs_code="ABC"), "hs_code"),
        (replace(SHIPMENT, buyer_no="K1"), "buyer_no"),
        (replace(SHIPMENT, issuing_bank_no="B1"), "issuing_bank_no"),
        (replace(SHIPMENT, currency="CNY", usd_rate=Decimal("7.1")), "usd_rate"),
        (replace(SHIPMENT, usd_rate=Decimal("0.9")), "usd_rate"),
        (replace(CASE, notice_on=date(2024, 6, 30)), "notice_on"),
        (replace(CASE, notice_on=date(2024, 7, 5), claim_on=date(2024, 7, 4)), "claim_on"),
        (replace(CASE, dispute=False, disputed_amount=Decimal(1)), "disputed_amount"),
        (replace(CASE, claim_amount=Decimal(1)), "claim_currency"),
        (replace(ROW, claimed_amount=Decimal(1001)), "claimed_amount"),
        (replace(ROW, notice_on=date(2024, 6, 30)), "notice_on"),
        (replace(ROW, goods_state="at_port", resale_proceeds=Decimal(5)), "resale_proceeds"),
        (Document(case_no="C1", slot="T02"), "path"),
        (Document(case_no="C1", slot="T02", path="a", waived_reason="b"), "waived_reason"),
        (Receipt(receipt_no="R", invoice_no="I1", currency="EUR", amount=Decimal(1)), "currency"),
        (
            Receipt(
                receipt_no="R",
                invoice_no="I1",
                currency="USD",
                amount=Decimal(1),
                received_on=date(2024, 2, 1),
            ),
            "received_on",
        ),
    ],
)
def test_facts_that_do_not_fit_are_warnings_and_refuse_nothing(record: Record, key: str) -> None:
    problems = found(record)
    assert ("warn", key) in problems
    assert all(severity == "warn" for severity, _ in problems)


def test_receipts_over_the_amount_are_warned_of_at_the_shipment() -> None:
    receipts = tuple(
        Receipt(receipt_no=f"R{n}", invoice_no="I1", amount=Decimal(600), currency="USD")
        for n in range(2)
    )
    client = replace(CLIENT, receipts=receipts)
    assert found(SHIPMENT, client) == [("warn", "amount")]
    refunded = Receipt(receipt_no="R3", invoice_no="I1", kind="refund", amount=Decimal(200))
    assert found(SHIPMENT, replace(CLIENT, receipts=(*receipts, refunded))) == []


def test_an_invoice_of_another_buyer_or_policy_is_warned_of_in_a_case() -> None:
    other = replace(SHIPMENT, invoice_no="I2", buyer_no="B2", policy_no="P2")
    client = replace(
        CLIENT,
        shipments=(other,),
        buyers=(BUYER, Buyer(buyer_no="B2")),
        policies=(POLICY, replace(POLICY, policy_no="P2")),
    )
    assert found(replace(ROW, invoice_no="I2"), client) == [("warn", "invoice_no")] * 2


def test_under_a_letter_of_credit_the_case_may_be_against_the_bank() -> None:
    shipment = replace(SHIPMENT, payment_term="LC", issuing_bank_no="K1")
    client = replace(CLIENT, shipments=(shipment,), cases=(replace(CASE, buyer_no="K1"),))
    assert found(ROW, client) == []


def test_the_usual_rate_is_said_where_a_rate_is_the_wrong_way_round() -> None:
    record = replace(SHIPMENT, currency="CNY", usd_rate=Decimal("7.1"))
    (problem,) = problems_of(record, CLIENT, VOCABULARIES)
    assert "填反" in problem.text.zh
    assert "wrong way round" in problem.text.en
