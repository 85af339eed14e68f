"""The caps of a policy: deductible, most for a buyer, what is left of its maximum liability."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.amounts import cross_rate
from xinbao_desktop.domain.known import Unsettled
from xinbao_desktop.domain.loss.result import ZERO
from xinbao_desktop.domain.policy import LimitAppliesTo

if TYPE_CHECKING:
    from xinbao_desktop.domain.case_facts.base import CaseBase
    from xinbao_desktop.domain.policy import Policy

EMPTY_MEANS_NONE = ("deductible", "per_buyer_cap", "paid_before")


class Caps:
    """The caps of the policies of a case; each in the currency of its own policy.

    Args:
        case: Says the rates of its currencies.
        currency: The currency of the loss, in which amounts come and go.

    Attributes:
        assumed: Which empty fields were read as none.
        missing: Which figures have to be entered before any capped amount is known.
    """

    def __init__(self, case: CaseBase, currency: str) -> None:
        self._case = case
        self._currency = currency
        self.assumed: set[str] = set()
        self.missing: set[str] = set()

    def applied(self, policy: Policy, amount: Decimal) -> Decimal:
        """Take off the deductible, then keep within the buyer's cap and the policy's rest."""
        for key in EMPTY_MEANS_NONE:
            if getattr(policy, key) is None:
                self.assumed.add(f"policy.{key}")
        rate = self._rate_of(policy)
        result = max(amount - (policy.deductible or ZERO) * rate, ZERO)
        if policy.per_buyer_cap is not None:
            result = min(result, policy.per_buyer_cap * rate)
        if policy.max_liability is None:
            self.missing.add("policy.max_liability")
            return result
        return min(result, max(policy.max_liability - (policy.paid_before or ZERO), ZERO) * rate)

    def _rate_of(self, policy: Policy) -> Decimal:
        """Return what one unit of the policy's currency is in that of the loss."""
        if policy.currency is None:
            self.missing.add("policy.currency")
            return Decimal(1)
        try:
            return cross_rate(self._case, policy.currency, self._currency)
        except Unsettled as unsettled:
            self.missing |= unsettled.paths
            return Decimal(1)

    def limits_the_payout(self, policy: Policy) -> bool:
        """Say whether a policy's limit is on the payment; on the base where it says nothing."""
        if policy.limit_applies_to is None:
            self.assumed.add("policy.limit_applies_to")
        return policy.limit_applies_to == LimitAppliesTo.PAYOUT
