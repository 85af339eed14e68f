"""Promise R15: a verdict never rests on a missing fact.

Facts are emptied at random; filling them again may settle an unknown, but must never turn met
into not met or back. And whatever is missing, there is a verdict and never an exception.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.assumed import ASSUMED, BY_DEFINITION
from xinbao_desktop.domain.rules.result import Verdict

if TYPE_CHECKING:
    from xinbao_desktop.domain.loss import Loss

READ_AS_NONE = frozenset(
    {"shipment.declared_on", "case.notice_on", "case.claim_on", "case_invoice.notice_on",
     "shipment.consent_extension_on", "policy.auto_limit", "policy.self_held_limit",
     "shipment.straight_bl", "shipment.telex_release", "shipment.seller_is_insured",
     "shipment.discrepancy_on", "limit.expires_on", "policy.limit_applies_to",
     "case.notice_cause", "limit.ratio_default",
     # read as the program's default, by definition
     "policy.max_credit_days", "case.claim_amount"}
    | {f"case.consent_{what}_on" for what in ("dispute_waiver", "settlement", "disposal",
                                              "discount")}
)  # fmt: skip
"""What is read as none or not done when it is empty, by definition; R15 ranges over the rest."""

POLICY = {
    "insurer": ["sinosure", "picc"], "insured_by": ["self", "unified"],
    "start_on": [date(2024, 1, 1)], "end_on": [date(2024, 12, 31), date(2024, 2, 1)],
    "currency": ["USD"], "ratio_default": [Decimal("0.9")], "max_credit_days": [30, 360],
    "declaration_rule": ["working_days_after_shipment", "none", "day_of_next_month"],
    "declaration_n": [1, 5, 25], "notice_default_days": [30, 60],
    "notice_other_workdays": [8, 10], "claim_months_after_notice": [1, 4],
    "premium_paid": [True, False], "max_liability": [Decimal(1000000)],
    "auto_limit": [None, Decimal(80000)], "auto_limit_term": ["DA", "OA"],
    "auto_limit_days": [30, 90], "excluded_countries": [(), ("FR",)],
}  # fmt: skip
BUYER = {
    "country": ["DE", "FR"], "related_party": [True, False],
    "name_en": ["Specimen Imports Ltd"], "email_domain": ["a.example", "b.example"],
    "known_risk_on": [None, date(2024, 2, 1)],
}  # fmt: skip
LIMIT = {
    "amount": [Decimal(0), Decimal(60000), Decimal(150000)], "currency": ["USD", "EUR"],
    "payment_term": ["DP", "DA", "OA", "LC"], "credit_days": [30, 60],
    "expires_on": [None, date(2024, 2, 1)], "status": ["active", "frozen", "zero", "pending"],
    "status_on": [date(2024, 2, 1), date(2024, 9, 1)],
}  # fmt: skip
SHIPMENT = {
    "kind": ["goods", "service", "agency"], "seller_is_insured": [True, False],
    "amount": [Decimal(40000), Decimal(100000)], "currency": ["USD", "EUR"],
    "usd_rate": [Decimal("1.1")], "payment_term": ["LC", "DP", "DA", "OA"],
    "credit_days": [30, 60], "shipped_on": [date(2024, 1, 15), date(2024, 3, 1)],
    "due_on": [date(2024, 2, 14), date(2024, 4, 30)], "transport_mode": ["sea", "air", "rail"],
    "straight_bl": [True, False], "telex_release": [True, False], "own_name": [True, False],
    "incoterm": ["FOB", "CIF"], "destination": ["DE", "FR"],
    "consignee": [None, "Somebody Else"], "third_party_stated": [True, False],
    "declared_on": [None, date(2024, 1, 17), date(2024, 4, 1)],
    "extended_to": [None, date(2024, 6, 30)], "docs_comply": [True, False],
    "lc_tenor_days": [0, 90], "docs_presented_on": [date(2024, 1, 20), date(2024, 6, 20)],
}  # fmt: skip
CASE = {
    "cause": ["default", "rejection", "insolvency", "bank_default", "political_war"],
    "known_on": [date(2024, 2, 10), date(2024, 6, 5)],
    "notice_on": [None, date(2024, 6, 6)], "claim_on": [None, date(2024, 7, 1)],
    "claim_currency": ["USD"], "trade_genuine": [True, False], "dispute": [True, False],
    "award_effective": [True, False], "enforcement_applied": [True, False],
    "settlement": [True, False], "guarantee": [True, False], "guarantor_called": [True, False],
    "financed": [True, False], "claim_right_assigned": [False], "indemnity_assigned": [False],
    "receivable_assigned": [False], "bank_chased": [False], "entrust_recovery": [True, False],
    "narrative": ["n"], "mitigation": ["m"], "bankruptcy_registered_on": [date(2024, 7, 1)],
    "claim_amount": [None, Decimal(30000), Decimal(2000000)],
}  # fmt: skip
LINE = {
    "goods_state": ["taken_up", "at_port", "resold", "in_transit"],
    "resale_proceeds": [Decimal(1000)],
}
SECOND_LIMIT = {**LIMIT, "effective_on": [date(2024, 1, 10), date(2024, 2, 20)]}
RECEIPT = {
    "kind": ["payment", "deposit", "refund", "credit_note"], "currency": ["USD", "EUR"],
    "usd_rate": [Decimal("1.2")], "amount": [Decimal(400), Decimal(39990), Decimal(90000)],
    "received_on": [date(2024, 1, 10), date(2024, 2, 14), date(2024, 7, 1)],
}  # fmt: skip
EVENT = {"who": ["x@a.example"], "channel": ["email", "phone", "bank"]}


def filled(cls: Any, values: dict[str, list[Any]], **identity: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({k: st.sampled_from(v) for k, v in values.items()}).map(
        lambda given: cls(**identity, **given)
    )


def emptied(draw: Any, record: Any) -> Any:
    """Return the record with some of the facts empty that read as unknown when they are."""
    prefix = schema.kind_of(type(record)).singular
    may = [
        spec.key
        for spec in schema.kind_of(type(record)).fields
        if not spec.identity
        and getattr(record, spec.key) not in (None, ())
        and f"{prefix}.{spec.key}" not in READ_AS_NONE | set(ASSUMED) | set(BY_DEFINITION)
    ]
    if getattr(record, "status", None) == "zero":
        may.remove("status_on")  # an undated zero limit is zero from the start
    gone = draw(st.sets(st.sampled_from(sorted(may)), max_size=4)) if may else set()
    return dataclasses.replace(record, **dict.fromkeys(gone))


@st.composite
def full_and_partial(draw: Any) -> tuple[list[Any], list[Any]]:
    from xinbao_desktop.domain.buyer import Buyer
    from xinbao_desktop.domain.claim_case import Case, CaseInvoice
    from xinbao_desktop.domain.document import Event
    from xinbao_desktop.domain.limit import Limit
    from xinbao_desktop.domain.policy import Policy
    from xinbao_desktop.domain.receipt import Receipt
    from xinbao_desktop.domain.shipment import Shipment

    owner = {"buyer_no": "B1", "policy_no": "P1"}
    full = [
        draw(filled(Policy, POLICY, policy_no="P1")),
        draw(filled(Buyer, BUYER, buyer_no="B1")),
        draw(filled(Buyer, {"country": ["DE", "FR"]}, buyer_no="BK", kind="bank")),
        draw(filled(Limit, LIMIT, approval_no="L1", effective_on=date(2024, 1, 1), **owner)),
        draw(filled(Limit, SECOND_LIMIT, approval_no="L2", **owner)),
        draw(filled(Shipment, SHIPMENT, invoice_no="I1", issuing_bank_no="BK", **owner)),
        draw(filled(Shipment, SHIPMENT, invoice_no="I2", issuing_bank_no="BK", **owner)),
        draw(filled(Case, CASE, case_no="C1", **owner)),
        draw(filled(CaseInvoice, LINE, case_no="C1", invoice_no="I1")),
        draw(filled(CaseInvoice, LINE, case_no="C1", invoice_no="I2")),
        draw(filled(Receipt, RECEIPT, receipt_no="R1", invoice_no="I1")),
        draw(filled(Receipt, RECEIPT, receipt_no="R2", invoice_no="I2")),
        draw(filled(Event, EVENT, case_no="C1", on=date(2024, 6, 10), summary="s")),
    ]
    return full, [emptied(draw, record) for record in full]


def verdicts(world: Any, records: list[Any]) -> dict[tuple[str, str], Verdict]:
    coverage = world.coverage(*records, base=False)
    found = {}
    for one in coverage.portfolio.client.shipments:
        for finding in coverage.findings(one):
            found[finding.subject, finding.rule] = finding.verdict
    for finding in world.claim(*records, base=False).findings:
        found[finding.subject, finding.rule] = finding.verdict
    return found


FLIPS = {(Verdict.MET, Verdict.NOT_MET), (Verdict.NOT_MET, Verdict.MET)}


@pytest.mark.slow
@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(records=full_and_partial())
def test_filling_an_unknown_never_turns_met_into_not_met_or_back(world, records):
    full, partial = records
    after, before = verdicts(world, full), verdicts(world, partial)
    flipped = {key: (before[key], after[key]) for key in before if key in after
               and (before[key], after[key]) in FLIPS}  # fmt: skip
    assert flipped == {}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(records=full_and_partial())
def test_any_facts_give_a_verdict_and_a_loss_within_its_bounds(world, records):
    for version in records:
        loss: Loss = world.claim(*version, base=False).loss
        policy, limits = version[0], version[3:5]
        for amount in (loss.base_capped, loss.payout_capped, loss.payable):
            if amount is None:
                continue
            assert amount >= 0
            if policy.max_liability is not None:
                assert amount <= policy.max_liability
            most = max(policy.auto_limit or 0, *(limit.amount or 0 for limit in limits))
            assert amount <= most * Decimal("1.2")  # a limit in EUR, the loss in USD
