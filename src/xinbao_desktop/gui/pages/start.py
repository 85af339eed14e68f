"""The first page: which client to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xinbao_desktop.gui import formatting, icons
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.drop_area import DropArea
from xinbao_desktop.gui.widgets.parts import button, clear, label, row, scrolled
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.services import RecentClient
    from xinbao_desktop.gui.context import Context

WIDTH = 860


class StartPage(QWidget):
    """Recent clients with their next deadline, and the ways to another."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    path_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("role", "page")
        self.setObjectName("page.start")
        self.banner = Banner(context.tokens, "start.banner")
        self.work = WorkStrip(context, "start.work")
        content = QWidget()
        content.setMaximumWidth(WIDTH)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        layout.setSpacing(SPACE_L)
        layout.addLayout(self._head())
        layout.addWidget(self.banner)
        layout.addWidget(self.work)
        layout.addLayout(self._tiles())
        layout.addWidget(label(self.tr("Recent clients"), "heading"))
        self._recent = QVBoxLayout()
        self._recent.setSpacing(SPACE_S)
        layout.addLayout(self._recent)
        self._drop = DropArea(
            "start.drop", self.tr("Or drop a client file (.xinbao) anywhere on this window.")
        )
        self._drop.dropped.connect(lambda paths: self.path_wanted.emit(paths[0]))
        layout.addWidget(self._drop)
        layout.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        middle = QHBoxLayout(holder)
        middle.addStretch(1)
        middle.addWidget(content, 8)
        middle.addStretch(1)
        outer.addWidget(scrolled(holder, name="start.area"))

    def reload(self) -> None:
        """Read which clients were open lately."""
        services = self._context.services
        self._context.tasks.run(
            lambda _: services.recent(), owner=self, on_done=self._show,
            on_error=self._context.fail,
        )  # fmt: skip

    def _head(self) -> QHBoxLayout:
        line = row(spacing=SPACE_L)
        picture = label()
        picture.setPixmap(icons.pixmap("app", "#000000", 56))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("信保案卷  Xinbao Desktop", "title"))
        said = self.tr(
            "Export credit insurance: cover, deadlines, claims. "
            "One client, one file; nothing leaves this computer."
        )
        words.addWidget(label(said, "muted", wrap=True))
        line.addWidget(picture)
        line.addLayout(words, 1)
        return line

    def _tiles(self) -> QHBoxLayout:
        tokens = self._context.tokens
        line = row(spacing=SPACE_M)
        for text, name, signal, icon, role in (
            (self.tr("New client…"), "start.new", self.new_wanted, "add", "primary"),
            (self.tr("Open a client…"), "start.open", self.open_wanted, "open", ""),
            (self.tr("Try the demo client…"), "start.demo", self.demo_wanted, "demo", ""),
        ):
            colour = tokens.on_accent if role else tokens.text
            one = button(text, name, signal.emit, role=role, icon=icon, colour=colour)
            one.setMinimumHeight(44)
            line.addWidget(one, 1)
        return line

    def _show(self, recent: Sequence[RecentClient]) -> None:
        clear(self._recent)
        for client in recent:
            self._recent.addWidget(_RecentRow(self._context, client, self))
        if not recent:
            text = self.tr("None yet. Begin with a new client, or look at the demo client first.")
            self._recent.addWidget(label(text, "muted", wrap=True))


class _RecentRow(QFrame):
    """One recent client; the whole row opens it."""

    def __init__(self, context: Context, client: RecentClient, page: StartPage) -> None:
        super().__init__()
        self.setProperty("role", "card")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(client.name or client.path.stem, "heading"))
        words.addWidget(label(str(client.path), "muted", wrap=True))
        layout.addLayout(words, 1)
        due = client.next_deadline
        if due is not None:
            state = "overdue" if due < context.today() else "due"
            layout.addWidget(label(self.tr("Next deadline"), "muted"))
            layout.addWidget(Chip(state, formatting.date_text(due)))
        go = button(
            self.tr("Open"), "start.recent", lambda: page.path_wanted.emit(client.path),
            icon="jump", colour=context.tokens.text,
        )  # fmt: skip
        go.setEnabled(client.exists)
        if not client.exists:
            layout.addWidget(Chip("missing", self.tr("File not found")))
        layout.addWidget(go, 0, Qt.AlignmentFlag.AlignVCenter)
