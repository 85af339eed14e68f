"""Run use-cases off the GUI thread and hand their results back to it.

Lanes of one thread each: short writes never wait behind long work, and nobody waits for a page
to look at, or for a verdict, because a printer is slow. The runner is the only ``QObject`` involved
and lives as long as the program: a task owns no Qt object, so none is ever destroyed on the wrong
thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from xinbao_desktop.app.changes import Changed
from xinbao_desktop.errors import Cancelled

if TYPE_CHECKING:
    from xinbao_desktop.progress import Progress

T = TypeVar("T")
ShowProgress = Callable[[int, int, str], None]

PROGRESS_INTERVAL_S = 0.05


class Lane(StrEnum):
    """Which thread does the work."""

    SHORT = "short"  # saves and small reads, in the order they were asked for
    LONG = "long"  # judging everything, imports, papers, packets
    VIEW = "view"  # pictures of pages, each in an instant
    PRINT = "print"  # what goes at the speed of a printer


LONG_LANES = tuple(lane for lane in Lane if lane is not Lane.SHORT)


@dataclass(eq=False)
class Task(Generic[T]):
    """One piece of work under way; what a page keeps in order to cancel it."""

    owner: QObject
    on_done: Callable[[T], None]
    on_error: Callable[[Exception], None]
    on_cancelled: Callable[[], None]
    on_progress: ShowProgress | None
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def cancel_requested(self) -> bool:
        """Whether somebody asked for it."""
        return self._stop.is_set()


class TaskRunner(QObject):
    """The program's background lanes."""

    changed = Signal(object)
    busy = Signal(bool)
    _post = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"use-case-{lane}")
            for lane in Lane
        }
        self._running: set[Task[Any]] = set()
        self._closed = False
        self._post.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        owner: QObject,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_cancelled: Callable[[], None] = lambda: None,
        on_progress: ShowProgress | None = None,
        lane: Lane = Lane.SHORT,
    ) -> Task[T]:
        """Start ``work``; call exactly one of the callbacks on the GUI thread when it ends.

        Nothing is called once ``owner`` has been destroyed, but ``changed`` is emitted all the
        same: the client file did change. Nothing is started any more after ``close``.
        """
        task = Task(owner, on_done, on_error, on_cancelled, on_progress)
        if self._closed:
            return task
        self._running.add(task)
        self.busy.emit(True)  # noqa: FBT003 - a signal's argument
        self._start(task, work, lane)
        return task

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def close(self) -> None:
        """Let short work finish, stop all other, and wait; call once, when the program ends."""
        self._closed = True
        self._lanes[Lane.SHORT].shutdown(wait=True)
        for task in self._running:
            task.cancel()
        for lane in LONG_LANES:
            self._lanes[lane].shutdown(wait=True, cancel_futures=True)

    def drain(self) -> None:
        """Wait until every short task that was started has run; before a client is closed."""
        self._lanes[Lane.SHORT].submit(lambda: None).result()

    def stop_long(self) -> None:
        """Ask all but short work to stop and wait for it; before a client is closed."""
        for task in self._running:
            task.cancel()
        for lane in LONG_LANES:
            self._lanes[lane].submit(lambda: None).result()

    def _start(self, task: Task[T], work: Callable[[Progress], T], lane: Lane) -> None:
        self._lanes[lane].submit(self._work, task, work)

    def _work(self, task: Task[T], work: Callable[[Progress], T]) -> None:
        end: Callable[[], None]
        try:
            end = task.on_cancelled if task.cancel_requested else self._do(task, work)
        except Cancelled:
            end = task.on_cancelled
        except Exception as error:  # noqa: BLE001 - every failure is shown by the page that asked
            end = partial(task.on_error, error)
        self._send(partial(self._finish, task, end))

    def _do(self, task: Task[T], work: Callable[[Progress], T]) -> Callable[[], None]:
        result = work(_Reporter(task, self._send))
        if isinstance(result, Changed):
            self._send(partial(self.changed.emit, result.changes))
        return partial(task.on_done, result)

    def _send(self, closure: Callable[[], None]) -> None:
        self._post.emit(closure)

    def _finish(self, task: Task[Any], end: Callable[[], None]) -> None:
        self._running.discard(task)
        if not self._running:
            self.busy.emit(False)  # noqa: FBT003 - a signal's argument
        if isValid(task.owner):
            end()

    @Slot(object)
    def _call(self, closure: Callable[[], None]) -> None:
        closure()


class _Reporter:
    """The ``Progress`` a use-case is given: throttled, and the place where cancelling bites."""

    def __init__(self, task: Task[Any], send: Callable[[Callable[[], None]], None]) -> None:
        self._task = task
        self._send = send
        self._last = 0.0

    def step(self, done: int, total: int, message: str = "") -> None:
        """See ``Progress.step``."""
        if self._task.cancel_requested:
            raise Cancelled
        now = time.monotonic()
        if self._task.on_progress and (done == total or now - self._last >= PROGRESS_INTERVAL_S):
            self._last = now
            self._send(partial(self._show, done, total, message))

    def _show(self, done: int, total: int, message: str) -> None:
        if self._task.on_progress and isValid(self._task.owner):
            self._task.on_progress(done, total, message)
