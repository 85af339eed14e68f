"""How far long work is, with a button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.widgets.parts import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.gui.context import Context
    from xinbao_desktop.gui.tasks import Task
    from xinbao_desktop.progress import Progress


class WorkStrip(QWidget):
    """Runs one piece of long work at a time; hidden while there is none."""

    busy_changed = Signal(bool)

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._context = context
        self._task: Task[Any] | None = None
        self._ended = self._busy = False
        self._text = label("", "muted", name=f"{name}.text")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.bar")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = button(self.tr("Cancel"), f"{name}.cancel", self.cancel)
        layout = row()
        layout.addWidget(self._text)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._cancel)
        self.setLayout(layout)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._busy

    @property
    def what(self) -> str:
        """What is said of the work under way."""
        return self._text.text()

    def run(
        self,
        what: str,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None] | None = None,
        *,
        lane: Lane = Lane.LONG,
        cancelled: str = "",
    ) -> None:
        """Start work unless some is under way; ``what`` is said beside the bar.

        ``cancelled`` is what to say when it was stopped.
        """
        if self.busy:
            return
        self._text.setText(what)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()
        fail = on_error or self._context.fail
        self._ended, self._busy = False, True
        self.busy_changed.emit(True)  # noqa: FBT003 - a signal's argument
        task = self._context.tasks.run(
            work, owner=self, lane=lane,
            on_done=lambda result: self._end(on_done, result),
            on_error=lambda error: self._end(fail, error),
            on_cancelled=lambda: self._end(self._context.said, cancelled or self.tr("Cancelled.")),
            on_progress=self._step,
        )  # fmt: skip
        self._task = None if self._ended else task

    def cancel(self) -> None:
        """Ask the work to stop."""
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._task.cancel()

    def _step(self, done: int, total: int, message: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if message:
            self._text.setText(message)

    def _end(self, then: Callable[[Any], None], result: Any) -> None:
        self._task, self._ended, self._busy = None, True, False
        self.hide()
        self.busy_changed.emit(False)  # noqa: FBT003 - a signal's argument
        then(result)
