"""Contradictions in policies, buyers and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.buyer import Buyer, BuyerKind
from xinbao_desktop.domain.limit import Limit, LimitStatus, PaymentTerm
from xinbao_desktop.domain.policy import DeclarationRule, Policy
from xinbao_desktop.domain.validation.remark import remark
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.problems import Problem


def policy_contradictions(policy: Policy, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in a policy."""
    del client
    day = policy.declaration_n or 0
    if policy.declaration_rule == DeclarationRule.DAY_OF_NEXT_MONTH and day > 31:
        yield remark(
            policy,
            "declaration_n",
            Text(f"次月没有第 {day} 日", f"no month has a day {day}"),
        )
    for key in ("paid_before", "per_buyer_cap"):
        part = getattr(policy, key)
        if None not in (part, policy.max_liability) and part > policy.max_liability:
            yield remark(
                policy, key, Text("超过保单最高赔偿限额", "is above the policy's maximum liability")
            )


def buyer_contradictions(buyer: Buyer, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in a buyer."""
    del client
    if buyer.email and buyer.email_domain:
        domain = buyer.email_domain.lower().lstrip("@")
        if not buyer.email.lower().endswith(("@" + domain, "." + domain)):
            yield remark(
                buyer,
                "email",
                Text(
                    f"邮箱 {buyer.email} 不属于域名 {domain}，请核实对方身份",
                    f"{buyer.email} is not of the domain {domain}; make sure who writes",
                ),
            )
    if buyer.known_risk_cleared_on and not buyer.known_risk_on:
        yield remark(
            buyer,
            "known_risk_on",
            Text("填了风险解除日期，但没有知险日期", "the risk is cleared but was never known"),
        )


def limit_contradictions(limit: Limit, client: Client) -> Iterator[Problem]:
    """Yield what does not fit in a limit."""
    debtor = client.buyer_by_no.get(limit.buyer_no or "")
    if limit.effective_on is None and limit.status != LimitStatus.PENDING:
        yield remark(
            limit, "effective_on", Text("没有生效日", "there is no day from which it counts")
        )
    if limit.payment_term == PaymentTerm.LC and debtor and debtor.kind != BuyerKind.BANK:
        yield remark(
            limit,
            "buyer_no",
            Text(
                "信用证限额的债务人应为开证行（类别：银行）",
                "the debtor of an L/C limit should be the issuing bank (kind: bank)",
            ),
        )
    if limit.status == LimitStatus.ACTIVE and limit.amount == 0:
        yield remark(
            limit,
            "amount",
            Text("有效限额的金额为零", "the limit is active but its amount is zero"),
        )
