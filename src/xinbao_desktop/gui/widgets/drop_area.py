"""A place to drop files from the system's file manager onto, or to click and choose them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui.theme import SPACE_M
from xinbao_desktop.gui.widgets.parts import label, restyle

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the local files and folders among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropArea(QFrame):
    """Says what may be dropped, and hands on the paths."""

    dropped = Signal(list)

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(text)
        self._text = label(text, "muted", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        layout.addWidget(self._text)

    def add(self, widget: QWidget) -> None:
        """Put a button below the sentence."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that files may be let go here."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            restyle(self, "over", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that they went away again."""
        restyle(self, "over", "false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        restyle(self, "over", "false")
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
