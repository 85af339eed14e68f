"""The tabs of a case: each made when it is first shown, and filled only while it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from xinbao_desktop.domain import schema
from xinbao_desktop.gui.pages.cases.checklist import ChecklistTab
from xinbao_desktop.gui.pages.cases.eligibility import EligibilityTab
from xinbao_desktop.gui.pages.cases.loss import LossTab
from xinbao_desktop.gui.pages.cases.packet import PacketTab
from xinbao_desktop.gui.widgets.lazy_tabs import LazyTabs
from xinbao_desktop.gui.widgets.record_form import RecordForm
from xinbao_desktop.gui.widgets.records_panel import RecordsPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.pages.cases.judge import CaseJudge

DATA = "cases"
FILLED = ("invoices", "events", "checklist", "packet")
"""The parts that read the case themselves; the others show what the judge answers."""
_OF_PLACE = {"case_invoices": "invoices", "documents": "checklist", "confirmations": "packet"}


class CasePart(Protocol):
    """What a tab about one case is asked."""

    def show_case(self, case_no: str) -> None:
        """Show another case."""

    def reload(self) -> None:
        """Show the case as it is now."""


class CaseRecords(RecordsPanel):
    """The records of one kind that belong to the case."""

    def show_case(self, case_no: str) -> None:
        """See ``CasePart.show_case``."""
        self.fix(case_no=case_no)


class CaseParts(LazyTabs):
    """The parts of the chosen case."""

    def __init__(self, context: ClientContext, form: RecordForm, judge: CaseJudge) -> None:
        super().__init__("cases.tabs", "")
        self.tabBar().setAccessibleName(self.tr("Parts of the case"))
        self._context, self._judge = context, judge
        self._case_no = ""
        self._shown: dict[str, str] = {}  # which case each part shows
        self._stale: set[str] = set()
        self.add(DATA, self.tr("Data"), lambda: form)
        self.add("invoices", self.tr("Invoices"), self._invoices)
        self.add("events", self.tr("Events"), self._events)
        self.add("eligibility", self.tr("Eligibility"), lambda: EligibilityTab(context, judge))
        self.add("loss", self.tr("Loss"), lambda: LossTab(context, judge))
        self.add("checklist", self.tr("Papers"), lambda: ChecklistTab(context))
        self.add("packet", self.tr("Packet"), lambda: PacketTab(context))
        self.part(DATA)
        self.currentChanged.connect(lambda _: self.leave())

    def show_case(self, case_no: str) -> None:
        """Show another case: at once on the tab that is seen, on the others when they are."""
        self._case_no = case_no
        self._judge.show_case(case_no)
        self.part(self.current)

    def reload(self) -> None:
        """Show the case as it is now."""
        self._judge.judge_soon()
        self._stale = set(self.made)
        self.part(self.current)

    def part(self, name: str) -> QWidget:
        """See ``LazyTabs.part``; it shows the chosen case as it is now."""
        part = super().part(name)
        if name in FILLED and self._case_no:
            if self._shown.get(name) != self._case_no:
                self._shown[name] = self._case_no
                cast("CasePart", part).show_case(self._case_no)
            elif name in self._stale:
                cast("CasePart", part).reload()
        self._stale.discard(name)
        return part

    def show_place(self, name: str) -> QWidget | None:
        """Show the tab that a place or a kind of record names; None if there is none such."""
        name = _OF_PLACE.get(name, name)
        return self.show_part(name) if name in self.names else None

    def only_data(self, *, only: bool) -> None:
        """Allow the other tabs or not; a new case has none before it has a number."""
        for number in range(1, self.count()):
            self.setTabEnabled(number, not only)

    def leave(self) -> None:
        """Take over what is being typed."""
        for part in self.made.values():
            if isinstance(part, RecordForm):
                part.commit()
            elif isinstance(part, CaseRecords):
                part.form.commit()

    def _invoices(self) -> CaseRecords:
        return CaseRecords(
            self._context, schema.kind("case_invoices"), given=("case_no",),
            hint=self.tr("Enter every unpaid invoice of this buyer, not only those claimed."),
        )  # fmt: skip

    def _events(self) -> CaseRecords:
        return CaseRecords(
            self._context, schema.kind("events"), given=("case_no",),
            hint=self.tr("Enter each demand, answer and call: they make the case report."),
        )  # fmt: skip
