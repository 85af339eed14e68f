"""How long earlier invoices were overdue: the sweep says what going through every pair says."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinbao_desktop.domain.balance import Tolerance, account, governing_due_on
from xinbao_desktop.domain.overdue import Overdue, OverdueSweep
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.rules.values import Span
from xinbao_desktop.domain.shipment import Shipment

START = date(2024, 1, 1)
ON = date(2024, 12, 31)
TOLERANCE = Tolerance(Decimal(50), Decimal("0.01"))


def day(number):
    return START + timedelta(days=number)


@st.composite
def books(draw):
    """Shipments of one buyer with what was received on each."""
    shipments, receipts = [], []
    for n in range(draw(st.integers(1, 7))):
        sailed = draw(st.integers(0, 40))
        due = draw(st.none() | st.integers(0, 90))
        declared = draw(st.none() | st.integers(0, 120))
        shipments.append(
            Shipment(
                invoice_no=f"I{n}", amount=Decimal(1000), currency="USD", shipped_on=day(sailed),
                due_on=None if due is None else day(sailed + due),
                declared_on=None if declared is None else day(sailed + declared),
            )
        )  # fmt: skip
        for k, (amount, kind) in enumerate(draw(st.lists(
            st.tuples(st.sampled_from([1000, 995, 400]), st.sampled_from(["payment", "refund"])),
            max_size=2,
        ))):  # fmt: skip
            receipts.append(
                Receipt(
                    receipt_no=f"R{n}.{k}", invoice_no=f"I{n}", kind=kind, currency="USD",
                    amount=Decimal(amount), received_on=day(draw(st.integers(0, 150))),
                )
            )  # fmt: skip
    return shipments, receipts


def accounts_of(shipments, receipts):
    return {
        s.invoice_no: account(s, [r for r in receipts if r.invoice_no == s.invoice_no], TOLERANCE)
        for s in shipments
    }


def swept(shipments, receipts):
    found = Overdue({}, {})
    OverdueSweep(accounts_of(shipments, receipts), ON, shipments).into(found)
    return found


def by_pairs(shipments, receipts, own, asked):
    """Return the days overdue of the worst earlier invoice, and whether one's due day lacks."""
    accounts, worst, unclear = accounts_of(shipments, receipts), 0, False
    for other in shipments:
        earlier = (other.shipped_on, other.invoice_no) < (own.shipped_on, own.invoice_no)
        if not earlier or accounts[other.invoice_no].unpaid(asked) == 0:
            continue
        due = governing_due_on(other)
        if due is None:
            unclear = True
        else:
            worst = max(worst, (asked - due).days)
    return worst, unclear


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(book=books())
def test_the_sweep_finds_what_going_through_every_pair_finds(book):
    shipments, receipts = book
    found = swept(shipments, receipts)
    for own in shipments:
        asked = [(found.shipped, own.shipped_on)]
        if own.declared_on is not None:
            asked.append((found.declared, own.declared_on))
        for answers, on in asked:
            worst, unclear = by_pairs(shipments, receipts, own, on)
            answer = answers[own.invoice_no]
            low = answer.low if isinstance(answer, Span) else answer
            assert low == worst, own.invoice_no
            if unclear:
                assert isinstance(answer, Span)
                assert answer.paths == {"shipment.due_on"}


@given(book=books(), lost=st.integers(0, 6))
def test_an_invoice_without_its_amount_leaves_later_ones_open_and_earlier_ones_decided(book, lost):
    shipments, receipts = book
    shipments = [dataclasses.replace(s, due_on=s.due_on or day(60)) for s in shipments]
    lost %= len(shipments)
    shipments[lost] = dataclasses.replace(shipments[lost], amount=None)
    order = (shipments[lost].shipped_on, shipments[lost].invoice_no)
    for number, answer in swept(shipments, receipts).declared.items():
        own = next(s for s in shipments if s.invoice_no == number)
        later = (own.shipped_on, own.invoice_no) > order
        assert isinstance(answer, Span) == later
