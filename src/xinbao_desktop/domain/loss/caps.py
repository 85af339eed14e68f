"""The caps of a policy: deductible, most for a buyer, what is left of its maximum liability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.loss.result import ZERO
from xinbao_desktop.domain.policy import LimitAppliesTo

if TYPE_CHECKING:
    from decimal import Decimal

    from xinbao_desktop.domain.policy import Policy

EMPTY_MEANS_NONE = ("deductible", "per_buyer_cap", "paid_before")


class Caps:
    """The caps of the policies of a case.

    Attributes:
        assumed: Which empty fields were read as none.
        missing: Which figures have to be entered before any capped amount is known.
    """

    def __init__(self) -> None:
        self.assumed: set[str] = set()
        self.missing: set[str] = set()

    def applied(self, policy: Policy, amount: Decimal) -> Decimal:
        """Take off the deductible, then keep within the buyer's cap and the policy's rest."""
        for key in EMPTY_MEANS_NONE:
            if getattr(policy, key) is None:
                self.assumed.add(f"policy.{key}")
        result = max(amount - (policy.deductible or ZERO), ZERO)
        if policy.per_buyer_cap is not None:
            result = min(result, policy.per_buyer_cap)
        if policy.max_liability is None:
            self.missing.add("policy.max_liability")
            return result
        return min(result, max(policy.max_liability - (policy.paid_before or ZERO), ZERO))

    def limits_the_payout(self, policy: Policy) -> bool:
        """Say whether a policy's limit is on the payment; on the base where it says nothing."""
        if policy.limit_applies_to is None:
            self.assumed.add("policy.limit_applies_to")
        return policy.limit_applies_to == LimitAppliesTo.PAYOUT
