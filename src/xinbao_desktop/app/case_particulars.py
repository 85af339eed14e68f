"""The particulars of a case (本案情形): what an examiner asks in this situation and in no other.

A bankruptcy has an administrator, a letter of credit its number and days, a resale its proceeds
and costs. Which fields belong to which situation stands here; how each is called is said by the
record it is a field of. A field that belongs to the situation is printed even while it is empty,
so that what is lacking is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.case_amounts import NO, YES, money
from xinbao_desktop.domain import schema
from xinbao_desktop.domain.claim_case import DISPOSED, Cause
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.domain.shipment import ShipmentKind
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.app.case_amounts import CaseAmounts, Printed
    from xinbao_desktop.app.case_tables import Row
    from xinbao_desktop.domain.case_facts import InvoiceFacts
    from xinbao_desktop.domain.claim_case import Case, CaseInvoice
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.shipment import Shipment

ISSUING_BANK = Text("开证行", "Issuing bank")
LETTER_OF_CREDIT = (
    "lc_no", "issuing_bank_no", "lc_tenor_days", "docs_presented_on", "docs_comply"
)  # fmt: skip
DISPUTE = (
    "disputed_amount", "award_effective", "enforcement_applied", "settlement",
    "consent_settlement_on", "consent_dispute_waiver_on",
)  # fmt: skip
FINANCING = (
    "financing_bank", "financed_amount", "claim_right_assigned", "indemnity_assigned",
    "receivable_assigned", "bank_chased",
)  # fmt: skip


def particulars(amounts: CaseAmounts) -> list[Row]:
    """Return the rows of what is particular to the case; none for a plain default."""
    rows = [*_of_invoices(amounts), *_of_case(amounts)]
    return [{"particular.name": name, "particular.value": value} for name, value in rows]


def _of_case(amounts: CaseAmounts) -> Iterator[tuple[Text, Printed]]:
    case = amounts.facts.case
    for key in _case_keys(case, [i.line for i in amounts.facts.invoices]):
        yield schema.kind_of(type(case)).field(key).label, _words(amounts.printed(case, key))


def _case_keys(case: Case, lines: Sequence[CaseInvoice]) -> Iterator[str]:
    """Give the fields of the case that its situation asks for."""
    if any(line.goods_state in DISPOSED for line in lines):
        yield "consent_disposal_on"
    if any(line.discount_agreed for line in lines):
        yield "consent_discount_on"
    if case.cause == Cause.INSOLVENCY:
        yield from ("administrator", "bankruptcy_registered_on", "retention_of_title")
    if case.dispute:
        yield from DISPUTE
    elif case.settlement:
        yield from ("settlement", "consent_settlement_on")
    if case.guarantee:
        yield from ("guarantor", "guarantor_called")
    if case.financed:
        yield from FINANCING


def _of_invoices(amounts: CaseAmounts) -> Iterator[tuple[Text, Printed]]:
    """Give the particulars of the invoices, said once where all of them agree."""
    invoices = amounts.facts.invoices
    asked = {i.shipment.invoice_no: dict(_asked(i.shipment, i.line)) for i in invoices}
    for key in dict.fromkeys(key for keys in asked.values() for key in keys):
        found = [
            (i, *_answer(amounts, i, asked[i.shipment.invoice_no][key], key))
            for i in invoices
            if key in asked[i.shipment.invoice_no]
        ]
        if len(found) == len(invoices) and all(value == found[0][2] for _, _, value in found):
            yield found[0][1], found[0][2]
            continue
        for invoice, name, value in found:
            number = invoice.shipment.invoice_no
            yield Text(f"{name.zh}（{number}）", f"{name.en} ({number})"), value


def _asked(own: Shipment, line: CaseInvoice) -> Iterator[tuple[str, Record]]:
    """Give the fields that one invoice is asked for, each with the record that holds it."""
    yield from ((key, own) for key in (*_trade_keys(own), *_payment_keys(own)))
    if line.goods_state in DISPOSED:
        yield from (("resale_proceeds", line), ("disposal_costs", line))
    for key in ("discount_agreed", "saved_costs"):
        if getattr(line, key):
            yield key, line


def _trade_keys(own: Shipment) -> Iterator[str]:
    """Give what is asked of the trade: its kind, who else is named in it."""
    if own.kind not in (None, ShipmentKind.GOODS):
        yield "kind"
        yield from _given(own, "trade_mode")
    if own.kind == ShipmentKind.SERVICE:
        yield "service_accepted_on"
    yield from _given(own, "consignee", "payer")


def _payment_keys(own: Shipment) -> Iterator[str]:
    """Give what is asked of the way of payment, and of what came of it."""
    match own.payment_term:
        case PaymentTerm.LC:
            yield from LETTER_OF_CREDIT
            if own.lc_tenor_days:
                yield "docs_accepted_on"
        case PaymentTerm.DA:
            yield from ("docs_presented_on", "docs_accepted_on")
        case PaymentTerm.DP:
            yield "docs_presented_on"
    yield from _given(own, "discrepancy_on")
    if own.extended_to:
        yield from ("extended_to", "consent_extension_on")


def _given(own: Shipment, *keys: str) -> Iterator[str]:
    """Give those of some fields that are filled in."""
    return (key for key in keys if getattr(own, key))


def _answer(
    amounts: CaseAmounts, invoice: InvoiceFacts, record: Record, key: str
) -> tuple[Text, Printed]:
    """Return what a field is called and its answer; a bank by its name, sums in their currency."""
    spec = schema.kind_of(type(record)).field(key)
    value = getattr(record, key)
    if key == "issuing_bank_no":
        bank = amounts.client.buyer_by_no.get(value or "")
        return ISSUING_BANK, (bank.name_en or bank.name_zh or value) if bank else value
    if spec.type is FieldType.AMOUNT:
        return spec.label, money(value, invoice.shipment.currency)
    return spec.label, _words(amounts.printed(record, key))


def _words(value: Printed) -> Printed:
    """Return an answer as the cell of a table shows it."""
    if isinstance(value, bool):
        return YES if value else NO
    return value
