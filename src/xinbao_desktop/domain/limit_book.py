"""Which credit limit counts for a policy and a debtor on a day.

Approvals by the insurer go first; where none is in force, the policy's automatic or self-held
limit stands in. Whether the limit suffices is for the rules to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import missing
from xinbao_desktop.domain.limit import Limit, LimitStatus
from xinbao_desktop.domain.policy import InsuredBy, Policy
from xinbao_desktop.domain.rules.values import NO_PATHS, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xinbao_desktop.domain.client import Client


@dataclass(frozen=True, slots=True)
class NoLimit:
    """There is none: never approved (``ever`` false), or none in force on that day."""

    ever: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The limit that counts; ``standing`` is True for an automatic or self-held limit."""

    limit: Limit
    standing: bool = False


class LimitBook:
    """The limits of one client, by policy and debtor."""

    def __init__(self, client: Client) -> None:
        self._rows: dict[tuple[str | None, str | None], list[Limit]] = defaultdict(list)
        for limit in client.limits:
            rows = self._rows[limit.policy_no, limit.buyer_no]
            if limit.status != LimitStatus.PENDING:
                rows.append(limit)
        self._policies = client.policy_by_no
        # Asked once for every shipment, answered once for every debtor and policy.
        self.exists = cache(self._exists)
        self.standing = cache(self._standing)
        self._unclear = cache(self.unclear)

    def rows(self, policy_no: str, debtor_no: str) -> Sequence[Limit]:
        """Return every row of this policy and debtor that is not pending."""
        return self._rows.get((policy_no, debtor_no), ())

    def unclear(self, policy_no: str, debtor_no: str) -> Missing | None:
        """Return what is missing where a row could belong to this policy and debtor, or not."""
        lacking: set[str] = set()
        if (None, debtor_no) in self._rows or (None, None) in self._rows:
            lacking.add("limit.policy_no")
        if (policy_no, None) in self._rows or (None, None) in self._rows:
            lacking.add("limit.buyer_no")
        return missing(*lacking) if lacking else None

    def _exists(self, policy_no: str, debtor_no: str) -> bool | Missing:
        """Say whether this debtor has a limit at all (``cover.limit_exists``)."""
        rows = self.rows(policy_no, debtor_no)
        if any(row.status is not None for row in rows):
            return True
        standing = self.standing(policy_no)
        if isinstance(standing, Found):
            return True
        lacking = [m for m in (self.unclear(policy_no, debtor_no), standing) if m is not None]
        if rows:
            lacking.append(missing("limit.status"))
        for part in lacking[1:]:
            lacking[0] = lacking[0].also(part)
        return lacking[0] if lacking else False

    def _standing(self, policy_no: str) -> Found | Missing | None:
        """Return the limit the policy itself grants to every debtor; None where it grants none."""
        policy = self._policies.get(policy_no)
        if policy is None:
            return None
        if policy.auto_limit is not None:
            return Found(_of_policy(policy, auto=True), standing=True)
        if policy.self_held_limit is not None:
            return Found(_of_policy(policy, auto=False), standing=True)
        if policy.insured_by == InsuredBy.SELF:
            return None
        if policy.insured_by is None:
            return missing("policy.insured_by", "policy.auto_limit")
        return missing("policy.auto_limit")

    def surely_runs(self, policy_no: str, debtor_no: str, on: date) -> bool:
        """Say whether some limit is in force on a day, whichever of several it is."""
        rows = self.rows(policy_no, debtor_no)
        return any(_in_force(row, on) is True for row in rows) or isinstance(
            self.standing(policy_no), Found
        )

    def in_force(self, policy_no: str, debtor_no: str, on: date) -> Found | NoLimit | Missing:
        """Return the limit that counts on a day: of several in force the latest effective one."""
        rows = self.rows(policy_no, debtor_no)
        unclear = self._unclear(policy_no, debtor_no)
        lacking = NO_PATHS if unclear is None else unclear.paths
        running: list[Limit] = []
        for row in rows:
            state = _in_force(row, on)
            if isinstance(state, Missing):
                lacking |= state.paths
            elif state:
                running.append(row)
        if lacking:
            return missing(*lacking)
        if running:
            latest = running[0]
            if len(running) > 1:
                latest = max(running, key=lambda row: (row.effective_on, row.approval_no))
            return Found(latest)
        standing = self.standing(policy_no)
        if standing is None:
            return NoLimit(ever=bool(rows))
        return standing


def _in_force(row: Limit, on: date) -> bool | Missing:
    if row.effective_on is None:
        return missing("limit.effective_on")
    if on < row.effective_on or (row.expires_on is not None and on > row.expires_on):
        return False
    if row.status is None:
        return missing("limit.status")
    if row.status == LimitStatus.EXPIRED and row.expires_on is None:
        if row.status_on is None:
            return missing("limit.expires_on")
        return on < row.status_on
    return True


def _of_policy(policy: Policy, *, auto: bool) -> Limit:
    return Limit(
        approval_no="",
        policy_no=policy.policy_no,
        amount=policy.auto_limit if auto else policy.self_held_limit,
        currency=policy.currency,
        payment_term=policy.auto_limit_term if auto else None,
        credit_days=policy.auto_limit_days if auto else None,
        status=LimitStatus.ACTIVE,
        effective_on=policy.start_on,
        expires_on=policy.end_on,
    )


def zero_since(limit: Limit, on: date) -> bool | Missing:
    """Say whether a limit is zero, frozen or cancelled on a day."""
    if limit.amount is not None and limit.amount == 0:
        return True
    if limit.status == LimitStatus.ZERO:
        return limit.status_on is None or on >= limit.status_on
    if limit.status in (LimitStatus.FROZEN, LimitStatus.CANCELLED):
        return missing("limit.status_on") if limit.status_on is None else on >= limit.status_on
    return False
