"""Everything out again: workbook, JSON, or a folder with every paper (J10)."""

from __future__ import annotations

import dataclasses
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import Client
from xinbao_desktop.errors import UsageError
from xinbao_desktop.exchange.csv_folder import write_csv_folder
from xinbao_desktop.exchange.json_file import write_json
from xinbao_desktop.exchange.workbook_out import write_workbook
from xinbao_desktop.files.atomic import atomic_output, disk_error, refuse_existing
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.keeping import Keeping
    from xinbao_desktop.domain.document import Document

WRONG_KIND = Text(
    "不能导出为 {file}：请用 .xlsx、.json 或一个文件夹名。",
    "Cannot export to {file}: name an .xlsx or .json file, or a folder.",
)
PAPERS, TABLES = "papers", "csv"
WRITTEN = ("client.xlsx", "client.json")


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: files, records, papers."""

    files: tuple[Path, ...]
    records: int
    papers: int = 0


class ExportService:
    """Exports one client."""

    def __init__(self, desk: Desk, keeping: Keeping) -> None:
        self._desk = desk
        self._keeping = keeping

    def export(
        self, out: Path, *, force: bool = False, progress: Progress | None = None
    ) -> ExportResult:
        """Write everything to ``out``: .xlsx, .json, or a folder with both, CSV and all papers.

        Raises:
            UsageError: ``out`` exists and ``force`` was not given, or its ending is none of these.
        """
        client = self._desk.client()
        suffix = out.suffix.lower()
        if suffix == ".xlsx":
            with atomic_output(out, force=force) as draft:
                self._write_workbook(client, draft, progress or NoProgress())
        elif suffix == ".json":
            with atomic_output(out, force=force) as draft:
                write_json(client, draft, self._keeping.gather(client))
        elif suffix:
            raise UsageError(WRONG_KIND.fill(file=out.name))
        else:
            return self._folder(client, out, force=force, progress=progress or NoProgress())
        return ExportResult((out,), sum(1 for _ in client.all_records()))

    def _folder(
        self, client: Client, out: Path, *, force: bool, progress: Progress
    ) -> ExportResult:
        """Fill a new folder under another name, then let it appear whole."""
        refuse_existing(out, force=force)
        if out.exists():
            raise UsageError(
                Text(
                    f"文件夹 {out.name} 已存在，请换一个名字。",
                    f"The folder {out.name} exists; choose another name.",
                )
            )
        try:
            moved = self._fill_folder(client, out, progress)
        except OSError as error:
            raise disk_error(error, out) from error
        files = tuple(out / name for name in WRITTEN)
        return ExportResult(files, sum(1 for _ in client.all_records()), len(moved))

    def _fill_folder(
        self, client: Client, out: Path, progress: Progress
    ) -> dict[tuple[str, ...], Document]:
        """Write everything into a new folder; returns the documents of the papers in it."""
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as place:
            draft = Path(place) / out.name
            (draft / PAPERS).mkdir(parents=True)
            moved = self._papers(client, draft, progress)
            client = Client.of(
                [moved.get(r.identity, r) if r.kind_name == "documents" else r
                 for r in client.all_records()]
            )  # fmt: skip
            self._write_workbook(client, draft / WRITTEN[0], progress)
            write_json(client, draft / WRITTEN[1], self._keeping.gather(client))
            (draft / TABLES).mkdir()
            write_csv_folder(client, self._desk.knowledge.vocabularies, draft / TABLES)
            draft.rename(out)
        return moved

    def _write_workbook(self, client: Client, draft: Path, progress: Progress) -> None:
        kept = self._keeping.gather(client)
        write_workbook(client, self._desk.knowledge.vocabularies, draft, progress, kept)

    def _papers(
        self, client: Client, folder: Path, progress: Progress
    ) -> dict[tuple[str, ...], Document]:
        """Write each stored paper; returns the documents with the paths they now have."""
        moved: dict[tuple[str, ...], Document] = {}
        stored = [d for d in client.documents if d.sha256]
        places = _Places()
        with self._desk.file.read() as work:
            for done, document in enumerate(stored):
                progress.step(done, len(stored))
                assert document.sha256 is not None
                info = work.evidence(document.sha256)
                if info is None:
                    continue
                place = places.of(document, info.name)
                target = folder / place
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    work.export_evidence(document.sha256, target)
                moved[document.identity] = dataclasses.replace(document, path=place)
        return moved


class _Places:
    """Where papers lie in an exported folder: at their own path, so that import finds the same.

    A paper whose path leads elsewhere, or whose place another one has taken, goes under its case.
    """

    def __init__(self) -> None:
        self._taken: dict[str, str] = dict.fromkeys((*WRITTEN, PAPERS, TABLES), "")
        self._folders: set[str] = set()

    def of(self, document: Document, name: str) -> str:
        """Return the place of one paper, relative to the folder."""
        sha256 = document.sha256 or ""
        own = document.path.replace("\\", "/")
        short = _safe(own.rpartition("/")[2] or name)
        under = f"{PAPERS}/{_safe(document.case_no)}"
        choices = [f"{under}/{short}", f"{under}/{sha256[:8]}-{short}"]
        if own and all(part == _safe(part) for part in own.split("/")):
            choices.insert(0, own)
        place = next((c for c in choices if self._free(c, sha256)), f"{under}/{sha256}-{short}")
        self._taken[place.casefold()] = sha256
        self._folders |= set(_above(place.casefold()))
        return place

    def _free(self, place: str, sha256: str) -> bool:
        folded = place.casefold()
        if folded in self._folders or any(f in self._taken for f in _above(folded) if f != PAPERS):
            return False
        return self._taken.get(folded, sha256) == sha256


def _above(place: str) -> list[str]:
    """Return the folders that a place lies in."""
    parts = place.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _safe(name: str) -> str:
    """Return a name that every system accepts as one part of a path."""
    kept = "".join("_" if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in name)
    return kept.strip(" .")[:120] or "_"
