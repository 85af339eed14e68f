"""Facts of the declaration (出运申报): until when, when it was done, what a late one meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import Reader, any_of, derived, missing
from xinbao_desktop.domain.periods import due_value, undone
from xinbao_desktop.domain.policy import DeclarationRule
from xinbao_desktop.domain.rules.logic import compare
from xinbao_desktop.domain.rules.values import NO_PATHS, NOT_APPLICABLE
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class DeclarationFacts(ShipmentBase):
    """When the shipment was declared, and when it had to be."""

    @derived("cover.declaration_due", "date", "出运申报截止日", "last day to declare the shipment")
    def _declaration_due(self, read: Reader) -> Value:
        rule = read.need("policy.declaration_rule")
        if rule == DeclarationRule.NONE:
            return NOT_APPLICABLE
        number, day = read.needs("policy.declaration_n", "cover.day")
        return due_value(self.portfolio.declaration_due(rule, number, day))

    @derived("cover.declared_by", "date", "出运申报日", "day of declaration")
    def _declared_by(self, read: Reader) -> Value:
        """The day it was declared; once the deadline has passed undone, a day after all days."""
        declared = self.shipment.declared_on
        if declared is not None:
            return declared
        return undone(read.need("cover.declaration_due"), self.portfolio.on, "shipment.declared_on")

    @derived(
        "cover.late_declaration_blocks",
        "flag",
        "迟申报时风险已发生",
        "risk had arisen when declared late",
    )
    def _late_declaration_blocks(self, read: Reader) -> Value:
        """Not declared at all, or after a risk was known or while the buyer was overdue."""
        declared = self.shipment.declared_on
        if declared is None:
            return True
        risk_on = read.need("cover.risk_on")
        overdue = self.portfolio.overdue.declared.get(
            self.shipment.invoice_no, missing("shipment.shipped_on")
        )
        limit = self.portfolio.book.resolve("cover.overdue_days", declared, None, self).value
        return any_of(
            [compare("<", risk_on, declared, NO_PATHS), compare("<", limit, overdue, NO_PATHS)]
        )
