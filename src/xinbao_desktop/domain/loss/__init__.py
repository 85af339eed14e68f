"""The loss of a case, invoice by invoice, and what can be paid for it at most (定损核赔).

Each step of the formula has its module::

    loss of an invoice  = unpaid balance − deductions                    invoice, case_facts.amounts
    within the limit    = what fits under policy and debtor's limit      limits
    base                = sum of loss within the limit × ratio           limits, ratio
    payout              = sum of loss × ratio, within the limit          limits, ratio
    capped              = less deductible, within the policy's caps      caps
    payable             = the one of the two that the policy's limit applies to

Amounts are exact inside; whoever shows them rounds them once, half up, to the currency's minor
unit. What reduces the payment without a known figure (a late notice) is not computed but listed
as open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.amounts import claim_currency
from xinbao_desktop.domain.known import Reader, Unsettled
from xinbao_desktop.domain.loss.caps import Caps
from xinbao_desktop.domain.loss.invoice import blank_line, invoice_loss
from xinbao_desktop.domain.loss.limits import LimitTotals
from xinbao_desktop.domain.loss.result import ZERO, Loss, LossLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from xinbao_desktop.domain.case_facts import CaseFacts, InvoiceFacts


def compute_loss(case: CaseFacts, *, assessable: bool, open_reductions: Sequence[str]) -> Loss:
    """Return the loss of a case on the portfolio's day."""
    read = Reader(case)
    try:
        currency = loss_currency(case, read)
    except Unsettled as unsettled:
        paths = tuple(sorted(unsettled.paths))
        lines = tuple(blank_line(invoice, paths, None) for invoice in case.invoices)
        nothing = (None, None, None, None)
        return Loss(None, assessable, lines, *nothing, tuple(open_reductions), missing=paths)
    limits, caps = LimitTotals(currency), Caps(case, currency)
    lines = tuple(_line(invoice, currency, limits, read) for invoice in case.invoices)
    policies = case.portfolio.client.policy_by_no
    base = {no: caps.applied(policies[no], amount) for no, amount in limits.base.items()}
    payout = {no: caps.applied(policies[no], amount) for no, amount in limits.payout.items()}
    payable = {no: payout[no] if caps.limits_the_payout(policies[no]) else base[no] for no in base}
    unknown = {path for line in lines if line.insured_loss is None for path in line.missing}
    if not lines:
        unknown.add("case_invoice.invoice_no")
    uncapped = unknown | caps.missing | {path for line in lines for path in line.missing}
    return Loss(
        currency,
        assessable,
        lines,
        None if unknown else _sum(line.insured_loss for line in lines if line.covered),
        None if uncapped else _sum(base.values()),
        None if uncapped else _sum(payout.values()),
        None if uncapped else _sum(payable.values()),
        tuple(open_reductions),
        _sum(line.insured_loss for line in lines if line.covered is None),
        tuple(sorted(uncapped)),
        tuple(sorted(read.assumed | caps.assumed)),
    )


def loss_currency(case: CaseFacts, read: Reader) -> str:
    """Return the currency the loss is stated in: the policy's, else the claim's."""
    currency = read.value("policy.currency")
    return currency if isinstance(currency, str) else claim_currency(case, read)


def _line(invoice: InvoiceFacts, currency: str, limits: LimitTotals, read: Reader) -> LossLine:
    """Return an invoice's line, entered in the totals if its loss is known."""
    own = Reader(invoice)
    try:
        return limits.entered(invoice_loss(invoice, currency, own))
    except Unsettled as unsettled:
        return blank_line(invoice, tuple(sorted(unsettled.paths)), currency)
    finally:
        read.assumed |= own.assumed


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    """Add up what is known."""
    return sum((amount for amount in amounts if amount is not None), ZERO)


__all__ = ["Loss", "LossLine", "compute_loss", "loss_currency"]
