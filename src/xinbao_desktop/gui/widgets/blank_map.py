"""A page of a blank with its fields coloured over it, fitted to the width and scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QScrollArea

from xinbao_desktop.gui.widgets.blank_sheet import BlankSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from xinbao_desktop.gui.models.blank_draft import FieldLine
    from xinbao_desktop.gui.theme import Tokens

MARGIN = 4


class BlankMap(QScrollArea):
    """Shows one page, fitted to the width."""

    chosen = Signal(str)  # the name of a field
    drawn = Signal(object)  # a Spot, while marking
    placed = Signal(object)  # the Spot of the marked place that is current, moved or resized
    removed = Signal()  # the marked place that is current is to go

    def __init__(self, tokens: Tokens, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setWidgetResizable(True)
        self.setMinimumWidth(260)
        self.sheet = BlankSheet(tokens, f"{name}.sheet", spoken)
        self.sheet.chosen.connect(self.chosen)
        self.sheet.drawn.connect(self.drawn)
        self.sheet.placed.connect(self.placed)
        self.sheet.removed.connect(self.removed)
        self.setFocusProxy(self.sheet)
        self.setWidget(self.sheet)

    def show_page(self, number: int, size: tuple[float, float], png: bytes) -> None:
        """Show a page; ``size`` is its own in points."""
        self.sheet.number, self.sheet.page_size = number, size
        self.sheet.picture = QPixmap.fromImage(QImage.fromData(png)) if png else QPixmap()
        self._fit()

    def show_fields(self, lines: Sequence[FieldLine], current: str) -> None:
        """Colour the fields; the current one is framed and brought into view."""
        self.sheet.show_fields(lines, current)
        box = self.sheet.box_of(current)
        if box is not None:
            centre = box.center()
            self.ensureVisible(round(centre.x()), round(centre.y()), 40, 80)

    def mark(self, *, on: bool) -> None:
        """Begin or end drawing a place: with the mouse, or with the return key."""
        self.sheet.mark(on=on)
        if on:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.sheet.fit(self.viewport().width() - 2 * MARGIN)
