"""The written reasons of a packet's warnings, all in one sheet: for each, or one for all alike."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QVBoxLayout, QWidget

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.parts import button, card, column, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QFrame

    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.gui.context import ClientContext

SIZE = (760, 560)
MOST_LETTERS = 500


class ReasonsDialog(QDialog):
    """Modal; ``reasons`` are what was written, by check and subject, when it is accepted.

    ``earlier`` are reasons written before, to be chosen again. Asked before building it says how
    many lines are left to be written by hand.
    """

    def __init__(
        self,
        context: ClientContext,
        wanted: Sequence[OpenCheck],
        earlier: Sequence[str],
        parent: QWidget | None = None,
        *,
        building: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reasons")
        self.setWindowTitle(self.tr("Written reasons"))
        self.resize(*SIZE)
        self._context, self._earlier, self._building = context, earlier, building
        self._lines: dict[tuple[str, str], QLineEdit] = {}
        content = QWidget()
        cards = QVBoxLayout(content)
        cards.setContentsMargins(0, 0, SPACE_S, 0)
        cards.setSpacing(SPACE_S)
        for check, alike in groupby(sorted(wanted, key=_order), key=lambda one: one.check):
            cards.addWidget(self._card(check, list(alike)))
        cards.addStretch(1)
        self.keep = button("", "reasons.keep", self.accept, role="primary")
        self._build(content)
        self._show_left()

    @property
    def reasons(self) -> Mapping[tuple[str, str], str]:
        """What was written, by check and subject; what was left empty is not in it."""
        said = {key: line.text().strip() for key, line in self._lines.items()}
        return {key: reason for key, reason in said.items() if reason}

    def line(self, check: str, subject: str) -> QLineEdit:
        """Return where the reason of one warning is written."""
        return self._lines[check, subject]

    def _build(self, content: QWidget) -> None:
        text = self.tr(
            "Each reason is printed on the check sheet beside its warning. What is left empty gets "
            "a line there, to be written by hand before signing."
        )
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), "reasons.cancel", self.reject))
        foot.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(text, wrap=True))
        layout.addWidget(scrolled(content, name="reasons.list"), 1)
        layout.addLayout(foot)

    def _card(self, check: str, alike: Sequence[OpenCheck]) -> QFrame:
        inside, severity = column(spacing=SPACE_S), alike[0].severity
        head = row()
        head.addWidget(Chip(severity, wording.severity(severity)))
        head.addWidget(label(check, "muted"))
        inside.addLayout(head)
        lines = []
        for one in alike:
            line = self._line(check, self._context.say(one.message))
            line.setText(one.reason)
            line.textChanged.connect(self._show_left)
            line.returnPressed.connect(self._go_on)
            self._lines[one.check, one.subject] = line
            lines.append(line)
        if len(alike) > 1:
            head.addWidget(self._for_all(check, lines), 1)
        else:
            head.addStretch(1)
        for one, line in zip(alike, lines, strict=True):
            inside.addWidget(label(self._context.say(one.message), wrap=True))
            inside.addWidget(line)
        return card(inside)

    def _for_all(self, check: str, lines: Sequence[QLineEdit]) -> QLineEdit:
        """Return a line whose words go into every one of these that has none of its own."""
        text = self.tr("One reason for these {count}").format(count=len(lines))
        made = self._line(f"{check}.all", text)
        made.setPlaceholderText(text)
        before = [""]

        def follow(words: str) -> None:
            for line in lines:
                if line.text() in ("", before[0]):
                    line.setText(words)
            before[0] = words

        made.textChanged.connect(follow)
        made.returnPressed.connect(self._go_on)
        return made

    def _line(self, name: str, spoken: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"reasons.{name}")
        made.setAccessibleName(self.tr("Reason: {text}").format(text=spoken))
        made.setMaxLength(MOST_LETTERS)
        earlier = QCompleter(list(self._earlier), made)
        earlier.setFilterMode(Qt.MatchFlag.MatchContains)
        made.setCompleter(earlier)
        return made

    def _go_on(self) -> None:
        """Enter goes on to the next line that is empty, and from the last one keeps them all."""
        empty = [line for line in self._lines.values() if not line.text().strip()]
        if empty:
            empty[0].setFocus()
        else:
            self.accept()

    def _show_left(self) -> None:
        left = len(self._lines) - len(self.reasons)
        if not self._building:
            text = self.tr("Keep")
        elif left:
            text = self.tr("Build; {count} to be written by hand").format(count=left)
        else:
            text = self.tr("Keep and build")
        self.keep.setText(text)
        self.keep.setAccessibleName(text)


def _order(one: OpenCheck) -> tuple[bool, str, str]:
    return (one.severity != "error", one.check, one.subject)
