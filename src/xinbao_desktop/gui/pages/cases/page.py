"""The page of cases: which case, and its tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtWidgets import QStackedWidget

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.listing import ListQuery
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.models import titles
from xinbao_desktop.gui.pages.cases.checklist import ChecklistTab
from xinbao_desktop.gui.pages.cases.judge import CaseJudge
from xinbao_desktop.gui.pages.cases.parts import CaseParts, CaseRecords
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.empty_state import EmptyState
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import button, tool
from xinbao_desktop.gui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.changes import Changed, Changes
    from xinbao_desktop.app.claim import ClaimAnswer
    from xinbao_desktop.app.record import Deleted
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.gui.context import ClientContext, Place
    from xinbao_desktop.gui.pages.cases.eligibility import EligibilityTab
    from xinbao_desktop.gui.pages.cases.loss import LossTab
    from xinbao_desktop.gui.pages.cases.packet import PacketTab

MOST_CASES = 500


class CasesPage(Page):
    """One case at a time, chosen at the top."""

    name: ClassVar[str] = "cases"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"cases", "case_invoices", "documents", "events", "confirmations", "shipments",
         "receipts", "policies", "buyers", "limits", "company", "evidence", "packets"}
    )  # fmt: skip

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("cases"))
        self.case_no = ""
        self._place: Place | None = None
        self._loaded = False
        self.judge = CaseJudge(context, self)
        self.judge.began.connect(self._show_judging)
        self.judge.answered.connect(self._show_route)
        self._build_head()
        self.judge.failed.connect(self._route.hide)
        self.form = RecordForm(context, schema.kind("cases"))
        self.form.saved.connect(self._on_saved)
        self.tabs = CaseParts(context, self.form, self.judge)
        empty = EmptyState(
            context.tokens, "cases", self.tr("No case yet"),
            self.tr("When a buyer is late, refuses or fails, begin a case with New case."),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)

    def reload(self) -> None:
        """Read which cases there are; the chosen one stays chosen."""
        source = self.context.client.records.source("cases")

        def work(_: object) -> list[Record]:
            ids = source.ids(ListQuery())[:MOST_CASES]
            rows = source.rows(ids)
            return [rows[number] for number in ids if number in rows]

        self.context.tasks.run(
            work, owner=self, on_done=self._show_cases, on_error=self.context.fail
        )

    def show_place(self, place: Place) -> None:
        """Choose a case, a tab, and a field of it."""
        self._place = place
        if self._loaded:
            self._go_to_place()

    def leave(self) -> None:
        """See ``Page.leave``."""
        self.tabs.leave()

    def add(self) -> None:
        """Begin a new case."""
        self.leave()
        self.case_no = ""
        self.form.show_record(None)
        self._chooser.setCurrentIndex(-1)
        self._stack.setCurrentIndex(1)
        self._allow(only_data=True)
        self.tabs.setCurrentIndex(0)
        self.form.focus_first()

    def delete(self) -> None:
        """Delete the case; it can be had back."""
        record = self.form.record
        if record is None:
            return
        records, context = self.context.client.records, self.context

        def done(changed: Changed[Deleted]) -> None:
            deleted = changed.value
            context.undoable(
                self.tr("Deleted: {what}").format(what=titles.line_of(record, context.lang)),
                lambda: _undo(context, deleted),
            )

        context.tasks.run(
            lambda _: records.delete("cases", record.identity), owner=self, on_done=done,
            on_error=context.fail,
        )  # fmt: skip

    @property
    def invoices(self) -> CaseRecords:
        """The invoices of the case."""
        return cast("CaseRecords", self.tabs.part("invoices"))

    @property
    def events(self) -> CaseRecords:
        """What happened."""
        return cast("CaseRecords", self.tabs.part("events"))

    @property
    def eligibility(self) -> EligibilityTab:
        """Whether it can be claimed."""
        return cast("EligibilityTab", self.tabs.part("eligibility"))

    @property
    def loss(self) -> LossTab:
        """The figures."""
        return cast("LossTab", self.tabs.part("loss"))

    @property
    def checklist(self) -> ChecklistTab:
        """The papers."""
        return cast("ChecklistTab", self.tabs.part("checklist"))

    @property
    def packet(self) -> PacketTab:
        """The packet."""
        return cast("PacketTab", self.tabs.part("packet"))

    # How it is built

    def _build_head(self) -> None:
        tokens, writable = self.context.tokens, not self.context.read_only
        self._chooser = QuietComboBox()
        self._chooser.setObjectName("cases.chooser")
        self._chooser.setAccessibleName(self.tr("Which case"))
        self._chooser.setMinimumWidth(300)
        self._chooser.setMaximumWidth(460)
        self._chooser.setSizeAdjustPolicy(QuietComboBox.SizeAdjustPolicy.AdjustToContents)
        self._chooser.activated.connect(lambda _: self._choose(self._chooser.currentData()))
        self._route = Chip("", "")
        self._route.hide()
        self.head.addWidget(self._route)
        self.head.addWidget(self._chooser)
        self._delete = tool(
            "cases.delete", self.tr("Delete this case"), self.delete, icon="delete",
            colour=tokens.not_met,
        )  # fmt: skip
        self._delete.setEnabled(False)
        self.head.addWidget(self._delete)
        new = button(
            self.tr("New case"), "cases.new", self.add, role="primary", icon="add",
            colour=tokens.on_accent,
        )  # fmt: skip
        new.setEnabled(writable)
        self.head.addWidget(new)

    # What happens

    def _show_cases(self, cases: Sequence[Record]) -> None:
        self._loaded = True
        self._chooser.clear()
        self._chooser.setVisible(bool(cases))
        for case in cases:
            self._chooser.addItem(self._line(case), case.identity_text)
        numbers = [case.identity_text for case in cases]
        shown = self.form.record.identity_text if self.form.record is not None else self.case_no
        wanted = self._place.identity[0] if self._place and self._place.identity else ""
        if wanted in numbers:
            self._go_to_place()
        elif shown in numbers:
            self._chooser.setCurrentIndex(numbers.index(shown))
            self.form.refresh(cases[numbers.index(shown)])
            if shown == self.case_no:
                self.tabs.reload()
            else:
                self._adopt(shown)
        elif self._stack.currentIndex() == 1 and not self.case_no:
            self._chooser.setCurrentIndex(-1)  # a new case is being entered
        elif numbers:
            self._choose(numbers[0])
        else:
            self.case_no = ""
            self.form.show_record(None)
            self._route.hide()
            self._delete.setEnabled(False)
            self._stack.setCurrentIndex(0)

    def _line(self, case: Record) -> str:
        buyer_no = getattr(case, "buyer_no", None)
        buyer = self.context.client.records.get("buyers", (buyer_no,)) if buyer_no else None
        name = titles.name_of(buyer, self.context.lang) if buyer is not None else ""
        return f"{case.identity_text} · {name}" if name else case.identity_text

    def _choose(self, case_no: str) -> None:
        record = self.context.client.records.get("cases", (case_no,))
        if record is None:
            return
        self.leave()
        self.case_no = case_no
        self._chooser.setCurrentIndex(self._chooser.findData(case_no))
        self._stack.setCurrentIndex(1)
        self._allow(only_data=False)
        self.form.show_record(record)
        self.tabs.show_case(case_no)

    def _allow(self, *, only_data: bool) -> None:
        self.tabs.only_data(only=only_data)
        self._delete.setEnabled(not only_data and not self.context.read_only)

    def _go_to_place(self) -> None:
        place, self._place = self._place, None
        if place is None:
            return
        if place.identity and place.identity[0] != self.case_no:
            self._choose(place.identity[0])
        part = self.tabs.show_place(place.tab or place.kind)
        if isinstance(part, ChecklistTab) and place.key:
            part.show_subject(place.key)
        if place.kind == "cases" and place.key:
            self.form.focus_field(place.key)
        if isinstance(part, CaseRecords) and len(place.identity) > 1:
            part.select(place.identity, place.key)

    def _on_saved(self, record: Record) -> None:
        if record.identity_text != self.case_no:
            self._adopt(record.identity_text)

    def _adopt(self, case_no: str) -> None:
        """Take the case in the form, which got its number or another one, for the chosen one."""
        self.case_no = case_no
        self._allow(only_data=False)
        self.tabs.show_case(case_no)

    def _on_changes(self, changes: Changes) -> None:
        if not self.isVisible():
            super()._on_changes(changes)
            return
        if changes.touches("cases", "buyers"):
            self.reload()
        elif changes.touches(*self.watches):
            self.tabs.reload()

    def _show_judging(self) -> None:
        self._route.show_chip("pending", wording.pending())
        self._route.setVisible(bool(self.case_no))

    def _show_route(self, answer: ClaimAnswer) -> None:
        code = {"fast": "met", "green": "met", "ordinary": "info", "none": "not_met"}
        route = str(answer.route)
        self._route.show_chip(code.get(route, "info"), wording.route(route))
        self._route.show()


def _undo(context: ClientContext, deleted: Deleted) -> None:
    context.tasks.run(
        lambda _: context.client.records.undo(deleted), owner=context.signals,
        on_done=lambda _: None, on_error=context.fail,
    )  # fmt: skip
