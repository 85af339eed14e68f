"""Facts of time after the notice: the claim, the limitation period, the insurer's decision."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.base import CaseBase
from xinbao_desktop.domain.dates import add_years
from xinbao_desktop.domain.known import Reader, derived
from xinbao_desktop.domain.periods import due_value, undone

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.rules.values import Value


class DeadlineFacts(CaseBase):
    """Until when to claim, and whether it was done."""

    @derived("claim.claim_deadline", "date", "索赔截止日", "last day to claim")
    def _claim_deadline(self, read: Reader) -> Value:
        start = read.need("claim.notified_on")
        return self.period(read, "claim.months", start, self.portfolio.calendar.due_after_months)

    @derived("claim.claimed_by", "date", "索赔日", "day of the claim")
    def _claimed_by(self, read: Reader) -> Value:
        return self._claimed(read, "claim.claim_deadline")

    @derived("claim.limitation_on", "date", "诉讼时效届满日", "end of the limitation period")
    def _limitation_on(self, read: Reader) -> Value:
        known_on = read.need("case.known_on")
        years = self._figure("claim.limitation.years", known_on)
        return due_value(self.portfolio.calendar.rolled(add_years(known_on, years)))

    @derived(
        "claim.claimed_within_limitation_by",
        "date",
        "时效内主张日",
        "day of claiming for limitation",
    )
    def _within_limitation(self, read: Reader) -> Value:
        return self._claimed(read, "claim.limitation_on")

    def _claimed(self, read: Reader, deadline: str) -> Value:
        """Return the day of the claim, as a deadline for it sees it."""
        if self.case.claim_on is not None:
            return self.case.claim_on
        return undone(read.need(deadline), self.portfolio.on, "case.claim_on")

    @derived("claim.decision_expected_on", "date", "预计理赔决定日", "expected day of decision")
    def _decision_expected_on(self, read: Reader) -> Value:
        accepted = read.need("case.claim_accepted_on")
        days = self._figure("route.fast.workdays", accepted)
        return due_value(self.portfolio.calendar.due_after_workdays(accepted, days))

    def _figure(self, parameter: str, on: date) -> int:
        """Return a figure that no policy changes."""
        value = self.portfolio.book.resolve(parameter, on, None, self).value
        assert isinstance(value, int | Decimal)
        return int(value)
