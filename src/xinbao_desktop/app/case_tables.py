"""The tables of a case's forms: one row per invoice, limit, receipt, paper or moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.app.case_amounts import NO, YES, Printed, percent, plain
from xinbao_desktop.app.case_particulars import particulars
from xinbao_desktop.app.case_timeline import timeline
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from xinbao_desktop.app.case_amounts import CaseAmounts
    from xinbao_desktop.domain.case_facts import InvoiceFacts
    from xinbao_desktop.domain.loss import Loss, LossLine

Row: TypeAlias = Mapping[str, Printed]
"""The cells of a row by their path; ``*link:PATH`` names the document a cell leads to."""

TOTAL = Text("合计", "Total")
OWN_LIMIT = Text("（保单自有限额）", "(the policy's own)")
COVERED = {
    True: Text("计入", "counted"),
    False: Text("不在承保范围，不计入", "not covered, not counted"),
    None: Text("承保待定，不计入", "cover not settled, not counted"),
}
TAKEN_OFF = ("discount_agreed", "resale_proceeds", "disposal_costs", "saved_costs")


@dataclass(frozen=True, slots=True)
class PacketLine:
    """One document of the packet as the document list and the timeline name it.

    ``attached`` is false for the page that stands for a missing or waived paper; ``form``
    marks what the program prints itself.
    """

    id: str
    slot: str
    title: Text
    invoice_no: str
    state: Text
    copies: int
    path: str = ""
    attached: bool = True
    form: bool = False


def _sum(parts: Sequence[Decimal | None]) -> Decimal | None:
    """Add up what is known; nothing while one part is not."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _payable(line: LossLine) -> Decimal | None:
    """Return what an invoice comes to within its limit, before caps on the whole."""
    within, ratio = line.within_limit, line.ratio
    return None if within is None or ratio is None else within * ratio


