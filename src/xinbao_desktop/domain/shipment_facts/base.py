"""What every group of shipment facts stands on: its records, its limit, the day that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from xinbao_desktop.domain.assumed import BY_DEFINITION
from xinbao_desktop.domain.debtor import debtor_no
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.limit_book import Found, NoLimit
from xinbao_desktop.domain.policy import InsuredBy
from xinbao_desktop.domain.record_facts import RecordFacts
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Fact, Missing, NotApplicable
from xinbao_desktop.domain.shipment import ShipmentKind, TransportMode

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.shipment import Shipment

LIMIT_OF_POLICY = {
    "limit.amount": "policy.auto_limit",
    "limit.currency": "policy.currency",
    "limit.payment_term": "policy.auto_limit_term",
    "limit.credit_days": "policy.auto_limit_days",
}


class ShipmentBase(RecordFacts):
    """A shipment of a portfolio and the records around it."""

    OWN: ClassVar[tuple[str, ...]] = ("shipment",)

    def __init__(self, portfolio: Portfolio, shipment: Shipment) -> None:
        super().__init__()
        self.portfolio = portfolio
        self.shipment = shipment
        self.disputed = portfolio.client.disputed_facts
        self._limit: Found | NoLimit | Missing | None = None

    def record(self, prefix: str) -> Record | Missing | NotApplicable:
        """Return the shipment, or its company, policy, buyer, issuing bank or limit."""
        client, own = self.portfolio.client, self.shipment
        found: Record | Missing | NotApplicable
        match prefix:
            case "shipment":
                found = own
            case "company":
                found = client.company or missing("company.uscc")
            case "policy":
                known = client.policy_by_no.get(own.policy_no or "")
                found = known or missing("shipment.policy_no")
            case "buyer":
                buyer = client.buyer_by_no.get(own.buyer_no or "")
                found = buyer or missing("shipment.buyer_no")
            case "bank":
                found = self._bank()
            case "limit":
                limit = self.limit
                found = limit.limit if isinstance(limit, Found) else limit  # type: ignore[assignment]
                found = NOT_APPLICABLE if isinstance(limit, NoLimit) else found
            case _:
                found = missing(prefix)
        return found

    def _bank(self) -> Record | Missing | NotApplicable:
        own = self.shipment
        if own.payment_term not in (None, PaymentTerm.LC):
            return NOT_APPLICABLE
        bank = self.portfolio.client.buyer_by_no.get(own.issuing_bank_no or "")
        return bank or missing("shipment.issuing_bank_no")

    def assume(self, path: str) -> Value | None:
        """Return what an empty field is read as, where that depends on the shipment."""
        own = self.shipment
        if path in ("shipment.straight_bl", "shipment.telex_release"):
            return False if own.transport_mode == TransportMode.SEA else None
        if path == "shipment.seller_is_insured":
            return True if own.kind in (None, ShipmentKind.GOODS) else None
        if path in ("policy.auto_limit", "policy.self_held_limit"):
            policy = self.record("policy")
            by = getattr(policy, "insured_by", None)
            return NOT_APPLICABLE if by == InsuredBy.SELF else None
        return super().assume(path)

    def _empty(self, path: str) -> Fact:
        if path in BY_DEFINITION:
            return Fact(BY_DEFINITION[path])
        if path in LIMIT_OF_POLICY and isinstance(self._limit, Found) and self._limit.standing:
            return Fact(missing(LIMIT_OF_POLICY[path]))
        return super()._empty(path)

    @property
    def limit(self) -> Found | NoLimit | Missing:
        """The limit that counts on the shipment day, or what is missing to know it."""
        if self._limit is None:
            own, debtor = self.shipment, debtor_no(self.shipment)
            if own.policy_no is None or own.policy_no not in self.portfolio.client.policy_by_no:
                self._limit = missing("shipment.policy_no")
            elif isinstance(debtor, Missing):
                self._limit = debtor
            elif self.day is None:
                self._limit = missing("shipment.shipped_on")
            else:
                self._limit = self.portfolio.limits.in_force(own.policy_no, debtor, self.day)
        return self._limit

    @property
    def day(self) -> date | None:
        """The shipment day; of a service without one, the day it was accepted."""
        if self.shipment.shipped_on is None and self.shipment.kind == ShipmentKind.SERVICE:
            return self.shipment.service_accepted_on
        return self.shipment.shipped_on

    @derived("cover.day", "date", "出运日（服务为验收日）", "shipment day")
    def _day(self, _read: Reader) -> Value:
        return self.day if self.day is not None else missing("shipment.shipped_on")
