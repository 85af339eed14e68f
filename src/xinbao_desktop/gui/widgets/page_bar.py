"""The line above a page: which file and page it is, to the next one, larger and smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.elided import Elided
from xinbao_desktop.gui.widgets.parts import label, row, tool

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.gui.context import Context
    from xinbao_desktop.gui.widgets.page_view import PageView

NUMBER_WIDTH = 64


class PageBar(QWidget):
    """Hidden while there is no file."""

    page_wanted = Signal(int)  # counted from 1

    def __init__(self, context: Context, view: PageView) -> None:
        super().__init__()
        colour = context.tokens.text
        self._view = view
        self.previous = tool(
            "packet.previous", self.tr("Previous page"), lambda: view.turn_wanted.emit(-1),
            icon="left", colour=colour,
        )  # fmt: skip
        self.next = tool(
            "packet.next", self.tr("Next page"), lambda: view.turn_wanted.emit(1),
            icon="right", colour=colour,
        )  # fmt: skip
        self.number = QSpinBox()
        self.number.setObjectName("packet.page")
        self.number.setAccessibleName(self.tr("Page number"))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.number.lineEdit().setTextMargins(0, 0, SPACE_S, 0)  # a style's padding ends before it
        self.number.setKeyboardTracking(False)  # 1 and 12 lie on the way to 120
        self.number.valueChanged.connect(self.page_wanted)
        self._of = label("", "muted")
        self._smaller = tool(
            "packet.smaller", self.tr("Smaller"), lambda: view.zoom_by(-1),
            icon="zoom_out", colour=colour,
        )  # fmt: skip
        self._larger = tool(
            "packet.larger", self.tr("Larger"), lambda: view.zoom_by(1),
            icon="zoom_in", colour=colour,
        )  # fmt: skip
        self._name = Elided("muted", "packet.file")
        line = row(spacing=4)
        for one in (self.previous, self.number, self._of, self.next, self._smaller, self._larger):
            line.addWidget(one)
        line.addWidget(self._name, 1)
        self.setLayout(line)

    def show_file(self, pdf: Path | None, pages: int) -> None:
        """Say which file it is."""
        self.setVisible(pdf is not None)
        self._name.show_text("" if pdf is None else pdf.name, "" if pdf is None else str(pdf))
        self._of.setText(f"/ {pages}")
        self.number.setRange(min(pages, 1), pages)

    def show_page(self, page: int) -> None:
        """Say which page is shown."""
        self.number.blockSignals(True)  # noqa: FBT003 - Qt names no keyword
        self.number.setValue(page)
        self.number.blockSignals(False)  # noqa: FBT003
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < self.number.maximum())
