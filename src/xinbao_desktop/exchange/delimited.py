"""Read CSV files as Chinese offices make them into a grid.

The encoding is told by the byte order mark, else strict UTF-8, else GB18030; the delimiter by
what the first lines are made of. A text that looked like a formula was given one apostrophe by
the export, which is taken off; ``="…"``, which keeps digits from Excel, is opened.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.grid import Grid
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

_GUARDED = re.compile(r"'+[=+\-@]")
_KEPT_DIGITS = re.compile(r'="([^"]*)"')
_DELIMITERS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_CELL = 10_000_000


def read_grid(path: Path) -> Grid:
    """Return the one sheet of a CSV file; it has no name to be recognised by.

    Raises:
        BadInputError: It is no text in any of the encodings.
    """
    words = decoded(path.name, path.read_bytes())
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words))
    try:
        cells = [[_opened(cell) for cell in row] for row in rows]
    except csv.Error as error:
        raise BadInputError(
            Text(
                f"{path.name} 第 {rows.line_num} 行无法拆分成列（{error}）",
                f"{path.name}, line {rows.line_num}: cannot be split into columns ({error})",
            )
        ) from error
    return Grid(path.name, path.stem, cells, named=False)


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file: byte order mark, else strict UTF-8, else GB18030.

    Raises:
        BadInputError: It is none of them.
    """
    try:
        return data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        raise BadInputError(
            Text(
                f"{name} 不是 UTF-8 或 GBK 文本，请在 Excel 或 WPS 中另存为 xlsx",
                f"{name} is neither UTF-8 nor GBK text; save it as xlsx in Excel or WPS",
            )
        ) from error


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:4096]
    if start.count(0) > len(start) // 4:
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _delimiter(words: str) -> str:
    """Return the delimiter that most of the first lines hold most of, outside quotes."""
    lines = re.sub(r'"[^"]*"', "", words[:20_000]).splitlines()[:50]
    return max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines))


def _opened(cell: str) -> str:
    if cell[:1] == "'" and _GUARDED.match(cell):
        return cell[1:]
    if cell[:2] == '="' and (found := _KEPT_DIGITS.fullmatch(cell.strip())):
        return found[1]
    return cell
