"""What papers say beside the records: agreement, difference, and what is in dispute."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.domain.conftest import shipment

from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.document import Confirmation, Document
from xinbao_desktop.domain.paper import FactKind, KeyFact
from xinbao_desktop.domain.paper_check import differences, readings, undisputed

OURS = shipment("INV-1", transport_no="SPEC0001", customs_no="531620240160000001",
                contract_no="C/2024-7", amount=Decimal("100000.00"))  # fmt: skip


def paper(slot, invoice="INV-1", path="paper.pdf"):
    return Document(case_no="C1", slot=slot, path=path, invoice_no=invoice)


def said(slot, *facts, of=OURS):
    spoken = [KeyFact(FactKind(kind), value, 1) for kind, value in facts]
    return list(readings(paper(slot), spoken, [of]))


def told(slot, *facts):
    return [(r.key, r.agrees) for r in said(slot, *facts)]


@pytest.mark.parametrize("number", ["SPEC0001", "spec 0001", "SPEC-0001", "XCOSPEC0001", "C0001"])
def test_a_number_agrees_however_it_is_printed(number):
    assert told("T04", ("transport", number)) == [("transport_no", True)]


@pytest.mark.parametrize("number", ["SPEC0002", "0001"])
def test_another_number_differs(number):
    assert told("T04", ("transport", number)) == [("transport_no", False)]


def test_a_silent_paper_says_nothing():
    assert told("T04") == []
    assert told("T04", ("date", "2024-03-09"), ("amount", "USD 5")) == []


def test_a_day_behind_its_label_speaks_and_any_day_can_bear_out():
    ours = ("transport", "SPEC0001")
    assert told("T04", ours, ("shipped", "2024-03-09"))[-1] == ("shipped_on", False)
    assert told("T04", ours, ("shipped", "2024-03-01"))[-1] == ("shipped_on", True)
    both = (("shipped", "2024-03-09"), ("date", "2024-03-09"), ("date", "2024-03-01"))
    assert told("T04", ours, *both)[-1] == ("shipped_on", True)


def test_the_paper_of_another_shipment_says_nothing_else_of_this_one():
    found = told("T04", ("transport", "SPEC0002"), ("shipped", "2024-03-09"))
    assert found == [("transport_no", False)]
    assert told("T02", ("invoice", "INV-9"), ("total", "USD 5")) == [("invoice_no", False)]


def test_an_amount_is_compared_as_a_number():
    named = ("invoice", "INV-1")
    assert told("T02", named, ("total", "USD 100000"))[-1] == ("amount", True)
    assert told("T02", named, ("total", "USD 99000.00"))[-1] == ("amount", False)
    gross = (("total", "USD 70000"), ("amount", "USD 100000.00"))
    assert told("T02", named, *gross)[-1] == ("amount", True)


def test_what_the_record_does_not_say_cannot_differ():
    found = said("T05", ("customs", "531620240160000009"), of=shipment("INV-1"))
    assert found == []


def made(*confirmations, filed=True):
    documents = (paper("T04"),) if filed else ()
    return Client(shipments=(OURS,), documents=documents, confirmations=confirmations)


DIFFERENT = said("T04", ("transport", "SPEC0001"), ("shipped", "2024-03-09"))


def confirmed(check="C05", subject="shipment:INV-1", answer="confirmed"):
    return Confirmation(case_no="C1", check=check, subject=subject, answer=answer, reason="ok")


def test_a_disputed_day_is_left_out_and_named():
    client = undisputed(made(), DIFFERENT)
    assert client.shipments[0].shipped_on is None
    assert client.disputed == {("INV-1", "shipped_on")}
    assert client.disputed_facts == {"shipment.shipped_on"}


@pytest.mark.parametrize("answer", ["confirmed", "explained"])
@pytest.mark.parametrize("subject", ["shipment:INV-1", ""])
def test_a_persons_answer_ends_the_dispute(answer, subject):
    client = undisputed(made(confirmed(subject=subject, answer=answer)), DIFFERENT)
    assert client.shipments[0].shipped_on == date(2024, 3, 1)
    assert not client.disputed


@pytest.mark.parametrize(
    "answer", [confirmed(check="C12"), confirmed(subject="shipment:INV-2"), confirmed(answer="")]
)
def test_an_answer_to_something_else_does_not(answer):
    assert undisputed(made(answer), DIFFERENT).disputed


def test_a_paper_that_is_not_filed_any_more_does_not_count():
    assert differences(made(filed=False), DIFFERENT) == ()
    assert not undisputed(made(filed=False), DIFFERENT).disputed


def test_a_number_in_two_versions_leaves_the_record_alone():
    found = said("T05", ("customs", "531620240160000009"))
    client = Client(shipments=(OURS,), documents=(paper("T05"),))
    assert [r.key for r in differences(client, found)] == ["customs_no"]
    assert undisputed(client, found) == client
