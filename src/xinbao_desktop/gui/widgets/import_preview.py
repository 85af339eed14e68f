"""What an import would add, change and cannot read, before anything is taken in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.gui.models.paged_table import Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.parts import button, label, row
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from xinbao_desktop.app.imports import ImportPreview as Preview
    from xinbao_desktop.domain.merge import ImportPlan
    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.gui.context import ClientContext

TABLE_HEIGHT = 260
MOST_MISSED = 12


class ImportPreview(QFrame):
    """Hidden until a spreadsheet was read."""

    apply_wanted = Signal(object)
    partial_wanted = Signal()
    mapping_wanted = Signal()

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("import.preview")
        self._context = context
        self._preview: Preview | None = None
        self._title = label("", "heading", wrap=True, name="import.title")
        self._counts = label("", "", wrap=True, name="import.counts")
        self._missed = label("", "caution", wrap=True, name="import.missed")
        self._banner = Banner(context.tokens, "import.banner")
        self.model: PlainTableModel[Problem] = PlainTableModel(self._columns(), self)
        self.table = Table("import.problems", self.tr("Problems"))
        self.table.show_plain(self.model, self.model.widths)
        self.table.setFixedHeight(TABLE_HEIGHT)
        self._apply = button(
            self.tr("Take it in"), "import.apply", self._on_apply, role="primary", icon="import",
            colour=context.tokens.on_accent,
        )  # fmt: skip
        self._partial = button(
            self.tr("Leave out what cannot be read"), "import.partial", self.partial_wanted.emit
        )
        line = row()
        line.addWidget(self._apply)
        line.addWidget(self._partial)
        line.addWidget(
            button(self.tr("Sheets and columns…"), "import.mapping.open", self.mapping_wanted.emit)
        )
        line.addWidget(button(self.tr("Cancel"), "import.cancel", self.hide))
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        for one in (self._title, self._counts, self._missed, self._banner, self.table):
            layout.addWidget(one)
        layout.addLayout(line)
        self.hide()

    def show_plan(self, preview: Preview) -> None:
        """Show what a spreadsheet would do."""
        self._preview = preview
        plan = preview.plan
        self._title.setText(self.tr("What would change"))
        lines = self._count_lines(plan)
        lines += [self._context.say(text) for text in preview.also]
        self._counts.setText(
            "\n".join(lines) or self.tr("Nothing new: the client file holds all of it.")
        )
        missed = self._missed_lines(preview)
        self._missed.setText("\n".join(missed))
        self._missed.setVisible(bool(missed))
        problems = list(plan.problems)
        refused = [one for one in problems if one.refuses]
        self.model.show_rows(problems)
        self.table.setVisible(bool(problems))
        stops = bool(refused) and not plan.partial
        if stops:
            text = self.tr("{count} problems stop the import: nothing is taken in by halves.")
            self._banner.say(text.format(count=len(refused)), "error")
        else:
            self._banner.say("")
        self._apply.setEnabled(not stops and bool(lines))
        self._partial.setVisible(stops)
        self.show()

    def _on_apply(self) -> None:
        if self._preview is not None:
            self.apply_wanted.emit(self._preview)

    def _count_lines(self, plan: ImportPlan) -> list[str]:
        added = Counter(record.kind_name for record in plan.additions)
        changed = Counter(change.new.kind_name for change in plan.changes)
        lines = []
        for kind in KINDS:
            if added[kind.name] or changed[kind.name]:
                text = self.tr("{kind}: {added} new, {changed} changed")
                name = kind.title.of(self._context.lang)
                counted = {"added": added[kind.name], "changed": changed[kind.name]}
                lines.append(text.format(kind=name, **counted))
        return lines

    def _missed_lines(self, preview: Preview) -> list[str]:
        """Return which sheets, columns and rows stay outside, and why."""
        say, lines = self._context.say, []
        for sheet in preview.batch.sheets:
            if not sheet.kind:
                lines.append(self.tr("Sheet {name}: not taken in").format(name=sheet.name))
                continue
            if sheet.unknown:
                text = self.tr("Sheet {name}: columns not understood: {columns}")
                columns = ", ".join(f"{one.letter} {one.header}" for one in sheet.unknown)
                lines.append(text.format(name=sheet.name, columns=columns))
            reasons = Counter(say(one.reason) for one in sheet.skipped)
            for reason, count in reasons.items():
                text = self.tr("Sheet {name}: rows left out: {count} ({reason})")
                lines.append(text.format(name=sheet.name, count=count, reason=reason))
        if len(lines) > MOST_MISSED:
            rest = self.tr("… and {count} more").format(count=len(lines) - MOST_MISSED)
            lines = [*lines[:MOST_MISSED], rest]
        return lines

    def _columns(self) -> list[Column[Problem]]:
        say = self._context.say
        return [
            Column("", self.tr("Weight"), self._weight, width=110, chip=_chip),
            Column("", self.tr("Where"), lambda p: say(p.place.text()), width=260),
            Column("", self.tr("Problem"), lambda p: say(p.text), width=480),
        ]

    def _weight(self, problem: Problem) -> str:
        return self.tr("Error") if problem.refuses else self.tr("Warning")


def _chip(problem: Problem) -> str:
    return "error" if problem.refuses else "warning"
