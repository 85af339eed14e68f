"""The JSON of the export, in and out: the keys of the workbook, without its sheets.

Amounts, rates and ratios are text, so that no program reads them through a float; dates are ISO;
what is empty is left out; rows stand in the order of their numbers.
"""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.batch import Column
from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.domain.problems import Place, Problem, warning
from xinbao_desktop.domain.reading.outcome import shown
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.cells import in_order, json_value
from xinbao_desktop.exchange.delimited import decoded
from xinbao_desktop.exchange.grid import Grid
from xinbao_desktop.exchange.header import Header
from xinbao_desktop.exchange.kept import KEY, kept_json, read_kept_json
from xinbao_desktop.exchange.rows import UNKNOWN_COLUMN, SheetRows, read_rows
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.domain.keeping import Kept
    from xinbao_desktop.domain.schema import Record, RecordKind
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.progress import Progress

FORMAT = 1


def client_json(client: Client, kept: Sequence[Kept] = ()) -> dict[str, object]:
    """Return a client as the JSON of the export, with what is kept besides its records."""
    answer: dict[str, object] = {"format": FORMAT}
    for kind in KINDS:
        rows = [_row(kind, record) for record in in_order(client.records(kind))]
        if rows:
            answer[kind.name] = rows[0] if kind.name == "company" else rows
    if kept:
        answer[KEY] = kept_json(kept)
    return answer


def write_json(client: Client, path: Path, kept: Sequence[Kept] = ()) -> None:
    """Write a client as JSON, in UTF-8, to a path that is the caller's to replace."""
    words = json.dumps(client_json(client, kept), ensure_ascii=False, indent=1)
    path.write_text(words + "\n", encoding="utf-8", newline="\n")


def read_json(
    path: Path, vocabularies: Vocabularies, progress: Progress
) -> tuple[list[SheetRows], list[Kept], list[Problem]]:
    """Return what each list of a JSON file gave, what is kept, and what of it means nothing.

    Raises:
        BadInputError: It is no JSON, or not an object of lists.
    """
    content = _loaded(path)
    known = {kind.name for kind in KINDS} | {"format", KEY}
    problems = [
        warning(Text("不是已知的表，未读取", "this is no known list and was not read")).at(
            Place(path.name, shown(name))
        )
        for name in content
        if name not in known
    ]
    found = [
        _read_list(path.name, kind, content[kind.name], vocabularies, progress)
        for kind in KINDS
        if content.get(kind.name)
    ]
    kept, strange = read_kept_json(path.name, content.get(KEY, []))
    return found, kept, problems + strange


def _row(kind: RecordKind, record: Record) -> dict[str, object]:
    values = ((spec.key, json_value(spec, getattr(record, spec.key))) for spec in kind.keys)
    return {key: value for key, value in values if value not in (None, "", [])}


def _loaded(path: Path) -> dict[str, object]:
    try:
        content = json.loads(decoded(path.name, path.read_bytes()), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            Text(f"{path.name} 不是 JSON 文件（{error}）", f"{path.name} is no JSON ({error})")
        ) from error
    if not isinstance(content, dict):
        raise BadInputError(
            Text(
                f'{path.name} 应为 {{"company": …, "policies": […]}}',
                f'{path.name} must be {{"company": …, "policies": […]}}',
            )
        )
    return content


def _read_list(
    file: str, kind: RecordKind, value: object, vocabularies: Vocabularies, progress: Progress
) -> SheetRows:
    rows = [value] if isinstance(value, dict) else value
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadInputError(
            Text(
                f"{file}：“{kind.name}”应为一列对象",
                f"{file}: “{kind.name}” must be a list of objects",
            )
        )
    keys = [spec.key for spec in kind.keys]
    strange = sorted({key for row in rows for key in row} - set(keys))
    cells = [[row.get(key) for key in keys] for row in rows]
    titles = dict(enumerate(keys + strange))
    header = Header(kind.name, -1, 1, {k: i for i, k in enumerate(keys)}, (), titles, 0)
    found = read_rows(Grid(file, kind.name, cells, laid_out=False), header, vocabularies, progress)
    columns = {key: Column(key, key) for key in keys}
    return _renamed(found, columns, tuple(Column(shown(key), shown(key)) for key in strange))


def _renamed(
    found: SheetRows, columns: dict[str, Column], strange: tuple[Column, ...]
) -> SheetRows:
    """Name the columns of a list by their keys, where a spreadsheet has letters."""
    report = replace(found.report, columns=columns, unknown=strange, header_row=None)
    rows = tuple(replace(row, sheet=report) for row in found.rows)
    problems = [
        warning(UNKNOWN_COLUMN).at(Place(report.file, report.name, None, column.letter))
        for column in strange
    ]
    problems += [p.at(report.place(p.place.row, p.key)) for p in found.problems]
    return SheetRows(report, rows, tuple(problems))
