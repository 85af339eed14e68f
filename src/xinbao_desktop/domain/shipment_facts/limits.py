"""Facts of the credit limit (信用限额): is there one, and does it count on the shipment day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.debtor import debtor_no
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.limit_book import Found, NoLimit, zero_since
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


NONE_OF_THE_POLICY = frozenset({"policy.auto_limit", "policy.self_held_limit"})
"""What is assumed where there is no limit: that the policy itself grants none either."""


class LimitFacts(ShipmentBase):
    """The limit of the debtor on the shipment day."""

    @derived("cover.has_limit", "flag", "有信用限额", "has a credit limit")
    def _has_limit(self, read: Reader) -> Value:
        debtor, policy_no = debtor_no(self.shipment), self.shipment.policy_no
        if isinstance(debtor, Missing):
            return debtor
        if policy_no is None:
            return missing("shipment.policy_no")
        found = self.portfolio.limits.exists(policy_no, debtor)
        if found is False:
            read.assumed |= NONE_OF_THE_POLICY
        return found

    @derived("cover.limit_runs", "flag", "出运日限额有效", "limit in force on the shipment day")
    def _limit_runs(self, read: Reader) -> Value:
        found = self.limit
        if isinstance(found, Found):
            read.used(found.limit, "effective_on", "expires_on", "status")
            read.used(self.shipment, "shipped_on")
            return True
        if isinstance(found, NoLimit):
            read.assumed |= NONE_OF_THE_POLICY
            return False if found.ever else NOT_APPLICABLE
        return True if self._surely_runs() else found

    def _surely_runs(self) -> bool:
        """Say whether one of several limits is in force for certain, though not which counts."""
        debtor, policy_no, day = debtor_no(self.shipment), self.shipment.policy_no, self.day
        if isinstance(debtor, Missing) or policy_no is None or day is None:
            return False
        return self.portfolio.limits.surely_runs(policy_no, debtor, day)

    @derived("cover.limit_zero", "flag", "限额为零、冻结或撤销", "limit zero, frozen or cancelled")
    def _limit_zero(self, read: Reader) -> Value:
        found = self.limit
        if isinstance(found, NoLimit):
            read.assumed |= NONE_OF_THE_POLICY
            return NOT_APPLICABLE
        if isinstance(found, Missing):
            return found
        assert self.day is not None
        zero = zero_since(found.limit, self.day)
        if zero is True or found.limit.amount is not None:
            return zero
        lacking = missing("limit.amount")
        return lacking if zero is False else lacking.also(zero)
