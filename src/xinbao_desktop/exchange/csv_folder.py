"""Write a client as a folder of CSV files, one a kind of record that has rows.

UTF-8 with a byte order mark, so that Excel in China shows it rightly. A text that a spreadsheet
would take for a formula gets one apostrophe in front, which import takes off; numbers never do.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.domain.schema import FieldSpec, FieldType
from xinbao_desktop.exchange.cells import in_order, words
from xinbao_desktop.exchange.heading import heading_of

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.domain.schema import RecordKind
    from xinbao_desktop.domain.vocabulary import Vocabularies

_NUMBERS = frozenset(
    {FieldType.AMOUNT, FieldType.RATE, FieldType.RATIO, FieldType.INTEGER, FieldType.DATE}
)
_FORMULA = re.compile(r"'*[=+\-@]")
"""Also a text that begins with apostrophes before such a sign: import takes one off again."""


def write_csv_folder(client: Client, vocabularies: Vocabularies, folder: Path) -> tuple[Path, ...]:
    """Write ``shipments.csv`` and so on into a folder that exists; return what was written."""
    written = []
    for kind in KINDS:
        if client.records(kind):
            path = folder / f"{kind.name}.csv"
            _write(path, kind, client, vocabularies)
            written.append(path)
    return tuple(written)


def guarded(spec: FieldSpec, cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    if spec.type in _NUMBERS or not _FORMULA.match(cell):
        return cell
    return "'" + cell


def _write(path: Path, kind: RecordKind, client: Client, vocabularies: Vocabularies) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(heading_of(spec) for spec in kind.keys)
        for record in in_order(client.records(kind)):
            lines.writerow(
                guarded(spec, words(spec, getattr(record, spec.key), vocabularies))
                for spec in kind.keys
            )
