"""The sheet 说明 of the workbook: every key, what it holds and how it may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.numbering import required_identity
from xinbao_desktop.domain.reading import is_number
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.exchange.cells import code_word

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from xinbao_desktop.domain.schema import FieldSpec
    from xinbao_desktop.domain.vocabulary import Vocabularies

GUIDE_SHEET = "说明"
_HEADINGS = (
    "工作表 Sheet",
    "中文名",
    "字段 Key",
    "English",
    "类型 Type",
    "填写方法 / How to fill in",
)
_WIDTHS = (24, 24, 28, 30, 14, 90)
_TYPES = {
    FieldType.TEXT: ("文字 text", "文字 / text"),
    FieldType.LONG_TEXT: ("长文字 text", "文字，可分行 / text, of several lines too"),
    FieldType.DATE: (
        "日期 date",
        "日期，也可写作 2024-03-05、2024/3/5、2024年3月5日、20240305 / a date, also as text",
    ),
    FieldType.AMOUNT: (
        "金额 amount",
        "数字，最多四位小数，可带千分位和货币符号 / a number with at most four decimals",
    ),
    FieldType.RATE: ("汇率 rate", "1 单位货币折合的美元数，人民币约 0.14 / the USD for one unit"),
    FieldType.RATIO: ("比例 ratio", "0.9、90、90% 相同 / 0.9, 90 and 90% are the same"),
    FieldType.INTEGER: ("整数 number", "整数 / a whole number"),
    FieldType.FLAG: ("是否 yes/no", "是/否；空白表示不清楚 / 是 or 否; empty is not known"),
    FieldType.CODE: ("选项 one of", ""),
    FieldType.CODES: ("多选 some of", "用分号“;”隔开 / separated by “;”: "),
    FieldType.TEXTS: ("多项 texts", "用分号“;”隔开 / separated by “;”"),
}
_NUMBER = "编号，按文本保存，不会丢失位数 / a number, kept as text with all its digits"
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
        parts.append("必填 / required")
    if (kind.name, spec.key) == ("receipts", "receipt_no"):
        parts.append("可空，按发票、日期、金额编号 / made from invoice, day, amount when empty")
    if spec.refers:
        sheet = schema.kind(spec.refers)
        parts.append(f"“{sheet.title.zh}”表中的编号 / a number of the sheet {sheet.name}")
    elif is_number(spec):
        parts.append(_NUMBER)
    else:
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
