"""What the checks of a finished packet found, each with the pages it speaks of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.parts import button, clear, fill, label, row, scrolled

if TYPE_CHECKING:
    from xinbao_desktop.domain.verification import CheckResult, VerifyResult
    from xinbao_desktop.gui.context import ClientContext

SHOWN = (CheckVerdict.FAIL, CheckVerdict.WARN)
MOST_PAGES = 4
"""How many of a check's pages can be opened from here; of the others it is said that they are."""
LINE, MOST_HEIGHT = 48, 168
"""Two lines of words: what was found, and what to do about it."""


class FoundChecks(QWidget):
    """A line for each check that failed or warns; hidden where none does."""

    page_wanted = Signal(int)  # counted from 1

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        content = QWidget()
        self._lines = QVBoxLayout(content)
        self._lines.setContentsMargins(0, 0, SPACE_S, 0)
        self._lines.setSpacing(SPACE_S)
        self._area = scrolled(content, name="packet.found")
        fill(self, self._area)
        self.hide()

    def show_result(self, result: VerifyResult | None) -> None:
        """Show these checks, those that failed first; nothing for None."""
        clear(self._lines)
        checks = result.checks if result is not None else ()
        found = [one for verdict in SHOWN for one in checks if one.verdict is verdict]
        for one in found:
            self._lines.addWidget(self._line(one))
        self._lines.addStretch(1)
        self._area.setFixedHeight(min(LINE * len(found), MOST_HEIGHT))
        self.setVisible(bool(found))

    def _line(self, one: CheckResult) -> QWidget:
        severity = "error" if one.verdict is CheckVerdict.FAIL else "warning"
        line = row()
        line.addWidget(Chip(severity, wording.severity(severity)))
        line.addWidget(label(one.id, "muted"))
        line.addWidget(label(self._context.say(one.message), wrap=True), 1)
        for page in one.pages[:MOST_PAGES]:
            line.addWidget(
                button(
                    self.tr("Page {number}").format(number=page), f"found.{one.id}.{page}",
                    partial(self.page_wanted.emit, page), role="link", icon="jump",
                    colour=self._context.tokens.accent,
                )
            )  # fmt: skip
        if len(one.pages) > MOST_PAGES:
            count = f"+{len(one.pages) - MOST_PAGES}"
            more = label(count, "muted", name=f"found.{one.id}.more")
            more.setToolTip(", ".join(map(str, one.pages)))
            line.addWidget(more)
        holder = QWidget()
        holder.setLayout(line)
        return holder
