"""The worker seen from outside: start it, give it a job, wait for its answer, end it."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.papers.report import Job, job_line, read_answer
from xinbao_desktop.papers.worker import READY

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.papers.report import Answer

WORKER_ARGUMENT = "--papers-worker"
"""What a frozen program is started with in order to be the worker."""

START_SECONDS = 60.0
_POLL_SECONDS = 0.1


def worker_command() -> list[str]:
    """Return the command line that starts a worker, also for a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    return [sys.executable, "-P", "-X", "utf8", "-m", "xinbao_desktop.papers.worker"]


class WorkerProcess:
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

    def ask(self, job: Job, seconds: float, ask: Callable[[], None]) -> Answer | None:
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
