"""A coloured strip with a sentence: what holds for the whole page below it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.theme import SPACE_M, SPACE_S, Tokens
from xinbao_desktop.gui.widgets.parts import label, restyle

_LOOKS = {"error": ("not_met", "not_met"), "info": ("info", "accent"),
          "good": ("met", "met"), "care": ("warning", "unknown")}  # fmt: skip


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "banner")
        self._tokens = tokens
        self._icon = label()
        self._text = label("", wrap=True, name=f"{name}.text")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def add(self, widget: QWidget) -> None:
        """Put a button at its right end."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)

    def say(self, text: str, tone: str = "care") -> None:
        """Show a sentence; an empty one hides the strip."""
        icon, colour = _LOOKS[tone]
        self._icon.setPixmap(icons.pixmap(icon, getattr(self._tokens, colour), 18))
        self._text.setText(text)
        restyle(self, "tone", tone)
        self.setVisible(bool(text))
