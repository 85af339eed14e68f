"""The tables of a case's forms: one row per invoice, limit, receipt, paper or moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.app.case_amounts import NO, YES, Printed, due_day, money, percent, plain
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from xinbao_desktop.app.case_amounts import CaseAmounts
    from xinbao_desktop.domain.case_facts import InvoiceFacts
    from xinbao_desktop.domain.loss import Loss

Row: TypeAlias = Mapping[str, Printed]
"""The cells of a row by their path; ``*link:PATH`` names the document a cell leads to."""

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


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline; ``path`` is the paper that proves it."""

    on: date
    what: Text
    who: str = ""
    path: str = ""


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
            "case_timeline": self._timeline,
            "packet_documents": lambda: [self._line(line) for line in self.lines],
            "packet_papers": self._packet_papers,
            "loss.invoices": self._loss_invoices,
            "loss.deductions": self._loss_deductions,
            "buyer_open_invoices": self._open_invoices,
            "case_receipts": self._receipts,
        }

    def knows(self, source: str) -> bool:
        """Say whether a table of this name is made here."""
        return source in self._makers

    def rows(self, source: str) -> Sequence[Row]:
        """Return the rows of a table, none for one that is not of a case."""
        maker = self._makers.get(source)
        return maker() if maker is not None else ()

    # -- invoices ---------------------------------------------------------------------------

    def _case_invoices(self) -> list[Row]:
        rows: list[Row] = []
        amounts = self._amounts
        for invoice in self._facts.invoices:
            own, currency = invoice.shipment, invoice.shipment.currency
            ledger = self._facts.portfolio.accounts[own.invoice_no]
            received = ledger.received(self._facts.portfolio.on)
            rows.append(
                {
                    **amounts.shipment_cells(invoice),
                    "case_invoice.received": plain(
                        received if isinstance(received, Decimal) else None, currency
                    ),
                    "case_invoice.unpaid": plain(amounts.unpaid(invoice), currency),
                    "case_invoice.deductions": plain(amounts.deductions(invoice), currency),
                    "case_invoice.claimed_amount": plain(amounts.claimed(invoice), currency),
                }
            )
        return rows

    def _case_limits(self) -> list[Row]:
        found: dict[str, Row] = {}
        for invoice in self._facts.invoices:
            limit = invoice.record("limit")
            if isinstance(limit, Limit) and limit.approval_no:
                found[limit.identity_text] = self._amounts.record_cells("limit", limit)
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
        rows: list[Row] = []
        for line in loss.invoices:
            payable = None
            if line.within_limit is not None and line.ratio is not None:
                payable = line.within_limit * line.ratio
            rows.append(
                {
                    **self._amounts.shipment_cells(by_no[line.invoice]),
                    "loss_invoice.invoice": line.invoice,
                    "loss_invoice.amount": plain(line.amount, loss.currency),
                    "loss_invoice.received": plain(line.received, loss.currency),
                    "loss_invoice.deductions": plain(line.deductions, loss.currency),
                    "loss_invoice.insured_loss": plain(line.insured_loss, loss.currency),
                    "loss_invoice.within_limit": plain(line.within_limit, loss.currency),
                    "loss_invoice.ratio": None if line.ratio is None else percent(line.ratio),
                    "loss_invoice.covered": plain(payable, loss.currency),
                }
            )
        return rows

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

    # -- papers and time --------------------------------------------------------------------

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

    def _timeline(self) -> list[Row]:
        """What happened, in order: shipments, due days, receipts, the case's own days, events."""
        moments = [m for i in self._facts.invoices for m in self._moments_of(i)]
        case = self._facts.case
        for on, zh, en in (
            (case.known_on, "知悉风险", "Risk known"),
            (case.notice_on, "提交可能损失通知书", "Notice of possible loss given"),
            (case.bankruptcy_registered_on, "登记破产债权", "Debt registered in the bankruptcy"),
            (case.consent_disposal_on, "保险人同意处置货物", "Insurer consented to the disposal"),
            (case.consent_discount_on, "保险人同意降价", "Insurer consented to the discount"),
            (case.consent_settlement_on, "保险人同意和解", "Insurer consented to the settlement"),
            (case.claim_on, "提交索赔申请", "Claim filed"),
            (case.claim_accepted_on, "保险人受理索赔", "Claim accepted by the insurer"),
            (case.supplement_asked_on, "保险人要求补充材料", "Insurer asked for more papers"),
            (case.decided_on, "保险人作出核赔决定", "Insurer decided"),
            (case.paid_on, "赔款到账", "Indemnity paid"),
        ):
            if on is not None:
                moments.append(Moment(on, Text(zh, en)))
        moments += self._events()
        by_path = {line.path: line.id for line in self.lines if line.path}
        return [
            {
                "timeline.on": moment.on.isoformat(),
                "timeline.what": moment.what,
                "timeline.who": moment.who,
                "*link:packet_document.page_range": by_path.get(moment.path, ""),
            }
            for moment in sorted(moments, key=lambda m: m.on)
        ]

    def _moments_of(self, invoice: InvoiceFacts) -> Iterator[Moment]:
        own = invoice.shipment
        no = own.invoice_no
        if own.shipped_on:
            yield Moment(own.shipped_on, Text(f"发票 {no} 出运", f"Invoice {no} shipped"))
        due = due_day(invoice)
        if due is not None:
            yield Moment(due, Text(f"发票 {no} 应付款", f"Invoice {no} due"))
        for on, zh, en in (
            (own.service_accepted_on, "服务验收", "service accepted"),
            (own.docs_presented_on, "向银行交单", "documents presented"),
            (own.docs_accepted_on, "承兑", "accepted"),
            (own.discrepancy_on, "银行通知不符点", "discrepancy notified by the bank"),
        ):
            if on is not None:
                yield Moment(on, Text(f"发票 {no} {zh}", f"Invoice {no}: {en}"))
        for receipt in self._client.receipts_by_invoice.get(no, ()):
            if receipt.received_on:
                sum_ = money(receipt.amount, receipt.currency)
                what = Text(f"发票 {no} 收汇 {sum_}", f"Received {sum_} on invoice {no}")
                yield Moment(receipt.received_on, what, receipt.payer or "")

    def _events(self) -> Iterator[Moment]:
        for event in self._client.events_by_case.get(self._facts.case.case_no, ()):
            if event.on is not None:
                channel = self._amounts.label("event_channel", event.channel).zh
                how = "／".join(part for part in (channel, event.who or "") if part)
                yield Moment(event.on, same(event.summary or ""), how, event.path or "")
