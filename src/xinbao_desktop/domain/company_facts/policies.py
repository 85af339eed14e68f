"""Facts of measures 11, 12 and 14: which policies are in force, and of which kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.company_facts.base import CompanyBase
from xinbao_desktop.domain.known import Reader, also_derived, derived, missing
from xinbao_desktop.domain.policy import InsuredBy, Insurer
from xinbao_desktop.domain.rules.logic import junction

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.policy import Policy
    from xinbao_desktop.domain.rules.values import Value


class PolicyFacts(CompanyBase):
    """Which policies are in force on the day."""

    @also_derived("route.is_case")
    def _is_case(self, _read: Reader) -> Value:
        return False

    @also_derived("route.unified_policy")
    def _unified_policy(self, _read: Reader) -> Value:
        return self._has_policy(InsuredBy.UNIFIED)

    @also_derived("route.self_policy")
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

    @derived("company.policies_running", "codes", "有效保单", "policies in force")
    def _policies_running(self, _read: Reader) -> Value:
        return tuple(
            p.policy_no for p in self.portfolio.client.policies if _runs(p, self.on) is True
        )

    @derived("company.policies_paid", "codes", "保费已缴的有效保单", "policies in force and paid")
    def _policies_paid(self, _read: Reader) -> Value:
        policies = self.portfolio.client.policies
        return tuple(p.policy_no for p in policies if p.premium_paid and _runs(p, self.on) is True)

    @derived("company.policy_in_force", "flag", "有有效保单", "a policy is in force")
    def _policy_in_force(self, _read: Reader) -> Value:
        return junction("or", [_runs(p, self.on) for p in self.portfolio.client.policies])

    @derived(
        "company.premium_paid", "flag", "有效保单保费已缴", "premium of a policy in force is paid"
    )
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


def _is(path: str, value: object, *, wanted: object) -> Value:
    return missing(path) if value is None else value == wanted


def _runs(policy: Policy, on: date) -> Value:
    """Return whether a policy is in force on a day, both ends included."""
    begun = missing("policy.start_on") if policy.start_on is None else policy.start_on <= on
    lasting = missing("policy.end_on") if policy.end_on is None else on <= policy.end_on
    return junction("and", (begun, lasting))
