import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.codec import codec
from xinbao_desktop.storage.field_values import decimal_text


@pytest.fixture
def file(client_path):
    with ClientFile.open(client_path, write=True) as opened:
        yield opened


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
