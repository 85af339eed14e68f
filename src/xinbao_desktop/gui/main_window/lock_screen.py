"""What stands in the window while its client is locked: nothing but a question for the password."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_XL, Tokens
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.parts import button, card, label, row

WIDTH = 420
PICTURE = 40


class LockScreen(QWidget):
    """Names neither the client nor its file."""

    given = Signal(str)
    close_wanted = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setProperty("role", "page")
        picture = label()
        picture.setPixmap(icons.pixmap("lock", tokens.accent, PICTURE))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.banner = Banner(tokens, "lock.banner")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setObjectName("lock.password")
        self.password.setAccessibleName(self.tr("Password"))
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.returnPressed.connect(self._give)
        self._open = button(self.tr("Unlock"), "lock.open", self._give, role="primary")
        line = row()
        line.addWidget(self._open)
        line.addWidget(button(self.tr("Close the client"), "lock.close", self.close_wanted.emit))
        line.addStretch(1)
        inner = QVBoxLayout()
        inner.setSpacing(SPACE_M)
        inner.addWidget(picture)
        title = label(self.tr("Locked"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(title)
        inner.addWidget(
            label(
                self.tr("The window was not used for a while. Everything entered is saved."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        inner.addWidget(self.banner)
        inner.addWidget(self.password)
        inner.addLayout(line)
        holder = card(inner)
        inner.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        holder.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def begin(self) -> None:
        """Ask anew."""
        self.password.clear()
        self.banner.say("")
        self.wait(waiting=False)
        self.password.setFocus()

    def wait(self, *, waiting: bool) -> None:
        """Take no further answer while one is tried."""
        self._open.setEnabled(not waiting)
        self.password.setEnabled(not waiting)

    def refuse(self, text: str) -> None:
        """Say why it stays locked, and ask again."""
        self.begin()
        self.banner.say(text, "error")

    def _give(self) -> None:
        if self.password.text():
            self.given.emit(self.password.text())
