"""What can be changed of papers and packets, and the note that every change leaves."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from xinbao_desktop.errors import UsageError
from xinbao_desktop.storage import contents, failures
from xinbao_desktop.storage.codec import as_json, digest_of
from xinbao_desktop.storage.reading import ReadWork
from xinbao_desktop.storage.rows import digested, packet_values
from xinbao_desktop.storage.tables import evidence, history, packets, settings
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Table

    from xinbao_desktop.storage.values import PacketRecord

NO_PAPER = Text(
    "客户文件中没有指纹为 {sha256}… 的单证。", "The client file holds no paper {sha256}…."
)


@dataclass(frozen=True, slots=True)
class Note:
    """Who changes something, when and why; written beside each change."""

    at: datetime
    who: str
    why: str


class PaperWriting(ReadWork):
    """Changes papers, packets and settings, and writes the history."""

    def __init__(self, connection: Connection, path: Path, note: Note) -> None:
        super().__init__(connection, path)
        self._note = note

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

    def _run(self, statement: Any) -> None:
        with failures.database_errors(self._path):
            self._connection.execute(statement)
