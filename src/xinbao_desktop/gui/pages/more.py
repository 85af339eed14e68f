"""The records that only some measures ask for: orders, prepayments, projects and the like."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from xinbao_desktop.domain import schema
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.widgets.lazy_tabs import LazyTabs
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.records_panel import RecordsPanel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.app.changes import Changes
    from xinbao_desktop.gui.context import ClientContext, Place

KINDS = ("orders", "prepayments", "projects", "reports", "partners", "contacts")


class MorePage(Page):
    """One tab a kind."""

    name: ClassVar[str] = "more"
    watches: ClassVar[frozenset[str]] = frozenset(KINDS)

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("more"))
        self._panels: dict[str, RecordsPanel] = {}
        self._tabs = LazyTabs("more.tabs", self.tr("Kinds of records"))
        for name in KINDS:
            title = schema.kind(name).title.of(context.lang)
            self._tabs.add(name, title, partial(self._make, name))
        self._tabs.currentChanged.connect(lambda _: self.leave())
        self.body.addWidget(self._tabs, 1)

    @property
    def panels(self) -> Mapping[str, RecordsPanel]:
        """The panels by kind that are made by now."""
        return self._panels

    def reload(self) -> None:
        """See ``Page.reload``."""
        self._tabs.part(self._tabs.current)
        for panel in self.panels.values():
            panel.reload()

    def show_place(self, place: Place) -> None:
        """Show the tab, and the record in it."""
        if place.kind not in KINDS:
            return
        self._tabs.show_part(place.kind)
        if place.identity:
            self.panels[place.kind].select(place.identity, place.key)

    def leave(self) -> None:
        """See ``Page.leave``."""
        for panel in self.panels.values():
            panel.form.commit()

    def _make(self, name: str) -> RecordsPanel:
        panel = self._panels[name] = RecordsPanel(self.context, schema.kind(name))
        panel.reload()
        return panel

    def _on_changes(self, changes: Changes) -> None:
        if not self.isVisible():
            super()._on_changes(changes)
            return
        for name, panel in self.panels.items():
            if changes.touches(name):
                panel.reload()
