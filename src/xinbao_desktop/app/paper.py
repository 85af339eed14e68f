"""What is told about papers: added, refused, filed, and what intake found out page by page.

Taking them in and filing them is the business of ``evidence``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.paper import FactKind, KeyFact
from xinbao_desktop.errors import UsageError
from xinbao_desktop.papers.key_facts import key_facts
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.paper import PreparedPaper
    from xinbao_desktop.domain.paper_check import Reading
    from xinbao_desktop.storage.values import EvidenceInfo

#: Beginnings of names that no person gave: hidden files, Office's locks, Windows' leftovers.
LEFT_BY_SYSTEMS = (".", "~$", "Thumbs.db", "desktop.ini")
NO_PAPER = Text(
    "案件“{case}”没有单证“{path}”；xinbao evidence list 列出各单证的名称。",
    "Case “{case}” has no paper “{path}”; xinbao evidence list names them.",
)
SEVERAL = Text(
    "“{path}”归在几类单证下（{slots}）；请用 --slot 指明。",
    "“{path}” is filed under several slots ({slots}); say which by --slot.",
)
NOT_THERE = Text("找不到文件 {file}。", "There is no file {file}.")
OUTSIDE = Text(
    "{file} 不在工作簿所在的文件夹里，没有读取。请把文件放到工作簿旁边，或直接添加到案件。",
    "{file} lies outside the workbook's folder and was not read. Put it beside the workbook, or "
    "add it to the case yourself.",
)


@dataclass(frozen=True, slots=True)
class AddedPaper:
    """A paper that was taken in; ``slot`` is None while nothing says where it belongs."""

    path: str
    sha256: str
    pages: int
    slot: str | None
    confidence: str
    invoices: tuple[str, ...]
    why: Text
    notes: tuple[Text, ...]
    already: bool = False


@dataclass(frozen=True, slots=True)
class RefusedPaper:
    """A file that was not taken, and why."""

    path: str
    reason: Text


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """What came of adding papers."""

    added: tuple[AddedPaper, ...]
    refused: tuple[RefusedPaper, ...]


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A document of a case with what is stored of it; ``info`` None where no paper is.

    ``says`` is what the paper says of shipments, beside the records.
    """

    document: Document
    info: EvidenceInfo | None
    report: PaperReport | None
    says: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperReport:
    """What intake found out about a stored paper: its pages, and the numbers it names.

    ``facts`` is empty for a picture, and for papers taken in before they were kept.
    """

    pages: tuple[dict[str, Any], ...]
    media_type: str
    notes: tuple[Text, ...]
    facts: tuple[KeyFact, ...] = ()

    @classmethod
    def of(cls, report: str | None) -> PaperReport | None:
        """Read the report kept with a paper."""
        if not report:
            return None
        found = json.loads(report)
        notes = tuple(Text(n["zh"], n["en"]) for n in found["notes"])
        facts = tuple(
            KeyFact(FactKind(kind), value, page) for kind, value, page in found.get("facts", ())
        )
        return cls(tuple(found["pages"]), found["media_type"], notes, facts)


def lies_in(file: Path, folder: Path) -> bool:
    """Whether a file that a workbook names lies beside it or in a folder there.

    A workbook from somebody else must not reach for other files of this machine.
    """
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a name no system can have, links in a circle
        return False


def turns_of(document: Document) -> dict[int, int]:
    """Return the user's turns by page."""
    pairs = (part.split(":") for part in (document.turns or "").split(";") if part)
    return {int(page): int(degrees) for page, degrees in pairs}


def named(
    documents: Sequence[Document], case_no: str, path: str, slot: str | None = None
) -> Document:
    """Return the paper of a case that is kept under a name.

    Raises:
        UsageError: There is none, or it is filed under several slots and none was named.
    """
    found = [d for d in documents if d.path == path and slot in (None, d.slot)]
    if not found:
        raise UsageError(NO_PAPER.fill(case=case_no, path=path))
    if len(found) > 1:
        slots = ", ".join(sorted(d.slot or "?" for d in found))
        raise UsageError(SEVERAL.fill(path=path, slots=slots))
    return found[0]


def files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files of paths; a folder is taken whole but for what systems leave in folders."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                p for p in path.rglob("*") if p.is_file() and not p.name.startswith(LEFT_BY_SYSTEMS)
            )
        elif path.exists():
            yield path
        else:
            raise UsageError(NOT_THERE.fill(file=path))


def report_json(paper: PreparedPaper) -> str:
    """Return what is kept about a paper's pages beside it, as JSON."""
    pages = [
        {
            "number": p.number,
            "width_mm": str(p.width_mm),
            "height_mm": str(p.height_mm),
            "image_only": p.image_only,
            "dpi": p.dpi,
            "blank": p.blank,
            "turned": p.turned,
            "ink": p.ink,
        }
        for p in paper.pages
    ]
    notes = [note.as_json() for note in paper.notes]
    facts = [[fact.kind.value, fact.value, fact.page] for fact in key_facts(paper.page_texts)]
    found = {"facts": facts, "media_type": paper.media_type, "notes": notes, "pages": pages}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)
