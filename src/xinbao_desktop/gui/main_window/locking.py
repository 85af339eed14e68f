"""The idle lock of the window: listens for input, hides the client, tries the password."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from xinbao_desktop.gui.main_window.lock_screen import LockScreen
from xinbao_desktop.gui.models.idle_lock import LOCK_SETTING, USUAL_MINUTES, IdleLock, lock_minutes

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.gui.main_window.window import MainWindow

TICK_MS = 1000
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
        QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.InputMethod, QEvent.Type.Drop,
    }
)  # fmt: skip


class Locking(QObject):
    """Is the lock's room: what it asks is answered by the window."""

    def __init__(self, window: MainWindow, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self.screen = LockScreen(window.context.tokens)
        self.screen.given.connect(self.try_password)
        self.screen.close_wanted.connect(window.close_client)
        self.lock = IdleLock(self, USUAL_MINUTES, clock())
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._listening = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note every input of the program's windows; take none away."""
        if event.type() in _INPUT:
            self.lock.touch(self._clock())
        return super().eventFilter(watched, event)

    def tick(self) -> None:
        """Look whether it is time."""
        self._listen(wanted=self.protected())
        settings = self._window.context.services.settings
        self.lock.minutes = lock_minutes(settings.text(LOCK_SETTING))
        self.lock.tick(self._clock())

    def forget(self) -> None:
        """Begin anew, because the client is closed."""
        self.lock.forget(self._clock())

    def try_password(self, password: str) -> None:
        """Unlock with the right password."""
        workspace = self._window.workspace
        if workspace is None or not self.lock.locked:
            return
        context = workspace.context
        self.screen.wait(waiting=True)

        def tried(right: bool) -> None:  # noqa: FBT001 - a task's result
            if not right:
                self.screen.refuse(self.tr("This is not the password."))
            self.lock.answer(self._clock(), right=right)

        def failed(error: Exception) -> None:
            self.screen.refuse("")
            context.fail(error)

        context.tasks.run(
            lambda _: context.client.custody.opens_with(password), owner=self, on_done=tried,
            on_error=failed,
        )  # fmt: skip

    def _listen(self, *, wanted: bool) -> None:
        """Listen only while it matters: every event of the program passes through a filter."""
        app = QApplication.instance()
        if app is None or wanted == self._listening:
            return
        self._listening = wanted
        if wanted:
            app.installEventFilter(self)
            self.lock.touch(self._clock())
        else:
            app.removeEventFilter(self)

    # What the lock asks of its room

    def protected(self) -> bool:
        """See ``Room.protected``."""
        workspace = self._window.workspace
        return workspace is not None and workspace.context.client.encrypted

    def busy(self) -> bool:
        """See ``Room.busy``; a change of the password rests the window, too."""
        return not self._window.context.tasks.idle or not self._window.isEnabled()

    def hand_in(self) -> None:
        """See ``Room.hand_in``."""
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()
        if self._window.workspace is not None:
            self._window.workspace.leave()

    def hide_client(self) -> None:
        """See ``Room.hide_client``."""
        self._window.show_lock(self.screen)
        self.screen.begin()

    def show_client(self) -> None:
        """See ``Room.show_client``."""
        self._window.show_unlocked()
