"""Facts of the route of a claim (理赔通道): whose policy it is made under.

Measures 11 and 12 ask the same of a company and of a case; ``route.is_case`` tells them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.known import Reader, all_of, derived
from xinbao_desktop.domain.policy import InsuredBy, Insurer
from xinbao_desktop.domain.rules.values import Missing

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Value


class RouteFacts(CaseBase):
    """Of which kind the policy of the case is."""

    @derived("route.is_case", "flag", "判断对象是案件", "asked of a case")
    def _is_case(self, _read: Reader) -> Value:
        return True

    @derived("route.unified_policy", "flag", "中国信保统保保单", "Sinosure unified policy")
    def _unified_policy(self, read: Reader) -> Value:
        return _policy_is(read, InsuredBy.UNIFIED)

    @derived(
        "route.self_policy", "flag", "中国信保自行投保保单", "Sinosure policy of the firm's own"
    )
    def _self_policy(self, read: Reader) -> Value:
        return _policy_is(read, InsuredBy.SELF)


def _policy_is(read: Reader, kind: InsuredBy) -> bool:
    by, insurer = read.value("policy.insured_by"), read.value("policy.insurer")
    return all_of(
        [
            by if isinstance(by, Missing) else by == kind,
            insurer if isinstance(insurer, Missing) else insurer == Insurer.SINOSURE,
        ]
    )
