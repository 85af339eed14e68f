"""Import a client's spreadsheet: look first, then take it, nothing by halves (J2)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.app.provenance import IMPORT
from xinbao_desktop.domain.batch import ImportBatch, ImportMapping
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.merge import ImportPlan, plan
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.workbook import preview_workbook, read_workbook
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.evidence import EvidenceService
    from xinbao_desktop.app.paper import RefusedPaper
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.exchange.workbook import SheetPreview

MAPPING = "import.mapping"
REFUSED = Text(
    "{file} 没有导入：{n} 个问题须先改正。客户文件没有改动。",
    "{file} was not imported: {n} problems must be put right first. Nothing was changed.",
)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What was read and what importing it would do."""

    path: Path
    batch: ImportBatch
    plan: ImportPlan


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; ``papers_refused`` are files named by documents that were not taken."""

    added: int
    changed: int
    unchanged: int
    refused_rows: int
    papers_taken: int
    papers_refused: tuple[RefusedPaper, ...]


class ImportService:
    """Imports into one client."""

    def __init__(self, desk: Desk, evidence: EvidenceService) -> None:
        self._desk = desk
        self._evidence = evidence

    def mapping(self) -> ImportMapping:
        """Return what this client's sheets and columns meant before."""
        with self._desk.file.read() as work:
            kept = json.loads(work.setting(MAPPING) or "{}")
        return ImportMapping(kept.get("sheets", {}), kept.get("columns", {}))

    def keep_mapping(self, mapping: ImportMapping) -> None:
        """Remember what this client's sheets and columns mean."""
        words = {"sheets": dict(mapping.sheets), "columns": _plain(mapping.columns)}
        with self._desk.write() as work:
            work.set_setting(MAPPING, json.dumps(words, ensure_ascii=False, sort_keys=True))

    def sheets(self, path: Path, mapping: ImportMapping | None = None) -> tuple[SheetPreview, ...]:
        """Return how each sheet of a spreadsheet would be taken, to let the user correct it."""
        return preview_workbook(path, mapping if mapping is not None else self.mapping())

    def preview(
        self,
        path: Path,
        *,
        partial: bool = False,
        mapping: ImportMapping | None = None,
        progress: Progress | None = None,
    ) -> ImportPreview:
        """Read a file and say what importing it would add and change; nothing is written."""
        words = self._desk.knowledge.vocabularies
        batch = read_workbook(path, words, mapping or self.mapping(), progress)
        return ImportPreview(path, batch, plan(batch, self._desk.client(), words, partial=partial))

    def apply(
        self, preview: ImportPreview, progress: Progress | None = None
    ) -> Changed[ImportResult]:
        """Carry a preview out, in one transaction.

        Raises:
            BadInputError: Something in it refuses and ``partial`` was not asked for.
        """
        wanted = preview.plan
        if not wanted.accepted:
            text = REFUSED.fill(file=preview.path.name, n=len(wanted.refusals))
            raise BadInputError(text, [problem.full_text for problem in wanted.refusals])
        with self._desk.write(f"{IMPORT}{preview.path.name}") as work:
            work.put_many(wanted.records)
        papers = [r for r in wanted.records if isinstance(r, Document) and r.path]
        papers += [d for d in wanted.unchanged if _lacks_its_paper(d)]
        folder = preview.path if preview.path.is_dir() else preview.path.parent
        taken, refused = self._evidence.take_in(papers, folder, progress or NoProgress())
        result = ImportResult(
            len(wanted.additions),
            len(wanted.changes),
            len(wanted.unchanged),
            wanted.refused_rows,
            taken,
            refused,
        )
        return Changed(result, Changes(frozenset(r.kind_name for r in wanted.records)))


def _lacks_its_paper(record: Record) -> TypeGuard[Document]:
    """Whether an import that was cut off, or a file that was not there, left a paper out."""
    return isinstance(record, Document) and bool(record.path) and record.sha256 is None


def _plain(columns: object) -> dict[str, dict[str, str]]:
    assert hasattr(columns, "items")
    return {name: dict(keys) for name, keys in columns.items()}
