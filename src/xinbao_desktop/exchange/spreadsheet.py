"""Read xlsx, xls and ods files into grids.

Values only: of a formula its last result. The file's own claim about its size (which WPS writes
wrongly) is not trusted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.grid import Block, Grid
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook


def read_grids(path: Path) -> Iterator[Grid]:
    """Yield the visible sheets of a spreadsheet, one after the other.

    Raises:
        BadInputError: It asks for a password, or is damaged.
    """
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum

    try:
        with _opened(path) as book:
            for meta in book.sheets_metadata:
                worksheet = meta.typ == SheetTypeEnum.WorkSheet
                if worksheet and meta.visible == SheetVisibleEnum.Visible:
                    yield _grid(path.name, book.get_sheet_by_name(meta.name))
    except CalamineError as error:
        raise _damaged(path, error) from error


def _opened(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise BadInputError(
            Text(
                f"{path.name} 有打开密码，请在 Excel 或 WPS 中取消密码后另存",
                f"{path.name} asks for a password; save it without one in Excel or WPS",
            )
        ) from error


def _grid(file: str, sheet: CalamineSheet) -> Grid:
    left = sheet.start[1] if sheet.start else 0
    merged = tuple(
        Block(top, first - left, bottom, last - left)
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
    )
    return Grid(file, sheet.name, list(sheet.iter_rows()), left, merged)


def _damaged(path: Path, error: Exception) -> BadInputError:
    return BadInputError(
        Text(
            f"{path.name} 已损坏或不是电子表格（{error}），请在 Excel 或 WPS 中打开并另存为 xlsx",
            f"{path.name} is damaged or no spreadsheet ({error}); "
            "open it in Excel or WPS and save it as xlsx",
        )
    )
