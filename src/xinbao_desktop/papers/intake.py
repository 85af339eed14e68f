"""Take in clients' files: each becomes an A4 copy, or a refusal with its true reason.

The reading itself runs in a worker process, see ``worker``. One worker serves many files, since
it starts in a third of a second; after a crash, a timeout or a cancel the next file gets a new
one. The original is only ever opened for reading.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from xinbao_desktop.domain.paper import PreparedPaper, Refusal
from xinbao_desktop.errors import DiskError
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.limits import MEMORY_EXIT, MEMORY_MB
from xinbao_desktop.papers.report import Job, job_line, read_answer
from xinbao_desktop.papers.sniff import sniff
from xinbao_desktop.papers.worker import READY
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from xinbao_desktop.progress import Progress

WORKER_ARGUMENT = "--papers-worker"
"""What a frozen program is started with in order to be the worker."""

START_SECONDS = 60.0
BASE_SECONDS = 60.0
SECONDS_PER_MB = 2.0
_POLL_SECONDS = 0.1
_JOBS_PER_WORKER = 200  # memory that libraries keep is given back now and then


def worker_command() -> list[str]:
    """Return the command line that starts a worker, also for a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    return [sys.executable, "-P", "-X", "utf8", "-m", "xinbao_desktop.papers.worker"]


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
        self._worker: _Worker | None = None

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
        try:
            return self._run(job, partial(progress.step, *at) if progress else _go_on)
        except BaseException:
            self.close()
            _remove_leavings(job.target)
            raise

    def _run(self, job: Job, ask: Callable[[], None]) -> PreparedPaper | Refusal:
        if self._worker is not None and self._worker.jobs >= _JOBS_PER_WORKER:
            self.close()
        if self._worker is None:
            self._worker = _Worker()
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


def _go_on() -> None:
    """Ask nobody."""


def _reason_of_end(worker: _Worker, seconds: float) -> Text:
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


class _Worker:
    """One worker process and the thread that listens to it."""

    def __init__(self) -> None:
        environment = dict(os.environ)
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, [environment.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            worker_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._ready = False
        self.jobs = 0
        self.timed_out = False
        self.died = False

    @property
    def exit_status(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    def started(self, ask: Callable[[], None]) -> bool:
        """Wait until it is ready; False if it never gets so."""
        if not self._ready:
            self._ready = self._next(START_SECONDS, ask) == READY
        return self._ready

    def ask(
        self, job: Job, seconds: float, ask: Callable[[], None]
    ) -> PreparedPaper | Refusal | None:
        """Have it do a job; None if it died or took too long."""
        self.jobs += 1
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(job_line(job))
            self._process.stdin.flush()
            line = self._next(seconds, ask)
            return read_answer(line) if line else None
        except (OSError, ValueError, KeyError, TypeError):
            self.died = True
            return None

    def _next(self, seconds: float, ask: Callable[[], None]) -> bytes:
        end = time.monotonic() + seconds
        while True:
            try:
                line = self._lines.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                ask()
                if time.monotonic() > end:
                    self.timed_out = True
                    self.died = True
                    return b""
                continue
            if not line:
                self.died = True
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(timeout=5)
            return line

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(b"")

    def end(self) -> None:
        """Kill it; it holds nothing that needs saving."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
