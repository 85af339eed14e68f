"""Start the window: application, fonts, theme, language, and the main window on the screen.

Changing language or theme builds the window anew; everything entered is saved by then.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from xinbao_desktop.gui import theme
from xinbao_desktop.gui.ask import DialogAsk
from xinbao_desktop.gui.context import Context, Signals
from xinbao_desktop.gui.main_window import MainWindow
from xinbao_desktop.gui.tasks import TaskRunner
from xinbao_desktop.gui.theme import ThemeName
from xinbao_desktop.gui.translation import Translations, system_language
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from xinbao_desktop.app.services import Services
    from xinbao_desktop.gui.ask import Ask

SWITCH_S = 0.0005
"""How soon a lane that computes lets the window's thread have its turn: painting a table calls
back into Python for every cell, and would wait Python's usual 5 ms for each."""
GARBAGE = (20_000, 20, 1000)
"""Look through every object rarely: with a hundred thousand shipments in memory a full look
stops all threads for most of a second, and finds nothing."""


class Desktop(QObject):
    """The running program: it outlives every window it shows."""

    def __init__(
        self,
        app: QApplication,
        services: Services,
        tasks: TaskRunner | None = None,
        ask: Ask | None = None,
    ) -> None:
        super().__init__()
        self._app, self._services = app, services
        self.tasks = tasks or TaskRunner(self)
        self._ask: Ask = ask or DialogAsk()
        self._translations = Translations(app)
        self.window = self._build()

    def rebuild(self) -> None:
        """Show the window anew in the language and theme now set, where it was."""
        old = self.window
        geometry = old.saveGeometry()
        page = old.workspace.current_name if old.workspace is not None else ""
        client = old.release_client()
        self.window = self._build()
        self.window.restoreGeometry(geometry)
        if client is not None:
            self.window.show_client(client).show_page(page or "company")
        self.window.show()
        old.hide()
        old.deleteLater()

    def report(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        """Show an error nobody caught, instead of losing it on a console that nobody sees."""
        if isinstance(error, Exception):
            self.window.context.fail(error)

    def close(self) -> None:
        """End the lanes after the window is closed."""
        self.window.close_client()
        self.tasks.close()

    def _build(self) -> MainWindow:
        settings = self._services.settings
        lang = self._language()
        self._translations.use(lang)
        tokens = theme.apply(self._app, _theme(settings.text("theme")))
        signals = Signals(self)
        window = MainWindow(Context(self._services, self.tasks, self._ask, signals, lang, tokens))
        signals.settings_changed.connect(lambda: QTimer.singleShot(0, self, self.rebuild))
        return window

    def _language(self) -> Lang:
        chosen = self._services.settings.text("lang")
        return Lang(chosen) if chosen in tuple(Lang) else system_language()


def _theme(chosen: str) -> ThemeName:
    return ThemeName(chosen) if chosen in tuple(ThemeName) else ThemeName.SYSTEM


def tune() -> None:
    """Set up the interpreter for a window beside lanes that compute."""
    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(*GARBAGE)


def run(argv: Sequence[str], services: Services) -> int:
    """Show the window until it is closed; ``argv`` may name a client file to open."""
    tune()
    app = QApplication([sys.argv[0], *argv])
    app.setApplicationName("Xinbao Desktop")
    app.setDesktopFileName("xinbao-desktop")
    services.start_log()
    desktop = Desktop(app, services)
    sys.excepthook = desktop.report
    desktop.window.show()
    files = [one for one in argv if not one.startswith("-")]
    if files:
        desktop.window.open_path(Path(files[0]))
    status = app.exec()
    desktop.close()
    return status
