"""What can be read of papers (单证) and packets: information, contents, orphans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from xinbao_desktop.storage import contents, failures
from xinbao_desktop.storage.rows import evidence_info, packet_record
from xinbao_desktop.storage.tables import blobs, evidence, packets, record_table
from xinbao_desktop.storage.work import Work

if TYPE_CHECKING:
    import io
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Select

    from xinbao_desktop.storage.values import EvidenceInfo, PacketRecord


class PaperReading(Work):
    """Reads papers and packets."""

    def evidence(self, sha256: str) -> EvidenceInfo | None:
        """Return what is known of a paper, also of one taken out of sight; None if unknown."""
        rows = self._all(_papers().where(evidence.c.sha256 == sha256))
        return evidence_info(rows[0]) if rows else None

    def evidence_list(self, *, removed: bool = False) -> Sequence[EvidenceInfo]:
        """Return all papers in the order they came; ``removed`` those taken out of sight."""
        gone = evidence.c.removed_at
        chosen = _papers().where(gone.is_not(None) if removed else gone.is_(None))
        return [evidence_info(row) for row in self._all(chosen.order_by(evidence.c.evidence_id))]

    def orphans(self) -> Sequence[EvidenceInfo]:
        """Return the papers in sight that no document is filed with."""
        documents = record_table("documents")
        filed = exists().where(documents.c.sha256 == evidence.c.sha256)
        chosen = _papers().where(evidence.c.removed_at.is_(None), ~filed)
        return [evidence_info(row) for row in self._all(chosen.order_by(evidence.c.evidence_id))]

    def export_evidence(self, sha256: str, target: Path) -> None:
        """Write an original, a prepared copy or a packet by its SHA-256 into a new file."""
        with failures.database_errors(self._path):
            contents.export(self._connection, sha256, target)

    def open_evidence(self, sha256: str) -> io.BufferedReader:
        """Return a content as a stream; it ends with this work."""
        with failures.database_errors(self._path):
            return contents.open_content(self._connection, sha256)

    def packets(self, case_no: str) -> Sequence[PacketRecord]:
        """Return the packets built for a case, oldest first."""
        chosen = select(packets).where(packets.c.case_no == case_no)
        return [packet_record(row) for row in self._all(chosen.order_by(packets.c.packet_id))]


def _papers() -> Select[Any]:
    joined = evidence.join(blobs, blobs.c.sha256 == evidence.c.sha256)
    return select(evidence, blobs.c.size).select_from(joined)
