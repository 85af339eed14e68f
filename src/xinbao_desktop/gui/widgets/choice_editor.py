"""The fields that are chosen: yes, no or unknown, and one word of a vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QToolButton, QWidget

from xinbao_desktop.gui.widgets.editor import Editor
from xinbao_desktop.gui.widgets.parts import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent

    from xinbao_desktop.domain.vocabulary import Vocabulary
    from xinbao_desktop.text import Lang

MOST_TERMS_TO_READ = 16


class QuietComboBox(QComboBox):
    """A combo box that a turn of the wheel over a form does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll instead."""
        event.ignore()


def searchable(box: QComboBox) -> None:
    """Let a long list be searched by typing any part of a word."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)


class TermBox(QuietComboBox):
    """Chooses one word of a vocabulary; there is always one chosen."""

    def __init__(self, vocabulary: Vocabulary, lang: Lang, name: str, first: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(vocabulary.title.of(lang))
        for term in vocabulary:
            self.addItem(term.label.of(lang), term.value)
        self.setCurrentIndex(max(self.findData(first), 0))

    @property
    def value(self) -> str:
        """The word that is chosen."""
        return str(self.currentData())

    def choose(self, value: str) -> None:
        """Choose as a person would."""
        self.setCurrentIndex(self.findData(value))
        self.activated.emit(self.currentIndex())


class _Choice(QToolButton):
    """One of the three answers; the arrow keys go to its neighbours."""

    def __init__(self, owner: FlagEditor, text: str) -> None:
        super().__init__()
        self._owner = owner
        self.setText(text)
        self.setCheckable(True)
        self.setProperty("role", "choice")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._owner.move_by(step)


class FlagEditor(Editor):
    """Yes, no, or unknown: an empty flag is never taken for a no."""

    WORDS = ("", "yes", "no")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        texts = (self.tr("Unknown"), self.tr("Yes"), self.tr("No"))
        self._buttons = [_Choice(self, text) for text in texts]
        for number, (one, place) in enumerate(
            zip(self._buttons, ("first", "middle", "last"), strict=True)
        ):
            one.setProperty("place", place)
            self._group.addButton(one, number)
            self._row.addWidget(one)
        self._row.addStretch(1)
        self._buttons[0].setChecked(True)
        self._group.idClicked.connect(lambda _: self.committed.emit())

    def words(self) -> str:
        """See ``Editor.words``."""
        return self.WORDS[max(self._group.checkedId(), 0)]

    def show_words(self, words: str) -> None:
        """See ``Editor.show_words``."""
        number = self.WORDS.index(words) if words in self.WORDS else 0
        self._buttons[number].setChecked(True)

    def target(self) -> QWidget:
        """See ``Editor.target``."""
        return self._buttons[0]

    def introduce(self, name: str, spoken: str) -> None:
        """Name each of the three answers."""
        super().introduce(name, spoken)
        for one, word in zip(self._buttons, ("unknown", "yes", "no"), strict=True):
            one.setObjectName(f"{name}.{word}")
            one.setAccessibleName(f"{spoken}: {one.text()}")

    def mark(self, state: str) -> None:
        """Mark all three."""
        for one in self._buttons:
            restyle(one, "state", state)

    def choose(self, words: str) -> None:
        """Answer as a person would, with a click."""
        self._buttons[self.WORDS.index(words)].click()

    def move_by(self, step: int) -> None:
        """Answer with the neighbour of the present answer."""
        number = (max(self._group.checkedId(), 0) + step) % len(self._buttons)
        self._buttons[number].setFocus()
        self._buttons[number].click()


class _CodeBox(QuietComboBox):
    def __init__(self, owner: CodeEditor) -> None:
        super().__init__()
        self._owner = owner

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isEditable():
            self._owner.committed.emit()


class CodeEditor(Editor):
    """One word of a vocabulary; a long one is searched by typing."""

    def __init__(self, vocabulary: Vocabulary, lang: Lang, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary, self._lang = vocabulary, lang
        self.box = _CodeBox(self)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(8)
        self.box.addItem("", "")
        for term in vocabulary:
            self.box.addItem(self._shown(term.value), term.value)
        if len(vocabulary.values) > MOST_TERMS_TO_READ:
            searchable(self.box)
        self.box.activated.connect(lambda _: self.committed.emit())
        self._row.addWidget(self.box, 1)

    def words(self) -> str:
        """Return the code; words that are none are returned as typed, to be refused."""
        text = self.box.currentText().strip()
        if not text:
            return ""
        number = self.box.findText(text, Qt.MatchFlag.MatchExactly)
        if number >= 0:
            return str(self.box.itemData(number))
        return self._vocabulary.parse(text) or text

    def show_words(self, words: str) -> None:
        """See ``Editor.show_words``."""
        number = self.box.findData(words)
        self.box.setCurrentIndex(number)
        if number < 0 and self.box.isEditable():
            self.box.setEditText(words)

    def target(self) -> QWidget:
        """See ``Editor.target``."""
        return self.box

    def choose(self, value: str) -> None:
        """Choose as a person would."""
        self.box.setCurrentIndex(self.box.findData(value))
        self.committed.emit()

    def _shown(self, value: str) -> str:
        label = self._vocabulary.label(value).of(self._lang)
        short = value.isupper() and len(value) <= 4 and value != label
        return f"{value}  {label}" if short else label
