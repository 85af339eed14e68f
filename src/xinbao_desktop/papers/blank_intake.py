"""Have an insurer's blank read or filled in the worker process, like every stranger's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.blank import BlankPages, FilledPdf
from xinbao_desktop.domain.paper import Refusal
from xinbao_desktop.errors import BadInputError, unreadable
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.report import Job, Task
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.domain.blank import BlankField, Entry
    from xinbao_desktop.papers.intake import PaperIntake

REFUSED = Text("没有接收 {name}：{reason}", "{name} was not accepted: {reason}")
HEAD = 1024


def read_blank(intake: PaperIntake, source: Path, folder: Path) -> BlankPages:
    """Return what a blank holds; ``folder`` is for files that reading needs on the way.

    Raises:
        BadInputError: It cannot be a blank; says why and what to do.
    """
    try:
        with source.open("rb") as file:
            is_pdf = b"%PDF" in file.read(HEAD)
    except OSError as error:
        raise unreadable(source, error) from error
    if not is_pdf:
        raise _refused(source, refusals.NOT_A_PDF)
    job = Job(source.resolve(), (folder / "read").resolve(), {}, Task.READ_BLANK)
    answer = intake.do(job)
    if isinstance(answer, Refusal):
        raise _refused(source, answer.reason)
    assert isinstance(answer, BlankPages)
    return answer


def fill_blank(
    intake: PaperIntake,
    source: Path,
    target: Path,
    entries: Sequence[Entry],
    marked: Sequence[BlankField] = (),
    *,
    picture: bool = False,
) -> FilledPdf:
    """Write a filled copy of a blank; ``picture`` makes all but the entries a picture.

    Raises:
        BadInputError: The blank cannot be read.
    """
    job = Job(
        source.resolve(), target.resolve(), {}, Task.FILL_BLANK, tuple(entries), tuple(marked),
        picture,
    )  # fmt: skip
    answer = intake.do(job)
    if isinstance(answer, Refusal):
        raise _refused(source, answer.reason)
    assert isinstance(answer, FilledPdf)
    return answer


def _refused(source: Path, reason: Text) -> BadInputError:
    return BadInputError(REFUSED.fill(name=source.name, reason=reason))
