"""What worker and intake say to each other: one JSON document a line, ASCII only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.paper import PaperPage, PreparedPaper, Refusal
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Job:
    """One file to convert."""

    source: Path
    target: Path
    turns: Mapping[int, int]


def job_line(job: Job) -> bytes:
    """Write a job."""
    turns = {str(page): degrees for page, degrees in sorted(job.turns.items())}
    return _line({"source": str(job.source), "target": str(job.target), "turns": turns})


def read_job(line: bytes) -> Job:
    """Read a job."""
    given = json.loads(line)
    turns = {int(page): int(degrees) for page, degrees in given["turns"].items()}
    return Job(Path(given["source"]), Path(given["target"]), turns)


def answer_line(answer: PreparedPaper | Refusal) -> bytes:
    """Write an answer."""
    if isinstance(answer, Refusal):
        return _line({"refused": answer.reason.as_json()})
    return _line(
        {
            "media_type": answer.media_type,
            "repaired": answer.repaired,
            "notes": [note.as_json() for note in answer.notes],
            "pages": [_page_json(page) for page in answer.pages],
        }
    )


def read_answer(line: bytes) -> PreparedPaper | Refusal:
    """Read an answer; raises ``ValueError``, ``KeyError`` or ``TypeError`` if it is none."""
    given = json.loads(line)
    if "refused" in given:
        return Refusal(_text(given["refused"]))
    return PreparedPaper(
        pages=tuple(_page(page) for page in given["pages"]),
        media_type=given["media_type"],
        repaired=given["repaired"],
        notes=tuple(_text(note) for note in given["notes"]),
    )


def _line(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def _text(given: Mapping[str, str]) -> Text:
    return Text(given["zh"], given["en"])


def _page_json(page: PaperPage) -> dict[str, Any]:
    return {
        "number": page.number,
        "width_mm": str(page.width_mm),
        "height_mm": str(page.height_mm),
        "image_only": page.image_only,
        "dpi": page.dpi,
        "blank": page.blank,
        "turned": page.turned,
        "text": page.text,
        "ink": page.ink,
    }


def _page(given: Mapping[str, Any]) -> PaperPage:
    return PaperPage(
        number=given["number"],
        width_mm=Decimal(given["width_mm"]),
        height_mm=Decimal(given["height_mm"]),
        image_only=given["image_only"],
        dpi=given["dpi"],
        blank=given["blank"],
        turned=given["turned"],
        text=given["text"],
        ink=tuple(given["ink"]) if given["ink"] else None,
    )
