"""What cells hold: amounts, units, numbers, formulas, merged cells, and what is wrong in them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.merge import plan
from xinbao_desktop.domain.problems import Severity
from xinbao_desktop.domain.shipment import Shipment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.domain.batch import ImportBatch
    from xinbao_desktop.domain.vocabulary import Vocabularies

    Read = Callable[[Path], ImportBatch]
    Write = Callable[..., Path]


def test_a_wrong_cell_is_named_by_sheet_row_column_and_heading(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet(
        {
            "出运": [
                ["标题"],
                [],
                ["", "发票号", "出运日期", "金额", "支付方式"],
                ["", "INV-1", "2024-13-01", "12,34", "XYZ"],
            ]
        }
    )

    problems = read(path).problems

    assert [(p.place.sheet, p.place.row, p.place.column, p.place.header) for p in problems] == [
        ("出运", 4, "D", "金额"),
        ("出运", 4, "E", "支付方式"),
        ("出运", 4, "C", "出运日期"),
    ]
    assert {p.severity for p in problems} == {Severity.REFUSE}
    assert {p.kind for p in problems} == {"shipments"}
    assert {p.identity for p in problems} == {"INV-1"}
    assert "第 4 行" in problems[2].full_text.zh
    assert "没有 13 月" in problems[2].full_text.zh
    assert "row 4" in problems[2].full_text.en


def test_every_wrong_cell_is_told_at_once_and_nothing_is_taken(
    spreadsheet: Write, read: Read, vocabularies: Vocabularies
) -> None:
    path = spreadsheet(
        {
            "买方": [["买方编号", "国别"], ["B1", "德国"], ["B2", "亚特兰蒂斯"]],
            "出运": [
                ["发票号", "买方编号", "金额"],
                ["I1", "B1", 1],
                ["I2", "B2", 2],
                ["I3", "B9", 3],
            ],
        }
    )
    batch = read(path)

    whole = plan(batch, Client(), vocabularies)
    partial = plan(batch, Client(), vocabularies, partial=True)

    assert not whole.accepted
    assert whole.records == ()
    assert {(p.kind, p.key, p.place.row) for p in whole.refusals} == {
        ("buyers", "country", 3),
        ("shipments", "buyer_no", 3),
        ("shipments", "buyer_no", 4),
    }
    assert [r.identity_text for r in partial.records] == ["B1", "I1"]
    assert partial.refused_rows == 3


def test_formulas_are_read_by_their_results_and_errors_are_refused(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "formulas.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("出运")
        sheet.write_row(0, 0, ["发票号", "金额", "商品名称", "定金"])
        sheet.write_row(1, 0, ["I1"])
        sheet.write_formula(1, 1, "=0.1+0.2", None, 0.30000000000000004)
        sheet.write_formula(1, 2, '="蓝牙"&"音箱"', None, "蓝牙音箱")
        sheet.write_row(2, 0, ["I2"])
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 3, "=A1", None, "")

    batch = read(path)

    assert batch.records == (Shipment(invoice_no="I1", amount=Decimal("0.3"), goods="蓝牙音箱"),)
    assert [(p.place.row, p.place.column) for p in batch.refusals] == [(3, "B"), (3, "D")]
    assert "#DIV/0!" in batch.refusals[0].text.zh


def test_merged_cells_count_for_each_row_but_an_amount_only_once(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("出运")
        sheet.merge_range("A1:D1", "出口台账")
        sheet.write_row(1, 0, ["买方编号", "发票号", "金额", "币种"])
        sheet.write_row(2, 1, ["I1", 5, "USD"])
        sheet.write_row(3, 1, ["I2", 6, "USD"])
        sheet.write_row(4, 1, ["I3", "", "USD"])
        sheet.merge_range("A3:A5", "B1")
        sheet.merge_range("C4:C5", 6)

    batch = read(path)

    assert [(r.buyer_no, r.amount) for r in batch.records if isinstance(r, Shipment)] == [
        ("B1", 5),
        ("B1", 6),
        ("B1", None),
    ]
    assert [(p.place.row, p.place.column) for p in batch.problems] == [(4, "C")]


def test_amounts_headed_in_ten_thousands_are_multiplied_and_said_so(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet({"限额": [["审批单号", "限额（万美元）"], ["L1", 20], ["L2", "12.5"]]})
    batch = read(path)
    assert [(r.amount, r.currency) for r in batch.records] == [  # type: ignore[attr-defined]
        (200_000, "USD"),
        (125_000, "USD"),
    ]
    assert {p.severity for p in batch.problems} == {Severity.WARN}
    assert len(batch.problems) == 2


def test_an_eighteen_digit_number_kept_as_a_number_is_warned_of(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet({"出运": [["发票号", "报关单号"], ["I1", 531620240160000001], [2024, 3]]})
    batch = read(path)
    assert [(p.severity, p.place.row, p.place.column) for p in batch.problems] == [
        (Severity.WARN, 2, "B")
    ]
    assert batch.records[1] == Shipment(invoice_no="2024", customs_no="3")


def test_a_row_without_its_number_is_refused(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet({"出运": [["发票号", "金额"], ["I1", 5], ["", 6], ["I3", 7]]})
    batch = read(path)
    assert [(p.place.row, p.key) for p in batch.refusals] == [(3, "invoice_no")]


def test_a_buyer_named_where_its_number_is_asked_is_found_by_its_name(
    spreadsheet: Write, read: Read, vocabularies: Vocabularies
) -> None:
    path = spreadsheet({"出运": [["发票号", "客户名称"], ["I1", "MUSTER GMBH."], ["I2", "Nobody"]]})
    client = Client(buyers=(Buyer(buyer_no="B1", name_en="Muster GmbH"),))
    found = plan(read(path), client, vocabularies, partial=True)
    assert found.records == (Shipment(invoice_no="I1", buyer_no="B1"),)
    assert [(p.refuses, p.place.row, p.place.column) for p in found.problems] == [
        (False, 2, "B"),
        (True, 3, "B"),
    ]


def test_a_currency_beside_an_amount_is_taken_or_compared(spreadsheet: Write, read: Read) -> None:
    rows = [["I1", "EUR 5", ""], ["I2", "€5", "USD"], ["I3", "US$5", "USD"]]
    path = spreadsheet({"出运": [["发票号", "金额", "币种"], *rows]})
    batch = read(path)
    assert [r.currency for r in batch.records if isinstance(r, Shipment)] == ["EUR", "USD", "USD"]
    assert [(p.refuses, p.place.row, p.place.column) for p in batch.problems] == [(False, 3, "B")]


def test_a_unit_in_a_title_row_counts_for_every_amount(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet(
        {"限额": [["限额一览", "", "金额单位：万美元"], ["审批单号", "限额"], ["L1", 20]]}
    )
    batch = read(path)
    assert [(r.amount, r.currency) for r in batch.records if isinstance(r, Limit)] == [
        (200_000, "USD")
    ]
    assert {p.severity for p in batch.problems} == {Severity.WARN}
