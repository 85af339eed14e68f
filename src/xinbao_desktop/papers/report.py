"""What worker and intake say to each other: one JSON document a line, ASCII only."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from xinbao_desktop.domain.blank import BlankField, BlankPages, Entry, FilledPdf
from xinbao_desktop.domain.blank_json import (
    entry_json,
    entry_of,
    field_json,
    field_of,
    filled_json,
    filled_of,
    pages_json,
    pages_of,
)
from xinbao_desktop.domain.paper import PaperPage, PreparedPaper, Refusal
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Task(StrEnum):
    """What is to be done with a file."""

    PAPER = "paper"  # make its A4 copy
    READ_BLANK = "read_blank"  # say which fields it has; nothing is written
    FILL_BLANK = "fill_blank"  # write a filled copy


@dataclass(frozen=True, slots=True)
class Job:
    """One file and what to do with it.

    A blank is filled with ``entries``, and is itself a ``picture`` where that is wanted.
    """

    source: Path
    target: Path
    turns: Mapping[int, int]
    task: Task = Task.PAPER
    entries: Sequence[Entry] = ()
    marked: Sequence[BlankField] = field(default=())
    picture: bool = False


Answer: TypeAlias = PreparedPaper | BlankPages | FilledPdf | Refusal


def job_line(job: Job) -> bytes:
    """Write a job."""
    turns = {str(page): degrees for page, degrees in sorted(job.turns.items())}
    return _line(
        {
            "source": str(job.source),
            "target": str(job.target),
            "turns": turns,
            "task": job.task,
            "entries": [entry_json(entry) for entry in job.entries],
            "marked": [field_json(one) for one in job.marked],
            "picture": job.picture,
        }
    )


def read_job(line: bytes) -> Job:
    """Read a job."""
    given = json.loads(line)
    return Job(
        Path(given["source"]),
        Path(given["target"]),
        {int(page): int(degrees) for page, degrees in given["turns"].items()},
        Task(given["task"]),
        tuple(entry_of(entry) for entry in given["entries"]),
        tuple(field_of(one) for one in given["marked"]),
        given["picture"],
    )


def answer_line(answer: Answer) -> bytes:
    """Write an answer."""
    if isinstance(answer, Refusal):
        return _line({"refused": answer.reason.as_json()})
    if isinstance(answer, BlankPages):
        return _line({"blank": pages_json(answer)})
    if isinstance(answer, FilledPdf):
        return _line({"filled": filled_json(answer)})
    return _line(
        {
            "media_type": answer.media_type,
            "repaired": answer.repaired,
            "notes": [note.as_json() for note in answer.notes],
            "pages": [_page_json(page) for page in answer.pages],
        }
    )


def read_answer(line: bytes) -> Answer:
    """Read an answer; raises ``ValueError``, ``KeyError`` or ``TypeError`` if it is none."""
    given = json.loads(line)
    if "refused" in given:
        return Refusal(_text(given["refused"]))
    if "blank" in given:
        return pages_of(given["blank"])
    if "filled" in given:
        return filled_of(given["filled"])
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
        "matrix": page.matrix,
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
        matrix=tuple(given["matrix"]) if given["matrix"] else None,
    )
