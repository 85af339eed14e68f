"""What is known of one shipment: its own fields, its policy, buyer and limit, and what follows.

The derived facts (``cover.…``) are computed here; whether they are good enough is for the
rules of the pack to say.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from xinbao_desktop.domain.balance import governing_due_on
from xinbao_desktop.domain.known import (
    DEFAULT_WORDS,
    Reader,
    RecordFacts,
    Unsettled,
    derived,
    missing,
    settle,
)
from xinbao_desktop.domain.limit import PaymentTerm
from xinbao_desktop.domain.limit_book import Found, NoLimit, zero_since
from xinbao_desktop.domain.periods import NEVER_DONE, due_value, undone
from xinbao_desktop.domain.policy import DeclarationRule, InsuredBy
from xinbao_desktop.domain.portfolio import debtor_no
from xinbao_desktop.domain.rules.logic import compare
from xinbao_desktop.domain.rules.values import (
    ENDLESS,
    NO_PATHS,
    NOT_APPLICABLE,
    Fact,
    Missing,
    NotApplicable,
    Span,
)
from xinbao_desktop.domain.shipment import ShipmentKind, TransportMode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.portfolio import Portfolio
    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.shipment import Shipment

RISK = {PaymentTerm.DP: 1, PaymentTerm.DA: 2, PaymentTerm.OA: 3}
"""D/P < D/A < OA; L/C stands apart."""
RELEASED_MODES = frozenset({TransportMode.AIR, TransportMode.ROAD, TransportMode.COURIER})
"""Carriage whose document does not control the goods: D/P and D/A count as OA."""
FREIGHT_OF_BUYER = frozenset({"FOB", "EXW"})
TO_ORDER = "toorder"
AGENTS_PAPERS = frozenset({"T18", "T22"})
"""The agency agreement and the service agreement of a platform."""
LIMIT_OF_POLICY = {
    "limit.amount": "policy.auto_limit",
    "limit.currency": "policy.currency",
    "limit.payment_term": "policy.auto_limit_term",
    "limit.credit_days": "policy.auto_limit_days",
}


class ShipmentFacts(RecordFacts):
    """The facts of one shipment of a portfolio."""

    OWN: ClassVar[Mapping[str, str]] = {"shipment": "shipment"}

    def __init__(self, portfolio: Portfolio, shipment: Shipment) -> None:
        super().__init__()
        self.portfolio = portfolio
        self.shipment = shipment
        self.disputed = portfolio.client.disputed_facts
        self._limit: Found | NoLimit | Missing | None = None

    # -- where records come from ---------------------------------------------------------

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
        if path in DEFAULT_WORDS:
            return Fact(DEFAULT_WORDS[path])
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

    # -- the policy and the limit --------------------------------------------------------

    @derived("cover.day")
    def _day(self, _read: Reader) -> Value:
        return self.day if self.day is not None else missing("shipment.shipped_on")

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

    @derived("cover.term_risk")
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
            paths = frozenset().union(*(part.paths for part in lacking))
            return Span(risk, RISK[PaymentTerm.OA], paths)
        return risk

    @derived("cover.limit_risk")
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

    @derived("cover.credit_days")
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
        if not lacking:
            return max(known)
        if not known:
            return missing(*lacking)
        return Span(max(known), ENDLESS, frozenset(lacking))

    @derived("cover.limit_days")
    def _limit_days(self, read: Reader) -> Value:
        found = self.limit
        if isinstance(found, Found) and found.standing and not self._policy_has("auto_limit"):
            return NOT_APPLICABLE
        return read.value("limit.credit_days")

    # -- exposure, known risk ------------------------------------------------------------

    @derived("cover.exposure")
    def _exposure(self, read: Reader) -> Value:
        ledger = self.portfolio.accounts[self.shipment.invoice_no]
        read.assumed |= ledger.assumed
        debtor = debtor_no(self.shipment)
        if isinstance(debtor, Missing):
            return debtor
        return self.portfolio.exposure.get(
            self.shipment.invoice_no, missing("shipment.policy_no", "shipment.shipped_on")
        )

    @derived("cover.risk_on")
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

    @derived("cover.buyer_overdue_days")
    def _buyer_overdue_days(self, _read: Reader) -> Value:
        if self.shipment.buyer_no is None:
            return missing("shipment.buyer_no")
        return self.portfolio.overdue.shipped.get(
            self.shipment.invoice_no, missing("shipment.shipped_on")
        )

    # -- declaration ---------------------------------------------------------------------

    @derived("cover.declaration_due")
    def _declaration_due(self, read: Reader) -> Value:
        rule = read.need("policy.declaration_rule")
        if rule == DeclarationRule.NONE:
            return NOT_APPLICABLE
        number, day = read.needs("policy.declaration_n", "cover.day")
        return due_value(self.portfolio.declaration_due(rule, number, day))

    @derived("cover.declared_by")
    def _declared_by(self, read: Reader) -> Value:
        """The day it was declared; once the deadline has passed undone, a day after all days."""
        declared = self.shipment.declared_on
        if declared is not None:
            return declared
        return undone(read.need("cover.declaration_due"), self.portfolio.on, "shipment.declared_on")

    @derived("cover.late_declaration_blocks")
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
        values = [compare("<", risk_on, declared, NO_PATHS), compare("<", limit, overdue, NO_PATHS)]
        if True in values:
            return True
        settle(values)
        return False

    # -- parties, country, goods ---------------------------------------------------------

    @derived("cover.own_name")
    def _own_name(self, read: Reader) -> Value:
        """Declared in the insured's name; an agent's or platform's "no" waits for its paper."""
        own_name = read.need("shipment.own_name")
        if own_name or self.shipment.kind not in (ShipmentKind.AGENCY, ShipmentKind.PLATFORM):
            return bool(own_name)
        filed = self.portfolio.filed_slots.get(self.shipment.invoice_no, ())
        return missing("document.slot") if AGENTS_PAPERS.isdisjoint(filed) else True

    @derived("cover.debtor_excluded")
    def _debtor_excluded(self, read: Reader) -> Value:
        excluded = read.need("policy.excluded_countries")
        if not excluded:
            return False
        countries = [read.value("buyer.country")]
        term = read.value("shipment.payment_term")
        if isinstance(term, Missing):
            bank = self.portfolio.client.buyer_by_no.get(self.shipment.issuing_bank_no or "")
            if bank is not None and bank.country is not None and bank.country not in excluded:
                term = PaymentTerm.OA  # the bank would be no hindrance in any case
            countries.append(term if isinstance(term, Missing) else "")
        elif term == PaymentTerm.LC:
            countries.append(read.value("bank.country"))
        if any(isinstance(c, str) and c in excluded for c in countries):
            return True
        settle(countries)
        return False

    @derived("cover.destination_excluded")
    def _destination_excluded(self, read: Reader) -> Value:
        excluded = read.need("policy.excluded_countries")
        return bool(excluded) and read.need("shipment.destination") in excluded

    @derived("cover.deposit_received")
    def _deposit_received(self, read: Reader) -> Value:
        day = read.need("cover.day")
        ledger = self.portfolio.accounts[self.shipment.invoice_no]
        read.assumed |= ledger.assumed - {"shipment.deposit"}
        rows = self.portfolio.client.receipts_by_invoice.get(self.shipment.invoice_no, ())
        total = Decimal(0)
        for row in rows:
            if row.kind == "deposit":
                if row.received_on is None or row.amount is None:
                    return missing("receipt.received_on", "receipt.amount")
                total += row.amount if row.received_on <= day else 0
        return total

    @derived("cover.goods_loose")
    def _goods_loose(self, read: Reader) -> Value:
        """Whether the seller loses hold of the goods: FOB or EXW, straight bill, air or road."""
        incoterm = read.value("shipment.incoterm")
        straight = read.value("shipment.straight_bl")
        mode, term = read.value("shipment.transport_mode"), read.value("shipment.payment_term")
        flown: Value
        if isinstance(mode, Missing):
            flown = mode
        elif mode not in (TransportMode.AIR, TransportMode.ROAD):
            flown = False
        else:
            flown = term if isinstance(term, Missing) else term == PaymentTerm.OA
        fob = incoterm if isinstance(incoterm, Missing) else incoterm in FREIGHT_OF_BUYER
        parts = [fob, straight, flown]
        if True in parts:
            return True
        settle([part for part in parts if not isinstance(part, NotApplicable)])
        return False

    @derived("cover.third_party")
    def _third_party(self, read: Reader) -> Value:
        """Whether consignee or payer is somebody else than the buyer."""
        others = [read.maybe("shipment.consignee"), read.maybe("shipment.payer")]
        others = [o for o in others if o and not plain_name(o).startswith(TO_ORDER)]
        if not others:
            return False
        names = {read.value("buyer.name_en"), read.value("buyer.name_zh")}
        known = {plain_name(name) for name in names if isinstance(name, str)}
        strange = [o for o in others if plain_name(o) not in known]
        if strange and not known:
            raise Unsettled(missing("buyer.name_en"))
        return bool(strange)

    @derived("shipment.unpaid")
    def _unpaid(self, read: Reader) -> Value:
        ledger = self.portfolio.accounts[self.shipment.invoice_no]
        read.assumed |= ledger.assumed
        return ledger.unpaid(self.portfolio.on)

    @derived("shipment.governing_due_on")
    def _governing_due_on(self, _read: Reader) -> Value:
        return governing_due_on(self.shipment) or missing("shipment.due_on")


@lru_cache(maxsize=10_000)
def plain_name(name: str) -> str:
    """Return a party's name as it is compared: width, case, spaces and punctuation dropped."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if sign.isalnum())
