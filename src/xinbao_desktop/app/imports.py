"""Import a client's spreadsheet: look first, then take it, nothing by halves (J2)."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.app.keeping import MAPPING
from xinbao_desktop.app.provenance import IMPORT
from xinbao_desktop.domain.batch import ImportBatch, ImportMapping
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.merge import ImportPlan, plan
from xinbao_desktop.domain.problems import Place, warning
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.exchange.workbook import preview_workbook, read_workbook
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.evidence import EvidenceService
    from xinbao_desktop.app.keeping import Keeping
    from xinbao_desktop.app.paper import RefusedPaper
    from xinbao_desktop.domain.keeping import Kept
    from xinbao_desktop.exchange.workbook import SheetPreview

REFUSED = Text(
    "{file} 没有导入：{n} 个问题须先改正。客户文件没有改动。",
    "{file} was not imported: {n} problems must be put right first. Nothing was changed.",
)
ALSO = Text("随附：{what} {n} 项", "also: {what}, {n}")
PAPERS = Text("待收入单证文件 {n} 份", "files of papers to take in: {n}")
NOT_KEPT = Text("随附的{what} {of} 不能使用，未读取", "{what} {of} cannot be used and is left out")


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What was read and what importing it would do.

    ``kept`` is what an export carried besides records and is not here yet; ``papers`` are files
    that documents name and that are still to be taken in.
    """

    path: Path
    batch: ImportBatch
    plan: ImportPlan
    kept: tuple[Kept, ...] = ()
    papers: int = 0

    @property
    def also(self) -> tuple[Text, ...]:
        """Say what it would take in besides records."""
        counted = Counter(one.kind for one in self.kept)
        found = [ALSO.fill(what=kind.title, n=n) for kind, n in counted.items()]
        return (*found, PAPERS.fill(n=self.papers)) if self.papers else tuple(found)


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

    def __init__(self, desk: Desk, evidence: EvidenceService, keeping: Keeping) -> None:
        self._desk = desk
        self._evidence = evidence
        self._keeping = keeping

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
        client = self._desk.client()
        wanted = plan(batch, client, words, partial=partial)
        after = Client.of([*client.all_records(), *wanted.records])
        kept, strange = self._keeping.news(batch.kept, after)
        remarks = [
            warning(NOT_KEPT.fill(what=one.kind.title, of=one.of)).at(Place(path.name))
            for one in strange
        ]
        wanted = replace(wanted, problems=(*wanted.problems, *remarks))
        return ImportPreview(path, batch, wanted, kept, len(_papers(wanted)))

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
            self._keeping.put(work, preview.kept)
        there = {document.identity: document for document in self._desk.client().documents}
        papers = [there[document.identity] for document in _papers(wanted)]
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


def _papers(wanted: ImportPlan) -> list[Document]:
    """Return the documents whose files are to be taken in.

    Also those that are here already without their paper, because an import was cut off or the
    file was not there.
    """
    found = [r for r in wanted.records if isinstance(r, Document)]
    found += [r for r in wanted.unchanged if isinstance(r, Document) and r.sha256 is None]
    return [document for document in found if document.path]


def _plain(columns: object) -> dict[str, dict[str, str]]:
    assert hasattr(columns, "items")
    return {name: dict(keys) for name, keys in columns.items()}
