"""What can be changed in a client file: all inside one transaction, each change with history.

A record's row, its digest and the note of what changed are written together; deleting keeps
the whole record in the history, so that it can be brought back.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import delete, insert, select, update

from xinbao_desktop.errors import UsageError
from xinbao_desktop.storage import contents, failures, references
from xinbao_desktop.storage.codec import Row, as_json, codec, digest_of, identity_key
from xinbao_desktop.storage.reading import CHUNK, ReadWork
from xinbao_desktop.storage.rows import digested, packet_values
from xinbao_desktop.storage.tables import evidence, history, packets, record_table, settings
from xinbao_desktop.storage.values import Counts
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Select, Table

    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.storage.values import PacketRecord

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
NO_PAPER = Text(
    "客户文件中没有指纹为 {sha256}… 的单证。", "The client file holds no paper {sha256}…."
)

_SINGLE = "company"
_PREFIX = ("row_id", "identity", "digest", "folded")


@dataclass(frozen=True, slots=True)
class Note:
    """Who changes something, when and why; written beside each change."""

    at: datetime
    who: str
    why: str


class WriteWork(ReadWork):
    """Reads and changes inside one transaction; valid inside ``with file.write()`` alone."""

    def __init__(self, connection: Connection, path: Path, note: Note) -> None:
        super().__init__(connection, path)
        self._note = note

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

    def add_evidence(self, source: Path, *, media_type: str, name: str) -> str:
        """Take a paper in, as it is; returns its SHA-256. One taken out comes back into sight."""
        with failures.database_errors(self._path):
            sha256 = contents.store(self._connection, source)
        known = self.evidence(sha256)
        if known is None:
            values = {
                "sha256": sha256,
                "name": name,
                "media_type": media_type,
                "added_at": self._note.at.isoformat(),
                "added_by": self._note.who,
                "client_id": self.client_id,
                "removed_at": None,
                "prepared_sha256": None,
                "report": None,
            }
            self._run(insert(evidence).values(digested(evidence, values)))
            self._remember("evidence", [(sha256, "added", {})])
        elif known.removed_at is not None:
            self.restore_evidence(sha256)
        return sha256

    def attach_prepared(self, sha256: str, pdf: Path, report_json: str) -> str:
        """Keep a paper's A4 copy and what was found out about it; returns the copy's SHA-256."""
        with failures.database_errors(self._path):
            prepared = contents.store(self._connection, pdf)
        self._change_paper(sha256, {"prepared_sha256": prepared, "report": report_json})
        return prepared

    def remove_evidence(self, sha256: str) -> None:
        """Take a paper out of sight; its content stays and ``restore_evidence`` undoes this."""
        self._change_paper(sha256, {"removed_at": self._note.at.isoformat()})
        self._remember("evidence", [(sha256, "removed", {})])

    def restore_evidence(self, sha256: str) -> None:
        """Bring a paper back into sight."""
        self._change_paper(sha256, {"removed_at": None})
        self._remember("evidence", [(sha256, "restored", {})])

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a setting in the file; None takes it away."""
        self._run(delete(settings).where(settings.c.key == key))
        if value is not None:
            values = digested(settings, {"key": key, "value": value})
            self._run(insert(settings).values(values))

    def add_packet(self, packet: PacketRecord, pdf: Path | None = None) -> None:
        """Note a packet that was built; with ``pdf`` its bytes are kept too."""
        if pdf is not None:
            with failures.database_errors(self._path):
                sha256 = contents.store(self._connection, pdf)
            packet = dataclasses.replace(packet, sha256=sha256, stored=True)
        self._run(insert(packets).values(digested(packets, packet_values(packet))))

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

    def _remember(self, kind: str, notes: Iterable[tuple[str, str, Mapping[str, object]]]) -> None:
        at, who, why = self._note.at.isoformat(), self._note.who, self._note.why
        rows: list[tuple[object, ...]] = []
        for identity, action, content in notes:
            values = {
                "at": at,
                "who": who,
                "why": why,
                "kind": kind,
                "identity": identity,
                "action": action,
                "content": as_json(content),
            }
            rows.append((*values.values(), digest_of("history", values)))
        if rows:
            names = ("at", "who", "why", "kind", "identity", "action", "content", "digest")
            self._many(history, names, rows)

    def _many(self, table: Table, names: Sequence[str], rows: list[tuple[object, ...]]) -> None:
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" for _ in names)
        statement = f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})'  # noqa: S608
        with failures.database_errors(self._path):
            self._connection.exec_driver_sql(statement, rows)

    def _change_paper(self, sha256: str, changes: Mapping[str, str | None]) -> None:
        row = self._mapping(select(evidence).where(evidence.c.sha256 == sha256))
        if not row:
            raise UsageError(NO_PAPER.fill(sha256=sha256[:16]))
        values = digested(evidence, {**row, **changes})
        self._run(update(evidence).where(evidence.c.sha256 == sha256).values(values))

    def _rename_packets(self, old: str, new: str) -> None:
        same_case = packets.c.case_no == old
        for packet_id in self._all(select(packets.c.packet_id).where(same_case)):
            chosen = packets.c.packet_id == packet_id[0]
            values = {**self._mapping(select(packets).where(chosen)), "case_no": new}
            self._run(update(packets).where(chosen).values(digested(packets, values)))

    def _about(self, text: Text, kind: str, identity: Sequence[str]) -> Text:
        return text.fill(kind=codec(kind).kind.title, identity=" | ".join(identity))

    def _mapping(self, chosen: Select[Any]) -> dict[str, Any]:
        with failures.database_errors(self._path):
            row = self._connection.execute(chosen).mappings().first()
        return dict(row) if row else {}

    def _run(self, statement: Any) -> None:
        with failures.database_errors(self._path):
            self._connection.execute(statement)


@dataclass(frozen=True, slots=True)
class _Stored:
    row_id: int
    content: Mapping[str, object]


def _differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    keys: Iterator[str] = (key for key in {**before, **after})
    return {k: (before.get(k), after.get(k)) for k in keys if before.get(k) != after.get(k)}
