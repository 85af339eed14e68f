import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Confirmation, Document
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.listing import ListQuery
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import BadInputError, UsageError
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.codec import codec, decimal_text
from xinbao_desktop.storage.values import Counts


@pytest.fixture
def file(client_path):
    with ClientFile.open(client_path, write=True) as opened:
        yield opened


# every kind, every field ------------------------------------------------------------------

_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=30)
_AMOUNTS = st.decimals(-(10**14), 10**14, places=4)
_VALUES = {
    FieldType.TEXT: _WORDS,
    FieldType.LONG_TEXT: _WORDS,
    FieldType.CODE: _WORDS,
    FieldType.DATE: st.dates(),
    FieldType.AMOUNT: _AMOUNTS,
    FieldType.RATE: st.decimals(0, 10**6, allow_nan=False, places=9),
    FieldType.RATIO: st.decimals(0, 1, allow_nan=False, places=6),
    FieldType.INTEGER: st.integers(-(2**62), 2**62),
    FieldType.FLAG: st.booleans(),
    FieldType.CODES: st.lists(_WORDS, max_size=3).map(tuple),
    FieldType.TEXTS: st.lists(_WORDS, max_size=3).map(tuple),
}


def record_of(kind):
    fields = {}
    for spec, field in zip(kind.fields, dataclasses.fields(kind.cls), strict=True):
        values = st.nothing() if spec.key == "sha256" else _VALUES[spec.type]
        fields[spec.key] = st.one_of(st.just(field.default), values)
    return st.builds(kind.cls, **fields)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_record_comes_back_as_it_was_put(kind, data, file):
    records = data.draw(st.lists(record_of(kind), min_size=1, max_size=3))
    with file.write() as work:
        for other in work.client([kind.name]).records(kind):
            work.delete(kind.name, other.identity)
        if kind.name == "company":
            records = records[-1:]
        work.put_many(records)
        expected = {record.identity: record for record in records}
        found = {record.identity: record for record in work.client().records(kind)}
        assert found == expected
        for identity, record in expected.items():
            assert work.get(kind.name, identity) == record
    assert [finding for finding in check(file) if finding.damage] == []


def test_no_field_is_named_like_a_column_of_the_program():
    ours = {"row_id", "identity", "digest", "folded"}
    assert not any(spec.key in ours for kind in KINDS for spec in kind.fields)


@pytest.mark.parametrize(
    "amount", ["1.00001", "1E+15", "NaN", "Infinity", "1E+1000000", "-1E-5", "1E-1000000"]
)
def test_an_amount_that_would_change_is_refused(file, amount):
    with pytest.raises(BadInputError, match="Amount of Shipments I"), file.write() as work:
        work.put(Shipment(invoice_no="I", amount=Decimal(amount)))


@pytest.mark.parametrize(
    "values",
    [
        {"amount": 1.5},
        {"amount": True},
        {"credit_days": 2**64},
        {"credit_days": "60"},
        {"shipped_on": "2024-01-01"},
        {"own_name": "yes"},
        {"goods": 5},
        {"usd_rate": Decimal("NaN")},
        {"goods": "half \ud800 a character"},
        {"invoice_no": "a\x1fb"},
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(file, values):
    with pytest.raises(BadInputError), file.write() as work:
        work.put(Shipment(**{"invoice_no": "I", **values}))


def test_an_amount_comes_back_without_an_exponent(file):
    with file.write() as work:
        work.put(Shipment(invoice_no="I", amount=Decimal("1E+3"), deposit=Decimal("-0.0100")))
        found = work.get("shipments", ("I",))
    assert (str(found.amount), str(found.deposit)) == ("1000", "-0.01")


@given(st.decimals(-(10**20), 10**20, allow_nan=False, places=8))
def test_one_number_has_one_spelling(number):
    assert decimal_text(number) == decimal_text(number.normalize())
    assert Decimal(decimal_text(number)) == number


def test_the_digest_is_that_of_the_file_format_s_example():
    """``docs/file-format.md`` prints this row and its digest; neither may ever change."""
    row = codec("limits").encode(
        Limit(
            approval_no="L-1",
            amount=Decimal("50000.00"),
            currency="USD",
            effective_on=date(2024, 1, 5),
            ratio_default=Decimal("0.90"),
        )
    )
    assert row.content == {
        "amount": "50000",
        "approval_no": "L-1",
        "currency": "USD",
        "effective_on": "2024-01-05",
        "ratio_default": "0.9",
    }
    assert row.digest == "603b3a54653ddae2c346dfc3ab4d267e14aa76d987611e0774e1207ed60606ba"


# putting, deleting, renaming ----------------------------------------------------------------


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


# lists ------------------------------------------------------------------------------------


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
