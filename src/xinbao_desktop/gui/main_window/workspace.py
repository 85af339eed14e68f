"""The pages of the open client beside the navigation; each page is made when it is first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from xinbao_desktop.gui.dialogs.history import HistoryDialog
from xinbao_desktop.gui.dialogs.why import WhyDialog
from xinbao_desktop.gui.models.fact_place import PAGE_OF_KIND
from xinbao_desktop.gui.navigation import ORDER, Navigation
from xinbao_desktop.gui.pages.blanks import BlanksPage
from xinbao_desktop.gui.pages.cases import CasesPage
from xinbao_desktop.gui.pages.company import CompanyPage
from xinbao_desktop.gui.pages.custody import CustodyPage
from xinbao_desktop.gui.pages.deadlines import DeadlinesPage
from xinbao_desktop.gui.pages.exchange import ExchangePage
from xinbao_desktop.gui.pages.measures import MeasuresPage
from xinbao_desktop.gui.pages.more import MorePage
from xinbao_desktop.gui.pages.records import RecordsPage
from xinbao_desktop.gui.pages.rules import RulesPage
from xinbao_desktop.gui.pages.settings import SettingsPage
from xinbao_desktop.gui.pages.shipments import ShipmentsPage
from xinbao_desktop.gui.theme import SPACE_M, SPACE_XL
from xinbao_desktop.gui.widgets.banner import Banner

if TYPE_CHECKING:
    from xinbao_desktop.app.changes import Changes
    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.gui.context import ClientContext, Place
    from xinbao_desktop.gui.widgets.page import Page

_MADE = {
    "company": CompanyPage, "shipments": ShipmentsPage, "measures": MeasuresPage,
    "deadlines": DeadlinesPage, "cases": CasesPage, "more": MorePage,
    "exchange": ExchangePage, "rules": RulesPage, "blanks": BlanksPage, "custody": CustodyPage,
    "settings": SettingsPage,
}  # fmt: skip


class Workspace(QWidget):
    """Shows one page at a time."""

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.pages: dict[str, Page] = {}
        self.navigation = Navigation(context.tokens)
        self.navigation.chosen.connect(self.show_page)
        self._stack = QStackedWidget()
        self._stack.setObjectName("stack")
        self._stack.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._locked = Banner(context.tokens, "workspace.locked")
        holder = QWidget()
        holder.setProperty("role", "page")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        strip = QVBoxLayout()
        strip.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, 0)
        strip.addWidget(self._locked)
        inner.addLayout(strip)
        inner.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addWidget(holder, 1)
        context.tasks.changed.connect(self._on_changes)
        context.signals.history_wanted.connect(self.show_history)
        context.signals.why_wanted.connect(self.show_why)
        self._show_state()

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        name = self.current_name
        return self.pages.get(name) if name else None

    @property
    def current_name(self) -> str:
        """The name of the page that is shown; empty before the first."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self.pages.items() if page is shown), "")

    def show_page(self, name: str) -> None:
        """Show a page, after taking over what was being typed on the one before."""
        if self.current is not None and self.current_name != name:
            self.current.leave()
        if name not in self.pages:
            self.pages[name] = self._make(name)
            self._stack.addWidget(self.pages[name])
        self._stack.setCurrentWidget(self.pages[name])
        self._stack.setFocus()
        self.navigation.choose(name)

    def go(self, place: Place) -> None:
        """Show a place: the page, the record, the field."""
        name = place.page or PAGE_OF_KIND.get(place.kind, "")
        if name in ORDER:
            self.show_page(name)
            self.pages[name].show_place(place)

    def show_history(self, record: Record) -> None:
        """Show who changed what of a record when, beside the page."""
        HistoryDialog(self.context, record, self).show()

    def show_why(self, finding: Finding) -> None:
        """Show the tree behind a verdict, beside the page."""
        WhyDialog(self.context, finding, self).show()

    def leave(self) -> None:
        """Take over what is being typed, on every page; before the client is closed."""
        for page in self.pages.values():
            page.leave()

    def _make(self, name: str) -> Page:
        made = _MADE.get(name)
        return RecordsPage(self.context, name) if made is None else made(self.context)

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("company", "custody"):
            self._show_state()

    def _show_state(self) -> None:
        client = self.context.client
        state = self.tr("Read-only") if client.read_only else ""
        if client.encrypted:
            state = " · ".join(part for part in (state, self.tr("With password")) if part)
        self.context.tasks.run(
            lambda _: client.name, owner=self,
            on_done=lambda name: self.navigation.show_client(name, state),
            on_error=self.context.fail,
        )  # fmt: skip
        if client.read_only:
            held = self.context.say(client.holder) if client.holder is not None else ""
            self._locked.say(held or self.tr("This file is open for reading only."))
