"""The tree behind a verdict: what was asked, each fact's value, and where that comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.parts import label, row, selectable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xinbao_desktop.app.why import WhyAnswer
    from xinbao_desktop.domain.rules.result import Finding
    from xinbao_desktop.gui.context import ClientContext

SIZE = (1000, 600)
WHAT, VALUE = 380, 150


class WhyDialog(QDialog):
    """Not modal: it can stand beside the page whose verdict it explains, and follows changes."""

    def __init__(self, context: ClientContext, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("why")
        self._context, self._finding = context, finding
        self.setWindowTitle(context.say(finding.title))
        self.resize(*SIZE)
        self._chip = Chip("", "")
        self._because = selectable(label("", wrap=True, name="why.because"))
        self.tree = QTreeWidget()
        self.tree.setObjectName("why.tree")
        self.tree.setAccessibleName(self.tr("Facts of this verdict"))
        self.tree.setHeaderLabels([self.tr("Asked"), self.tr("Value"), self.tr("Where from")])
        self.tree.setWordWrap(True)
        self.tree.setUniformRowHeights(False)
        self.tree.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.tree.setColumnWidth(0, WHAT)
        self.tree.setColumnWidth(1, VALUE)
        self._build()
        context.tasks.changed.connect(lambda _: self.reload())
        self.reload()

    def reload(self) -> None:
        """Judge anew and show the tree."""
        reasons, finding, on = self._context.client.reasons, self._finding, self._context.today()
        self._context.tasks.run(
            lambda _: reasons.why(finding.rule, finding.subject, on), owner=self, lane=Lane.LONG,
            on_done=self._show, on_error=self._gone,
        )  # fmt: skip

    def _gone(self, error: Exception) -> None:
        """End when the case or shipment is not there any more."""
        del error
        self.close()

    def _show(self, answer: WhyAnswer) -> None:
        say, verdict = self._context.say, answer.finding.verdict.value
        self._chip.show_chip(verdict, wording.verdict(verdict))
        self._because.setText(say(answer.finding.because))
        self.tree.clear()
        open_: list[QTreeWidgetItem] = []
        for line in answer.lines:
            words = [say(line.label) or line.words, say(line.value), say(line.note)]
            item = QTreeWidgetItem(words)
            for column, shown in enumerate(words):
                item.setToolTip(column, shown)
            item.setToolTip(0, line.words)
            del open_[line.depth :]
            if open_:
                open_[-1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            open_.append(item)
        self.tree.expandAll()

    def _build(self) -> None:
        head = row()
        head.addWidget(label(self._context.say(self._finding.title), "heading", wrap=True), 1)
        head.addWidget(self._chip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_M)
        layout.addLayout(head)
        layout.addWidget(self._because)
        layout.addWidget(self.tree, 1)
