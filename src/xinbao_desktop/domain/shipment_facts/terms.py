"""Facts of payment term (支付方式) and credit days (信用期限), against what the limit allows.

They come in pairs, the shipment's own and the limit's; the rules compare them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import Reader, derived, missing, union
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.limit_book import Found
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span, at_least
from xinbao_desktop.domain.shipment import TransportMode
from xinbao_desktop.domain.shipment_facts.base import ShipmentBase

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value

RISK = {PaymentTerm.DP: 1, PaymentTerm.DA: 2, PaymentTerm.OA: 3}
"""D/P < D/A < OA; L/C stands apart."""
RELEASED_MODES = frozenset({TransportMode.AIR, TransportMode.ROAD, TransportMode.COURIER})
"""Carriage whose document does not control the goods: D/P and D/A count as OA."""


class TermFacts(ShipmentBase):
    """How risky and how long the credit is, and how much of both the limit allows."""

    @derived(
        "cover.term_risk",
        "number",
        "支付方式风险级别",
        "risk rank of the payment term",
        unit="rank",
    )
    def _term_risk(self, read: Reader) -> Value:
        term = read.need("shipment.payment_term")
        if term == PaymentTerm.LC:
            return NOT_APPLICABLE
        risk = RISK[term]
        if term == PaymentTerm.OA:
            return risk
        loose = [read.value(f"shipment.{key}") for key in ("telex_release", "straight_bl")]
        mode = read.value("shipment.transport_mode")
        loose.append(mode if isinstance(mode, Missing) else mode in RELEASED_MODES)
        if True in loose:
            return RISK[PaymentTerm.OA]
        lacking = [part for part in loose if isinstance(part, Missing)]
        if lacking:
            return Span(risk, RISK[PaymentTerm.OA], union(lacking).paths)
        return risk

    @derived(
        "cover.limit_risk",
        "number",
        "限额允许的风险级别",
        "risk rank the limit allows",
        unit="rank",
    )
    def _limit_risk(self, read: Reader) -> Value:
        if read.need("shipment.payment_term") == PaymentTerm.LC:
            return NOT_APPLICABLE
        found = self.limit
        if isinstance(found, Found) and found.standing and found.limit.payment_term is None:
            if self._policy_has("auto_limit"):
                return missing("policy.auto_limit_term")
            return NOT_APPLICABLE
        return RISK.get(read.need("limit.payment_term"), 0)

    def _policy_has(self, key: str) -> bool:
        return getattr(self.record("policy"), key, None) is not None

    @derived("cover.credit_days", "number", "实际信用期限（天）", "actual credit days", unit="days")
    def _credit_days(self, read: Reader) -> Value:
        """The longer of the agreed days and the days from shipment to the due day."""
        given = read.value("shipment.credit_days")
        due, day = self.shipment.due_on, self.day
        lacking = set()
        known = [given] if isinstance(given, int) else []
        if not known:
            lacking.add("shipment.credit_days")
        if due is not None and day is not None:
            known.append((due - day).days)
        else:
            lacking |= {"shipment.due_on"} if due is None else set()
            lacking |= {"shipment.shipped_on"} if day is None else set()
        return at_least(max(known), frozenset(lacking)) if known else missing(*lacking)

    @derived(
        "cover.limit_days",
        "number",
        "限额批准的信用期限（天）",
        "credit days of the limit",
        unit="days",
    )
    def _limit_days(self, read: Reader) -> Value:
        found = self.limit
        if isinstance(found, Found) and found.standing and not self._policy_has("auto_limit"):
            return NOT_APPLICABLE
        return read.value("limit.credit_days")
