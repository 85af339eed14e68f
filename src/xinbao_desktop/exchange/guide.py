"""The sheet 说明 of the workbook: every key, what it holds and how it may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.numbering import required_identity
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.exchange.cells import code_word

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from xinbao_desktop.domain.schema import FieldSpec
    from xinbao_desktop.domain.vocabulary import Vocabularies

GUIDE_SHEET = "说明"
_HEADINGS = ("工作表 Sheet", "中文名", "字段 Key", "English", "类型", "填写方法 / How to fill in")
_WIDTHS = (22, 24, 28, 30, 10, 90)
_TYPES = {
    FieldType.TEXT: ("文字", "文字；编号按文本填写，不会丢失位数"),
    FieldType.LONG_TEXT: ("长文字", "文字，可分行"),
    FieldType.DATE: ("日期", "日期，例如 2024-03-05、2024/3/5、2024年3月5日、20240305"),
    FieldType.AMOUNT: ("金额", "数字，最多四位小数；可带千分位和货币符号"),
    FieldType.RATE: ("汇率", "1 单位外币折合的美元数，例如人民币 0.14"),
    FieldType.RATIO: ("比例", "0.9、90、90% 均可"),
    FieldType.INTEGER: ("整数", "整数"),
    FieldType.FLAG: ("是否", "是/否、Y/N、1/0；空白表示不清楚"),
    FieldType.CODE: ("选项", ""),
    FieldType.CODES: ("多选", "多个值用分号“;”隔开："),
    FieldType.TEXTS: ("多项", "多个值用分号“;”隔开"),
}
_MOST_WORDS = 14
_INTRODUCTION = (
    "信保案卷 · 数据模板说明 / Xinbao Desktop: how to fill in this workbook",
    "每张工作表第一行为表头；列的顺序不限，可以删除不用的列。空白单元格不会清除已有数据。",
    "The first row of each sheet is its header; columns may be left out or stand in any order.",
    "An empty cell never erases what is already recorded.",
)


def write_guide(book: Workbook, vocabularies: Vocabularies) -> None:
    """Write the sheet; the import leaves it alone."""
    sheet = book.add_worksheet(GUIDE_SHEET)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, wrapped)
    plain = book.add_format({})
    for row, line in enumerate(_INTRODUCTION):
        sheet.write_string(row, 0, line, bold if row == 0 else plain)
    top = len(_INTRODUCTION) + 1
    for column, heading in enumerate(_HEADINGS):
        sheet.write_string(top, column, heading, bold)
    lines = [(kind, spec) for kind in KINDS for spec in kind.keys]
    for row, (kind, spec) in enumerate(lines, start=top + 1):
        name = f"{kind.title.zh} {kind.name}"
        how = _how(kind, spec, vocabularies)
        cells = (name, spec.label.zh, spec.key, spec.label.en, _TYPES[spec.type][0], how)
        for column, words in enumerate(cells):
            sheet.write_string(row, column, words, wrapped)


def _how(kind: schema.RecordKind, spec: FieldSpec, vocabularies: Vocabularies) -> str:
    parts = []
    if spec.key in required_identity(kind):
        parts.append("必填")
    if (kind.name, spec.key) == ("receipts", "receipt_no"):
        parts.append("可空，由发票号、日期、金额自动编号")
    if spec.refers:
        parts.append(f"填“{schema.kind(spec.refers).title.zh}”表中的编号")
    parts.append(_TYPES[spec.type][1] + _words(spec, vocabularies))
    if spec.hint:
        parts.append(spec.hint.zh)
    return "；".join(part for part in parts if part)


def _words(spec: FieldSpec, vocabularies: Vocabularies) -> str:
    if spec.vocabulary is None:
        return ""
    values = vocabularies[spec.vocabulary].values
    shown = [_both(spec, value, vocabularies) for value in values[:_MOST_WORDS]]
    return "、".join(shown) + (" 等" if len(values) > _MOST_WORDS else "")


def _both(spec: FieldSpec, value: str, vocabularies: Vocabularies) -> str:
    word = code_word(spec, value, vocabularies)
    assert spec.vocabulary is not None
    label = vocabularies.label(spec.vocabulary, value).zh
    return f"{word} {label}" if word == value else f"{word} {value}"
