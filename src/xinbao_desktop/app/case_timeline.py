"""The timeline of a case (时间表): what happened on which day, and the paper that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.app.case_amounts import due_day, money
from xinbao_desktop.domain.shipment import ShipmentKind
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xinbao_desktop.app.case_amounts import CaseAmounts
    from xinbao_desktop.app.case_tables import PacketLine, Row
    from xinbao_desktop.domain.case_facts import InvoiceFacts

SERVICE = ShipmentKind.SERVICE
SHIPPED = Text("出运", "shipped")


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline; ``path`` is the paper that proves it."""

    on: date
    what: Text
    who: Text | str = ""
    path: str = ""


def timeline(amounts: CaseAmounts, lines: Sequence[PacketLine]) -> list[Row]:
    """Return what happened, in order: shipments, due days, receipts, the case's days, events."""
    facts, case = amounts.facts, amounts.facts.case
    moments = [m for i in facts.invoices for m in _moments_of(amounts, i)]
    for on, zh, en in (
        (case.known_on, "知悉风险", "Risk known"),
        (case.notice_on, "提交可能损失通知书", "Notice of possible loss given"),
        (case.bankruptcy_registered_on, "登记破产债权", "Debt registered in the bankruptcy"),
        (case.consent_disposal_on, "保险人同意处置货物", "Insurer consented to the disposal"),
        (case.consent_discount_on, "保险人同意降价", "Insurer consented to the discount"),
        (case.consent_settlement_on, "保险人同意和解", "Insurer consented to the settlement"),
        (case.consent_dispute_waiver_on, "保险人同意免于先诉", "Insurer waived the dispute rule"),
        (case.claim_on, "提交索赔申请", "Claim filed"),
        (case.claim_accepted_on, "保险人受理索赔", "Claim accepted by the insurer"),
        (case.supplement_asked_on, "保险人要求补充材料", "Insurer asked for more papers"),
        (case.decided_on, "保险人作出核赔决定", "Insurer decided"),
        (case.paid_on, "赔款到账", "Indemnity paid"),
    ):
        if on is not None:
            moments.append(Moment(on, Text(zh, en)))
    moments += _events(amounts)
    by_path = {line.path: line.id for line in lines if line.path}
    return [
        {
            "timeline.on": moment.on.isoformat(),
            "timeline.what": moment.what,
            "timeline.who": moment.who,
            "*link:packet_document.page_range": by_path.get(moment.path, ""),
        }
        for moment in sorted(moments, key=lambda m: m.on)
    ]


def _moments_of(amounts: CaseAmounts, invoice: InvoiceFacts) -> Iterator[Moment]:
    own = invoice.shipment
    no = own.invoice_no
    if own.shipped_on:
        done = Text("服务完成", "service rendered") if own.kind == SERVICE else SHIPPED
        yield Moment(own.shipped_on, Text(f"发票 {no} {done.zh}", f"Invoice {no} {done.en}"))
    due = due_day(invoice)
    if due is not None:
        yield Moment(due, Text(f"发票 {no} 应付款", f"Invoice {no} due"))
    for on, zh, en in (
        (own.service_accepted_on, "服务验收", "service accepted"),
        (own.docs_presented_on, "向银行交单", "documents presented"),
        (own.docs_accepted_on, "承兑", "accepted"),
        (own.discrepancy_on, "银行通知不符点", "discrepancy notified by the bank"),
        (own.consent_extension_on, "保险人同意展期", "insurer consented to the extension"),
    ):
        if on is not None:
            yield Moment(on, Text(f"发票 {no} {zh}", f"Invoice {no}: {en}"))
    for receipt in amounts.client.receipts_by_invoice.get(no, ()):
        if receipt.received_on:
            kind = amounts.label("receipt_kind", receipt.kind or "payment")
            sum_ = money(receipt.amount, receipt.currency)
            what = Text(f"发票 {no} {kind.zh} {sum_}", f"Invoice {no}: {kind.en} {sum_}")
            yield Moment(receipt.received_on, what, receipt.payer or "")


def _events(amounts: CaseAmounts) -> Iterator[Moment]:
    for event in amounts.client.events_by_case.get(amounts.facts.case.case_no, ()):
        if event.on is not None:
            channel = amounts.label("event_channel", event.channel)
            parts = [part for part in (channel, same(event.who or "")) if part.zh]
            how = joined(parts, "／", " / ")
            yield Moment(event.on, same(event.summary or ""), how, event.path or "")
