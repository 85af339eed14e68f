"""One page of a paper or packet as a picture, fitted to the width and scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

MARGIN = 24


class PageView(QScrollArea):
    """Shows a picture no wider than there is room for."""

    def __init__(self, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._label.setWordWrap(True)
        self.setWidget(self._label)
        self._picture = QPixmap()

    @property
    def is_empty(self) -> bool:
        """Whether no page is shown."""
        return self._picture.isNull()

    def show_png(self, data: bytes) -> None:
        """Show a picture."""
        image = QImage.fromData(data)
        self._picture = QPixmap.fromImage(image)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def show_text(self, text: str) -> None:
        """Say why no page is shown."""
        self._picture = QPixmap()
        self._label.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        scale = self.devicePixelRatioF()
        width = max(int((self.viewport().width() - MARGIN) * scale), 80)
        shown = self._picture
        if shown.width() > width:
            shown = shown.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(scale)
        self._label.setPixmap(shown)
