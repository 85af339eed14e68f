"""What is kept besides records, in a workbook's sheet 随附 and under a key of the JSON.

One row a piece; what is longer than a cell goes on in the next row of the same piece.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.keeping import Kept, KeptKind
from xinbao_desktop.domain.problems import Place, Problem, warning
from xinbao_desktop.domain.reading.outcome import shown
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.workbook import Workbook

    from xinbao_desktop.exchange.grid import Grid

SHEET = "随附 keeping"
KEY = "keeping"
_HEADINGS = ("种类 what", "所属 of", "序号 no", "内容 value")
_CELL = 30_000
_KINDS = {kind.value: kind for kind in KeptKind}

STRANGE = Text("随附内容看不懂，未读取", "this is not understood and was not taken")


def kept_json(kept: Iterable[Kept]) -> list[dict[str, object]]:
    """Return the list that stands under ``KEY`` in the JSON of the export."""
    return [{"what": k.kind.value, "of": k.of, "value": dict(k.value)} for k in kept]


def read_kept_json(file: str, found: object) -> tuple[list[Kept], list[Problem]]:
    """Return what that list holds, and a remark for each entry that means nothing."""
    kept, problems = [], []
    for row, entry in enumerate(found if isinstance(found, list) else [found], start=1):
        one = _kept(entry) if isinstance(entry, dict) else None
        if one is None:
            problems.append(warning(STRANGE).at(Place(file, KEY, row)))
        else:
            kept.append(one)
    return kept, problems


def write_kept(book: Workbook, kept: Sequence[Kept]) -> None:
    """Write the sheet, if there is anything to write."""
    if not kept:
        return
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 1, 18)
    sheet.set_column(3, 3, 90)
    sheet.write_row(0, 0, _HEADINGS, book.add_format({"bold": True}))
    row = 1
    for number, one in enumerate(kept, start=1):
        words = json.dumps(dict(one.value), ensure_ascii=False, sort_keys=True)
        for start in range(0, len(words), _CELL):
            sheet.write_string(row, 0, one.kind.value)
            sheet.write_string(row, 1, one.of)
            sheet.write_number(row, 2, number)
            sheet.write_string(row, 3, words[start : start + _CELL])
            row += 1


def read_kept_sheet(grid: Grid) -> tuple[list[Kept], list[Problem]]:
    """Return what the sheet holds, and a remark for each piece that means nothing."""
    pieces: dict[object, list[Any]] = {}
    rows: dict[object, int] = {}
    for at, cells in enumerate(grid.rows[1:], start=2):
        what, of, number, words = (*cells, "", "", "", "")[:4]
        rows.setdefault(number, at)
        piece = pieces.setdefault(number, [str(what), str(of), ""])
        piece[2] += str(words)
    kept, problems = [], []
    for number, (what, of, words) in pieces.items():
        try:
            one = _kept({"what": what, "of": of, "value": json.loads(words)})
        except (ValueError, RecursionError):
            one = None
        if one is None:
            problems.append(warning(STRANGE).at(Place(grid.file, shown(grid.name), rows[number])))
        else:
            kept.append(one)
    return kept, problems


def _kept(entry: dict[str, Any]) -> Kept | None:
    kind, of, value = _KINDS.get(str(entry.get("what"))), entry.get("of"), entry.get("value")
    if kind is None or not isinstance(of, str) or not isinstance(value, dict):
        return None
    return Kept(kind, of, value)
