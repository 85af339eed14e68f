"""What stands where there is nothing yet: what belongs there and how to get it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.theme import SPACE_M, SPACE_S, Tokens
from xinbao_desktop.gui.widgets.parts import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

PICTURE = 44


class EmptyState(QWidget):
    """A picture, a sentence, and the buttons that lead on."""

    def __init__(
        self,
        tokens: Tokens,
        icon: str,
        title: str,
        text: str,
        buttons: tuple[QPushButton, ...] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("empty_state")
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE_S)
        layout.addStretch(1)
        picture = label()
        picture.setPixmap(icons.pixmap(icon, tokens.muted, PICTURE))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(picture)
        self._title = label(title, "heading", wrap=True)
        self._text = label(text, "muted", wrap=True)
        for one in (self._title, self._text):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(one)
        layout.addSpacing(SPACE_M)
        layout.addStretch(2)
        for one_button in buttons:
            self.add(one_button)

    def add(self, one_button: QPushButton) -> None:
        """Put a button below the sentence."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.count() - 1, one_button, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
