"""Facts of the amounts of a claim: its currency, what is claimed, what is open less deductions.

One rate per currency holds for the whole case. What can be paid for the loss is ``loss``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.known import Reader, Unsettled, derived, missing, settle

if TYPE_CHECKING:
    from xinbao_desktop.domain.case_facts.invoice import InvoiceFacts
    from xinbao_desktop.domain.rules.values import Value

ZERO = Decimal(0)


class AmountFacts(CaseBase):
    """What is claimed."""

    @derived("claim.amount", "number", "索赔金额", "claim amount", unit="claim")
    def _amount(self, read: Reader) -> Value:
        """The amount claimed: as entered, else the open sums less their deductions."""
        given = self.case.claim_amount
        return given if given is not None else read.need("claim.open_amount")

    @derived("claim.currency", "text", "索赔币种", "claim currency")
    def _currency(self, read: Reader) -> Value:
        return claim_currency(self, read)

    @derived("claim.amount_usd", "number", "索赔金额（折美元）", "claim amount in USD", unit="usd")
    def _amount_usd(self, read: Reader) -> Value:
        amount, currency = read.needs("claim.amount", "claim.currency")
        return Decimal(amount * usd_rate(self, currency))

    @derived(
        "claim.open_amount", "number", "未收汇净额", "open amount less deductions", unit="claim"
    )
    def _open_amount(self, read: Reader) -> Value:
        """What is open on the case's invoices, less deductions, in the currency of the claim."""
        if not self.invoices:
            return missing("case_invoice.invoice_no")
        currency = claim_currency(self, read)
        total = ZERO
        for invoice in self.invoices:
            own = read.at(invoice)
            rest = own.need("shipment.unpaid")
            net = max(rest - deductions_of(self, invoice, own), ZERO)
            total += net * cross_rate(self, invoice.shipment.currency or "", currency)
            read.assumed |= own.assumed
        return total


def claim_currency(case: CaseBase, read: Reader) -> str:
    """Return the currency of the claim: as entered, else that of its invoices, else USD."""
    if case.case.claim_currency is not None:
        return case.case.claim_currency
    currencies = {f.shipment.currency for f in case.invoices}
    if not currencies:
        raise Unsettled(missing("case_invoice.invoice_no"))
    if None in currencies:
        raise Unsettled(missing("shipment.currency"))
    if case.case.claim_amount is not None or len(currencies) > 1:
        read.assumed.add("case.claim_currency")
    return _currency_of_invoices(case)


def _currency_of_invoices(case: CaseBase) -> str:
    """Return the one currency of the invoices, USD where there are several."""
    currencies = {f.shipment.currency for f in case.invoices}
    return currencies.pop() or "" if len(currencies) == 1 else "USD"


def usd_rate(case: CaseBase, currency: str) -> Decimal:
    """Return the USD for one unit: one rate per currency and case."""
    if currency == "USD":
        return Decimal(1)
    of_claim = currency == (case.case.claim_currency or _currency_of_invoices(case))
    if case.case.usd_rate is not None and of_claim:
        return case.case.usd_rate
    shipped = [f.shipment for f in case.invoices if f.shipment.currency == currency]
    rates = {shipment.usd_rate for shipment in shipped if shipment.usd_rate is not None}
    if len(rates) != 1:
        of_invoice = shipped and not of_claim
        raise Unsettled(missing("shipment.usd_rate" if of_invoice else "case.usd_rate"))
    return rates.pop()


def cross_rate(case: CaseBase, source: str, target: str) -> Decimal:
    """Return what one unit of a currency is in another; ``Unsettled`` without a rate."""
    if source == target:
        return Decimal(1)
    return usd_rate(case, source) / usd_rate(case, target)


def deductions_of(case: CaseBase, invoice: InvoiceFacts, read: Reader) -> Decimal:
    """Return what comes off an unpaid balance, in the invoice's currency.

    The agreed discount, the net proceeds of a resale, saved costs, and the invoice's share of
    the amount in dispute, as long as the dispute is not answered with no.
    """
    keys = ("discount_agreed", "resale_proceeds", "disposal_costs", "saved_costs")
    discount, resale, costs, saved = read.needs(*(f"case_invoice.{key}" for key in keys))
    total = Decimal(discount + (resale - costs) + saved)
    if case.case.dispute is False:
        return total
    disputed = read.need("case.disputed_amount")
    return total + _share_of(disputed, case, invoice, read) if disputed else total


def _share_of(disputed: Decimal, case: CaseBase, invoice: InvoiceFacts, read: Reader) -> Decimal:
    """Return an invoice's share of an amount of the claim, by unpaid balance."""
    currency = invoice.shipment.currency or ""
    whole = ZERO
    for other in case.invoices:
        whole += _unpaid(other) * cross_rate(case, other.shipment.currency or "", currency)
    in_claim = disputed * cross_rate(case, claim_currency(case, read), currency)
    return in_claim * _unpaid(invoice) / whole if whole else ZERO


def _unpaid(invoice: InvoiceFacts) -> Decimal:
    value = invoice.fact("shipment.unpaid").value
    settle([value])
    assert isinstance(value, Decimal)
    return value
