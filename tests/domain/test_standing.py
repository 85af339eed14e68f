"""A client as of a day: what is dated later is not there yet, and is listed."""

from __future__ import annotations

from datetime import date

from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.standing import as_of


def test_later_records_are_left_out_and_named(world):
    early, late = world.shipment("I1"), world.shipment("I2", shipped_on=date(2024, 9, 1))
    paid = world.receipt("R1", "I1", date(2024, 8, 2), "5")
    seen = as_of(Client.of([early, late, paid]), date(2024, 8, 1))
    assert [s.invoice_no for s in seen.shipments] == ["I1"]
    assert seen.receipts == ()
    assert set(seen.set_aside) == {"shipment:I2", "receipt:R1"}


def test_later_events_of_a_record_are_emptied_but_due_days_stay(world):
    case = world.case(known_on=date(2024, 6, 5), claim_on=date(2024, 9, 1))
    one = world.shipment(declared_on=date(2024, 8, 15), due_on=date(2024, 12, 1))
    seen = as_of(Client.of([case, one]), date(2024, 8, 1))
    assert seen.cases[0].claim_on is None
    assert seen.shipments[0].declared_on is None
    assert seen.shipments[0].due_on == date(2024, 12, 1)
    assert "case.claim_on:C1" in seen.set_aside


def test_the_lines_of_a_case_that_is_not_there_go_with_it(world):
    seen = as_of(Client.of([world.shipment(), world.case(), world.line()]), date(2024, 6, 1))
    assert (seen.cases, seen.case_invoices) == ((), ())


def test_nothing_later_leaves_the_client_as_it_is(world):
    client = Client.of([world.shipment()])
    assert as_of(client, date(2024, 8, 1)) is client
