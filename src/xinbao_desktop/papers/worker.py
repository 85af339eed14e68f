"""The process that reads clients' files, so that a hostile one can harm nothing else.

It takes one job a line on standard input, writes the copy beside its name and puts it in
place when it is whole, and answers with one line on standard output. ``intake`` starts it,
watches its time and replaces it when it dies.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from xinbao_desktop.domain.blank import FilledPdf
from xinbao_desktop.domain.paper import PreparedPaper, Refusal
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.limits import MEMORY_EXIT, MEMORY_MB, apply_limits
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.papers.report import Job, Task, answer_line, read_job

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.papers.report import Answer

READY = b"ready\n"
NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


def main() -> int:
    """Serve jobs until standard input ends."""
    answers = _own_output()
    apply_limits()
    _load()
    answers.write(READY)
    answers.flush()
    for line in os.fdopen(0, "rb", closefd=False):
        try:
            answer = _answer(read_job(line))
        except MemoryError:
            return MEMORY_EXIT
        answers.write(answer_line(answer))
        answers.flush()
    return 0


def _own_output() -> BinaryIO:
    """Keep standard output for answers; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _load() -> None:
    """Import the readers once, so that the time of a file is its own."""
    import pikepdf  # noqa: F401
    import pypdfium2  # noqa: F401
    from PIL import Image

    Image.preinit()


def _answer(job: Job) -> Answer:
    part = job.target.with_name(job.target.name + ".part")
    try:
        answer = _done(job, part)
        if isinstance(answer, PreparedPaper | FilledPdf):
            part.replace(job.target)
    except RefusedError as refused:
        part.unlink(missing_ok=True)
        return Refusal(refused.reason)
    except MemoryError:
        part.unlink(missing_ok=True)
        return Refusal(refusals.MEMORY.fill(limit=MEMORY_MB))
    except Exception as error:  # noqa: BLE001 - whatever a library raises, the file is at fault
        part.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in NO_SPACE:
            return Refusal(refusals.DISK_FULL)
        return Refusal(refusals.UNREADABLE.fill(kind=type(error).__name__))
    if isinstance(answer, Refusal):
        part.unlink(missing_ok=True)
    return answer


def _done(job: Job, part: Path) -> Answer:
    if job.task is Task.READ_BLANK:
        from xinbao_desktop.papers.blank_read import read_blank

        spare = part.with_name(part.name + ".spare")
        try:
            return read_blank(job.source, spare)
        finally:
            spare.unlink(missing_ok=True)
    if job.task is Task.FILL_BLANK:
        from xinbao_desktop.papers.blank_fill import fill_blank

        return fill_blank(job.source, part, job.entries, job.marked, picture=job.picture)
    from xinbao_desktop.papers.convert import convert

    return convert(job.source, part, job.turns)


if __name__ == "__main__":
    sys.exit(main())
