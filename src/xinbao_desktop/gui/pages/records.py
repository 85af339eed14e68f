"""A page of one kind of record and nothing else: policies, buyers, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.records_panel import RecordsPanel

if TYPE_CHECKING:
    from xinbao_desktop.gui.context import ClientContext, Place


class RecordsPage(Page):
    """Lists the records of a kind and enters them."""

    def __init__(self, context: ClientContext, kind: str) -> None:
        self.name = kind  # type: ignore[misc] # one class serves several pages
        self.watches = frozenset({kind})  # type: ignore[misc]
        super().__init__(context, wording.page_title(kind))
        self.panel = RecordsPanel(context, schema.kind(kind), hint=self._hint(kind))
        self.body.addWidget(self.panel, 1)

    def reload(self) -> None:
        """See ``Page.reload``."""
        self.panel.reload()

    def show_place(self, place: Place) -> None:
        """Choose the record; without one, show the list."""
        if place.identity:
            self.panel.select(place.identity, place.key)

    def leave(self) -> None:
        """See ``Page.leave``."""
        self.panel.form.commit()

    def _hint(self, kind: str) -> str:
        return {
            "policies": self.tr(
                "Enter each policy from its schedule: what stands there goes before every default."
            ),
            "buyers": self.tr(
                "Enter whom you sell to, and the banks that issue letters of credit for them."
            ),
            "limits": self.tr(
                "Enter each approval of a credit limit; a changed amount is a new row with its day."
            ),
        }.get(kind, "")
