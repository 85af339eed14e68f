"""The answers of a case's printed forms: each source path of ``forms/`` to what is printed.

A path is either a key of a record (``company.name_zh``) or one of the derived values written
here (``case.claim_amount_words``). Tables are lists of such values, one per row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.form import (
    FieldKind,
    FilledForm,
    FormDefinition,
    FormField,
    FormTable,
    FormValue,
    FormValues,
    TableRow,
)
from xinbao_desktop.domain.known import Reader, Unsettled
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.loss import deductions_of
from xinbao_desktop.domain.money import capitals, group_digits
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from xinbao_desktop.app.claim import ClaimAnswer
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.case_facts import CaseFacts, InvoiceFacts
    from xinbao_desktop.domain.form import FormColumn
    from xinbao_desktop.domain.receipt import Receipt
    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.schema import Record

ENTERED = Text("企业录入", "entered")
COMPUTED = Text("程序计算", "computed")
YES, NO = Text("是", "yes"), Text("否", "no")
Printed = Text | str | bool | None
Row = Mapping[str, Printed]


@dataclass(frozen=True, slots=True)
class PacketLine:
    """One document of the packet as the document list and the timeline name it."""

    id: str
    slot: str
    title: Text
    invoice_no: str
    state: Text
    copies: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline; ``path`` is the paper that proves it."""

    on: date
    what: Text
    who: str = ""
    path: str = ""


def percent(ratio: Decimal) -> str:
    """Return a ratio as a percentage without idle zeros."""
    return f"{ratio * 100:f}".rstrip("0").rstrip(".") + "%" if ratio else "0%"


