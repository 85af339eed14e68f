"""Where a value comes from: who entered it when, or which file, and the papers beside it.

Read from the history of the record and from what intake kept of the filed papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.rules.values import RecordField
    from xinbao_desktop.storage.values import HistoryEntry

IMPORT = "import "
"""How the reason of a change begins that an import made; the file's name follows."""
_TYPED = Text("{who} {day} 录入", "entered by {who} on {day}")
_IMPORTED = Text("{who} {day} 由 {file} 导入", "imported from {file} by {who} on {day}")
_AGREES = Text("与 {paper} 第 {page} 页一致", "{paper}, page {page}, agrees")
_DIFFERS = Text("{paper} 第 {page} 页写 {said}", "{paper}, page {page}, says {said}")
_SOMEBODY = Text("某人", "somebody")


class Provenance:
    """Tells of fields of records where their values come from; for one answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._histories: dict[tuple[str, tuple[str, ...]], Sequence[HistoryEntry]] = {}

    def tell(self, field: RecordField) -> Text | None:
        """Return who gave a value, when and by which file, and what papers say of it."""
        found = [*self._entered(field), *self._read(field)]
        return joined(found, "，", ", ") if found else None

    def _entered(self, field: RecordField) -> list[Text]:
        last: HistoryEntry | None = None
        for entry in self._history(field.kind, field.identity):
            if entry.field in ("", field.key) and entry.action != "renamed":
                last = entry
        if last is None:
            return []
        template = _IMPORTED if last.why.startswith(IMPORT) else _TYPED
        who = Text(last.who, last.who) if last.who else _SOMEBODY
        day = last.at.astimezone().date().isoformat()
        return [template.fill(who=who, day=day, file=last.why.removeprefix(IMPORT))]

    def _read(self, field: RecordField) -> list[Text]:
        if field.kind != "shipments":
            return []
        return [
            (_AGREES if reading.agrees else _DIFFERS).fill(
                paper=f"{reading.slot} {reading.path}",
                page=reading.page,
                said=" / ".join(reading.said),
            )
            for reading in self._desk.readings()
            if (reading.invoice, reading.key) == (field.identity[0], field.key)
        ]

    def _history(self, kind: str, identity: tuple[str, ...]) -> Sequence[HistoryEntry]:
        if (kind, identity) not in self._histories:
            with self._desk.file.read() as work:
                self._histories[kind, identity] = work.history(kind, identity)
        return self._histories[kind, identity]
