"""Balances and exposure: what is kept as it happens is what adding up from the records says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RELAXED = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
START = date(2024, 2, 1)
KINDS = ("payment", "deposit", "credit_note", "refund", "recovery", None)
RATES = {"USD": Decimal(1), "EUR": Decimal("1.25")}


def unpaid(shipment, receipts, on):
    """Return the unpaid balance as the text defines it, from the records alone."""
    own = [r for r in receipts if r.invoice_no == shipment.invoice_no]
    ahead = any(r.kind == "deposit" for r in own)
    rest = shipment.amount - (0 if ahead else shipment.deposit or 0)
    for one in own:
        if one.received_on <= on:
            sign = -1 if one.kind == "refund" else 1
            rest -= sign * one.amount * RATES[one.currency] / RATES[shipment.currency]
    return Decimal(0) if rest <= min(Decimal(50), shipment.amount / 100) else rest


@st.composite
def books(draw):
    """Draw shipments of a debtor and what came in for them: number, day, amount, more."""
    days = st.integers(0, 20).map(lambda n: START + timedelta(days=n))
    shipped = draw(st.lists(
        st.tuples(days, st.sampled_from([1000, 5000, 20000]), st.sampled_from(["USD", "EUR"]),
                  st.sampled_from([None, 300])),
        min_size=1, max_size=5,
    ))  # fmt: skip
    received = draw(st.lists(
        st.tuples(st.integers(0, len(shipped) - 1), days,
                  st.sampled_from([300, 700, 990, 989, 4950, 20000]),
                  st.sampled_from(KINDS), st.sampled_from(["USD", "EUR"])),
        max_size=6,
    ))  # fmt: skip
    return shipped, received


def records_of(world, book):
    shipped, received = book
    shipments = [
        world.shipment(
            f"I{9 - n}", shipped_on=on, amount=Decimal(amount), currency=currency, deposit=deposit,
            usd_rate=RATES[currency] if currency != "USD" else None,
        )
        for n, (on, amount, currency, deposit) in enumerate(shipped)
    ]  # fmt: skip
    receipts = [
        world.receipt(
            f"R{n}", f"I{9 - invoice}", on, str(amount), kind=kind, currency=currency,
            usd_rate=RATES[currency] if currency != "USD" else None,
        )
        for n, (invoice, on, amount, kind, currency) in enumerate(received)
    ]  # fmt: skip
    return shipments, receipts


@RELAXED
@given(book=books())
def test_a_balance_on_any_day_is_the_amount_less_what_came_in_by_then(world, book):
    shipments, receipts = records_of(world, book)
    accounts = world.coverage(*shipments, *receipts).portfolio.accounts
    for one in shipments:
        for n in range(-1, 22):
            on = START + timedelta(days=n)
            assert accounts[one.invoice_no].unpaid(on) == unpaid(one, receipts, on)


@RELAXED
@given(book=books())
def test_the_exposure_is_what_is_unpaid_that_day_on_this_and_every_earlier_shipment(world, book):
    shipments, receipts = records_of(world, book)
    exposure = world.coverage(*shipments, *receipts).portfolio.exposure
    for one in shipments:
        place = (one.shipped_on, one.invoice_no)
        total = sum(
            (
                unpaid(other, receipts, one.shipped_on) * RATES[other.currency]
                for other in shipments
                if (other.shipped_on, other.invoice_no) <= place
            ),
            Decimal(0),
        )
        assert exposure[one.invoice_no] == total


@pytest.mark.parametrize(
    ("paid", "rest"),
    [("9950", "0"), ("9949.99", "50.01"), ("9990", "0"), ("10010", "0")],
)
def test_a_rest_of_fifty_units_counts_as_paid_and_a_cent_more_does_not(world, paid, rest):
    ship = world.shipment(amount=Decimal(10000))
    came = world.receipt("R1", "I1", START, paid)
    account = world.coverage(ship, came).portfolio.accounts["I1"]
    assert account.unpaid(START) == Decimal(rest)


@pytest.mark.parametrize(("paid", "rest"), [("990", "0"), ("989.99", "10.01")])
def test_of_a_small_invoice_one_percent_counts_as_paid(world, paid, rest):
    ship = world.shipment(amount=Decimal(1000))
    came = world.receipt("R1", "I1", START, paid)
    account = world.coverage(ship, came).portfolio.accounts["I1"]
    assert account.unpaid(START) == Decimal(rest)