class CaseValues:
    """Finds the answers for one case on one day."""

    def __init__(self, desk: Desk, facts: CaseFacts, answer: ClaimAnswer) -> None:
        self._desk = desk
        self.facts = facts
        self.answer = answer
        self._words = desk.knowledge.vocabularies
        self._client = facts.portfolio.client
        self.lines: Sequence[PacketLine] = ()
        self._derived: Mapping[str, Callable[[], Printed]] = {
            "packet.on": facts.portfolio.on.isoformat,
            "case.cause_label": lambda: self._label("cause", facts.case.cause),
            "case.notice_cause": lambda: facts.case.notice_cause or facts.case.cause,
            "case.issuing_bank": self._issuing_bank,
            "case.invoice_list": lambda: "、".join(i.shipment.invoice_no for i in facts.invoices),
            "case.first_due_on": self._first_due_on,
            "case.unpaid_text": lambda: self._money(self._unpaid_total(), self._claim_currency()),
            "case.unpaid_words": lambda: self._capitals(
                self._unpaid_total(), self._claim_currency()
            ),
            "case.received_text": self._received_text,
            "case.withdrawal": lambda: None,  # ticked by hand on the printed form
            "case.withdrawal_reason": lambda: None,
            "policy.insurer_en": self._insurer_en,
            "case.notice_amount": lambda: self._money(self._notice_total(), self._claim_currency()),
            "case.notice_amount_words": lambda: self._capitals(
                self._notice_total(), self._claim_currency()
            ),
            "case.claim_amount_text": lambda: self._money(
                self._decimal("claim.amount"), self._claim_currency()
            ),
            "case.claim_amount_words": lambda: self._capitals(
                self._decimal("claim.amount"), self._claim_currency()
            ),
            "case.claim_currency": self._claim_currency,
            "case.rate_text": self._rate_text,
            "case.goods_state_summary": self._goods_states,
            "case.port_charges_total": self._port_charges,
            "case.financed_amount": lambda: self._money(
                facts.case.financed_amount, self._claim_currency()
            ),
            "loss.currency": lambda: answer.loss.currency,
            "loss.on": facts.portfolio.on.isoformat,
            "loss.total_loss": lambda: self._loss_money(answer.loss.total_loss),
            "loss.base_capped": lambda: self._loss_money(answer.loss.base_capped),
            "loss.payout_capped": lambda: self._loss_money(answer.loss.payout_capped),
            "loss.payable_text": lambda: self._loss_money(answer.loss.payable),
            "loss.payable_words": lambda: self._capitals(answer.loss.payable, answer.loss.currency),
            "loss.open_reductions_text": self._open_reductions,
            "loss.liability_left": self._liability_left,
        }
        self._tables: Mapping[str, Callable[[], list[Row]]] = {
            "case_invoices": self._case_invoices,
            "case_limits": self._case_limits,
            "case_timeline": self._timeline,
            "packet_documents": self._packet_documents,
            "loss.invoices": self._loss_invoices,
            "loss.deductions": self._loss_deductions,
            "buyer_open_invoices": self._open_invoices,
            "case_receipts": self._receipts,
        }

    def fill(self, form: FormDefinition) -> FilledForm:
        """Return a form with every answer that is there."""
        fields = {f.key: self._answer(f) for f in form.fields()}
        tables = {t.key: self._rows(t) for t in form.tables()}
        return FilledForm(form=form, values=FormValues(fields, tables))

    # -- one answer -------------------------------------------------------------------------

    def _answer(self, field: FormField) -> FormValue:
        maker = self._derived.get(field.source)
        if maker is not None:
            return FormValue(self._safely(maker), COMPUTED)
        return FormValue(self._recorded(field.source, field.kind), ENTERED)

    def _safely(self, maker: Callable[[], Printed]) -> Printed:
        """Return a computed answer, none while a fact it needs is missing."""
        try:
            return maker()
        except Unsettled:
            return None

    def _recorded(self, path: str, kind: FieldKind) -> Printed:
        prefix, _, key = path.partition(".")
        record = self.facts.record(prefix)
        if not isinstance(record, schema.Record):
            return None
        return self.printed(record, key, raw=kind is FieldKind.CHOICE)

    def printed(self, record: Record, key: str, *, raw: bool = False) -> Printed:
        """Return a field of a record as it is printed; ``raw`` keeps a code as it is."""
        spec = schema.kind_of(type(record)).field(key)
        value = getattr(record, key)
        if value is None or value == ():
            return None
        words: Printed = str(value)
        match spec.type:
            case FieldType.FLAG:
                words = bool(value)
            case FieldType.CODE if spec.vocabulary and not raw:
                words = self._label(spec.vocabulary, value)
            case FieldType.CODES if spec.vocabulary:
                words = joined([self._label(spec.vocabulary, v) for v in value], "、", ", ")
            case FieldType.AMOUNT:
                words = self._money(value, self._currency_of(record))
            case FieldType.RATIO:
                words = percent(value)
        return words

    def _currency_of(self, record: Record) -> str | None:
        currency = getattr(record, "currency", None)
        return currency if currency is not None else self._claim_currency()

    def _label(self, vocabulary: str, value: str | None) -> Text:
        return self._words[vocabulary].label(value) if value else Text("", "")

    # -- money ------------------------------------------------------------------------------

    def _money(self, amount: Decimal | None, currency: str | None) -> str | None:
        if amount is None:
            return None
        return f"{currency} {group_digits(amount, currency)}" if currency else f"{amount:f}"

    def _plain(self, amount: Decimal | None, currency: str | None) -> str | None:
        """Return an amount without its currency, for columns."""
        if amount is None:
            return None
        return group_digits(amount, currency or "USD")

    def _loss_money(self, amount: Decimal | None) -> str | None:
        return self._money(amount, self.answer.loss.currency)

    def _capitals(self, amount: Decimal | None, currency: str | None) -> str | None:
        if amount is None or currency is None:
            return None
        return capitals(amount, currency, self._label("currency", currency).zh)

    def _decimal(self, path: str) -> Decimal | None:
        value = self.facts.fact(path).value
        return Decimal(value) if isinstance(value, Decimal | int) else None

    def _claim_currency(self) -> str | None:
        value = self.facts.fact("claim.currency").value
        return value if isinstance(value, str) else None

    def _in_claim_currency(self, invoice: InvoiceFacts, amount: Decimal) -> Decimal:
        own, claim = invoice.shipment.currency or "", self._claim_currency() or ""
        if own == claim:
            return amount
        read = Reader(self.facts)
        return amount * self.facts.usd_rate(own, read) / self.facts.usd_rate(claim, read)

    def _unpaid(self, invoice: InvoiceFacts) -> Decimal | None:
        value: Value = invoice.fact("shipment.unpaid").value
        return value if isinstance(value, Decimal) else None

    def _unpaid_total(self) -> Decimal | None:
        rests = [(i, self._unpaid(i)) for i in self.facts.invoices]
        if not rests or any(rest is None for _, rest in rests):
            return None
        return sum((self._in_claim_currency(i, r) for i, r in rests if r is not None), Decimal(0))

    def _claimed(self, invoice: InvoiceFacts) -> Decimal | None:
        """Return what is claimed on an invoice: as entered, else what is open less deductions."""
        if invoice.line.claimed_amount is not None:
            return invoice.line.claimed_amount
        rest = self._unpaid(invoice)
        if rest is None:
            return None
        try:
            return max(rest - deductions_of(self.facts, invoice, Reader(invoice)), Decimal(0))
        except Unsettled:
            return None

    def _notice_total(self) -> Decimal | None:
        claimed = [(i, self._claimed(i)) for i in self.facts.invoices]
        if not claimed or any(amount is None for _, amount in claimed):
            return None
        parts = (self._in_claim_currency(i, a) for i, a in claimed if a is not None)
        return sum(parts, Decimal(0))

    # -- words ------------------------------------------------------------------------------

    def _issuing_bank(self) -> str | None:
        numbers = {i.shipment.issuing_bank_no for i in self.facts.invoices} - {None}
        banks = [self._client.buyer_by_no.get(str(number)) for number in sorted(map(str, numbers))]
        return "；".join(b.name_en or b.name_zh or b.buyer_no for b in banks if b) or None

    def _first_due_on(self) -> str | None:
        days = [i.fact("shipment.governing_due_on").value for i in self.facts.invoices]
        known = [day for day in days if isinstance(day, date)]
        return min(known).isoformat() if known else None

    def _rate_text(self) -> str | None:
        currency = self._claim_currency()
        if currency in (None, "USD"):
            return None
        case = self.facts.case
        rate = self.facts.usd_rate(str(currency), Reader(self.facts))
        on = f" ({case.usd_rate_on.isoformat()})" if case.usd_rate_on else ""
        return f"1 {currency} = {rate:f} USD{on}"

    def _received_text(self) -> str | None:
        sums: dict[str, Decimal] = {}
        for receipt in self._case_receipts():
            if receipt.amount is not None and receipt.currency:
                sums[receipt.currency] = sums.get(receipt.currency, Decimal(0)) + receipt.amount
        return "；".join(str(self._money(total, code)) for code, total in sums.items()) or None

    def _insurer_en(self) -> str | None:
        policy = self.facts.record("policy")
        code = policy.insurer if isinstance(policy, Policy) else None
        return self._label("insurer", code).en or None

    def _goods_states(self) -> Text | None:
        parts = [
            Text(
                f"{i.shipment.invoice_no}：{self._label('goods_state', i.line.goods_state).zh}",
                f"{i.shipment.invoice_no}: {self._label('goods_state', i.line.goods_state).en}",
            )
            for i in self.facts.invoices
            if i.line.goods_state
        ]
        return joined(parts) if parts else None

    def _port_charges(self) -> str | None:
        known = [i for i in self.facts.invoices if i.line.port_charges is not None]
        if not known:
            return None
        return "；".join(str(self._money(i.line.port_charges, i.shipment.currency)) for i in known)

    def _open_reductions(self) -> Text:
        titles = {f.rule: f.title for f in self.answer.answer.findings}
        found = [titles[rule] for rule in self.answer.loss.open_reductions if rule in titles]
        return joined(found) if found else Text("无", "none")

    def _liability_left(self) -> str | None:
        policy = self.facts.record("policy")
        if not isinstance(policy, Policy) or policy.max_liability is None:
            return None
        left = policy.max_liability - (policy.paid_before or Decimal(0))
        return self._money(left, policy.currency)

    # -- tables -----------------------------------------------------------------------------

    def _rows(self, table: FormTable) -> tuple[TableRow, ...]:
        maker = self._tables.get(table.source)
        return tuple(
            TableRow({c.key: self._cell(c, row) for c in table.columns}, bool(row.get("*total")))
            for row in (maker() if maker is not None else [])
        )

    @staticmethod
    def _cell(column: FormColumn, row: Row) -> FormValue:
        link = row.get(f"*link:{column.source}")
        return FormValue(row.get(column.source), link=link if isinstance(link, str) else "")

    def _record_cells(self, prefix: str, record: Record) -> dict[str, Printed]:
        return {
            f"{prefix}.{spec.key}": self.printed(record, spec.key)
            for spec in schema.kind_of(type(record)).fields
        }

    def _shipment_cells(self, invoice: InvoiceFacts) -> dict[str, Printed]:
        own = invoice.shipment
        cells = self._record_cells("shipment", own)
        cells["shipment.amount"] = self._plain(own.amount, own.currency)
        due = invoice.fact("shipment.governing_due_on").value
        cells["shipment.due_on"] = due.isoformat() if isinstance(due, date) else None
        return cells

    def _case_invoices(self) -> list[Row]:
        rows: list[Row] = []
        for invoice in self.facts.invoices:
            own, currency = invoice.shipment, invoice.shipment.currency
            ledger = self.facts.portfolio.accounts[own.invoice_no]
            received = ledger.received(self.facts.portfolio.on)
            try:
                less: Decimal | None = deductions_of(self.facts, invoice, Reader(invoice))
            except Unsettled:
                less = None
            rows.append(
                {
                    **self._shipment_cells(invoice),
                    "case_invoice.received": self._plain(
                        received if isinstance(received, Decimal) else None, currency
                    ),
                    "case_invoice.unpaid": self._plain(self._unpaid(invoice), currency),
                    "case_invoice.deductions": self._plain(less, currency),
                    "case_invoice.claimed_amount": self._plain(self._claimed(invoice), currency),
                }
            )
        return rows

    def _case_limits(self) -> list[Row]:
        found: dict[str, Row] = {}
        for invoice in self.facts.invoices:
            limit = invoice.record("limit")
            if isinstance(limit, Limit) and limit.approval_no:
                found[limit.identity_text] = self._record_cells("limit", limit)
        return list(found.values())

    def _timeline(self) -> list[Row]:
        """What happened, in order: shipments, due days, receipts, the case's own days, events."""
        moments = [m for i in self.facts.invoices for m in self._moments_of(i)]
        case = self.facts.case
        for on, zh, en in (
            (case.known_on, "知悉风险", "Risk known"),
            (case.notice_on, "提交可能损失通知书", "Notice of possible loss given"),
            (case.claim_on, "提交索赔申请", "Claim filed"),
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
        due = invoice.fact("shipment.governing_due_on").value
        if isinstance(due, date):
            yield Moment(due, Text(f"发票 {no} 应付款", f"Invoice {no} due"))
        for receipt in self._client.receipts_by_invoice.get(no, ()):
            if receipt.received_on:
                sum_ = self._money(receipt.amount, receipt.currency)
                what = Text(f"发票 {no} 收汇 {sum_}", f"Received {sum_} on invoice {no}")
                yield Moment(receipt.received_on, what, receipt.payer or "")

    def _events(self) -> Iterator[Moment]:
        for event in self._client.events_by_case.get(self.facts.case.case_no, ()):
            if event.on is not None:
                channel = self._label("event_channel", event.channel).zh
                how = "／".join(part for part in (channel, event.who or "") if part)
                yield Moment(event.on, same(event.summary or ""), how, event.path or "")

    def _case_receipts(self) -> Iterator[Receipt]:
        for invoice in self.facts.invoices:
            yield from self._client.receipts_by_invoice.get(invoice.shipment.invoice_no, ())

    def _receipts(self) -> list[Row]:
        return [self._record_cells("receipt", receipt) for receipt in self._case_receipts()]

    def _packet_documents(self) -> list[Row]:
        return [
            {
                "packet_document.slot": line.slot,
                "packet_document.title": line.title,
                "packet_document.invoice_no": line.invoice_no,
                "packet_document.state": line.state,
                "packet_document.copies": str(line.copies),
                "*link:packet_document.page_range": line.id,
                "*link:packet_document.title": line.id,
            }
            for line in self.lines
        ]

    def _loss_invoices(self) -> list[Row]:
        loss = self.answer.loss
        by_no = {i.shipment.invoice_no: i for i in self.facts.invoices}
        rows: list[Row] = []
        for line in loss.invoices:
            payable = None
            if line.within_limit is not None and line.ratio is not None:
                payable = line.within_limit * line.ratio
            rows.append(
                {
                    **self._shipment_cells(by_no[line.invoice]),
                    "loss_invoice.invoice": line.invoice,
                    "loss_invoice.amount": self._plain(line.amount, loss.currency),
                    "loss_invoice.received": self._plain(line.received, loss.currency),
                    "loss_invoice.deductions": self._plain(line.deductions, loss.currency),
                    "loss_invoice.insured_loss": self._plain(line.insured_loss, loss.currency),
                    "loss_invoice.within_limit": self._plain(line.within_limit, loss.currency),
                    "loss_invoice.ratio": None if line.ratio is None else percent(line.ratio),
                    "loss_invoice.covered": self._plain(payable, loss.currency),
                }
            )
        return rows

    def _loss_deductions(self) -> list[Row]:
        rows: list[Row] = []
        for invoice in self.facts.invoices:
            line, currency = invoice.line, invoice.shipment.currency
            keys = ("discount_agreed", "resale_proceeds", "disposal_costs", "saved_costs")
            if not any(getattr(line, key) for key in keys):
                continue
            amounts = {key: getattr(line, key) for key in keys}
            cells: dict[str, Printed] = {
                f"case_invoice.{key}": self._plain(amount, currency)
                for key, amount in amounts.items()
            }
            rows.append({"loss_deduction.invoice": line.invoice_no, **cells})
        return rows

    def _open_invoices(self) -> list[Row]:
        inside = {i.shipment.invoice_no for i in self.facts.invoices}
        rows: list[Row] = []
        portfolio = self.facts.portfolio
        shipments = self._client.shipments_by_buyer.get(self.facts.case.buyer_no or "", ())
        for shipment in sorted(shipments, key=lambda s: (s.shipped_on or date.max, s.invoice_no)):
            rest = portfolio.accounts[shipment.invoice_no].unpaid(portfolio.on)
            if rest == 0:
                continue
            cells = self._record_cells("shipment", shipment)
            cells["shipment.amount"] = self._plain(shipment.amount, shipment.currency)
            cells["shipment.unpaid"] = (
                self._plain(rest, shipment.currency) if isinstance(rest, Decimal) else None
            )
            cells["shipment.in_case"] = YES if shipment.invoice_no in inside else NO
            rows.append(cells)
        return rows
