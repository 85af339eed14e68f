"""How the facts of a case are worded on its forms: records, codes, amounts, totals.

What a form asks for by which path is ``case_values``' matter, tables are ``case_tables``'.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.case_facts.amounts import cross_rate, deductions_of
from xinbao_desktop.domain.known import Reader, Unsettled
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.money import capitals, group_digits
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.text import Text, joined, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.case_facts import CaseFacts, InvoiceFacts
    from xinbao_desktop.domain.receipt import Receipt
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.vocabulary import Vocabularies

Printed: TypeAlias = Text | str | bool | None
YES, NO = Text("是", "yes"), Text("否", "no")


def percent(ratio: Decimal) -> str:
    """Return a ratio as a percentage without idle zeros."""
    return f"{ratio * 100:f}".rstrip("0").rstrip(".") + "%" if ratio else "0%"


def plain(amount: Decimal | None, currency: str | None) -> str | None:
    """Return an amount without its currency, for columns."""
    return None if amount is None else group_digits(amount, currency or "USD")


def money(amount: Decimal | None, currency: str | None) -> str | None:
    """Return an amount with its currency in front."""
    if amount is None:
        return None
    return f"{currency} {group_digits(amount, currency)}" if currency else f"{amount:f}"


def money_list(amounts: Iterator[tuple[Decimal | None, str | None]]) -> Text | str | None:
    """Return the sums of amounts by currency, None where there is nothing to add."""
    sums: dict[str, Decimal] = {}
    for amount, currency in amounts:
        if amount is not None and currency:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return listed([str(money(total, code)) for code, total in sums.items()])


class CaseAmounts:
    """Words and amounts of one case on one day."""

    def __init__(self, words: Vocabularies, facts: CaseFacts) -> None:
        self._words = words
        self.facts = facts
        self.client = facts.portfolio.client

    # -- words ------------------------------------------------------------------------------

    def label(self, vocabulary: str, value: str | None) -> Text:
        """Return the words of a code, empty for none."""
        return self._words[vocabulary].label(value) if value else Text("", "")

    def full_name(self, vocabulary: str, value: str | None) -> Text:
        """Return the whole name that a code stands for, its label where it has none."""
        label = self.label(vocabulary, value)
        return (self._words[vocabulary].term(value).full or label) if value else label

    def printed(self, record: Record, key: str, *, raw: bool = False) -> Printed:
        """Return a field of a record as it is printed; ``raw`` keeps a code as it is.

        A currency is always printed as its code: its names are not unambiguous.
        """
        spec = schema.kind_of(type(record)).field(key)
        value = getattr(record, key)
        if value is None or value == ():
            return None
        words: Printed = str(value)
        match spec.type:
            case FieldType.FLAG:
                words = bool(value)
            case FieldType.CODE if spec.vocabulary and spec.vocabulary != "currency" and not raw:
                words = self.label(spec.vocabulary, value)
            case FieldType.CODES if spec.vocabulary:
                words = joined([self.label(spec.vocabulary, v) for v in value], "、", ", ")
            case FieldType.AMOUNT:
                words = money(value, getattr(record, "currency", None) or self.currency())
            case FieldType.RATIO:
                words = percent(value)
        return words

    def record_cells(self, prefix: str, record: Record) -> dict[str, Printed]:
        """Return every field of a record by its path."""
        return {
            f"{prefix}.{spec.key}": self.printed(record, spec.key)
            for spec in schema.kind_of(type(record)).fields
        }

    def shipment_cells(self, invoice: InvoiceFacts) -> dict[str, Printed]:
        """Return an invoice's fields; its amount without currency, its due day as it governs."""
        own = invoice.shipment
        cells = self.record_cells("shipment", own)
        cells["shipment.amount"] = plain(own.amount, own.currency)
        due = due_day(invoice)
        cells["shipment.due_on"] = due.isoformat() if due else None
        return cells

    def capitals(self, amount: Decimal | None, currency: str | None) -> str | None:
        """Return an amount in Chinese capitals (大写)."""
        if amount is None or currency is None:
            return None
        return capitals(amount, currency, self.label("currency", currency).zh)

    # -- amounts ----------------------------------------------------------------------------

    def currency(self) -> str | None:
        """Return the currency of the claim."""
        value = self.facts.fact("claim.currency").value
        return value if isinstance(value, str) else None

    def decimal(self, path: str) -> Decimal | None:
        """Return a number of the case, None while it is not known."""
        value = self.facts.fact(path).value
        return Decimal(value) if isinstance(value, Decimal | int) else None

    def unpaid(self, invoice: InvoiceFacts) -> Decimal | None:
        """Return what is open on an invoice, in its currency."""
        value = invoice.fact("shipment.unpaid").value
        return value if isinstance(value, Decimal) else None

    def claimed(self, invoice: InvoiceFacts) -> Decimal | None:
        """Return what is claimed on an invoice: as entered, else what is open less deductions."""
        if invoice.line.claimed_amount is not None:
            return invoice.line.claimed_amount
        rest, less = self.unpaid(invoice), self.deductions(invoice)
        return None if rest is None or less is None else max(rest - less, Decimal(0))

    def deductions(self, invoice: InvoiceFacts) -> Decimal | None:
        """Return what comes off an invoice, None while it is not known."""
        try:
            return deductions_of(self.facts, invoice, Reader(invoice))
        except Unsettled:
            return None

    def unpaid_total(self) -> Decimal | None:
        """Return what is open on all invoices, in the currency of the claim."""
        return self._total([(i, self.unpaid(i)) for i in self.facts.invoices])

    def notice_total(self) -> Decimal | None:
        """Return what the notice names as possible loss, in the currency of the claim."""
        return self._total([(i, self.claimed(i)) for i in self.facts.invoices])

    def rate(self, currency: str, into: str) -> Decimal:
        """Return what one unit is in another currency; ``Unsettled`` without a rate."""
        return cross_rate(self.facts, currency, into)

    def foreign(self, also: str | None) -> Iterator[str]:
        """Give each currency but the US dollar that the case has a rate for.

        Args:
            also: The currency of the loss, beside those of the claim and its invoices.
        """
        found = [self.currency(), *(i.shipment.currency for i in self.facts.invoices), also]
        for code in dict.fromkeys(code for code in found if code and code != "USD"):
            try:
                self.rate(code, "USD")
            except Unsettled:
                continue
            yield code

    def rate_day(self, currency: str) -> date | None:
        """Return the day of the rate that a currency is converted at."""
        case = self.facts.case
        if case.usd_rate is not None and case.claim_currency in (None, currency):
            return case.usd_rate_on
        days = {i.shipment.usd_rate_on for i in self.facts.invoices
                if i.shipment.currency == currency}  # fmt: skip
        return days.pop() if len(days) == 1 else None

    def limits(self) -> Iterator[Limit]:
        """Give each limit that counts for an invoice on its day of shipment, once."""
        found = (invoice.record("limit") for invoice in self.facts.invoices)
        known = [limit for limit in found if isinstance(limit, Limit)]
        yield from {limit.identity_text: limit for limit in known}.values()

    def case_receipts(self) -> Iterator[Receipt]:
        """Give the receipts on the case's invoices."""
        for invoice in self.facts.invoices:
            yield from self.client.receipts_by_invoice.get(invoice.shipment.invoice_no, ())

    def _total(self, amounts: list[tuple[InvoiceFacts, Decimal | None]]) -> Decimal | None:
        into = self.currency()
        total = Decimal(0)
        for invoice, amount in amounts:
            if amount is None or into is None:
                return None
            total += amount * self.rate(invoice.shipment.currency or "", into)
        return total if amounts else None


def due_day(invoice: InvoiceFacts) -> date | None:
    """Return the day that an invoice is due on: the original one, or a consented extension."""
    value = invoice.fact("shipment.governing_due_on").value
    return value if isinstance(value, date) else None


def invoice_words(invoice: InvoiceFacts, words: Text) -> Text:
    """Return words about one invoice, its number in front."""
    no = invoice.shipment.invoice_no
    return Text(f"{no}：{words.zh}", f"{no}: {words.en}") if words.zh else same("")
