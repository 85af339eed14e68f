"""How the sheets of a client's own spreadsheet are recognised: names, headers, columns, rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from xinbao_desktop.domain.batch import ImportMapping
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.merge import plan
from xinbao_desktop.domain.problems import Severity
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.exchange.workbook import preview_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xinbao_desktop.domain.batch import ImportBatch
    from xinbao_desktop.domain.vocabulary import Vocabularies

    Read = Callable[[Path], ImportBatch]
    Write = Callable[..., Path]

DAY = date(2024, 3, 5)
CUSTOMS_NO = "531620240160000001"


def test_a_workbook_written_by_hand_from_chinese_titles_imports(
    spreadsheet: Write, read: Read, vocabularies: Vocabularies
) -> None:
    path = spreadsheet(
        {
            "企业": [
                ["统一社会信用代码", "企业名称", "上年出口额(美元)", "主要市场", "在统保清单"],
                ["91440300MA5DA1XK4B", "深圳市星海样品", "3,500,000.00", "德国;美国", "是"],
            ],
            "保单": [
                ["保单号", "保险人", "投保方式", "保险期间起", "保险期间止", "拖欠赔偿比例"],
                ["SCH-2024-01", "中国信保", "统保", "2024/1/1", "2024年12月31日", "90%"],
            ],
            "买方": [
                ["买方编号", "买方英文名称", "国别"],
                ["B001", "Nordlicht Muster GmbH", "德国"],
            ],
            "限额": [
                ["限额审批单号", "买方编号", "限额金额", "币种", "支付方式", "生效日"],
                ["L-1", "B001", 200000, "美元", "OA", "20240201"],
            ],
            "出运": [
                ["发票号", "买方编号", "保单号", "发票金额", "币种", "出运日期", "报关单号"],
                ["INV-1", "B001", "SCH-2024-01", "US$ 12,345.60", "USD", "2024.3.5", CUSTOMS_NO],
            ],
            "收汇": [
                ["发票号", "收汇日期", "收汇金额", "币种"],
                ["INV-1", "2024-04-01", 345.6, "USD"],
            ],
            "案件": [
                ["案件编号", "买方编号", "保单号", "致损原因"],
                ["C1", "B001", "SCH-2024-01", "default"],
            ],
            "案件发票": [["案件编号", "发票号", "报损日期"], ["C1", "INV-1", "2024-07-20"]],
        }
    )

    imported = plan(read(path), Client(), vocabularies)

    assert imported.accepted, imported.refusals
    client = Client.of(imported.records)
    assert client.company is not None
    assert client.company.markets == ("DE", "US")
    assert client.company.export_usd_last_year == Decimal(3_500_000)
    assert client.policies[0].end_on == date(2024, 12, 31)
    assert client.policies[0].ratio_default == Decimal("0.9")
    assert client.shipments[0].amount == Decimal("12345.6")
    assert client.shipments[0].customs_no == "531620240160000001"
    assert client.shipments[0].shipped_on == DAY
    assert client.receipts[0].receipt_no == "INV-1-20240401-345.6-1"
    assert client.case_invoices[0].notice_on == date(2024, 7, 20)


@pytest.mark.parametrize("name", ["出运", "shipments", "出运 shipments", "Shipments", "sheet1"])
def test_a_sheet_is_recognised_by_its_name_or_its_header(
    spreadsheet: Write, read: Read, name: str
) -> None:
    path = spreadsheet({name: [["invoice_no", "amount"], ["INV-1", 5]]})
    assert read(path).records == (Shipment(invoice_no="INV-1", amount=Decimal(5)),)


def test_titles_two_language_headers_empty_rows_columns_and_totals_are_understood(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet(
        {
            "台账": [
                ["深圳市星海样品有限公司"],
                ["2024年出口明细表", "", "单位：元"],
                [],
                ["", "*发票号码", "", "金额（USD）", "内部备注", "出运日期"],
                ["", "Invoice No.", "", "Amount", "Remark", "Shipped on"],
                [],
                ["", "INV-1", "", 100, "x", datetime(2024, 3, 5)],  # noqa: DTZ001 - a cell
                ["", "", "", "", "", ""],
                ["", "INV-2", "", 200.5, "", "2024-03-06"],
                ["", "合计", "", 300.5],
                ["", "制表人：张三"],
            ]
        }
    )

    batch = read(path)

    assert [r.identity_text for r in batch.records] == ["INV-1", "INV-2"]
    first = batch.records[0]
    assert isinstance(first, Shipment)
    assert (first.amount, first.currency, first.shipped_on) == (100, "USD", DAY)
    sheet = batch.sheets[0]
    assert sheet.kind == "shipments"
    assert [row.row for row in sheet.skipped] == [10, 11]
    assert [(c.letter, c.header) for c in sheet.unknown] == [("E", "内部备注 Remark")]
    assert not batch.refusals
    (unknown,) = (p for p in batch.problems if p.place.header == "内部备注 Remark")
    assert (unknown.severity, unknown.place.row, unknown.place.column) == (Severity.WARN, 5, "E")


def test_a_group_row_above_the_header_and_cells_merged_down_make_one_header(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "groups.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("明细")
        sheet.merge_range("A1:A2", "发票号")
        sheet.merge_range("B1:C1", "货款")
        sheet.write_row(1, 1, ["发票金额", "币种"])
        sheet.write_row(2, 0, ["I1", 7, "欧元"])

    assert read(path).records == (Shipment(invoice_no="I1", amount=Decimal(7), currency="EUR"),)


def test_a_last_row_of_bare_sums_is_left_out(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet(
        {"出运": [["发票号", "金额", "定金"], ["I1", 5, 1], ["I2", 6.5, ""], ["", 11.5, 1]]}
    )
    batch = read(path)
    assert len(batch.records) == 2
    assert not batch.problems
    assert batch.sheets[0].skipped[0].row == 4


def test_a_sheet_without_its_identity_is_refused_once(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet({"出运": [["出运日期", "金额"], ["2024-03-05", 5], ["2024-03-06", 6]]})
    assert [(p.place.sheet, p.key) for p in read(path).refusals] == [("出运", "invoice_no")]


def test_a_sheet_of_something_else_is_reported_and_does_no_harm(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet(
        {"买方": [["买方编号"], ["B1"]], "工资表": [["姓氏", "应发"], ["王", 1]], "空": []}
    )
    batch = read(path)
    assert batch.records == (Buyer(buyer_no="B1"),)
    assert [(p.severity, p.place.sheet) for p in batch.problems] == [(Severity.WARN, "工资表")]


def test_a_known_sheet_whose_header_is_not_found_refuses(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet({"买方": [["甲", "乙"], ["B1", 2]], "出运": [["发票号", "金额"], ["I", 1]]})
    assert [p.place.sheet for p in read(path).refusals] == ["买方"]


def test_a_repeated_header_is_left_out(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet(
        {"买方": [["买方编号", "国别"], ["B1", "DE"], ["买方编号", "国别"], ["B2", "US"]]}
    )
    assert [r.identity_text for r in read(path).records] == ["B1", "B2"]


def test_of_two_columns_for_one_key_the_better_heading_wins_and_the_other_is_reported(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet({"出运": [["发票号", "金额", "发票金额"], ["I1", 1, 2]]})
    batch = read(path)
    assert batch.records == (Shipment(invoice_no="I1", amount=Decimal(2)),)
    assert [place.header for place in batch.unknown_columns] == ["金额"]


def test_a_remembered_mapping_goes_before_recognition(
    spreadsheet: Write, vocabularies: Vocabularies
) -> None:
    path = spreadsheet(
        {"货单": [["单据", "多少", "金额"], ["I1", 5, 9]], "旧": [["发票号"], ["I9"]]}
    )
    mapping = (
        ImportMapping()
        .with_sheet("货单", "shipments")
        .with_sheet("旧", "")
        .with_column("shipments", "单据", "invoice_no")
        .with_column("shipments", "多少", "amount")
        .with_column("shipments", "金额", "")
    )
    batch = read_workbook(path, vocabularies, mapping)
    assert batch.records == (Shipment(invoice_no="I1", amount=Decimal(5)),)


def test_a_preview_shows_each_column_with_its_key_and_samples(spreadsheet: Write) -> None:
    path = spreadsheet(
        {"货": [["台账"], ["发票号", "什么"], ["I1", 5], ["I2", 5]], "另": [["甲"], [1]]}
    )
    goods, other = preview_workbook(path)
    assert (goods.kind, goods.header_row) == ("", None)
    assert [(c.heading, c.key, c.samples) for c in goods.columns] == [
        ("发票号", "", ("I1", "I2")),
        ("什么", "", ("5",)),
    ]
    assert other.kind == ""
    known, _ = preview_workbook(path, ImportMapping().with_sheet("货", "shipments"))
    assert (known.kind, known.header_row) == ("shipments", 2)
    assert [(c.letter, c.heading, c.key, c.samples) for c in known.columns] == [
        ("A", "发票号", "invoice_no", ("I1", "I2")),
        ("B", "什么", "", ("5",)),
    ]


def test_a_company_on_a_form_is_read_and_its_cells_are_named(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet(
        {
            "基本信息": [
                ["企业基本情况表"],
                ["企业名称：", "深圳市星海样品有限公司", "", "法定代表人", "李样"],
                ["统一社会信用代码", "91440300MA5DA1XK4B", "", "从业人员", "许多"],
                ["上年出口额（万美元）", 350, "", "联系电话", "0755-0000"],
            ]
        }
    )
    batch = read(path)
    (company,) = (row.record for row in batch.rows)
    assert isinstance(company, Company)
    assert (company.name_zh, company.legal_rep) == ("深圳市星海样品有限公司", "李样")
    assert company.export_usd_last_year == 3_500_000
    assert company.contact_phone == "0755-0000"
    (wrong,) = batch.refusals
    assert (wrong.place.row, wrong.place.column, wrong.place.header) == (3, "E", "从业人员")
    assert batch.rows[0].place("uscc").row == 3


def test_rows_with_nothing_but_a_running_number_are_no_records(
    spreadsheet: Write, read: Read
) -> None:
    path = spreadsheet(
        {"出运": [["序号", "发票号", "金额"], [1, "I1", 5], [2, "", ""], [3, "", ""]]}
    )
    batch = read(path)
    assert len(batch.rows) == 1
    assert not batch.problems


def test_a_column_of_cells_without_a_heading_is_reported(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet({"出运": [["发票号", "", "金额"], ["I1", "", 5], ["I2", "x", 6]]})
    (problem,) = read(path).problems
    assert (problem.severity, problem.place.row, problem.place.column) == (Severity.WARN, 1, "B")


def test_a_header_is_found_however_far_down_it_stands(spreadsheet: Write, read: Read) -> None:
    titles = [[f"说明第 {n} 条", "金额单位见下"] for n in range(300)]
    path = spreadsheet({"货单": [*titles, ["发票号", "商品名称"], ["I1", "音箱"]]})
    batch = read(path)
    assert batch.records == (Shipment(invoice_no="I1", goods="音箱"),)
    assert batch.rows[0].row == 302


def test_a_row_of_hints_under_the_header_is_left_out(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet(
        {"出运": [["发票号", "金额"], ["必填", "选填"], ["文本", "数字"], ["I1", 5]]}
    )
    batch = read(path)
    assert batch.records == (Shipment(invoice_no="I1", amount=Decimal(5)),)
    assert [skipped.row for skipped in batch.sheets[0].skipped] == [2, 3]
