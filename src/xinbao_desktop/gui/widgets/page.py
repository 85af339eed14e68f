"""The base of every page: it knows what it shows, reloads when that changed, and can be left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from xinbao_desktop.gui.widgets.parts import label

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from xinbao_desktop.app.changes import Changes
    from xinbao_desktop.gui.context import ClientContext, Place


class Page(QWidget):
    """A page about the open client.

    ``watches`` names the kinds of record it shows; while it is hidden a change only marks it
    stale, and it reloads when it is seen again.
    """

    name: ClassVar[str] = ""
    watches: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: ClientContext, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setProperty("role", "page")
        self.setObjectName(f"page.{self.name}")
        self._stale = True
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        self.body.setSpacing(SPACE_M)
        self.head = QHBoxLayout()
        self.head.setSpacing(SPACE_S)
        self.head.addWidget(label(title, "title"))
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        context.tasks.changed.connect(self._on_changes)

    def reload(self) -> None:
        """Show what is now in the client file."""

    def show_place(self, place: Place) -> None:
        """Go to a record or a field of this page."""

    def leave(self) -> None:
        """Take over what is being typed, before the page is left or the client closed."""

    def showEvent(self, event: QShowEvent) -> None:
        """Reload what changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def _on_changes(self, changes: Changes) -> None:
        if not changes.touches(*self.watches):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
