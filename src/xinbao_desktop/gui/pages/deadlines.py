"""The page of deadlines: what is due, when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from xinbao_desktop.gui import formatting, wording
from xinbao_desktop.gui.models.fact_place import BY_SINGULAR, place_of_record
from xinbao_desktop.gui.models.paged_table import ALIGN_RIGHT, Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.theme import SPACE_M
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.empty_state import EmptyState
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import button, fill, label
from xinbao_desktop.gui.widgets.table import Table
from xinbao_desktop.gui.widgets.timeline import Timeline
from xinbao_desktop.gui.widgets.veil import Veil

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QModelIndex

    from xinbao_desktop.domain.deadlines import Deadline
    from xinbao_desktop.gui.context import ClientContext

_ORDER = {"overdue": 0, "due": 1, "unknown": 2, "done": 3}


class DeadlinesPage(Page):
    """Every deadline of the client, the most urgent first."""

    name: ClassVar[str] = "deadlines"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"policies", "shipments", "receipts", "cases", "case_invoices", "limits", "company"}
    )

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("deadlines"))
        self._summary = label("", "muted", name="deadlines.summary")
        self.head.addWidget(self._summary)
        self.head.addWidget(
            button(
                self.tr("Calendar file…"), "deadlines.ics", self.export, icon="export",
                colour=context.tokens.text,
            )
        )  # fmt: skip
        self._filter = QuietComboBox()
        self._filter.setObjectName("deadlines.filter")
        self._filter.setAccessibleName(self.tr("Which deadlines"))
        self._filter.addItem(self.tr("Still open"), frozenset({"overdue", "due", "unknown"}))
        self._filter.addItem(self.tr("Overdue"), frozenset({"overdue"}))
        self._filter.addItem(self.tr("Not due yet"), frozenset({"due"}))
        self._filter.addItem(self.tr("Not known yet"), frozenset({"unknown"}))
        self._filter.addItem(self.tr("All"), frozenset(_ORDER))
        self._filter.activated.connect(lambda _: self._show_rows())
        self.head.insertWidget(self.head.count() - 1, self._filter)
        self._all: Sequence[Deadline] = ()
        self._done = Banner(context.tokens, "deadlines.done")
        self.body.addWidget(self._done)
        self.timeline = Timeline(context.lang)
        self.model: PlainTableModel[Deadline] = PlainTableModel(self._columns(), self)
        self.table = Table("deadlines.table", wording.page_title("deadlines"))
        self.table.show_plain(self.model, self.model.widths)
        self.table.activated.connect(self._jump)
        self.table.setToolTip(self.tr("Return or a double click goes to the record."))
        empty = EmptyState(
            context.tokens, "deadlines", self.tr("No deadlines yet"),
            self.tr("They follow from policies, shipments and cases as soon as these are entered."),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        counted = QWidget()
        fill(counted, self.timeline, self._stack, spacing=SPACE_M)
        self.body.addWidget(counted, 1)
        self.veil = Veil(counted, "deadlines.veil")
        self.veil.failed.connect(lambda: self._summary.setText(self.veil.words))

    def reload(self) -> None:
        """Count the days anew, in the background."""
        deadlines, on = self.context.client.deadlines, self.context.today()
        self._summary.setText(wording.pending())
        self.veil.calculate(
            self.context, lambda _: sorted(deadlines.list(on), key=_urgency), self._show
        )

    def export(self) -> None:
        """Write the deadlines as a calendar file for Outlook and the like."""
        context = self.context
        out = context.ask.save_file(self.tr("Calendar file"), "deadlines.ics", "iCalendar (*.ics)")
        if out is None:
            return
        on = context.today()
        context.tasks.run(
            lambda _: context.client.deadlines.ics(out, on, force=True), owner=self,
            lane=Lane.LONG, on_done=lambda _: self._written(out), on_error=context.fail,
        )  # fmt: skip

    def _written(self, out: Path) -> None:
        self._done.say(
            self.tr("The calendar file is written: {path}").format(path=str(out)), "good"
        )

    def _columns(self) -> list[Column[Deadline]]:
        say, today = self.context.say, self.context.today()

        def left(row: Deadline) -> str:
            if row.due is None or row.state.value == "done":
                return ""
            return str((row.due - today).days)

        return [
            Column("", self.tr("State"), lambda r: wording.deadline_state(r.state.value),
                   width=110, chip=lambda r: r.state.value),
            Column("", self.tr("Due on"), lambda r: formatting.date_text(r.due), width=110),
            Column("", self.tr("Days left"), left, align=ALIGN_RIGHT, width=90),
            Column("", self.tr("Last workday"), lambda r: formatting.date_text(r.last_workday),
                   width=120),
            Column("", self.tr("About"), lambda r: r.subject.partition(":")[2] or r.subject,
                   width=190),
            Column("", self.tr("What"), lambda r: say(r.what), width=320),
        ]  # fmt: skip

    def _show(self, ordered: Sequence[Deadline]) -> None:
        self._all = ordered
        self._show_rows()
        self._stack.setCurrentIndex(0 if ordered else 1)
        overdue = sum(1 for row in ordered if row.state.value == "overdue")
        due = sum(1 for row in ordered if row.state.value == "due")
        self._summary.setText(
            self.tr("{overdue} overdue · {due} due").format(overdue=overdue, due=due)
        )
        marks = [
            (row.due, row.state.value, self.context.say(row.what))
            for row in ordered
            if row.due is not None and row.state.value in ("due", "overdue")
        ]
        self.timeline.show_marks(self.context.today(), marks)

    def _show_rows(self) -> None:
        wanted = self._filter.currentData()
        self.model.show_rows([row for row in self._all if row.state.value in wanted])

    def _jump(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is None:
            return
        singular, _, number = row.subject.partition(":")
        kind = BY_SINGULAR.get(singular)
        if kind is not None:
            self.context.go(place_of_record(kind.name, (number,)))


def _urgency(row: Deadline) -> tuple[int, str, str]:
    due = "9999" if row.due is None else row.due.isoformat()
    return _ORDER.get(row.state.value, 9), due, row.subject
