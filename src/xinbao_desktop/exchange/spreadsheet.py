"""Read xlsx, xls and ods files into grids.

Values only: of a formula its last result. The file's own claim about its size (which WPS writes
wrongly) is not trusted.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.grid import Block, Grid
from xinbao_desktop.exchange.xlsx_parts import inspect
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet

    from xinbao_desktop.exchange.xlsx_parts import SheetParts

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, LookupError)
"""What reading the parts of a damaged file can end with."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name under which an xlsx with a password lies in its OLE file, and where to look for it."""
_DIRECTORY = 1 << 20

_PANIC = "PanicException"
"""What the reading library raises on a fault of its own; no ``Exception``, so told by its name."""


def read_grids(path: Path) -> Iterator[Grid]:
    """Yield the visible sheets of a spreadsheet, one after the other.

    Raises:
        BadInputError: It asks for a password, is damaged, or is too large.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    content = path.read_bytes()
    if _ENCRYPTED in content[:_DIRECTORY] or _ENCRYPTED in content[-_DIRECTORY:]:
        raise _has_password(path)
    try:
        parts = inspect(path) if zipfile.is_zipfile(path) else {}
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for meta in book.sheets_metadata:
                worksheet = meta.typ == SheetTypeEnum.WorkSheet
                if worksheet and meta.visible == SheetVisibleEnum.Visible:
                    sheet = book.get_sheet_by_name(meta.name)
                    yield _grid(path.name, sheet, parts.get(meta.name))
    except PasswordError as error:
        raise _has_password(path) from error
    except (CalamineError, *_DAMAGED) as error:
        raise _damaged(path, error) from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise _damaged(path, error) from error
        raise


def _has_password(path: Path) -> BadInputError:
    return BadInputError(
        Text(
            f"{path.name} 有打开密码，请在 Excel 或 WPS 中取消密码后另存",
            f"{path.name} asks for a password; save it without one in Excel or WPS",
        )
    )


def _grid(file: str, sheet: CalamineSheet, parts: SheetParts | None) -> Grid:
    left = sheet.start[1] if sheet.start else 0
    rows: list[list[Any]] = list(sheet.iter_rows())
    merged = tuple(
        Block(top, first - left, bottom, last - left)
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
    )
    for (row, column), broken in (parts.broken if parts else {}).items():
        if row < len(rows) and column >= left:
            cells = rows[row]
            cells.extend([""] * (column - left + 1 - len(cells)))
            cells[column - left] = broken
    return Grid(file, sheet.name, rows, left, merged)


def _damaged(path: Path, error: BaseException) -> BadInputError:
    return BadInputError(
        Text(
            f"{path.name} 已损坏或不是电子表格（{error}），请在 Excel 或 WPS 中打开并另存为 xlsx",
            f"{path.name} is damaged or no spreadsheet ({error}); "
            "open it in Excel or WPS and save it as xlsx",
        )
    )
