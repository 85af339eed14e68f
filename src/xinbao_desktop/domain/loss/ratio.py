"""The ratio of indemnity (赔偿比例) of an invoice: by the cause, the lower of policy and limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.claim_case import POLITICAL_CAUSES, Cause
from xinbao_desktop.domain.known import missing
from xinbao_desktop.domain.limit_book import Found
from xinbao_desktop.domain.policy import Policy

if TYPE_CHECKING:
    from decimal import Decimal

    from xinbao_desktop.domain.case_facts import InvoiceFacts
    from xinbao_desktop.domain.limit import Limit
    from xinbao_desktop.domain.rules.values import Missing


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio; not ``confirmed`` where the default's stands in for the cause's own."""

    value: Decimal | Missing
    confirmed: bool = False


def ratio_key(cause: str) -> str:
    """Return which ratio a cause is paid with."""
    if cause == Cause.REJECTION:
        return "ratio_rejection"
    if cause in (Cause.INSOLVENCY, Cause.BANK_INSOLVENCY):
        return "ratio_insolvency"
    return "ratio_political" if cause in POLITICAL_CAUSES else "ratio_default"


def ratio_of(invoice: InvoiceFacts) -> Ratio:
    """Return the ratio an invoice is paid with."""
    cause = invoice.case.case.cause
    if cause is None:
        return Ratio(missing("case.cause"))
    policy = invoice.record("policy")
    if not isinstance(policy, Policy):
        return Ratio(missing("shipment.policy_no"))
    key = ratio_key(cause)
    holders: list[Policy | Limit] = [policy]
    if isinstance(invoice.limit, Found) and not invoice.limit.standing:
        holders.append(invoice.limit.limit)
    # A limit that names no ratio at all leaves it to the policy; nothing stands in for it.
    naming = [h for h in holders if h is policy or _own_or_default(h, key) is not None]
    ratios = [_own_or_default(holder, key) for holder in naming]
    given = [ratio for ratio in ratios if ratio is not None]
    if not given:
        return Ratio(missing(f"policy.{key}"))
    return Ratio(min(given), all(getattr(holder, key) is not None for holder in naming))


def _own_or_default(holder: Policy | Limit, key: str) -> Decimal | None:
    own: Decimal | None = getattr(holder, key)
    return holder.ratio_default if own is None else own
