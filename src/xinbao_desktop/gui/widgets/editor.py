"""What every field of a form is entered with: words in, words out, and when to save them.

An editor never judges its words. It says ``committed`` when the person is done with the field
and ``typed`` while they type; during the composition of an input method it says neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from xinbao_desktop.gui.widgets.parts import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QInputMethodEvent

LONG_TEXT_LINES = 4


def commit_composition() -> None:
    """Take over what an input method is composing; some systems drop it when focus leaves."""
    method = QGuiApplication.inputMethod()
    if method is not None:
        method.commit()


class Editor(QWidget):
    """One field of a form."""

    committed = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def words(self) -> str:
        """Return what was entered, as text."""
        raise NotImplementedError

    def show_words(self, words: str) -> None:
        """Show what is saved."""
        raise NotImplementedError

    def target(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        raise NotImplementedError

    def set_read_only(self, *, read_only: bool) -> None:
        """Forbid changes."""
        self.setEnabled(not read_only)

    def mark(self, state: str) -> None:
        """Show a state: ``problem``, ``caution``, ``found`` or none."""
        restyle(self.target(), "state", state)

    def introduce(self, name: str, spoken: str) -> None:
        """Give the field the name tests find it by and the one a screen reader says."""
        self.setObjectName(f"{name}.editor")
        self.target().setObjectName(name)
        self.target().setAccessibleName(spoken)
        self.setFocusProxy(self.target())

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return False

    def has_focus(self) -> bool:
        """Whether the person is in this field."""
        focus = QGuiApplication.focusObject()
        return isinstance(focus, QWidget) and (focus is self or self.isAncestorOf(focus))


class Line(QLineEdit):
    """A line that takes over a composition when the focus leaves."""

    is_composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a word is being composed."""
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take over the composition first."""
        commit_composition()
        super().focusOutEvent(event)


class LineEditor(Editor):
    """A line of text; with ``right`` for amounts."""

    def __init__(self, parent: QWidget | None = None, *, right: bool = False) -> None:
        super().__init__(parent)
        self.line = Line()
        if right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.line.editingFinished.connect(self.committed)
        self.line.textEdited.connect(lambda _: self.typed.emit())
        self._row.addWidget(self.line, 1)

    def words(self) -> str:
        """See ``Editor.words``."""
        return self.line.text().strip()

    def show_words(self, words: str) -> None:
        """See ``Editor.show_words``."""
        self.line.setText(words)
        self.line.setCursorPosition(0)

    def target(self) -> QWidget:
        """See ``Editor.target``."""
        return self.line

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it still be marked and copied."""
        self.line.setReadOnly(read_only)

    @property
    def is_composing(self) -> bool:
        """See ``Editor.is_composing``."""
        return self.line.is_composing


class _Paragraph(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        commit_composition()
        super().focusOutEvent(event)
        self.left.emit()


class ParagraphEditor(Editor):
    """A text of several lines; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = _Paragraph()
        self.text.setTabChangesFocus(True)
        height = self.text.fontMetrics().lineSpacing() * LONG_TEXT_LINES + 18
        self.text.setFixedHeight(height)
        self.text.left.connect(self.committed)
        self._showing = False
        self.text.textChanged.connect(self._on_change)
        self._row.addWidget(self.text, 1)

    def words(self) -> str:
        """See ``Editor.words``."""
        return self.text.toPlainText().strip()

    def show_words(self, words: str) -> None:
        """See ``Editor.show_words``."""
        self._showing = True
        self.text.setPlainText(words)
        self._showing = False

    def target(self) -> QWidget:
        """See ``Editor.target``."""
        return self.text

    def set_read_only(self, *, read_only: bool) -> None:
        """Let it still be marked and copied."""
        self.text.setReadOnly(read_only)

    def _on_change(self) -> None:
        if not self._showing:
            self.typed.emit()
