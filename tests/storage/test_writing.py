import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Confirmation, Document
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.errors import UsageError
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.values import Counts


@pytest.fixture
def file(client_path):
    with ClientFile.open(client_path, write=True) as opened:
        yield opened


def test_put_says_what_it_did(file):
    with file.write() as work:
        assert work.put(Buyer(buyer_no="B9")) == "added"
        assert work.put(Buyer(buyer_no="B9")) == "unchanged"
        assert work.put(Buyer(buyer_no="B9", country="DE")) == "changed"
        counts = work.put_many(
            [Buyer(buyer_no="B9", country="DE"), Buyer(buyer_no="B1"), Buyer(buyer_no="B8")]
        )
        assert counts == Counts(added=1, changed=1, unchanged=1)


def test_of_two_records_with_one_identity_the_last_counts(file):
    with file.write() as work:
        work.put_many([Buyer(buyer_no="B9", country="DE"), Buyer(buyer_no="B9", country="FR")])
        assert work.get("buyers", ("B9",)).country == "FR"


def test_a_company_with_a_corrected_number_stays_one_company(file):
    with file.write() as work:
        work.put(Company(uscc="9144030012345678XX", name_zh="示例照明有限公司"))
        assert work.count("company") == 1
        assert work.client().company.uscc == "9144030012345678XX"
        entries = work.history("company", ("9144030012345678XX",))
    assert [entry.action for entry in entries] == ["added", "renamed", "changed"]


def test_history_tells_each_changed_field_from_what_to_what(file):
    with file.write("客户来信更正", who="李会计") as work:
        work.put(Buyer(buyer_no="B1", name_en="Northwind Lighting GmbH", country="AT"))
        entries = [e for e in work.history("buyers", ("B1",)) if e.action == "changed"]
    assert {(e.field, e.before, e.after) for e in entries} == {
        ("name_en", "Northwind Lighting ＧｍｂＨ", "Northwind Lighting GmbH"),
        ("country", "DE", "AT"),
    }
    assert {(e.who, e.why) for e in entries} == {("李会计", "客户来信更正")}


def test_history_keeps_amounts_dates_and_lists_as_what_they_are(file):
    with file.write() as work:
        work.put(Policy(policy_no="P", max_liability=Decimal(5), start_on=date(2024, 1, 1)))
        work.put(Policy(policy_no="P", premium_paid=True, excluded_countries=("RU", "IR")))
        entries = {e.field: (e.before, e.after) for e in work.history("policies", ("P",))}
    assert entries["max_liability"] == (Decimal(5), None)
    assert entries["start_on"] == (date(2024, 1, 1), None)
    assert entries["premium_paid"] == (None, True)
    assert entries["excluded_countries"] == (None, ("RU", "IR"))


def test_a_deleted_record_is_brought_back_whole(file):
    with file.write() as work:
        before = work.get("shipments", ("INV-1",))
        work.delete("shipments", ("INV-1",))
        assert work.get("shipments", ("INV-1",)) is None
        assert [entry.before for entry in work.deleted("shipments")] == [before]
        assert work.undelete("shipments", ("INV-1",)) == before
        assert work.get("shipments", ("INV-1",)) == before
        assert work.deleted("shipments") == []
        actions = [entry.action for entry in work.history("shipments", ("INV-1",))]
    assert actions == ["added", "deleted", "restored"]


def test_what_is_not_there_cannot_be_deleted_brought_back_or_renamed(file):
    with file.write() as work:
        with pytest.raises(UsageError):
            work.delete("buyers", ("B9",))
        with pytest.raises(UsageError):
            work.undelete("buyers", ("B9",))
        with pytest.raises(UsageError):
            work.rename("buyers", ("B9",), Buyer(buyer_no="B8"))


def test_a_number_in_use_is_not_brought_back_over(file):
    with file.write() as work:
        work.delete("buyers", ("B2",))
        work.put(Buyer(buyer_no="B2", name_en="Another"))
        with pytest.raises(UsageError):
            work.undelete("buyers", ("B2",))
        with pytest.raises(UsageError):
            work.rename("buyers", ("B1",), Buyer(buyer_no="B2"))


def test_renaming_takes_every_reference_along(file):
    with file.write() as work:
        assert work.references_to("buyers", ("B1",)) == {
            ("shipments", "buyer_no"): 1,
            ("cases", "buyer_no"): 1,
        }
        work.rename("buyers", ("B1",), Buyer(buyer_no="DE-001", name_en="Northwind"))
        assert work.get("shipments", ("INV-1",)).buyer_no == "DE-001"
        assert work.get("cases", ("C1",)).buyer_no == "DE-001"
        entries = work.history("buyers", ("DE-001",))
    assert [entry.action for entry in entries][:2] == ["added", "renamed"]
    assert check(file) == []


def test_renaming_an_invoice_follows_into_lists_and_subjects(file):
    with file.write() as work:
        work.put(Document(case_no="C1", slot="T03", path="a.pdf", invoice_no="INV-1; INV-2"))
        work.put(Confirmation(case_no="C1", check="C15", subject="shipment:INV-1"))
        new = dataclasses.replace(work.get("shipments", ("INV-1",)), invoice_no="INV-1A")
        work.rename("shipments", ("INV-1",), new)
        assert work.get("documents", ("C1", "T03", "a.pdf")).invoices == ("INV-1A", "INV-2")
        assert work.get("confirmations", ("C1", "C15", "shipment:INV-1A")) is not None
        assert work.get("case_invoices", ("C1", "INV-1A")) is not None
        assert work.get("case_invoices", ("C1", "INV-1")) is None


def test_renaming_a_case_takes_its_papers_along(file):
    with file.write() as work:
        work.rename("cases", ("C1",), dataclasses.replace(work.get("cases", ("C1",)), case_no="K"))
        client = work.client()
    assert {d.case_no for d in client.documents} == {"K"}
    assert {i.case_no for i in client.case_invoices} == {"K"}
    assert [finding for finding in check(file) if finding.damage] == []
