"""What is still open before a packet: errors to settle, warnings to give a reason for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.context import Place
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.parts import button, clear, column, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.gui.context import ClientContext


class OpenChecks(QWidget):
    """A card for each open check."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._case_no = ""
        content = QWidget()
        self._cards = QVBoxLayout(content)
        self._cards.setContentsMargins(0, 0, SPACE_S, SPACE_M)
        self._cards.setSpacing(SPACE_S)
        layout = column()
        self._area = scrolled(content, name="packet.open")
        layout.addWidget(self._area)
        self.setLayout(layout)

    def show_open(self, case_no: str, found: Sequence[OpenCheck]) -> None:
        """Show these checks, errors first."""
        self._case_no = case_no
        clear(self._cards)
        for one in sorted(found, key=lambda c: (c.severity != "error", c.check)):
            self._cards.addWidget(self._card(one))
        self._cards.addStretch(1)
        QTimer.singleShot(0, self._area, self._area.updateGeometry)  # the cards are shown by then

    def give_reason(self, one: OpenCheck) -> None:
        """Ask why a warning stays, and keep the answer with the case."""
        context = self._context
        reason = context.ask.paragraph(
            self.tr("Reason for {check}").format(check=one.check),
            self.tr("Why may this stay open? The reason is printed on the check sheet."),
            one.reason,
        )
        if reason is None or not reason.strip():
            return
        packets, case_no, why = context.client.packets, self._case_no, reason.strip()
        context.tasks.run(
            lambda _: packets.confirm(case_no, one.check, one.subject, "explained", why),
            owner=self, on_done=lambda _: None, on_error=context.fail,
        )  # fmt: skip

    def _go_there(self, one: OpenCheck) -> None:
        """Show the slot a paper is missing in, or the verdict behind a check of the contents."""
        tab = "eligibility" if one.check.startswith("C") else "checklist"
        place = Place("cases", identity=(self._case_no,), key=one.subject, tab=tab)
        self._context.go(place)

    def _card(self, one: OpenCheck) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setObjectName(f"open.{one.check}")
        severity = one.severity
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        top = row()
        top.addWidget(Chip(severity, wording.severity(severity)))
        top.addWidget(label(one.check, "muted"))
        top.addStretch(1)
        if one.explainable and not self._context.read_only:
            top.addWidget(
                button(
                    self.tr("Give a reason…"), f"open.{one.check}.reason",
                    lambda: self.give_reason(one), role="link",
                )
            )  # fmt: skip
        top.addWidget(
            button(
                self.tr("Go there"), f"open.{one.check}.go", lambda: self._go_there(one),
                role="link", icon="jump", colour=self._context.tokens.accent,
            )
        )  # fmt: skip
        layout.addLayout(top)
        layout.addWidget(label(self._context.say(one.message), wrap=True))
        if one.reason:
            layout.addWidget(
                label(self.tr("Reason: {text}").format(text=one.reason), "muted", wrap=True)
            )
        return frame
