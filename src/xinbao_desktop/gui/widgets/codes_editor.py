"""The field of several words: typed with semicolons between them, or ticked in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from xinbao_desktop.gui import icons
from xinbao_desktop.gui.formatting import SEPARATOR
from xinbao_desktop.gui.widgets.editor import Line, LineEditor

if TYPE_CHECKING:
    from xinbao_desktop.domain.vocabulary import Vocabulary
    from xinbao_desktop.text import Lang

ROWS_SHOWN = 10


def split_words(text: str) -> list[str]:
    """Return the words between semicolons, commas and the Chinese 、."""
    for sign in "；,，、\n":
        text = text.replace(sign, ";")
    return [word.strip() for word in text.split(";") if word.strip()]


class CodesEditor(LineEditor):
    """Several words of a vocabulary, shown by their labels."""

    def __init__(
        self, vocabulary: Vocabulary, lang: Lang, colour: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vocabulary, self._lang = vocabulary, lang
        self._popup: _TickList | None = None
        self.line.setPlaceholderText(self.tr("Type, or pick from the list (F4)"))
        action = self.line.addAction(
            icons.icon("down", colour), self.line.ActionPosition.TrailingPosition
        )
        action.setToolTip(self.tr("Pick from the list (F4)"))
        action.setShortcut(Qt.Key.Key_F4)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: self.open_list())

    def words(self) -> str:
        """Return the codes; words that are none stay as typed, to be refused."""
        typed = split_words(self.line.text())
        return SEPARATOR.join(self._vocabulary.parse(word) or word for word in typed)

    def show_words(self, words: str) -> None:
        """Show codes by their labels."""
        shown = [self._label(word) for word in split_words(words)]
        self.line.setText(SEPARATOR.join(shown))
        self.line.setCursorPosition(0)
        self.line.setToolTip(self.line.text())

    def open_list(self) -> None:
        """Show every word to tick."""
        if self.line.isReadOnly():
            return
        if self._popup is None:
            self._popup = _TickList(self._vocabulary, self._lang, self)
        self._popup.open_at(self.line, set(split_words(self.words())))

    def take(self, codes: list[str]) -> None:
        """Take what was ticked."""
        self.show_words(SEPARATOR.join(codes))
        self.committed.emit()

    def _label(self, word: str) -> str:
        known = word in self._vocabulary
        return self._vocabulary.label(word).of(self._lang) if known else word


class _TickList(QFrame):
    """The list behind the button of a ``CodesEditor``."""

    def __init__(self, vocabulary: Vocabulary, lang: Lang, owner: CodesEditor) -> None:
        super().__init__(owner)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self._owner = owner
        self._filter = Line()
        self._filter.setPlaceholderText(self.tr("Search"))
        self._filter.setAccessibleName(self.tr("Search the list"))
        self._filter.setObjectName("codes.search")
        self._filter.textChanged.connect(self._narrow)
        self._list = QListWidget()
        self._list.setObjectName("codes.list")
        self._list.setAccessibleName(vocabulary.title.of(lang))
        for term in vocabulary:
            item = QListWidgetItem(term.label.of(lang))
            item.setData(Qt.ItemDataRole.UserRole, term.value)
            item.setData(Qt.ItemDataRole.UserRole + 1, " ".join(term.spellings).casefold())
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self._list.addItem(item)
        self._list.itemChanged.connect(lambda _: self._owner.take(self._ticked()))
        layout = QVBoxLayout(self)
        layout.addWidget(self._filter)
        layout.addWidget(self._list)

    def open_at(self, anchor: QWidget, ticked: set[str]) -> None:
        self._list.blockSignals(True)  # noqa: FBT003 - Qt names no keyword
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)  # noqa: FBT003
        height = 30 * min(ROWS_SHOWN, self._list.count()) + 70
        self.resize(max(anchor.width(), 280), height)
        self.move(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
        self.show()
        self._filter.setFocus()

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(number) for number in range(self._list.count())]

    def _ticked(self) -> list[str]:
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        ]

    def _narrow(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.casefold() not in item.data(Qt.ItemDataRole.UserRole + 1))
