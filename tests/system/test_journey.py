# ruff: noqa: E501, DTZ001, PLR0917 - tables of data read best in one line each
"""A client built from a workbook written by hand, journey by journey, through the command line."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import xlsxwriter

from xinbao_desktop.cli import main

SHEETS = {
    "企业": (
        ["企业名称", "统一社会信用代码", "联系人", "联系电话", "开户银行", "银行账号", "上年出口额(美元)", "在统保清单"],
        [["深圳市样本电子有限公司", "91350100M000100Y43", "王样本", "0755-0000", "样本银行", "777", "5,000,000", "是"]],
    ),
    "保单": (
        ["保单号", "保险人", "投保方式", "保险期间起", "保险期间止", "保单币种", "最高赔偿限额", "拖欠赔偿比例",
         "限额作用于", "保费已缴", "申报方式", "申报期限数", "拖欠报损期限(天)", "索赔期限(报损后月数)"],
        [["SCH-1", "中国信保", "自行投保", "2024/1/1", "2024年12月31日", "USD", 1000000, "90%", "赔付基数",
          "是", "工作日", 5, 60, 4]],
    ),
    "buyers": (["买方编号", "买方名称", "国别", "关联公司"], [["B1", "Acme Specimen GmbH", "德国", "否"]]),
    "限额": (
        ["限额审批单号", "保单号", "买方编号", "限额金额", "币种", "支付方式", "信用期限(天)", "生效日", "状态"],
        [["L1", "SCH-1", "B1", "150,000.00", "USD", "赊销", 60, datetime(2024, 1, 1), "有效"]],
    ),
    "出运明细": (
        ["发票号", "合同号", "买方编号", "保单号", "发票金额", "币种", "支付方式", "信用期限", "出运日期",
         "应付款日", "运输方式", "报关单号", "以本企业名义报关", "成交方式", "申报日期", "目的国"],
        [["INV-1", "C-1", "B1", "SCH-1", 120000, "美元", "OA", 60, "20240301", "2024.4.30", "海运",
          "531620240160000001", "是", "CIF", "2024-03-05", "德国"],
         ["INV-2", "C-1", "B1", "SCH-1", "USD 100,000.00", "美元", "OA", 60, "2024-03-10",
          "2024-05-09", "海运", "531620240160000002", "是", "CIF", "2024-03-12", "德国"]],
    ),
    "案件": (
        ["案件编号", "买方编号", "保单号", "致损原因", "知险日期", "报损日期", "索赔日期", "贸易真实",
         "存在贸易纠纷", "有担保", "已和解"],
        [["CASE-1", "B1", "SCH-1", "拖欠", "2024-06-05", "2024-06-06", "2024-07-01", "是", "否", "否", "否"]],
    ),
    "案件发票": (
        ["案件编号", "发票号", "货物状态"], [["CASE-1", "INV-1", "已提"], ["CASE-1", "INV-2", "已提"]],
    ),
}  # fmt: skip


def workbook(path, changes=()):
    """Write the sheets under a title row; ``changes`` are (sheet, row, column, value)."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, (header, rows) in SHEETS.items():
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, f"{name}（手工整理）")
            sheet.write_row(2, 0, header)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    for where, at, key, value in changes:
                        if (where, at, key) == (name, number, header[column]):
                            cell = value  # noqa: PLW2901
                    if isinstance(cell, datetime):
                        sheet.write_datetime(3 + number, column, cell, day)
                    else:
                        sheet.write(3 + number, column, cell)
    return path


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that runs a command and gives status, JSON and errors."""
    monkeypatch.setenv("XINBAO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def call(*words):
        status = main([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out.strip() else None, err

    return call


@pytest.fixture
def client(run, tmp_path):
    file = tmp_path / "c.xinbao"
    assert run("new", file)[0] == 0
    status, answer, err = run("import", file, workbook(tmp_path / "w.xlsx"))
    assert (status, answer["added"], err) == (0, 9, "")
    return file


def test_cover_names_the_shipment_over_its_limit(run, client):
    _, answer, _ = run("coverage", client, "--on", "2024-08-01")
    assert [(s["invoice"], s["worst"]) for s in answer["shipments"]] == [
        ("INV-1", "met"), ("INV-2", "reducing"),
    ]  # fmt: skip
    _, one, _ = run("coverage", client, "--invoice", "INV-2", "--on", "2024-08-01")
    bad = [f for f in one["findings"] if f["verdict"] == "not_met"]
    assert [f["rule"] for f in bad] == ["cover.exposure"]
    assert set(bad[0]) == {
        "rule", "subject", "verdict", "severity", "title", "because", "sources", "facts",
        "missing", "assumed", "advice",
    }  # fmt: skip


def test_exposure_shows_the_balance_over_time(run, client):
    _, answer, _ = run("exposure", client, "--on", "2024-08-01")
    [balance] = answer["balances"]
    assert (balance["policy"], balance["debtor"], balance["limit"]) == ("SCH-1", "B1", "150000")
    assert [p["balance"] for p in balance["points"]] == ["120000", "220000"]


def test_the_claim_has_its_route_and_its_loss(run, client):
    status, answer, _ = run("claim", client, "CASE-1", "--on", "2024-08-01")
    assert (status, answer["route"]) == (0, "green")
    loss = answer["loss"]
    assert (loss["base_capped"], loss["payout_capped"], loss["payable"]) == (
        "135000.00", "150000.00", "135000.00",
    )  # fmt: skip
    assert loss["invoices"][1]["within_limit"] == "30000.00"


def test_assessment_and_deadlines_answer_whatever_the_verdicts(run, client):
    status, answer, _ = run("assess", client, "--on", "2024-08-01")
    verdicts = {f["rule"]: f["verdict"] for f in answer["findings"]}
    assert status == 0
    assert verdicts["sz2023.m11.green_channel"] == "met"
    assert verdicts["sz2023.m12.fast_claim"] == "not_met"
    status, answer, _ = run("deadlines", client, "--on", "2024-08-01")
    assert status == 0
    assert {"what", "subject", "rule", "due", "last_workday", "state"} <= set(
        answer["deadlines"][0]
    )


def test_what_is_dated_later_is_set_aside_and_listed(run, client):
    _, answer, _ = run("coverage", client, "--on", "2024-03-05")
    assert [s["invoice"] for s in answer["shipments"]] == ["INV-1"]
    assert "shipment:INV-2" in answer["set_aside"]


def test_a_packet_with_open_errors_is_refused_and_named_and_a_draft_is_built(run, client, tmp_path):
    out = tmp_path / "p.pdf"
    status, answer, _ = run("packet", client, "CASE-1", out, "--on", "2024-08-01")
    assert (status, answer["packet"], out.exists()) == (1, None, False)
    assert {"V02", "C13", "C17"} <= {c["check"] for c in answer["open"]}
    status, answer, _ = run("packet", client, "CASE-1", out, "--draft", "--on", "2024-08-01")
    assert status == 1
    assert out.is_file()
    assert (tmp_path / "p.pdf.sha256").read_text().startswith(answer["sha256"])
    again = run("packet", client, "CASE-1", out, "--draft", "--on", "2024-08-01")
    assert again[0] == 2


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "words"),
    [
        ("出运明细", 1, "出运日期", "2024-13-01", ("出运明细", "row 5", "column I")),
        ("出运明细", 0, "支付方式", "现金", ("出运明细", "row 4", "column G")),
        ("限额", 0, "买方编号", "B9", ("限额", "row 4", "B9")),
        ("企业", 0, "统一社会信用代码", "91350100M000100Y44", ("企业", "row 4", "column B")),
    ],
)
def test_a_wrong_cell_refuses_the_import_by_sheet_row_and_column(
    run, tmp_path, sheet, row, column, value, words
):
    file = tmp_path / "c.xinbao"
    run("new", file)
    book = workbook(tmp_path / "w.xlsx", [(sheet, row, column, value)])
    status, answer, err = run("import", file, book)
    assert (status, answer["applied"]) == (3, False)
    assert all(word in err for word in words), err
    _, covered, _ = run("coverage", file)
    assert covered["shipments"] == []


def test_a_case_that_is_not_there_is_wrong_usage(run, client):
    status, _, err = run("claim", client, "CASE-9")
    assert status == 2
    assert "CASE-1" in err


def test_importing_twice_changes_nothing(run, client, tmp_path):
    status, answer, _ = run("import", client, tmp_path / "w.xlsx")
    assert (status, answer["added"], answer["changed"], answer["unchanged"]) == (0, 0, 0, 9)
