"""The page of shipments: what was sold, what came in for it, and whether it is covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer

from xinbao_desktop.domain import schema
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.models.paged_table import Column
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.widgets.finding_view import FindingList
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import label
from xinbao_desktop.gui.widgets.records_panel import RecordsPanel
from xinbao_desktop.gui.widgets.veil import Veil

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xinbao_desktop.app.changes import Changes
    from xinbao_desktop.domain.coverage import ShipmentCover
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.gui.context import ClientContext, Place
    from xinbao_desktop.gui.tasks import Task

SETTLE_MS = 400
COVER_TAB, RECEIPTS_TAB = 1, 2


class ShipmentsPage(Page):
    """Shipments with their cover and their receipts."""

    name: ClassVar[str] = "shipments"
    watches: ClassVar[frozenset[str]] = frozenset(
        {"shipments", "receipts", "policies", "buyers", "limits", "cases", "company"}
    )

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("shipments"))
        self._covers: dict[str, str] = {}
        self._judging: Task[_Covers] | None = None
        self._old = True  # the verdicts shown are from before the last change
        self._invoice = ""
        self._summary = label("", "muted", name="shipments.summary")
        self.head.addWidget(self._summary)
        cover: Column[Record] = Column(
            field="", title=self.tr("Cover"), text=self._cover_text, width=120,
            chip=self._cover_chip,
        )  # fmt: skip
        self.panel = RecordsPanel(
            context, schema.kind("shipments"), more_columns=[cover],
            hint=self.tr("Enter a shipment with New, or import the list you already keep."),
        )  # fmt: skip
        header = self.panel.table.horizontalHeader()
        header.moveSection(header.count() - 1, 1)
        self.findings = FindingList(context, "shipments.findings")
        self.veil = Veil(self.findings, "shipments.veil")
        self.receipts = RecordsPanel(
            context, schema.kind("receipts"), below=True, given=("invoice_no",),
            hint=self.tr("No money came in for this invoice yet. Enter each receipt with New."),
        )  # fmt: skip
        self.panel.add_tab(self.tr("Cover"), self.findings)
        self.panel.add_tab(self.tr("Receipts"), self.receipts)
        self.panel.chosen.connect(self._on_chosen)
        self.body.addWidget(self.panel, 1)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._judge)

    def reload(self) -> None:
        """See ``Page.reload``."""
        self.panel.reload()
        self._judge()

    def show_place(self, place: Place) -> None:
        """Choose a shipment, or a receipt with the shipment it belongs to."""
        if place.kind == "receipts" and place.identity:
            found = self.context.client.records.get("receipts", place.identity)
            invoice = getattr(found, "invoice_no", "") or ""
            self.panel.select((invoice,))
            self.panel.show_tab(RECEIPTS_TAB)
        elif place.identity:
            self.panel.select(place.identity, place.key)
            if place.tab == "cover":
                self.panel.show_tab(COVER_TAB)

    def leave(self) -> None:
        """See ``Page.leave``."""
        self.panel.form.commit()
        self.receipts.form.commit()

    def _on_changes(self, changes: Changes) -> None:
        if not self.isVisible():
            super()._on_changes(changes)
            return
        if changes.touches("shipments"):
            self.panel.reload()
        if changes.touches("receipts"):
            self.receipts.reload()
        if changes.touches(*self.watches):
            self._outdate()
            self._settle.start()

    def _outdate(self) -> None:
        """Mark every verdict as one from before the change."""
        self._old = True
        self._summary.setText(wording.pending())
        self.panel.model.refresh_cells()
        if self._invoice:
            self.veil.cover()

    def _on_chosen(self, record: Record | None) -> None:
        invoice = "" if record is None else record.identity_text
        same, self._invoice = invoice == self._invoice, invoice
        if not invoice:
            self.veil.lift()
            self.findings.show_findings([], self.tr("Save the shipment first."))
            self.receipts.setEnabled(False)
            return
        self.receipts.setEnabled(True)
        if not same:
            self.receipts.fix(invoice_no=invoice)
            self._judge_chosen()

    def _judge(self) -> None:
        """Judge the chosen shipment, then every one in the background; the newest request counts.

        The chosen one goes by the short lane: it must not wait for a hundred thousand others.
        """
        if self._judging is not None:
            self._judging.cancel()
        self._outdate()
        self._judge_chosen()
        coverage, on = self.context.client.coverage, self.context.today()
        self._judging = self.context.tasks.run(
            lambda progress: _counted(coverage.stream(on, progress)), owner=self, lane=Lane.LONG,
            on_done=self._show_covers, on_error=self._on_failed,
        )  # fmt: skip

    def _judge_chosen(self) -> None:
        invoice = self._invoice
        if not invoice:
            return
        coverage, on = self.context.client.coverage, self.context.today()
        self.veil.calculate(
            self.context, lambda _: coverage.invoice(invoice, on),
            lambda answer: self.findings.show_findings(answer.findings), Lane.SHORT,
        )  # fmt: skip

    def _on_failed(self, error: Exception) -> None:
        self._judging = None
        self._summary.setText(wording.not_calculated())
        self.context.fail(error)

    def _show_covers(self, found: _Covers) -> None:
        self._judging, self._old = None, False
        self._covers = found.worst
        self.panel.model.refresh_cells()
        self._summary.setText(
            self.tr("{count} shipments · {bad} not covered · {open} to be checked").format(
                count=f"{len(found.worst):,}", bad=found.bad, open=found.open
            )
        )

    def _cover_chip(self, record: Record) -> str:
        code = self._covers.get(record.identity_text)
        if self._old:
            return "pending"
        return "" if code is None else code or "covered"

    def _cover_text(self, record: Record) -> str:
        code = self._covers.get(record.identity_text)
        if code is None:
            return "…" if self._old else "—"
        return wording.cover(code)


@dataclass(frozen=True, slots=True)
class _Covers:
    """The worst of each shipment by invoice (empty: covered), and how many are bad or open."""

    worst: dict[str, str]
    bad: int
    open: int


def _counted(covers: Iterable[ShipmentCover]) -> _Covers:
    worst = {c.invoice: "" if c.worst in ("met", "info") else str(c.worst) for c in covers}
    codes = list(worst.values())
    return _Covers(worst, codes.count("blocking"), codes.count("unknown"))
