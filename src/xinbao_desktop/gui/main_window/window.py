"""The window itself: what is open, the menu, and what is dropped on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.context import ClientContext, Context, Place
from xinbao_desktop.gui.main_window.locking import Locking
from xinbao_desktop.gui.main_window.opening import SUFFIX, Opening
from xinbao_desktop.gui.main_window.workspace import Workspace
from xinbao_desktop.gui.navigation import ORDER
from xinbao_desktop.gui.pages.start import StartPage
from xinbao_desktop.gui.widgets.drop_area import dropped_paths
from xinbao_desktop.gui.widgets.toast import Toast
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.gui.main_window.lock_screen import LockScreen

SMALLEST = (1024, 600)
USUAL = (1280, 820)
DEMO = "xinbao-demo"


class MainWindow(QMainWindow):
    """Holds one client at a time."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.workspace: Workspace | None = None
        self.setObjectName("main")
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.setAcceptDrops(True)
        self._opening = Opening(context, self)
        self._opening.opened.connect(self._on_opened)
        self._opening.failed.connect(self._on_failed)
        self.start = StartPage(context)
        self.start.new_wanted.connect(self._opening.ask_new)
        self.start.open_wanted.connect(self._opening.ask_open)
        self.start.demo_wanted.connect(self.open_demo)
        self.start.path_wanted.connect(self.open_path)
        self._stack = QStackedWidget()
        self._stack.setObjectName("stack")
        self._stack.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack.setFocus()  # no button looks pressed before a key is
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self.toast = Toast(self)
        context.signals.go.connect(self.go)
        context.signals.open_wanted.connect(self.open_path, Qt.ConnectionType.QueuedConnection)
        context.signals.said.connect(self.toast.say)
        context.signals.undoable.connect(self.toast.say)
        self.locking = Locking(self)
        self._stack.addWidget(self.locking.screen)
        self._make_menu()
        self._show_title()
        self.start.reload()

    def open_path(self, path: Path) -> None:
        """Open a client file, closing the one that is open."""
        if not self._may_stop_work():
            return
        self.close_client()
        self._opening.open(path)

    def open_demo(self) -> None:
        """Make the demo client in a folder the person chooses, and open it."""
        from xinbao_desktop.app.demo import run_demo

        folder = self.context.ask.folder(self.tr("Folder for the demo client"))
        if folder is None:
            return
        services, lang = self.context.services, self.context.lang
        self.start.work.run(
            self.tr("Making the demo client…"),
            lambda progress: run_demo(services, folder / DEMO, lang=lang, progress=progress),
            lambda made: self.open_path(made.client),
        )

    def show_client(self, client: OpenedClient) -> Workspace:
        """Show an open client's pages, the company first."""
        base = self.context
        context = ClientContext(
            base.services, base.tasks, base.ask, base.signals, base.lang, base.tokens, client
        )
        self.workspace = Workspace(context)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self.workspace.show_page("company")
        self._show_title()
        return self.workspace

    def close_client(self) -> None:
        """Save what is being typed, close the file, and show the start page."""
        client = self.release_client()
        if client is None:
            return
        tasks, services = self.context.tasks, self.context.services

        def work(_: object) -> None:
            try:
                services.remember(client)
            finally:
                client.close()

        tasks.run(
            work, owner=self, on_done=lambda _: self.start.reload(), on_error=self.context.fail
        )
        self._show_title()

    def release_client(self) -> OpenedClient | None:
        """Take the pages away and return their client, with everything typed saved, still open.

        The pages lose the focus first: what an editor saves at that moment goes in, too.
        """
        workspace, self.workspace = self.workspace, None
        if workspace is None:
            return None
        workspace.leave()
        self._stack.setCurrentWidget(self.start)
        self._stack.removeWidget(workspace)
        workspace.hide()
        self.context.tasks.drain()
        self.context.tasks.stop_long()
        workspace.deleteLater()
        self.locking.forget()
        self.toast.forget()
        self._show_title()
        return workspace.context.client

    def go(self, place: Place) -> None:
        """Show a place of the open client."""
        if self.workspace is not None and not self.locking.lock.locked:
            self.workspace.go(place)

    def show_lock(self, screen: LockScreen) -> None:
        """Show the question for the password in place of the client."""
        self.toast.hide()
        self._stack.setCurrentWidget(screen)
        self._undo.setEnabled(False)
        self.setWindowTitle(self.tr("Xinbao Desktop"))

    def show_unlocked(self) -> None:
        """Show the client again, where it was."""
        if self.workspace is not None:
            self._stack.setCurrentWidget(self.workspace)
        self._show_title()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed before the window goes; ask before work is cut off."""
        if not self._may_stop_work():
            event.ignore()
            return
        self.close_client()
        self.context.tasks.drain()
        super().closeEvent(event)

    def _ask_close(self) -> None:
        """Close the client, unless a person wants to wait for what is under way."""
        if self._may_stop_work():
            self.close_client()

    def _may_stop_work(self) -> bool:
        """Ask before a packet that is being built or printed, or papers taken in, are cut off."""
        busy = [strip for strip in self.findChildren(WorkStrip) if strip.busy]
        return not busy or self.context.ask.confirm(
            self.tr("Work is under way"),
            self.tr("{what} It is not finished and will be stopped.").format(what=busy[0].what),
            yes=self.tr("Stop it and close"),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take client files."""
        if any(path.suffix == SUFFIX for path in dropped_paths(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the client file that is dropped."""
        for path in dropped_paths(event.mimeData()):
            if path.suffix == SUFFIX:
                event.acceptProposedAction()
                self.open_path(path)
                return

    def _on_opened(self, client: OpenedClient) -> None:
        self.start.banner.say("")
        self.close_client()
        self.context.tasks.run(
            lambda _: self.context.services.remember(client), owner=self,
            on_done=lambda _: None, on_error=self.context.fail,
        )  # fmt: skip
        self.show_client(client)

    def _on_failed(self, text: str) -> None:
        if self.workspace is None:
            self.start.banner.say(text, "error")
        else:
            self.context.ask.tell(self.tr("That did not work"), text)

    def _make_menu(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(self.tr("&File"))
        self._action(file.addAction(self.tr("&New client…")), self._opening.ask_new, "Ctrl+N")
        self._action(file.addAction(self.tr("&Open a client…")), self._opening.ask_open, "Ctrl+O")
        self._close = file.addAction(self.tr("&Close the client"))
        self._action(self._close, self._ask_close, "Ctrl+W")
        file.addSeparator()
        self._action(file.addAction(self.tr("&Quit")), self.close, "Ctrl+Q")
        edit = bar.addMenu(self.tr("&Edit"))
        self._undo = edit.addAction(self.tr("&Undo the last step"))
        self._action(self._undo, self.toast.undo, "Ctrl+Shift+Z")
        for number, page in enumerate(ORDER[:9], start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self.go, Place(page)))

    def _action(self, action: QAction, on_trigger: Callable[[], object], keys: str) -> None:
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: on_trigger())

    def _show_title(self) -> None:
        open_ = self.workspace is not None
        self._close.setEnabled(open_)
        self._undo.setEnabled(True)
        name = self.tr("Xinbao Desktop")
        if self.workspace is not None:
            name = f"{self.workspace.context.client.path.stem} — {name}"
        self.setWindowTitle(name)
        if not open_:
            self._stack.setCurrentWidget(self.start)
