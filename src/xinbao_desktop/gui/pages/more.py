"""The records that only some measures ask for: orders, prepayments, projects and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QTabWidget

from xinbao_desktop.domain import schema
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.records_panel import RecordsPanel

if TYPE_CHECKING:
    from xinbao_desktop.app.changes import Changes
    from xinbao_desktop.gui.context import ClientContext, Place

KINDS = ("orders", "prepayments", "projects", "reports", "partners", "contacts")


class MorePage(Page):
    """One tab a kind."""

    name: ClassVar[str] = "more"
    watches: ClassVar[frozenset[str]] = frozenset(KINDS)

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("more"))
        self._tabs = QTabWidget()
        self._tabs.setObjectName("more.tabs")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setAccessibleName(self.tr("Kinds of records"))
        self.panels = {name: RecordsPanel(context, schema.kind(name)) for name in KINDS}
        for name, panel in self.panels.items():
            self._tabs.addTab(panel, schema.kind(name).title.of(context.lang))
        self._tabs.currentChanged.connect(lambda _: self.leave())
        self.body.addWidget(self._tabs, 1)

    def reload(self) -> None:
        """See ``Page.reload``."""
        for panel in self.panels.values():
            panel.reload()

    def show_place(self, place: Place) -> None:
        """Show the tab, and the record in it."""
        panel = self.panels.get(place.kind)
        if panel is None:
            return
        self._tabs.setCurrentWidget(panel)
        if place.identity:
            panel.select(place.identity, place.key)

    def leave(self) -> None:
        """See ``Page.leave``."""
        for panel in self.panels.values():
            panel.form.commit()

    def _on_changes(self, changes: Changes) -> None:
        if not self.isVisible():
            super()._on_changes(changes)
            return
        for name, panel in self.panels.items():
            if changes.touches(name):
                panel.reload()
