"""The field that names another record: type part of its number or name, or open the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QWidget

from xinbao_desktop.domain.listing import ListQuery
from xinbao_desktop.gui import icons
from xinbao_desktop.gui.models import titles
from xinbao_desktop.gui.widgets.editor import LineEditor
from xinbao_desktop.gui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.gui.context import ClientContext

MOST_OFFERED = 50
PAUSE_MS = 150
BETWEEN = " · "


class ReferenceEditor(LineEditor):
    """A line that offers the records it may name, and shows the name of the one it names."""

    def __init__(
        self,
        context: ClientContext,
        kind: str,
        on_jump: Callable[[str, tuple[str, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._on_jump = context, kind, on_jump
        self._offers = QStringListModel(self)
        self._wanted = ""
        self._name = label("", "muted")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._search)
        self.line.textEdited.connect(lambda _: self._timer.start())
        self.line.setPlaceholderText(self.tr("Type a number or a name"))
        self._make_completer()
        self._make_actions()

    def words(self) -> str:
        """Return the number alone, without the name beside it."""
        return super().words().split(BETWEEN)[0].strip()

    def show_words(self, words: str) -> None:
        """Show the number with the record's name as the tip."""
        super().show_words(words)
        record = self._context.client.records.get(self._kind, (words,)) if words else None
        name = titles.name_of(record, self._context.lang) if record is not None else ""
        self.line.setToolTip(name)
        if name:
            super().show_words(f"{words}{BETWEEN}{name}")

    def open_list(self) -> None:
        """Offer the first records whatever is typed."""
        self._wanted = ""
        self._look_up("")

    def _make_completer(self) -> None:
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._chosen)
        completer.setWidget(self.line)
        self._completer = completer

    def _make_actions(self) -> None:
        colour = self._context.tokens.muted
        end = self.line.ActionPosition.TrailingPosition
        jump = self.line.addAction(icons.icon("jump", colour), end)
        jump.setToolTip(self.tr("Go to this record (Ctrl+Return)"))
        jump.setShortcut("Ctrl+Return")
        jump.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        jump.triggered.connect(lambda _=False: self._jump())
        pick = self.line.addAction(icons.icon("down", colour), end)
        pick.setToolTip(self.tr("Pick from the list (F4)"))
        pick.setShortcut(Qt.Key.Key_F4)
        pick.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pick.triggered.connect(lambda _=False: self.open_list())

    def _jump(self) -> None:
        if self.words():
            self._on_jump(self._kind, (self.words(),))

    def _search(self) -> None:
        self._look_up(self.words())

    def _look_up(self, text: str) -> None:
        self._wanted = text
        source = self._context.client.records.source(self._kind)

        def work(_: object) -> Sequence[Record]:
            ids = source.ids(ListQuery(search=text))[:MOST_OFFERED]
            rows = source.rows(ids)
            return [rows[number] for number in ids if number in rows]

        self._context.tasks.run(
            work, owner=self, on_done=lambda found: self._offer(text, found),
            on_error=self._context.fail,
        )  # fmt: skip

    def _offer(self, text: str, found: Sequence[Record]) -> None:
        if text != self._wanted or not self.line.hasFocus():
            return
        lines = [titles.line_of(record, self._context.lang) for record in found]
        self._offers.setStringList(lines)
        if lines:
            self._completer.complete()

    def _chosen(self, line: str) -> None:
        self.line.setText(line)
        self.committed.emit()
