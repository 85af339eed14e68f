"""Tell what kind of file a client brought, by its content, and open it as grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.vocabulary import folded
from xinbao_desktop.errors import BadInputError, unreadable
from xinbao_desktop.exchange import delimited, spreadsheet, web_table
from xinbao_desktop.exchange.grid import is_blank
from xinbao_desktop.exchange.guide import GUIDE_SHEET
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xinbao_desktop.exchange.grid import Grid

_BLANK = b"\xef\xbb\xbf \t\r\n"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_IGNORED = frozenset(folded(name) for name in (GUIDE_SHEET, "说明 guide", "guide", "readme"))


def beginning(path: Path) -> bytes:
    """Return the first bytes of a file, without blanks in front.

    Raises:
        BadInputError: It is not there.
        DiskError: It cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(512).lstrip(_BLANK)
    except OSError as error:
        raise unreadable(path, error) from error


def is_json(path: Path) -> bool:
    """Whether a file is JSON, as far as its beginning tells."""
    return not path.is_dir() and beginning(path).startswith((b"{", b"["))


def open_grids(path: Path) -> Iterator[Grid]:
    """Yield every sheet that holds anything; the sheet that explains the keys is left out.

    A folder is its one workbook (as the export leaves it), else its CSV files.

    Raises:
        BadInputError: It is no spreadsheet, damaged, too large or asks for a password.
        DiskError: It cannot be opened.
    """
    try:
        for grid in _grids(path):
            blank = all(is_blank(cell) for row in grid.rows for cell in row)
            if not blank and folded(grid.name) not in _IGNORED:
                yield grid
    except OSError as error:
        raise unreadable(path, error) from error


def _grids(path: Path) -> Iterator[Grid]:
    if path.is_dir():
        yield from _folder(path)
        return
    start = beginning(path)
    if start.startswith((_ZIP, _OLE)):
        yield from spreadsheet.read_grids(path)
    elif web_table.looks_like_one(start):
        yield from web_table.read_grids(path)
    elif start.startswith(b"<?xml"):
        raise _another_format(path)
    else:
        yield delimited.read_grid(path)


def _folder(folder: Path) -> Iterator[Grid]:
    books = sorted(folder.glob("*.xlsx"))
    files = books if len(books) == 1 else sorted(folder.glob("*.csv"))
    for file in files:
        yield from _grids(file)


def _another_format(path: Path) -> BadInputError:
    return BadInputError(
        Text(
            f"{path.name} 是旧式 XML 表格，请在 Excel 或 WPS 中打开并另存为 xlsx",
            f"{path.name} is a spreadsheet in old XML; open it in Excel or WPS, save it as xlsx",
        )
    )
