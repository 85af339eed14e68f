from xinbao_desktop.domain import schema
from xinbao_desktop.gui.models.draft import TAKEN, Draft


def draft(client, kind="buyers", record=None, **fixed):
    return Draft(schema.kind(kind), client.records, record, fixed)


def test_an_empty_draft_is_neither_saved_nor_wrong(client):
    reading = draft(client).read()
    assert reading.record is None
    assert reading.problems == {}


def test_without_its_number_a_record_waits(client):
    one = draft(client)
    one.set("name_en", "Nordlys Import AS")
    reading = one.read()
    assert reading.record is None
    assert set(reading.problems) == {"buyer_no"}


def test_a_field_that_cannot_be_read_does_not_hold_up_the_others(client):
    saved = client.records.get("buyers", ("B001",))
    one = draft(client, record=saved)
    one.set("name_en", "Hansa GmbH")
    one.set("rated_on", "32.13.2024")
    reading = one.read()
    assert reading.record.name_en == "Hansa GmbH"
    assert reading.record.rated_on is None
    assert set(reading.problems) == {"rated_on"}


def test_a_number_that_is_taken_is_refused_and_overwrites_nobody(client):
    one = draft(client)
    one.set("buyer_no", "B001")
    reading = one.read()
    assert reading.record is None
    assert reading.problems["buyer_no"] == (TAKEN,)


def test_renaming_onto_another_record_is_refused(client):
    one = draft(client, record=client.records.get("buyers", ("B001",)))
    one.set("buyer_no", "B002")
    assert one.read().record is None


def test_fixed_values_go_into_every_new_record(client):
    one = draft(client, "case_invoices", case_no="C2024-01")
    one.set("invoice_no", "HL24-001")
    assert one.read().record.identity == ("C2024-01", "HL24-001")


def test_a_record_reads_back_as_it_is_saved(client):
    """What a form shows of a record reads as the same record: nothing changes by looking."""
    everything = client.records.client()
    for kind in (schema.kind(n) for n in ("company", "policies", "limits", "shipments", "cases")):
        for record in everything.records(kind):
            assert draft(client, kind.name, record).read().record == record
