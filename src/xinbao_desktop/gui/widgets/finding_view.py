"""Verdicts as cards: what was judged, the answer, why, on which source, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from xinbao_desktop.domain.rules.result import Verdict
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.models.fact_place import label_of, place_of
from xinbao_desktop.gui.models.finding_order import in_order
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.flow import FlowLayout
from xinbao_desktop.gui.widgets.parts import (
    button,
    card,
    clear,
    column,
    label,
    row,
    scrolled,
    selectable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.gui.context import ClientContext

NAMED_ASSUMED = 6
HEAD_WIDTH = 92
LINK_EDGE = 3
"""How much lower the words of a link stand than those of a label beside it."""


class FindingCard(QFrame):
    """One verdict."""

    def __init__(self, context: ClientContext, finding: Finding, *, named: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName(f"finding.{finding.rule}")
        self._context, self._finding, self._named = context, finding, named
        self.setAccessibleName(finding.title.of(context.lang))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        self._layout.setSpacing(SPACE_S)
        self._layout.addLayout(self._head())
        because = label(context.say(finding.because), wrap=True)
        self._layout.addWidget(selectable(because))
        self._add_missing()
        advice = context.say(finding.advice)
        if advice:
            self._layout.addLayout(self._line(self.tr("Next step"), advice))
        self._add_assumed()
        if finding.sources:
            cited = "\n".join(context.say(source.label()) for source in finding.sources)
            self._layout.addLayout(self._line(self.tr("Source"), cited, "muted"))
        self._add_why()

    def _head(self) -> QHBoxLayout:
        finding = self._finding
        head = row()
        title = label(self._context.say(finding.title), "", wrap=True)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        head.addWidget(title, 1)
        if self._named:
            head.addWidget(label(finding.subject.partition(":")[2], "muted"))
        if finding.verdict is Verdict.NOT_MET and finding.severity.value != "info":
            head.addWidget(Chip(finding.severity.value, wording.severity(finding.severity.value)))
        head.addWidget(Chip(finding.verdict.value, wording.verdict(finding.verdict.value)))
        return head

    def _line(self, name: str, text: str, role: str = "") -> QHBoxLayout:
        line = row(spacing=SPACE_M)
        head = label(name, "muted")
        head.setMinimumWidth(HEAD_WIDTH)
        line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(selectable(label(text, role, wrap=True)), 1)
        return line

    def _add_missing(self) -> None:
        if not self._finding.missing:
            return
        line = row(spacing=SPACE_M)
        head = label(self.tr("To enter"), "muted")
        head.setMinimumWidth(HEAD_WIDTH)
        head.setContentsMargins(0, LINK_EDGE, 0, 0)
        line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        flow = FlowLayout()
        for path in self._finding.missing:
            flow.addWidget(self._missing_link(path))
        line.addLayout(flow, 1)
        self._layout.addLayout(line)

    def _missing_link(self, path: str) -> QWidget:
        context, finding = self._context, self._finding
        text = label_of(path, context.lang, context.fact_labels)
        place = place_of(path, finding.subject, context.client.records.get)
        if place is None:
            return label(text)
        return button(
            text, f"missing.{path}", lambda: context.go(place), role="link", icon="jump",
            colour=context.tokens.accent,
        )  # fmt: skip

    def _add_why(self) -> None:
        context, finding = self._context, self._finding
        line = row()
        line.addStretch(1)
        line.addWidget(
            button(
                self.tr("Every fact and where it comes from…"), f"why.{finding.rule}",
                lambda: context.signals.why_wanted.emit(finding), role="link",
            )
        )  # fmt: skip
        self._layout.addLayout(line)

    def _add_assumed(self) -> None:
        names = [
            label_of(path, self._context.lang, self._context.fact_labels)
            for path in self._finding.assumed
        ]
        if names:
            shown = "、".join(names[:NAMED_ASSUMED]) + ("…" if len(names) > NAMED_ASSUMED else "")
            self._layout.addLayout(self._line(self.tr("Assumed none"), shown))


class FindingList(QWidget):
    """Several verdicts below one another, what stands in the way first."""

    def __init__(self, context: ClientContext, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        content = QWidget()
        self._cards = QVBoxLayout(content)
        self._cards.setContentsMargins(0, 0, SPACE_S, SPACE_M)
        self._cards.setSpacing(SPACE_M)
        self._area = scrolled(content, name=name)
        layout = column()
        layout.addWidget(self._area)
        self.setLayout(layout)

    def show_findings(self, findings: Iterable[Finding], empty: str = "") -> None:
        """Show these verdicts; ``empty`` says why there are none."""
        clear(self._cards)
        shown = in_order(findings)
        several = len({finding.subject for finding in shown}) > 1
        for finding in shown:
            self._cards.addWidget(FindingCard(self._context, finding, named=several))
        if not shown and empty:
            inner = column()
            inner.addWidget(label(empty, "muted", wrap=True))
            self._cards.addWidget(card(inner))
        self._cards.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def cards(self) -> list[FindingCard]:
        """Return the cards now shown; for tests."""
        return [
            widget
            for number in range(self._cards.count())
            if (item := self._cards.itemAt(number)) is not None
            and isinstance(widget := item.widget(), FindingCard)
        ]
