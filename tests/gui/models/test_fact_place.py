import pytest

from xinbao_desktop.gui.models.fact_place import label_of, place_of
from xinbao_desktop.text import Lang


@pytest.mark.parametrize(
    ("path", "subject", "kind", "identity", "key"),
    [
        ("shipment.own_name", "shipment:HL24-001", "shipments", ("HL24-001",), "own_name"),
        ("buyer.related_party", "shipment:HL24-001", "buyers", ("B002",), "related_party"),
        ("policy.max_credit_days", "case:C2024-01", "policies", ("SCH0210001",), "max_credit_days"),
        ("company.staff", "shipment:HL24-001", "company", (), "staff"),
        ("case.dispute", "case:C2024-01", "cases", ("C2024-01",), "dispute"),
    ],
)
def test_a_missing_fact_leads_to_the_field_where_it_is_entered(
    client, path, subject, kind, identity, key
):
    place = place_of(path, subject, client.records.get)
    assert (place.kind, place.identity, place.key) == (kind, identity, key)


def test_a_derived_fact_leads_nowhere(client):
    assert place_of("cover.exposure", "shipment:HL24-001", client.records.get) is None


def test_facts_are_called_by_their_labels(context):
    assert label_of("buyer.related_party", Lang.EN, context.fact_labels) == "Buyers: Related party"
    assert label_of("cover.exposure", Lang.ZH, context.fact_labels) == "出运日占用的限额余额"


def test_what_a_pack_lacks_leads_to_where_packs_are_added(client):
    assert place_of("packs.bulletins", "company:X", client.records.get).page == "rules"
