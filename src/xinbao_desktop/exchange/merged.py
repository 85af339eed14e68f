"""Merged cells in the rows of a table: what is written once and meant for each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.problems import Problem, warning
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.exchange.grid import is_blank
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.batch import SheetReport
    from xinbao_desktop.exchange.grid import Block, Grid
    from xinbao_desktop.exchange.header import Header


def fill_merged(grid: Grid, header: Header, report: SheetReport) -> Iterator[Problem]:
    """Write what cells merged over several rows hold into each of these rows.

    An amount is left in the first row only, with a warning: repeating it would multiply it.
    """
    kind = schema.kind(header.kind)
    keys = {index: key for key, index in header.columns.items()}
    first_row = header.top + header.height
    for block in grid.merged:
        key = keys.get(block.left)
        if key is None or block.bottom <= block.top or block.top < first_row:
            continue
        if kind.field(key).type is FieldType.AMOUNT:
            if not is_blank(_cell(grid, block.top, block.left)):
                yield _once(block).at(report.place(block.top + 1, key))
        else:
            _repeat(grid, block)


def _cell(grid: Grid, row: int, column: int) -> object:
    cells = grid.rows[row] if row < len(grid.rows) else []
    return cells[column] if column < len(cells) else ""


def _repeat(grid: Grid, block: Block) -> None:
    value = _cell(grid, block.top, block.left)
    for row in range(block.top + 1, min(block.bottom + 1, len(grid.rows))):
        cells = grid.rows[row]
        if block.left < len(cells) and any(not is_blank(cell) for cell in cells):
            cells[block.left] = value


def _once(block: Block) -> Problem:
    rows = f"{block.top + 1}–{block.bottom + 1}"
    return warning(
        Text(
            f"金额合并在第 {rows} 行，只记入第一行，请分行填写",
            f"one amount is merged over rows {rows}; it was read for the first row only",
        )
    )
