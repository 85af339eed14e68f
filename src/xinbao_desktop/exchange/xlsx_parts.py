"""What an xlsx file holds that its cells do not tell: errors, formulas never computed, its extent.

The library that reads the cells gives an error and a formula without a result as an empty cell,
which would lose them silently; and it makes room for the whole rectangle of a sheet, which one
stray cell far outside could make larger than the memory.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.grid import Broken, column_index
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOST_BYTES = 2 << 30
MOST_CELLS = 60_000_000
_CHUNK = 4 << 20

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^>/]*>')
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>.*?<v>([^<]*)</v>', re.DOTALL)
_NOT_COMPUTED = re.compile(
    rb"<c\b([^>/]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')


@dataclass(slots=True)
class SheetParts:
    """What one sheet's XML tells: the widest column, the last row, and the broken cells."""

    width: int = 0
    height: int = 0
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)


def inspect(path: Path) -> Mapping[str, SheetParts]:
    """Return what each sheet holds, by its name; empty where the file is no xlsx.

    Raises:
        BadInputError: Unpacked it would be too large to open.
    """
    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
            raise _too_large(path.name)
        found = {}
        for name, part in _sheet_files(parts):
            with parts.open(part) as xml:
                found[name] = _scan(xml)
            if found[name].width * found[name].height > MOST_CELLS:
                raise _stray_cell(path.name, name)
    return found


def _sheet_files(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(parts.namelist())
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, relations} <= names:
        return
    targets = {
        found.get(b"Id"): found.get(b"Target", b"").decode()
        for found in map(_attributes, _RELATION.findall(parts.read(relations)))
    }
    for found in map(_attributes, _SHEET.findall(parts.read(book))):
        target = targets.get(found.get(b"r:id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            yield _unescaped(found.get(b"name", b"").decode()), part


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _unescaped(words: str) -> str:
    from xml.sax.saxutils import unescape

    return unescape(words, {"&quot;": '"', "&apos;": "'"})


def _scan(xml: IO[bytes]) -> SheetParts:
    parts = SheetParts()
    rest = b""
    while chunk := xml.read(_CHUNK):
        data = rest + chunk
        cut = data.rfind(b"<row")
        cut = cut if cut > 0 else len(data)
        _scan_rows(data[:cut], parts)
        rest = data[cut:]
    _scan_rows(rest, parts)
    return parts


def _scan_rows(data: bytes, parts: SheetParts) -> None:
    letters = set(_FILLED.findall(data))
    parts.width = max([parts.width, *(column_index(letter.decode()) + 1 for letter in letters)])
    if letters:
        parts.height = max([parts.height, *(int(row) for row in _ROW.findall(data))])
    if b't="e"' in data:
        for attributes, code in _ERROR.findall(data):
            shown = code.decode(errors="replace")
            _note(parts, attributes, Text(f"公式出错（{shown}）", f"its formula gives {shown}"))
    if b"<f" in data:
        for attributes in _NOT_COMPUTED.findall(data):
            if b't="str"' not in attributes:
                _note(
                    parts,
                    attributes,
                    Text(
                        "公式尚未计算，请在 Excel 或 WPS 中打开并保存一次",
                        "its formula was never computed; open and save the file in Excel or WPS",
                    ),
                )


def _note(parts: SheetParts, attributes: bytes, text: Text) -> None:
    if found := _REFERENCE.search(attributes):
        row, column = int(found[2]) - 1, column_index(found[1].decode())
        parts.broken[row, column] = Broken(text)


def _too_large(name: str) -> BadInputError:
    return BadInputError(
        Text(
            f"{name} 解压后超过 2 GB，无法打开", f"{name} is larger than 2 GB unpacked; not opened"
        )
    )


def _stray_cell(name: str, sheet: str) -> BadInputError:
    return BadInputError(
        Text(
            f"{name} 的工作表“{sheet}”在很远处还有单元格，请删除数据以外的行和列后再导入",
            f"sheet “{sheet}” of {name} has cells far outside its table; "
            "delete the rows and columns beyond the data",
        )
    )
