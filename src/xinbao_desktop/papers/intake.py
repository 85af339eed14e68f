"""Take in clients' files: each becomes an A4 copy, or a refusal with its true reason.

The reading itself runs in a worker process, see ``worker``. One worker serves many files, since
it starts in a third of a second; after a crash, a timeout or a cancel the next file gets a new
one. The original is only ever opened for reading.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from xinbao_desktop.domain.paper import PreparedPaper, Refusal
from xinbao_desktop.errors import DiskError
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.limits import MEMORY_EXIT, MEMORY_MB
from xinbao_desktop.papers.report import Job
from xinbao_desktop.papers.sniff import sniff
from xinbao_desktop.papers.worker_process import WorkerProcess
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

    from xinbao_desktop.papers.report import Answer
    from xinbao_desktop.progress import Progress

BASE_SECONDS = 60.0
SECONDS_PER_MB = 2.0
_JOBS_PER_WORKER = 200  # memory that libraries keep is given back now and then


def _go_on() -> None:
    """Ask nobody."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long one file may take."""

    base_seconds: float = BASE_SECONDS
    seconds_per_mb: float = SECONDS_PER_MB

    def of(self, size: int) -> float:
        """Return the seconds for a file of so many bytes."""
        return self.base_seconds + self.seconds_per_mb * size / 1_000_000


class PaperIntake:
    """Prepares papers one after another; a context manager that owns the worker.

    Not for several threads at once: give each its own.
    """

    def __init__(self, time_limit: TimeLimit | None = None) -> None:
        self._time_limit = time_limit or TimeLimit()
        self._worker: WorkerProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def prepare(
        self,
        source: Path,
        target_pdf: Path,
        *,
        turns: Mapping[int, int] | None = None,
        progress: Progress | None = None,
        at: tuple[int, int, str] = (0, 1, ""),
    ) -> PreparedPaper | Refusal:
        """Write the A4 copy of a file to ``target_pdf``, whole or not at all.

        ``turns`` says by how many degrees clockwise to turn a page beyond what the file says.
        ``progress`` is asked ten times a second whether to go on, with what ``at`` says: how
        many files are done, of how many, and a message.

        Raises:
            errors.Cancelled: ``progress`` raised it; nothing is left behind.
            errors.DiskError: The copy cannot be written.
        """
        found = sniff(source)
        if found.refusal is not None:
            return Refusal(found.refusal)
        _check_writable(target_pdf)
        job = Job(source.resolve(), target_pdf.resolve(), dict(turns or {}))
        answer = self.do(job, partial(progress.step, *at) if progress else _go_on)
        assert isinstance(answer, PreparedPaper | Refusal)
        return answer

    def do(self, job: Job, ask: Callable[[], None] = _go_on) -> Answer:
        """Have the worker do a job; ``ask`` is called ten times a second and may raise."""
        try:
            return self._run(job, ask)
        except BaseException:
            self.close()
            _remove_leavings(job.target)
            raise

    def _run(self, job: Job, ask: Callable[[], None]) -> Answer:
        if self._worker is not None and self._worker.jobs >= _JOBS_PER_WORKER:
            self.close()
        if self._worker is None:
            self._worker = WorkerProcess()
        seconds = self._time_limit.of(job.source.stat().st_size)
        worker = self._worker
        if not worker.started(ask):
            self.close()
            raise DiskError(
                Text("无法启动单证转换程序，请检查安装", "The paper converter does not start")
            )
        answer = worker.ask(job, seconds, ask)
        if answer is None or worker.died:
            self.close()
            _remove_leavings(job.target)
        if answer is None:
            return Refusal(_reason_of_end(worker, seconds))
        return answer


def _reason_of_end(worker: WorkerProcess, seconds: float) -> Text:
    if worker.timed_out:
        return refusals.TIMEOUT.fill(seconds=round(seconds))
    if worker.exit_status == MEMORY_EXIT:
        return refusals.MEMORY.fill(limit=MEMORY_MB)
    return refusals.CRASHED


def _check_writable(target: Path) -> None:
    folder = target.resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise DiskError(
            Text(f"无法写入文件夹 {folder.name}", f"The folder {folder.name} cannot be written")
        )


def _remove_leavings(target: Path) -> None:
    for ending in (".part", ".part.plain", ".part.spare", ".part.laid"):
        with contextlib.suppress(OSError):
            target.with_name(target.name + ending).unlink(missing_ok=True)
