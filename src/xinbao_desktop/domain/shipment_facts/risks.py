"""Facts of known risk (已知风险): exposure under the limit, what was known, what was overdue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xinbao_desktop.domain.debtor import debtor_no
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.periods import NEVER_DONE
from xinbao_desktop.domain.rules.values import Missing, Span
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class RiskFacts(ShipmentBase):
    """What burdened the buyer and its limit on the shipment day."""

    @derived(
        "cover.exposure",
        "number",
        "出运日占用的限额余额",
        "balance under the limit that day",
        unit="limit",
    )
    def _exposure(self, read: Reader) -> Value:
        ledger = self.portfolio.accounts[self.shipment.invoice_no]
        read.assumed |= ledger.assumed
        read.used(self.shipment, "amount", "deposit")
        debtor = debtor_no(self.shipment)
        if isinstance(debtor, Missing):
            return debtor
        return self.portfolio.exposure.get(
            self.shipment.invoice_no, missing("shipment.policy_no", "shipment.shipped_on")
        )

    @derived("cover.risk_on", "date", "最早知险日", "earliest day a risk was known")
    def _risk_on(self, read: Reader) -> Value:
        """The earliest day on which a risk of this buyer was known, unless cleared before."""
        day = read.need("cover.day")
        days: list[date] = []
        known_on = read.maybe("buyer.known_risk_on")
        if known_on is not None:
            cleared_on = read.maybe("buyer.known_risk_cleared_on")
            if cleared_on is None or cleared_on >= day:
                days.append(known_on)
        lacking: set[str] = set()
        cases = self.portfolio.client.cases_by_buyer
        for case in cases.get(self.shipment.buyer_no or "", ()):
            if case.known_on is None:
                lacking.add("case.known_on")
            else:
                days.append(case.known_on)
        for stray in cases.get("", ()):
            if stray.known_on is None or stray.known_on < day:
                lacking.add("case.buyer_no")
        if self.shipment.buyer_no is None and any(cases):
            lacking.add("shipment.buyer_no")
        if lacking and not any(known < day for known in days):
            return Span(date.min, min(days, default=date.max), frozenset(lacking))
        return min(days) if days else NEVER_DONE

    @derived(
        "cover.buyer_overdue_days",
        "number",
        "此前发票逾期天数",
        "days an earlier invoice was overdue",
        unit="days",
    )
    def _buyer_overdue_days(self, _read: Reader) -> Value:
        if self.shipment.buyer_no is None:
            return missing("shipment.buyer_no")
        return self.portfolio.overdue.shipped.get(
            self.shipment.invoice_no, missing("shipment.shipped_on")
        )
