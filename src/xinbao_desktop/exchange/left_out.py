"""Rows of a table that are no records: totals, repeated headers, notes under the table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.exchange.grid import is_blank
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.exchange.grid import Cell
    from xinbao_desktop.exchange.header import Header

A_TOTAL = Text("合计行，未读取", "a total, not read")
A_HEADER = Text("重复的表头，未读取", "the header repeated, not read")
A_HINT = Text("填写提示，未读取", "a hint how to fill in, not read")
A_NOTE = Text("表下附注，未读取", "a note under the table, not read")

_TOTAL_WORDS = """
    合计 总计 小计 累计 共计 本页合计 本页小计 本月合计 本年累计 合计金额 总金额 总合计
    合计人民币 合计美元 合计Total 总计Total Total Totals Subtotal GrandTotal TotalAmount Sum
"""
_TOTALS = frozenset(folded(word) for word in _TOTAL_WORDS.split())
_HINT_WORDS = """
    必填 选填 必填项 选填项 非必填 可空 可不填 自动 required optional mandatory
    文本 文字 数字 金额 日期 字符 text number date string yyyymmdd 是否 下拉选择 请选择
"""
_HINTS = frozenset(folded(word) for word in _HINT_WORDS.split())
_NOTE = re.compile(
    r"\s*(?:注|备注|说明|制表|填表|审核|经办|复核|单位负责人|notes?|prepared by)[^:：]{0,4}[:：]",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"[a-z]{3}|人民币|美元|欧元|港币|元")


class LeftOut:
    """Says of the rows under one header which are no records."""

    def __init__(self, header: Header) -> None:
        self._titles = {folded(title) for title in header.titles.values()} | {
            folded(part) for title in header.titles.values() for part in title.split()
        }
        self._columns = len(header.columns)

    def reason(self, cells: Sequence[Cell]) -> Text | None:
        """Return why a row is no record, or None."""
        first = next(cell for cell in cells if not is_blank(cell))
        if not isinstance(first, str):
            return None
        words = folded(first)
        if words in _HINTS or words in self._titles:
            return self._hint_or_header(cells)
        if words in _TOTALS:
            rest = [cell for cell in cells if not is_blank(cell)][1:]
            return A_TOTAL if all(map(_is_numeric, rest)) else None
        if self._columns > 1 and _NOTE.match(first):
            alone = sum(not is_blank(cell) for cell in cells) == 1
            return A_NOTE if alone else None
        return None

    def _hint_or_header(self, cells: Sequence[Cell]) -> Text | None:
        filled = [cell for cell in cells if not is_blank(cell)]
        words = {folded(cell) if isinstance(cell, str) else "" for cell in filled}
        if len(filled) > 1 and words <= _HINTS:
            return A_HINT
        return A_HEADER if len(filled) * 2 > self._columns and words <= self._titles else None


def _is_numeric(cell: Cell) -> bool:
    """Whether a cell of a total row is a sum, or a word beside it."""
    if isinstance(cell, str):
        words = folded(cell)
        return words in _TOTALS or not words or _CURRENCY.sub("", words).isdigit()
    return True
