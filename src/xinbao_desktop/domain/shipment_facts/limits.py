"""Facts of the credit limit (信用限额): is there one, and does it count on the shipment day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.limit_book import Found, NoLimit, zero_since
from xinbao_desktop.domain.portfolio import debtor_no
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class LimitFacts(ShipmentBase):
    """The limit of the debtor on the shipment day."""

    @derived("cover.has_limit")
    def _has_limit(self, _read: Reader) -> Value:
        debtor, policy_no = debtor_no(self.shipment), self.shipment.policy_no
        if isinstance(debtor, Missing):
            return debtor
        if policy_no is None:
            return missing("shipment.policy_no")
        return self.portfolio.limits.exists(policy_no, debtor)

    @derived("cover.limit_runs")
    def _limit_runs(self, read: Reader) -> Value:
        found = self.limit
        if isinstance(found, Found):
            read.assumed |= found.assumed
            read.used(found.limit, "effective_on", "expires_on", "status")
            read.used(self.shipment, "shipped_on")
            return True
        if isinstance(found, NoLimit):
            return False if found.ever else NOT_APPLICABLE
        return found

    @derived("cover.limit_zero")
    def _limit_zero(self, _read: Reader) -> Value:
        found = self.limit
        if isinstance(found, NoLimit):
            return NOT_APPLICABLE
        if isinstance(found, Missing):
            return found
        assert self.day is not None
        if found.limit.amount is None:
            return missing("limit.amount")
        return zero_since(found.limit, self.day)
