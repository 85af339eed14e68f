"""The page of the fifteen measures: which the company can use, why, and what to do next."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QWidget

from xinbao_desktop.domain.guide import GUIDES
from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.dialogs.guides import GuidesDialog
from xinbao_desktop.gui.models.finding_order import best, counts, measure_of
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.theme import SPACE_M
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.finding_view import FindingList
from xinbao_desktop.gui.widgets.measure_button import MeasureButton
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import (
    button,
    clear,
    column,
    fill,
    halves,
    label,
    row,
    scrolled,
)
from xinbao_desktop.gui.widgets.veil import Veil

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.app.answer import Answer
    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.gui.context import ClientContext, Place


GUIDED = "m13"
"""The measure whose training the offline guides give."""


class MeasuresPage(Page):
    """The self-assessment."""

    name: ClassVar[str] = "measures"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"company", "policies", "buyers", "limits", "shipments", "receipts", "cases", "orders",
         "prepayments", "projects", "reports", "contacts", "partners"}
    )  # fmt: skip

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("measures"))
        self._by_measure: dict[str, list[Finding]] = {}
        self.head.addWidget(
            button(
                self.tr("Report as PDF…"), "measures.report", self.report, icon="print",
                colour=context.tokens.text,
            )
        )  # fmt: skip
        self._guides = button(
            context.say(GUIDES), "measures.guides", self.read_guides, icon="open",
            colour=context.tokens.text,
        )  # fmt: skip
        self._guides.setVisible(False)
        self.head.addWidget(self._guides)
        self._totals = row()
        self._done = Banner(context.tokens, "measures.done")
        self.body.addWidget(self._done)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, MeasureButton] = {}
        cards = column(spacing=4)
        for measure, title in wording.MEASURES.items():
            one = MeasureButton(measure, context.say(title))
            one.clicked.connect(partial(self.show_measure, measure))
            self._group.addButton(one)
            self._buttons[measure] = one
            cards.addWidget(one)
        cards.addStretch(1)
        left = QWidget()
        left.setLayout(cards)
        self._title = label("", "heading", wrap=True, name="measures.title")
        self.findings = FindingList(context, "measures.findings")
        right = QWidget()
        fill(right, self._title, self.findings)
        area = scrolled(left, name="measures.list")
        area.setMinimumWidth(340)
        judged = QWidget()
        fill(judged, self._totals, halves(area, right, (360, 600)), spacing=SPACE_M)
        self.body.addWidget(judged, 1)
        self.veil = Veil(judged, "measures.veil")
        self._judged = False
        self._current = "m01"
        self._buttons[self._current].setChecked(True)

    def reload(self) -> None:
        """Judge the company anew, in the background."""
        assessment, on = self.context.client.assessment, self.context.today()
        self.veil.calculate(self.context, lambda _: assessment.assess(on), self._show)

    def show_place(self, place: Place) -> None:
        """Show a measure, named by the place's key."""
        if place.key in self._buttons:
            self.show_measure(place.key)

    def show_measure(self, measure: str) -> None:
        """Show the verdicts of one measure."""
        self._current = measure
        self._buttons[measure].setChecked(True)
        self._guides.setVisible(measure == GUIDED)
        self._title.setText(f"{measure} · {self.context.say(wording.MEASURES[measure])}")
        found = self._by_measure.get(measure, [])
        none = self.tr("No rule speaks of this measure.") if self._judged else ""
        self.findings.show_findings(found, none)

    def read_guides(self) -> GuidesDialog:
        """Open the offline guides beside the page."""
        dialog = GuidesDialog(self.context, self)
        dialog.show()
        return dialog

    def report(self) -> None:
        """Write the assessment as a PDF and show it."""
        context = self.context
        out = context.ask.save_file(
            self.tr("Report as PDF"), self.tr("self-assessment.pdf"), "PDF (*.pdf)"
        )
        if out is None:
            return
        on, lang = context.today(), context.lang
        context.tasks.run(
            lambda _: context.client.assessment.report(out, on, lang=lang, force=True),
            owner=self, lane=Lane.LONG, on_done=lambda _: self._written(out),
            on_error=context.fail,
        )  # fmt: skip

    def _written(self, out: Path) -> None:
        self._done.say(self.tr("The report is written: {path}").format(path=str(out)), "good")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))

    def _show(self, answer: Answer) -> None:
        grouped: dict[str, list[Finding]] = defaultdict(list)
        for finding in answer.findings:
            grouped[measure_of(finding.rule)].append(finding)
        self._by_measure = dict(grouped)
        self._judged = True
        for measure, one in self._buttons.items():
            found = self._by_measure.get(measure, [])
            verdict = best(found)
            one.show_verdict(verdict.value, wording.verdict(verdict.value))
        clear(self._totals)
        together = counts(best(self._by_measure.get(one, [])) for one in wording.MEASURES)
        for verdict in Verdict:
            text = f"{wording.verdict(verdict.value)}  {together[verdict]}"
            self._totals.addWidget(Chip(verdict.value, text))
        self._totals.addStretch(1)
        self.show_measure(self._current)