class CaseTables:
    """Makes the rows of one case's tables."""

    def __init__(self, amounts: CaseAmounts, loss: Loss) -> None:
        self._amounts = amounts
        self._facts = amounts.facts
        self._client = amounts.client
        self._loss = loss
        self.lines: Sequence[PacketLine] = ()
        self._makers: Mapping[str, Callable[[], Sequence[Row]]] = {
            "case_invoices": self._case_invoices,
            "case_limits": self._case_limits,
            "case_timeline": lambda: timeline(amounts, self.lines),
            "case_particulars": lambda: particulars(amounts),
            "packet_documents": lambda: [self._line(line) for line in self.lines],
            "packet_papers": self._packet_papers,
            "loss.invoices": self._loss_invoices,
            "loss.deductions": self._loss_deductions,
            "buyer_open_invoices": self._open_invoices,
            "case_receipts": self._receipts,
        }
        self._totals: Mapping[str, Callable[[], Sequence[Row]]] = {
            "case_invoices": self._invoice_totals,
            "loss.invoices": self._loss_totals,
        }

    def knows(self, source: str) -> bool:
        """Say whether a table of this name is made here."""
        return source in self._makers

    def rows(self, source: str, *, totals: bool = False) -> Sequence[Row]:
        """Return the rows of a table, none for one that is not of a case.

        With ``totals`` there follows below several of them what they come to.
        """
        maker = self._makers.get(source)
        rows = maker() if maker is not None else ()
        adder = self._totals.get(source) if totals and len(rows) > 1 else None
        return [*rows, *adder()] if adder is not None else rows

    # -- invoices ---------------------------------------------------------------------------

    def _case_invoices(self) -> list[Row]:
        rows: list[Row] = []
        amounts = self._amounts
        for invoice in self._facts.invoices:
            currency = invoice.shipment.currency
            rows.append(
                {
                    **amounts.shipment_cells(invoice),
                    "case_invoice.received": plain(self._received(invoice), currency),
                    "case_invoice.unpaid": plain(amounts.unpaid(invoice), currency),
                    "case_invoice.deductions": plain(amounts.deductions(invoice), currency),
                    "case_invoice.claimed_amount": plain(amounts.claimed(invoice), currency),
                }
            )
        return rows

    def _invoice_totals(self) -> list[Row]:
        """What the invoices come to in each currency."""
        by_currency: dict[str, list[InvoiceFacts]] = {}
        for invoice in self._facts.invoices:
            by_currency.setdefault(invoice.shipment.currency or "", []).append(invoice)
        return [self._total(code, each) for code, each in by_currency.items() if code]

    def _total(self, currency: str, invoices: Sequence[InvoiceFacts]) -> Row:
        amounts = self._amounts
        sums = {
            "shipment.amount": [i.shipment.amount for i in invoices],
            "case_invoice.received": [self._received(i) for i in invoices],
            "case_invoice.unpaid": [amounts.unpaid(i) for i in invoices],
            "case_invoice.deductions": [amounts.deductions(i) for i in invoices],
            "case_invoice.claimed_amount": [amounts.claimed(i) for i in invoices],
        }
        cells = {path: plain(_sum(each), currency) for path, each in sums.items()}
        return {
            "*total": True,
            "shipment.invoice_no": TOTAL,
            "shipment.currency": currency,
            **cells,
        }

    def _received(self, invoice: InvoiceFacts) -> Decimal | None:
        ledger = self._facts.portfolio.accounts[invoice.shipment.invoice_no]
        received = ledger.received(self._facts.portfolio.on)
        return received if isinstance(received, Decimal) else None

    def _case_limits(self) -> list[Row]:
        """The limits that count for the invoices, the policy's own ones among them."""
        found: dict[str, Row] = {}
        for limit in self._amounts.limits():
            cells = self._amounts.record_cells("limit", limit)
            if not limit.approval_no:
                cells["limit.approval_no"] = OWN_LIMIT
            found[limit.identity_text] = cells
        return list(found.values())

    def _open_invoices(self) -> list[Row]:
        inside = {i.shipment.invoice_no for i in self._facts.invoices}
        rows: list[Row] = []
        portfolio = self._facts.portfolio
        shipments = self._client.shipments_by_buyer.get(self._facts.case.buyer_no or "", ())
        for shipment in sorted(shipments, key=lambda s: (s.shipped_on or date.max, s.invoice_no)):
            rest = portfolio.accounts[shipment.invoice_no].unpaid(portfolio.on)
            if rest == 0:
                continue
            cells = self._amounts.record_cells("shipment", shipment)
            cells["shipment.amount"] = plain(shipment.amount, shipment.currency)
            cells["shipment.unpaid"] = (
                plain(rest, shipment.currency) if isinstance(rest, Decimal) else None
            )
            cells["shipment.in_case"] = YES if shipment.invoice_no in inside else NO
            rows.append(cells)
        return rows

    def _receipts(self) -> list[Row]:
        return [self._amounts.record_cells("receipt", r) for r in self._amounts.case_receipts()]

    # -- loss -------------------------------------------------------------------------------

    def _loss_invoices(self) -> list[Row]:
        loss = self._loss
        by_no = {i.shipment.invoice_no: i for i in self._facts.invoices}
        return [
            {
                **self._amounts.shipment_cells(by_no[line.invoice]),
                "loss_invoice.invoice": line.invoice,
                "loss_invoice.amount": plain(line.amount, loss.currency),
                "loss_invoice.received": plain(line.received, loss.currency),
                "loss_invoice.deductions": plain(line.deductions, loss.currency),
                "loss_invoice.insured_loss": plain(line.insured_loss, loss.currency),
                "loss_invoice.within_limit": plain(line.within_limit, loss.currency),
                "loss_invoice.ratio": None if line.ratio is None else percent(line.ratio),
                "loss_invoice.covered": plain(_payable(line), loss.currency),
                "loss_invoice.cover": COVERED[line.covered],
            }
            for line in loss.invoices
        ]

    def _loss_totals(self) -> list[Row]:
        """What the covered invoices come to; the others are in no total of the loss."""
        counted = [line for line in self._loss.invoices if line.covered]
        sums = {
            key: _sum([getattr(line, key) for line in counted])
            for key in ("amount", "received", "deductions", "insured_loss", "within_limit")
        }
        sums["covered"] = _sum([_payable(line) for line in counted])
        cells = {f"loss_invoice.{k}": plain(v, self._loss.currency) for k, v in sums.items()}
        return [{"*total": True, "loss_invoice.invoice": TOTAL, **cells}]

    def _loss_deductions(self) -> list[Row]:
        """What comes off each invoice, in the invoice's own currency."""
        rows: list[Row] = []
        for invoice in self._facts.invoices:
            line, currency = invoice.line, invoice.shipment.currency
            disputed = self._disputed(invoice)
            if not disputed and not any(getattr(line, key) for key in TAKEN_OFF):
                continue
            cells: dict[str, Printed] = {
                f"case_invoice.{key}": plain(getattr(line, key), currency) for key in TAKEN_OFF
            }
            rows.append(
                {
                    "loss_deduction.invoice": line.invoice_no,
                    "shipment.currency": currency,
                    "loss_deduction.disputed": plain(disputed, currency) if disputed else None,
                    "loss_deduction.total": plain(self._amounts.deductions(invoice), currency),
                    **cells,
                }
            )
        return rows

    def _disputed(self, invoice: InvoiceFacts) -> Decimal | None:
        """Return an invoice's share of the amount in dispute."""
        whole, line, nothing = self._amounts.deductions(invoice), invoice.line, Decimal(0)
        if whole is None:
            return None
        others = (line.discount_agreed or nothing) + (line.saved_costs or nothing)
        net = (line.resale_proceeds or nothing) - (line.disposal_costs or nothing)
        return whole - others - net

    # -- papers -----------------------------------------------------------------------------

    def _packet_papers(self) -> list[Row]:
        """The papers in the packet: neither the program's forms nor the pages for gaps."""
        return [self._line(line) for line in self.lines if line.attached and not line.form]

    @staticmethod
    def _line(line: PacketLine) -> Row:
        return {
            "packet_document.slot": line.slot,
            "packet_document.title": line.title,
            "packet_document.invoice_no": line.invoice_no,
            "packet_document.state": line.state,
            "packet_document.copies": str(line.copies),
            "*link:packet_document.page_range": line.id,
            "*link:packet_document.title": line.id,
        }
