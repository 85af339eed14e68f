"""The JSON of the export."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.json_file import client_json, write_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.domain.batch import ImportBatch

    Read = Callable[[Path], ImportBatch]


def test_values_are_written_as_the_contract_says() -> None:
    client = Client(
        company=Company(uscc="X", markets=("DE", "US"), on_unified_list=False, staff=12),
        policies=(Policy(policy_no="P", ratio_default=Decimal("0.90"), start_on=date(2024, 1, 1)),),
        shipments=(
            Shipment(invoice_no="I2", amount=Decimal("1000.50")),
            Shipment(invoice_no="I1", amount=Decimal(10000)),
        ),
    )
    assert client_json(client) == {
        "format": 1,
        "company": {"uscc": "X", "staff": 12, "markets": ["DE", "US"], "on_unified_list": False},
        "policies": [{"policy_no": "P", "start_on": "2024-01-01", "ratio_default": "0.9"}],
        "shipments": [
            {"invoice_no": "I1", "amount": "10000"},
            {"invoice_no": "I2", "amount": "1000.5"},
        ],
    }


def test_an_amount_never_passes_through_a_float(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.json"
    exact = "12345678901234.5678"
    path.write_text(f'{{"shipments": [{{"invoice_no": "I", "amount": {exact}}}]}}', "utf-8")
    batch = read(path)
    assert batch.records == (Shipment(invoice_no="I", amount=Decimal(exact)),)
    write_json(Client.of(batch.records), path)
    assert json.loads(path.read_text("utf-8"))["shipments"][0]["amount"] == exact


def test_lists_may_be_words_with_separators(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"company": {"name_zh": "甲", "markets": "德国；US"}}', encoding="utf-8")
    assert read(path).records == (Company(name_zh="甲", markets=("DE", "US")),)


def test_what_is_not_understood_is_named_by_list_row_and_key(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        json.dumps(
            {
                "buyers": [{"buyer_no": "B1", "colour": 1}, {"buyer_no": "B2", "country": "?!"}],
                "horses": [],
            }
        ),
        encoding="utf-8",
    )
    batch = read(path)
    assert batch.records == (Buyer(buyer_no="B1"),)
    assert [(p.place.sheet, p.place.row, p.place.column) for p in batch.problems] == [
        ("horses", None, ""),
        ("buyers", None, "colour"),
        ("buyers", 2, "country"),
    ]
    assert [(place.sheet, place.column) for place in batch.unknown_columns] == [
        ("buyers", "colour")
    ]


def test_strange_values_are_refused_at_their_key(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "x.json"
    path.write_text(
        '{"shipments": [{"invoice_no": "I", "amount": 1e999999999, "goods": {"a": [1]},'
        ' "payer": "\\ud800", "currency": "\\ud800?", "usd_rate": 1e400, "\\ud801": 1}]}',
        encoding="utf-8",
    )
    batch = read(path)
    assert {p.key for p in batch.refusals} == {"amount", "goods", "currency", "usd_rate"}
    for problem in batch.problems:
        problem.full_text.zh.encode()


@pytest.mark.parametrize("content", ["[]", "{", '{"buyers": [1]}', '{"buyers": "x"}', "{" * 9999])
def test_another_shape_is_refused(tmp_path: Path, read: Read, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInputError):
        read(path)
