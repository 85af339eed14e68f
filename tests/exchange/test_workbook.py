"""Importing spreadsheets as clients bring them."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from xinbao_desktop.domain.batch import ImportMapping
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.merge import plan
from xinbao_desktop.domain.problems import Severity
from xinbao_desktop.domain.shipment import Shipment
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.workbook import preview_workbook, read_workbook
from xinbao_desktop.exchange.workbook_out import write_template, write_workbook

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


def test_the_dimension_that_wps_writes_wrongly_is_not_believed(
    spreadsheet: Write, read: Read, tmp_path: Path
) -> None:
    path = spreadsheet({"买方": [["买方编号", "国别"], ["B1", "DE"], ["B2", "US"]]})
    wrong = tmp_path / "wps.xlsx"
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(wrong, "w") as out:
        for part in parts.infolist():
            data = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts.read(part))
            out.writestr(part, data)
    assert [r.identity_text for r in read(wrong).records] == ["B1", "B2"]


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


def test_a_last_row_of_bare_sums_is_left_out(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet(
        {"出运": [["发票号", "金额", "定金"], ["I1", 5, 1], ["I2", 6.5, ""], ["", 11.5, 1]]}
    )
    batch = read(path)
    assert len(batch.records) == 2
    assert not batch.problems
    assert batch.sheets[0].skipped[0].row == 4


def test_a_row_without_its_number_is_refused(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet({"出运": [["发票号", "金额"], ["I1", 5], ["", 6], ["I3", 7]]})
    batch = read(path)
    assert [(p.place.row, p.key) for p in batch.refusals] == [(3, "invoice_no")]


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


def test_a_hidden_sheet_is_not_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("买方").write_column(0, 0, ["买方编号", "B1"])
        hidden = book.add_worksheet("出运")
        hidden.write_column(0, 0, ["发票号", "I1"])
        hidden.hide()
    batch = read(path)
    assert [r.kind_name for r in batch.records] == ["buyers"]


def test_the_template_imports_as_nothing(
    tmp_path: Path, read: Read, vocabularies: Vocabularies
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(vocabularies, path)
    batch = read(path)
    assert batch.rows == ()
    assert batch.problems == ()
    assert len(batch.sheets) == 17


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0 torn", b"\x00\xff\x00\xfe\x80\x81", b"", b"[1]", b"{x"],
)
def test_a_file_that_is_none_says_so(tmp_path: Path, read: Read, content: bytes) -> None:
    path = tmp_path / "odd.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        read(path)
    assert "odd.xlsx" in caught.value.text.zh
    assert "odd.xlsx" in caught.value.text.en


def test_a_file_that_is_not_there_is_a_bad_input(tmp_path: Path, read: Read) -> None:
    with pytest.raises(BadInputError) as caught:
        read(tmp_path / "gone.xlsx")
    assert "gone.xlsx" in caught.value.text.zh


def test_a_stray_cell_far_outside_is_refused_before_it_fills_the_memory(
    tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "stray.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("出运")
        sheet.write_row(0, 0, ["发票号", "金额"])
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(BadInputError, match="far outside"):
        read(path)


@pytest.mark.slow
def test_a_hundred_thousand_shipments_import_in_seconds(
    tmp_path: Path, vocabularies: Vocabularies
) -> None:
    path = tmp_path / "many.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("出运")
        sheet.write_row(0, 0, ["发票号", "金额", "币种", "出运日期", "支付方式"])
        for row in range(100_000):
            sheet.write_row(row + 1, 0, [f"I{row}", row / 100, "USD", "2024-03-05", "OA"])
    batch = read_workbook(path, vocabularies)
    assert len(batch.records) == 100_000
    assert len(plan(batch, Client(), vocabularies).records) == 100_000


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


def test_a_text_too_long_for_a_cell_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, vocabularies: Vocabularies
) -> None:
    client = Client(buyers=(Buyer(buyer_no="B1", note="x" * 40_000),))
    with pytest.raises(BadInputError, match="too long"):
        write_workbook(client, vocabularies, tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_an_error_of_the_disk_when_writing(
    tmp_path: Path, vocabularies: Vocabularies
) -> None:
    with pytest.raises(OSError, match="gone"):
        write_workbook(Client(), vocabularies, tmp_path / "gone" / "out.xlsx")


def test_a_currency_beside_an_amount_is_taken_or_compared(spreadsheet: Write, read: Read) -> None:
    rows = [["I1", "EUR 5", ""], ["I2", "€5", "USD"], ["I3", "US$5", "USD"]]
    path = spreadsheet({"出运": [["发票号", "金额", "币种"], *rows]})
    batch = read(path)
    assert [r.currency for r in batch.records if isinstance(r, Shipment)] == ["EUR", "USD", "USD"]
    assert [(p.refuses, p.place.row, p.place.column) for p in batch.problems] == [(False, 3, "B")]


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


def test_a_unit_in_a_title_row_counts_for_every_amount(spreadsheet: Write, read: Read) -> None:
    path = spreadsheet(
        {"限额": [["限额一览", "", "金额单位：万美元"], ["审批单号", "限额"], ["L1", 20]]}
    )
    batch = read(path)
    assert [(r.amount, r.currency) for r in batch.records if isinstance(r, Limit)] == [
        (200_000, "USD")
    ]
    assert {p.severity for p in batch.problems} == {Severity.WARN}


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
