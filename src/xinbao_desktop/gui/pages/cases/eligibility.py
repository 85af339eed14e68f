"""Whether the case can be claimed, by which route, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinbao_desktop.gui import formatting, wording
from xinbao_desktop.gui.pages.cases.judge import CaseJudge, JudgedPart
from xinbao_desktop.gui.theme import SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.finding_view import FindingList
from xinbao_desktop.gui.widgets.flow import FlowLayout
from xinbao_desktop.gui.widgets.parts import clear, label, row

if TYPE_CHECKING:
    from xinbao_desktop.app.claim import ClaimAnswer
    from xinbao_desktop.gui.context import ClientContext


class EligibilityTab(JudgedPart):
    """The verdicts of a case, with its deadlines above them."""

    def __init__(self, context: ClientContext, judge: CaseJudge) -> None:
        super().__init__(judge, "case.veil")
        self._context = context
        self.kept = Banner(context.tokens, "case.kept")
        self._deadlines = FlowLayout(spacing=SPACE_M)
        self.findings = FindingList(context, "case.findings")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self.kept)
        layout.addLayout(self._deadlines)
        layout.addWidget(self.findings, 1)
        self.follow()

    def show_answer(self, answer: ClaimAnswer) -> None:
        """Show what was judged."""
        clear(self._deadlines)
        for one in answer.deadlines:
            line = row(spacing=SPACE_S)
            line.addWidget(Chip(one.state.value, wording.deadline_state(one.state.value)))
            day = formatting.date_text(one.due) or "—"
            about, _, number = one.subject.partition(":")
            invoice = number if about == "shipment" else ""
            line.addWidget(
                label("  ".join(filter(None, (self._context.say(one.what), invoice, day))))
            )
            holder = QWidget()
            holder.setLayout(line)
            self._deadlines.addWidget(holder)
        lines = answer.kept.lines() if answer.kept is not None else ()
        self.kept.say("\n".join(self._context.say(line) for line in lines), "info")
        self.findings.show_findings(answer.answer.findings)
