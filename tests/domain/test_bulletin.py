from __future__ import annotations

from datetime import date

from xinbao_desktop.domain.bulletin import Bulletin, BulletinKind, NamedBuyer, Watch
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.exports import Parcel
from xinbao_desktop.text import same


def bulletin(**more):
    given = {
        "id": "B-1",
        "kind": BulletinKind.COUNTRY_RISK,
        "title": same("title"),
        "advice": same("advice"),
        "issuer": same("issuer"),
        "issued_on": date(2026, 11, 2),
        "valid_until": None,
        "countries": frozenset(),
        "goods": (),
        "buyers": (),
    }
    return Bulletin(**(given | more))


def watch(buyers=(), markets=(), parcels=()):
    return Watch(tuple(buyers), frozenset(markets), frozenset(parcels))


def found(watch_, *bulletins):
    return [match.what for match in watch_.matches(bulletins)]


def test_a_bulletin_counts_from_its_issue_to_its_last_day():
    short = bulletin(valid_until=date(2026, 12, 1))
    assert not short.active(date(2026, 11, 1))
    assert short.active(date(2026, 11, 2))
    assert short.active(date(2026, 12, 1))
    assert not short.active(date(2026, 12, 2))
    assert bulletin().active(date(2040, 1, 1))


def test_a_country_matches_a_market_a_destination_or_a_buyer():
    warned = bulletin(countries=frozenset({"EG"}))
    assert found(watch(markets=["EG"]), warned) == ["country:EG"]
    assert found(watch(parcels=[Parcel("EG", None, None)]), warned) == ["country:EG"]
    assert found(watch([Buyer(buyer_no="B", country="EG")]), warned) == ["country:EG"]
    assert found(watch(markets=["US"]), warned) == []


def test_goods_and_countries_together_mean_those_goods_to_those_countries():
    warned = bulletin(countries=frozenset({"VN"}), goods=("850760",))
    assert found(watch(parcels=[Parcel("VN", "8507.60.00", None)]), warned) == ["goods:8507.60.00"]
    assert found(watch(parcels=[Parcel("US", "85076000", None)]), warned) == []
    assert found(watch(parcels=[Parcel("VN", "85414300", None)]), warned) == []


def test_what_is_empty_is_named_and_not_decided_on():
    warned = bulletin(countries=frozenset({"VN"}), goods=("850760",))
    unclear = watch(parcels=[Parcel("VN", None, None)])
    assert found(unclear, warned) == []
    assert unclear.unclear([warned]) == {"shipment.hs_code"}
    elsewhere = watch(parcels=[Parcel("US", None, None)])
    assert elsewhere.unclear([warned]) == frozenset()
    other_goods = watch(parcels=[Parcel(None, "9405", None)])
    assert other_goods.unclear([warned]) == frozenset()


def test_a_buyer_is_recognised_by_its_name_in_its_country():
    named = bulletin(buyers=(NamedBuyer("Invented Harbour Trading LLC", "US"),))
    same_one = Buyer(buyer_no="B1", name_en="INVENTED HARBOUR TRADING, L.L.C.", country="US")
    assert found(watch([same_one]), named) == ["buyer:B1"]
    elsewhere = Buyer(buyer_no="B2", name_en="Invented Harbour Trading LLC", country="CA")
    assert found(watch([elsewhere]), named) == []


def test_a_name_without_a_country_is_unclear_where_the_bulletin_gives_one():
    named = bulletin(buyers=(NamedBuyer("Invented Harbour Trading LLC", "US"),))
    unclear = watch([Buyer(buyer_no="B1", name_en="Invented Harbour Trading LLC")])
    assert found(unclear, named) == []
    assert unclear.unclear([named]) == {"buyer.country"}


def test_a_mark_alone_is_enough_to_recognise_a_buyer():
    named = bulletin(
        buyers=(NamedBuyer("Old Name Inc", "US", email_domain="invented-harbour.example"),)
    )
    renamed = Buyer(buyer_no="B1", name_en="New Name Inc", email_domain="Invented-Harbour.example")
    assert found(watch([renamed]), named) == ["buyer:B1"]
