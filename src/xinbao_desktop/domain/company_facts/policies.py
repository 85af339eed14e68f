"""Facts of measures 11, 12 and 14: policies in force, shipments a bank may lend on, papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.balance import governing_due_on
from xinbao_desktop.domain.company_facts.base import CompanyBase
from xinbao_desktop.domain.known import Reader, derived, missing
from xinbao_desktop.domain.policy import InsuredBy, Insurer
from xinbao_desktop.domain.rules.logic import junction
from xinbao_desktop.domain.rules.values import Missing, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xinbao_desktop.domain.policy import Policy
    from xinbao_desktop.domain.rules.values import Value
    from xinbao_desktop.domain.shipment import Shipment


class PolicyFacts(CompanyBase):
    """Which policies are in force and what can be borrowed on them."""

    @derived("route.is_case")
    def _is_case(self, _read: Reader) -> Value:
        return False

    @derived("route.unified_policy")
    def _unified_policy(self, _read: Reader) -> Value:
        return self._has_policy(InsuredBy.UNIFIED)

    @derived("route.self_policy")
    def _self_policy(self, _read: Reader) -> Value:
        return self._has_policy(InsuredBy.SELF)

    def _has_policy(self, by: InsuredBy) -> Value:
        return junction(
            "or",
            [
                junction(
                    "and",
                    (
                        _is("policy.insurer", p.insurer, wanted=Insurer.SINOSURE),
                        _is("policy.insured_by", p.insured_by, wanted=by),
                        _runs(p, self.on),
                    ),
                )
                for p in self.portfolio.client.policies
            ],
        )

    @derived("company.policies_running")
    def _policies_running(self, _read: Reader) -> Value:
        return tuple(
            p.policy_no for p in self.portfolio.client.policies if _runs(p, self.on) is True
        )

    @derived("company.policies_paid")
    def _policies_paid(self, _read: Reader) -> Value:
        policies = self.portfolio.client.policies
        return tuple(p.policy_no for p in policies if p.premium_paid and _runs(p, self.on) is True)

    @derived("company.policy_in_force")
    def _policy_in_force(self, _read: Reader) -> Value:
        return junction("or", [_runs(p, self.on) for p in self.portfolio.client.policies])

    @derived("company.premium_paid")
    def _premium_paid(self, _read: Reader) -> Value:
        """Whether the premium of a policy in force is paid."""
        return junction(
            "or",
            [
                junction(
                    "and",
                    (_runs(p, self.on), _is("policy.premium_paid", p.premium_paid, wanted=True)),
                )
                for p in self.portfolio.client.policies
            ],
        )

    @derived("company.loan_shipments")
    def _loan_shipments(self, _read: Reader) -> Value:
        """How many shipments are covered, unpaid, not yet due, and in no case."""
        if not self.portfolio.client.shipments:
            return missing("shipment.invoice_no")
        sure, unclear, paths = 0, 0, set[str]()
        for number, open_ in self._loan_candidates():
            covered = self.cover(number) if open_ is True else open_
            if covered is True and open_ is True:
                sure += 1
            elif isinstance(covered, Missing):
                unclear += 1
                paths |= covered.paths
        return Span(sure, sure + unclear, frozenset(paths)) if unclear else sure

    def _loan_candidates(self) -> Iterator[tuple[str, bool | Missing]]:
        """Yield the invoices that may be open and not yet due."""
        client = self.portfolio.client
        in_case = {line.invoice_no for line in client.case_invoices}
        for shipment in client.shipments:
            if shipment.invoice_no in in_case:
                continue
            open_ = junction("and", (self._not_due(shipment), self._unpaid(shipment)))
            if open_ is True or isinstance(open_, Missing):
                yield shipment.invoice_no, open_

    def _not_due(self, shipment: Shipment) -> Value:
        if shipment.shipped_on is not None and shipment.shipped_on > self.on:
            return False
        due = governing_due_on(shipment)
        return missing("shipment.due_on") if due is None else due >= self.on

    def _unpaid(self, shipment: Shipment) -> Value:
        rest = self.portfolio.accounts[shipment.invoice_no].unpaid(self.on)
        return rest if isinstance(rest, Missing) else rest > 0

    @derived("company.filed_slots")
    def _filed_slots(self, _read: Reader) -> Value:
        """The slots of the checklists that hold a paper in any case of this client."""
        return tuple(sorted({d.slot for d in self.portfolio.client.documents if d.path and d.slot}))


def _is(path: str, value: object, *, wanted: object) -> Value:
    return missing(path) if value is None else value == wanted


def _runs(policy: Policy, on: date) -> Value:
    """Return whether a policy is in force on a day, both ends included."""
    begun = missing("policy.start_on") if policy.start_on is None else policy.start_on <= on
    lasting = missing("policy.end_on") if policy.end_on is None else on <= policy.end_on
    return junction("and", (begun, lasting))
