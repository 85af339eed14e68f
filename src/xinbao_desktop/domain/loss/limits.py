"""Running totals under the limits: invoice by invoice, what still fits counts, the rest does not.

Both ways of reading a limit are kept: as the most insured loss (``base``, 赔付基数) and as the
most payment (``payout``). Which of them a policy means is said by ``caps``.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.amounts import cross_rate
from xinbao_desktop.domain.debtor import debtor_no
from xinbao_desktop.domain.known import Unsettled
from xinbao_desktop.domain.limit_book import Found
from xinbao_desktop.domain.loss.result import ZERO, LossLine
from xinbao_desktop.domain.rules.values import Missing

if TYPE_CHECKING:
    from xinbao_desktop.domain.loss.invoice import InvoiceLoss
    from xinbao_desktop.domain.shipment import Shipment


class LimitTotals:
    """What counts of the losses entered so far, in the order of shipment.

    Attributes:
        base: By policy, the sum of loss within the limit × ratio.
        payout: By policy, the sum of loss × ratio, within the limit.
    """

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self._insured: dict[tuple[str, object], Decimal] = defaultdict(lambda: ZERO)
        self._paid: dict[tuple[str, object], Decimal] = defaultdict(lambda: ZERO)
        self.base: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self.payout: dict[str, Decimal] = defaultdict(lambda: ZERO)

    def entered(self, lost: InvoiceLoss) -> LossLine:
        """Enter an invoice and return its line; one that is not covered counts nothing."""
        limit: Decimal | Missing | None = None
        lacking: set[str] = set()
        within = ZERO
        ratio = lost.ratio.value
        if lost.covered is True:
            limit = self._limit_of(lost)
            if isinstance(limit, Decimal) and isinstance(ratio, Decimal):
                within = self._enter(lost.invoice.shipment, lost.loss, limit, ratio)
            for figure in (limit, ratio):
                lacking |= figure.paths if isinstance(figure, Missing) else frozenset()
        return LossLine(
            invoice=lost.invoice.shipment.invoice_no,
            amount=lost.amount,
            received=lost.received,
            deductions=lost.deductions,
            insured_loss=lost.loss,
            within_limit=None if lacking else within,
            ratio=None if isinstance(ratio, Missing) else ratio,
            covered=None if isinstance(lost.covered, Missing) else lost.covered,
            ratio_confirmed=lost.ratio.confirmed,
            limit=None if isinstance(limit, Missing) else limit,
            missing=tuple(sorted(lacking)),
        )

    def _enter(self, shipment: Shipment, loss: Decimal, limit: Decimal, ratio: Decimal) -> Decimal:
        """Add an invoice to the totals of its policy and debtor; return its loss within limit."""
        policy_no = shipment.policy_no or ""
        key = (policy_no, debtor_no(shipment))
        within = max(min(loss, limit - self._insured[key]), ZERO)
        paid = max(min(loss * ratio, limit - self._paid[key]), ZERO)
        self._insured[key] += within
        self._paid[key] += paid
        self.base[policy_no] += within * ratio
        self.payout[policy_no] += paid
        return within

    def _limit_of(self, lost: InvoiceLoss) -> Decimal | Missing:
        """Return the limit in force at the shipment, in the currency of the loss."""
        found = lost.invoice.limit
        if not isinstance(found, Found):
            return found if isinstance(found, Missing) else ZERO
        amount, currency = (lost.invoice.fact(f"limit.{k}").value for k in ("amount", "currency"))
        for value in (amount, currency):
            if isinstance(value, Missing):
                return value
        assert isinstance(amount, Decimal)
        try:
            return amount * cross_rate(lost.invoice.case, str(currency), self._currency)
        except Unsettled as unsettled:
            return Missing(unsettled.paths)
