"""What can be changed in a client file: all inside one transaction, each change with history.

A record's row, its digest and the note of what changed are written together; deleting keeps
the whole record in the history, so that it can be brought back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import delete, select, update

from xinbao_desktop.errors import UsageError
from xinbao_desktop.storage import references
from xinbao_desktop.storage.codec import Row, codec, identity_key
from xinbao_desktop.storage.paper_writing import PaperWriting
from xinbao_desktop.storage.reading import CHUNK
from xinbao_desktop.storage.tables import history, record_table
from xinbao_desktop.storage.values import Counts
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xinbao_desktop.domain.schema import Record

Outcome = Literal["added", "changed", "unchanged"]

NOT_THERE = Text("没有编号为 {identity} 的{kind}。", "There is no {kind} {identity}.")
TAKEN = Text(
    "编号 {identity} 的{kind}已存在，请换一个编号。",
    "{kind} {identity} exists already; choose another number.",
)
NOT_DELETED = Text(
    "没有已删除的{kind} {identity} 可以恢复。",
    "There is no deleted {kind} {identity} to bring back.",
)

_SINGLE = "company"
_PREFIX = ("row_id", "identity", "digest", "folded")


class WriteWork(PaperWriting):
    """Reads and changes inside one transaction; valid inside ``with file.write()`` alone."""

    def put(self, record: Record) -> Outcome:
        """Add a record, or change the one with the same identity."""
        counts = self.put_many([record])
        return "added" if counts.added else "changed" if counts.changed else "unchanged"

    def put_many(self, records: Iterable[Record]) -> Counts:
        """Add or change many records at once; of two with one identity the last one counts."""
        by_kind: dict[str, dict[str, Row]] = {}
        for record in records:
            row = codec(record.kind_name).encode(record)
            if record.kind_name == _SINGLE:
                by_kind[_SINGLE] = {self._company_key(row): row}
            else:
                by_kind.setdefault(record.kind_name, {})[row.identity] = row
        parts = [self._put_rows(kind, rows) for kind, rows in by_kind.items()]
        return Counts(
            sum(part.added for part in parts),
            sum(part.changed for part in parts),
            sum(part.unchanged for part in parts),
        )

    def delete(self, kind: str, identity: Sequence[str]) -> None:
        """Delete a record; ``undelete`` brings it back."""
        key = identity_key(tuple(identity))
        old = self._stored(kind, [key]).get(key)
        if old is None:
            raise UsageError(self._about(NOT_THERE, kind, identity))
        table = record_table(kind)
        self._run(delete(table).where(table.c.row_id == old.row_id))
        self._remember(kind, [(key, "deleted", old.content)])

    def undelete(self, kind: str, identity: Sequence[str]) -> Record:
        """Bring back the record as it was when it was last deleted."""
        key = identity_key(tuple(identity))
        chosen = select(history.c.content).where(
            history.c.kind == kind, history.c.identity == key, history.c.action == "deleted"
        )
        found = self._scalar(chosen.order_by(history.c.history_id.desc()).limit(1))
        if found is None:
            raise UsageError(self._about(NOT_DELETED, kind, identity))
        if self.id_of(kind, identity) is not None:
            raise UsageError(self._about(TAKEN, kind, identity))
        record = codec(kind).from_content(json.loads(found))
        self._insert(kind, [codec(kind).encode(record)])
        self._remember(kind, [(key, "restored", {})])
        return record

    def rename(self, kind: str, old_identity: Sequence[str], new_record: Record) -> None:
        """Give a record a new identity (and any new values); all references follow."""
        old_key = identity_key(tuple(old_identity))
        row = codec(kind).encode(new_record)
        if row.identity == old_key:
            self.put(new_record)
            return
        if old_key not in self._stored(kind, [old_key]):
            raise UsageError(self._about(NOT_THERE, kind, old_identity))
        self._move(kind, old_key, row)
        moved = references.following(self, kind, tuple(old_identity), new_record.identity)
        for other, key, changed in moved:
            new_row = codec(other).encode(changed)
            if new_row.identity == key:
                self._put_rows(other, {key: new_row})
            else:
                self._move(other, key, new_row)
        if kind == "cases":
            self._rename_packets(old_identity[0], new_record.identity[0])

    def _put_rows(self, kind: str, rows: Mapping[str, Row]) -> Counts:
        stored = self._digests(kind, rows)
        new = [row for key, row in rows.items() if key not in stored]
        changed = {k: r for k, r in rows.items() if k in stored and stored[k] != r.digest}
        notes: list[tuple[str, str, Mapping[str, object]]] = [
            (row.identity, "added", {}) for row in new
        ]
        for key, old in self._stored(kind, list(changed)).items():
            row = changed[key]
            self._overwrite(kind, old.row_id, row)
            if row.identity != key:
                notes.append((key, "renamed", {"identity": row.identity}))
            notes.append((row.identity, "changed", _differences(old.content, row.content)))
        self._insert(kind, new)
        self._remember(kind, notes)
        return Counts(len(new), len(changed), len(rows) - len(new) - len(changed))

    def _move(self, kind: str, old_key: str, row: Row) -> None:
        table = record_table(kind)
        if self._scalar(select(table.c.row_id).where(table.c.identity == row.identity)):
            raise UsageError(self._about(TAKEN, kind, tuple(row.identity.split("\x1f"))))
        self._put_rows(kind, {old_key: row})

    def _company_key(self, row: Row) -> str:
        """Return the identity of the one company there is, or of this one if there is none."""
        table = record_table(_SINGLE)
        found: str | None = self._scalar(select(table.c.identity).limit(1))
        return row.identity if found is None else found

    def _digests(self, kind: str, rows: Mapping[str, Row]) -> dict[str, str]:
        table = record_table(kind)
        chosen = select(table.c.identity, table.c.digest)
        if len(rows) <= CHUNK:
            chosen = chosen.where(table.c.identity.in_(list(rows)))
        return dict(tuple(row) for row in self._all(chosen))

    def _stored(self, kind: str, keys: Sequence[str]) -> dict[str, _Stored]:
        table, made = record_table(kind), codec(kind)
        found = {}
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            for row_id, record in self._numbered(kind, table.c.identity.in_(chunk)):
                row = made.encode(record)
                found[row.identity] = _Stored(row_id, row.content)
        return found

    def _insert(self, kind: str, rows: Sequence[Row]) -> None:
        if rows:
            names = ("identity", "digest", "folded", *codec(kind).columns)
            values = [(r.identity, r.digest, r.folded, *r.values) for r in rows]
            self._many(record_table(kind), names, values)

    def _overwrite(self, kind: str, row_id: int, row: Row) -> None:
        table = record_table(kind)
        values = dict(zip(codec(kind).columns, row.values, strict=True))
        values |= {"identity": row.identity, "digest": row.digest, "folded": row.folded}
        self._run(update(table).where(table.c.row_id == row_id).values(values))

    def _about(self, text: Text, kind: str, identity: Sequence[str]) -> Text:
        return text.fill(kind=codec(kind).kind.title, identity=" | ".join(identity))


@dataclass(frozen=True, slots=True)
class _Stored:
    row_id: int
    content: Mapping[str, object]


def _differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    keys: Iterator[str] = (key for key in {**before, **after})
    return {k: (before.get(k), after.get(k)) for k in keys if before.get(k) != after.get(k)}
