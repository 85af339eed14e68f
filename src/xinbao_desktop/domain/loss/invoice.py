"""The loss on one invoice: what is unpaid, less what comes off it, before limit and ratio."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.amounts import cross_rate, deductions_of
from xinbao_desktop.domain.known import Reader, Unsettled
from xinbao_desktop.domain.loss.ratio import Ratio, ratio_of
from xinbao_desktop.domain.loss.result import ZERO, LossLine
from xinbao_desktop.domain.rules.values import Missing

if TYPE_CHECKING:
    from xinbao_desktop.domain.case_facts import InvoiceFacts


@dataclass(frozen=True, slots=True)
class InvoiceLoss:
    """What was lost on an invoice: exact amounts in the currency of the loss."""

    invoice: InvoiceFacts
    amount: Decimal
    received: Decimal
    deductions: Decimal
    loss: Decimal
    covered: bool | Missing
    ratio: Ratio


def invoice_loss(invoice: InvoiceFacts, currency: str, read: Reader) -> InvoiceLoss:
    """Return unpaid balance − deductions, not below zero; ``Unsettled`` while one is missing."""
    case, shipment = invoice.case, invoice.shipment
    ledger = case.portfolio.accounts[shipment.invoice_no]
    read.assumed |= ledger.assumed
    if ledger.unknown is not None:
        raise Unsettled(ledger.unknown)
    on = case.portfolio.on
    rest, received = ledger.unpaid(on), ledger.received(on)
    assert isinstance(rest, Decimal)
    assert isinstance(received, Decimal)
    rate = cross_rate(case, shipment.currency or "", currency)
    deductions = deductions_of(case, invoice, read)
    return InvoiceLoss(
        invoice,
        ledger.amount * rate,
        received * rate,
        deductions * rate,
        max(rest - deductions, ZERO) * rate,
        case.cover(shipment.invoice_no),
        ratio_of(invoice),
    )


def blank_line(invoice: InvoiceFacts, lacking: tuple[str, ...], currency: str | None) -> LossLine:
    """Return a line without figures; its amount is known in its own currency alone."""
    shipment = invoice.shipment
    cover = invoice.case.cover(shipment.invoice_no)
    return LossLine(
        invoice=shipment.invoice_no,
        amount=shipment.amount if shipment.currency == currency else None,
        received=None,
        deductions=None,
        insured_loss=None,
        within_limit=None,
        ratio=None,
        covered=None if isinstance(cover, Missing) else cover,
        ratio_confirmed=False,
        missing=lacking if cover is not False else (),
    )
