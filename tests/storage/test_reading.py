from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.listing import ListQuery
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.values import Counts


@pytest.fixture
def file(client_path):
    with ClientFile.open(client_path, write=True) as opened:
        yield opened


@pytest.fixture
def listed(file):
    with file.write() as work:
        for buyer in work.client().buyers:
            work.delete("buyers", buyer.identity)
        work.put_many(
            [
                Buyer(buyer_no="3", name_en="ＡＣＭＥ Trading", note="100% 预付_款"),
                Buyer(buyer_no="1", name_en="Zeta", country="DE", related_party=True),
                Buyer(buyer_no="2", name_zh="深圳电器", country="DE"),
            ]
        )
        work.put_many(
            [
                Shipment(invoice_no="a", amount=Decimal(9), usd_rate=Decimal("0.9")),
                Shipment(invoice_no="b", amount=Decimal("1000000.01"), usd_rate=Decimal(10)),
                Shipment(invoice_no="c", shipped_on=date(2024, 1, 2)),
            ]
        )
        work.put(Policy(policy_no="X", excluded_countries=("RU", "IR")))
        yield work


def listed_numbers(work, kind, **query):
    ids = work.ids(kind, ListQuery(**query))
    rows = work.rows(kind, ids)
    return [rows[i].identity[0] for i in ids]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("acme", ["3"]),
        ("trad acme", ["3"]),
        ("电器", ["2"]),
        ("%", ["3"]),
        ("_款", ["3"]),
        ("x%", []),
        ("", ["1", "2", "3"]),
    ],
)
def test_search_is_blind_to_width_and_case_and_takes_signs_as_they_are(listed, search, found):
    assert listed_numbers(listed, "buyers", search=search) == found


def test_sorting_is_by_value_with_the_empty_ones_last(listed):
    where = (("buyer_no", ""),)
    for key in ("amount", "usd_rate"):
        assert listed_numbers(listed, "shipments", sort=key, where=where) == ["a", "b", "c"]
        found = listed_numbers(listed, "shipments", sort=key, descending=True, where=where)
        assert found == ["b", "a", "c"]
    assert listed_numbers(listed, "buyers", descending=True) == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("kind", "where", "found"),
    [
        ("buyers", ("country", "DE"), ["1", "2"]),
        ("buyers", ("country", ""), ["3"]),
        ("buyers", ("related_party", "yes"), ["1"]),
        ("shipments", ("amount", "9.00"), ["a"]),
        ("shipments", ("shipped_on", "2024-01-02"), ["c"]),
        ("policies", ("excluded_countries", "IR"), ["X"]),
        ("policies", ("excluded_countries", "R"), []),
    ],
)
def test_a_list_keeps_the_rows_whose_field_has_the_value(listed, kind, where, found):
    assert listed_numbers(listed, kind, where=(where,)) == found


def test_a_filter_that_is_no_value_is_refused(listed):
    with pytest.raises(BadInputError):
        listed.ids("shipments", ListQuery(where=(("amount", "much"),)))


def test_rows_that_are_gone_are_left_out(listed):
    ids = listed.ids("buyers", ListQuery())
    listed.delete("buyers", ("2",))
    assert set(listed.rows("buyers", [*ids, 10**9])) == {ids[0], ids[2]}


def test_settings_are_kept_in_the_file(file):
    with file.write() as work:
        work.set_setting("headers", "{}")
        work.set_setting("headers", '{"金额":"amount"}')
        assert work.setting("headers") == '{"金额":"amount"}'
        work.set_setting("headers", None)
        assert work.setting("headers") is None
        assert len(work.client_id) == 32


@pytest.mark.slow
def test_a_hundred_thousand_shipments_are_put_and_read(file):
    many = [
        Shipment(invoice_no=f"N{n:06}", buyer_no="B1", amount=Decimal(n) / 100, currency="USD")
        for n in range(100_000)
    ]
    with file.write() as work:
        assert work.put_many(many).added == 100_000
        assert work.put_many(many) == Counts(0, 0, 100_000)
    with file.read() as work:
        assert work.client(["shipments"]).shipments[-100_000:] == tuple(many)
