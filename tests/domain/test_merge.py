"""What an import would add and change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.domain import schema
from xinbao_desktop.domain.batch import BatchRow, Column, ImportBatch, SheetReport
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.merge import plan
from xinbao_desktop.domain.numbering import Numbering
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.domain.validation import validate

if TYPE_CHECKING:
    from xinbao_desktop.domain.merge import ImportPlan
    from xinbao_desktop.domain.schema import Record

VOCABULARIES = shipped_codes().vocabularies
BUYER = Buyer(buyer_no="B1", name_en="Muster GmbH", country="DE")
SHIPMENT = Shipment(invoice_no="I1", buyer_no="B1", amount=Decimal(5), currency="USD")
CLIENT = Client(buyers=(BUYER,), shipments=(SHIPMENT,))


def planned(*records: Record, client: Client = CLIENT, partial: bool = False) -> ImportPlan:
    rows = tuple(
        BatchRow(record, SheetReport("x.xlsx", record.kind_name, record.kind_name), number)
        for number, record in enumerate(records, start=2)
    )
    return plan(ImportBatch("x.xlsx", rows), client, VOCABULARIES, partial=partial)


def test_the_same_records_again_change_nothing() -> None:
    found = planned(BUYER, SHIPMENT)
    assert found.records == ()
    assert found.unchanged == (BUYER, SHIPMENT)
    assert found.problems == ()


def test_a_known_number_updates_field_by_field() -> None:
    found = planned(replace(SHIPMENT, amount=Decimal(6), shipped_on=date(2024, 3, 5)))
    (change,) = found.changes
    assert [(f.spec.key, f.old, f.new) for f in change.fields] == [
        ("amount", Decimal(5), Decimal(6)),
        ("shipped_on", None, date(2024, 3, 5)),
    ]
    assert found.records == (change.new,)
    assert found.additions == ()


def test_an_empty_cell_never_erases_what_is_recorded() -> None:
    found = planned(Buyer(buyer_no="B1", country="US"), Shipment(invoice_no="I1"))
    assert found.records == (replace(BUYER, country="US"),)


def test_no_is_a_value_and_is_not_taken_for_empty() -> None:
    client = Client(shipments=(replace(SHIPMENT, own_name=True, buyer_no=None),))
    found = planned(Shipment(invoice_no="I1", own_name=False), client=client)
    assert found.changes[0].new == replace(SHIPMENT, own_name=False, buyer_no=None)


def test_a_limit_changed_from_another_day_is_a_new_row() -> None:
    old = Limit(approval_no="L1", effective_on=date(2024, 1, 1), amount=Decimal(5), currency="USD")
    new = replace(old, effective_on=date(2024, 6, 1), amount=Decimal(7))
    found = planned(new, client=Client(limits=(old,)))
    assert found.additions == (new,)
    assert found.changes == ()


def test_a_reference_may_be_to_the_client_or_to_the_file() -> None:
    other = Buyer(buyer_no="B2")
    found = planned(replace(SHIPMENT, invoice_no="I2", buyer_no="B2"), other, SHIPMENT)
    assert found.accepted
    assert len(found.additions) == 2


def test_a_reference_to_nowhere_refuses_the_file() -> None:
    found = planned(BUYER, replace(SHIPMENT, buyer_no="B9"), replace(BUYER, buyer_no="B3"))
    assert not found.accepted
    assert found.records == ()
    (problem,) = found.refusals
    assert (problem.kind, problem.key, problem.place.row) == ("shipments", "buyer_no", 3)
    assert "B9" in problem.text.zh


def test_the_good_rows_alone_leave_out_what_refers_to_refused_ones() -> None:
    receipt = Receipt(receipt_no="R1", invoice_no="I2", amount=Decimal(1), currency="USD")
    bad = replace(SHIPMENT, invoice_no="I2", buyer_no="B9")
    found = planned(bad, receipt, replace(SHIPMENT, invoice_no="I3"), partial=True)
    assert [record.identity_text for record in found.records] == ["I3"]
    assert found.refused_rows == 2
    assert [p.place.row for p in found.refusals] == [2, 3]
    assert "未被接受" in found.refusals[1].text.zh


def test_a_repeated_number_is_one_record_and_the_later_row_counts() -> None:
    first = replace(SHIPMENT, invoice_no="I2", goods="音箱")
    found = planned(first, replace(SHIPMENT, invoice_no="I2", amount=Decimal(9)))
    assert found.additions == (replace(first, amount=Decimal(9)),)
    (problem,) = found.problems
    assert not problem.refuses
    assert "第 2 行" in problem.text.zh
    assert problem.place.row == 3


def test_the_workbook_of_another_company_is_refused() -> None:
    mine = Company(uscc="91440300MA5DA1XK4B", name_zh="甲")
    found = planned(Company(uscc="91350211M000100Y46"), client=Client(company=mine))
    assert [p.key for p in found.refusals] == ["uscc"]


def test_two_companies_in_one_file_never_mix() -> None:
    first, second = Company(uscc="91440300MA5DA1XK4B"), Company(uscc="91350211M000100Y46")
    found = planned(first, second, partial=True)
    assert found.records == (first,)
    assert [p.place.row for p in found.refusals] == [3]


def test_a_receipt_of_nothing_is_refused() -> None:
    found = planned(Receipt(payer="甲"), Receipt(receipt_no="-20240305-5-1"))
    assert [(p.key, p.place.row) for p in found.refusals] == [("receipt_no", 2)]


def test_a_company_entered_without_its_code_gets_it() -> None:
    client = Client(company=Company(name_zh="甲"))
    found = planned(Company(uscc="91440300MA5DA1XK4B"), client=client)
    assert found.records == (Company(uscc="91440300MA5DA1XK4B", name_zh="甲"),)


def test_a_contradiction_is_told_at_its_cell_and_refuses_nothing() -> None:
    sheet = SheetReport("x.xlsx", "出运", "shipments", columns={"amount": Column("C", "金额")})
    record = replace(SHIPMENT, amount=Decimal(-5))
    batch = ImportBatch("x.xlsx", (BatchRow(record, sheet, 7),))
    found = plan(batch, CLIENT, VOCABULARIES)
    assert found.accepted
    (problem,) = found.problems
    assert (problem.place.row, problem.place.column, problem.place.header) == (7, "C", "金额")


def test_receipts_get_numbers_from_the_row_and_their_ordinal_among_equals() -> None:
    def numbers() -> list[str]:
        numbering = Numbering()
        rows = [
            Receipt(invoice_no="I1", received_on=date(2024, 3, 5), amount=Decimal("1000.00")),
            Receipt(invoice_no="I1", received_on=date(2024, 3, 5), amount=Decimal(1000)),
            Receipt(invoice_no="I1", received_on=date(2024, 3, 6), amount=Decimal(1000)),
            Receipt(receipt_no="mine", invoice_no="I1"),
            Receipt(invoice_no="I1"),
        ]
        return [numbering.numbered(row).identity[0] for row in rows]

    made = ["I1-20240305-1000-1", "I1-20240305-1000-2", "I1-20240306-1000-1", "mine", "I1---1"]
    assert numbers() == made
    assert numbers() == numbers()


numbers = st.sampled_from(["1", "2", "3", "4"])
buyers = st.builds(
    Buyer,
    buyer_no=numbers,
    country=st.sampled_from([None, "DE", "US"]),
    name_en=st.sampled_from([None, "Muster GmbH", "Sample Inc."]),
    related_party=st.sampled_from([None, True, False]),
)
shipments = st.builds(
    Shipment,
    invoice_no=numbers,
    buyer_no=st.one_of(st.none(), numbers),
    amount=st.one_of(st.none(), st.integers(1, 3).map(Decimal)),
)
receipts = st.builds(Receipt, receipt_no=numbers, invoice_no=st.one_of(st.none(), numbers))
everything = st.lists(st.one_of(buyers, shipments, receipts), max_size=8)


@given(everything, everything, st.booleans())
def test_what_was_imported_once_changes_nothing_the_second_time_and_erases_nothing(
    there: list[Record], brought: list[Record], partial: bool
) -> None:
    before = Client.of(planned(*there, client=Client(), partial=True).records)
    found = planned(*brought, client=before, partial=partial)
    kept = {(r.kind_name, r.identity): r for r in before.all_records()}
    after = kept | {(r.kind_name, r.identity): r for r in found.records}
    client = Client.of(after.values())

    if found.accepted:
        assert planned(*brought, client=client, partial=partial).records == ()
    else:
        assert client == before or found.records == ()
    for key, record in kept.items():
        for spec in schema.kind(key[0]).fields:
            if getattr(record, spec.key) is not None:
                assert getattr(after[key], spec.key) is not None
    assert not [p for p in validate(client, VOCABULARIES) if p.refuses]
