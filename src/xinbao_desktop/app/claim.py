"""Claims: eligibility, route, loss and deadlines of one case (J5)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.answer import Answer, packs_of
from xinbao_desktop.app.deadline import deadline_json
from xinbao_desktop.app.kept_packs import KeptPacks, kept_packs
from xinbao_desktop.domain.claim import ClaimJudgement, case_facts, judge_case
from xinbao_desktop.domain.deadlines import Deadline, case_deadlines
from xinbao_desktop.domain.money import amount_text

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from xinbao_desktop.app.desk import CaseDesk, Desk
    from xinbao_desktop.domain.loss import Loss, LossLine


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """Everything there is to say about a case on a day.

    ``kept`` is there once the case keeps other packs than those in use.
    """

    answer: Answer
    judgement: ClaimJudgement
    deadlines: tuple[Deadline, ...]
    kept: KeptPacks | None = None

    @property
    def route(self) -> str:
        """``fast``, ``green``, ``ordinary`` or ``none``."""
        return self.judgement.route.value

    @property
    def loss(self) -> Loss:
        """The loss, invoice by invoice."""
        return self.judgement.loss

    def as_json(self) -> dict[str, Any]:
        """Return the document of the command line."""
        return {
            **self.answer.as_json(),
            "case": self.judgement.case.case_no,
            "eligible": self.judgement.eligible,
            "route": self.route,
            "deadlines": [deadline_json(d) for d in self.deadlines],
            "not_yet_due": list(self.judgement.not_yet_due),
            "loss": loss_json(self.loss),
            **({"kept": self.kept.as_json()} if self.kept is not None else {}),
        }


class ClaimService:
    """Judges cases."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def claim(self, case_no: str, on: date | None = None, *, newest: bool = False) -> ClaimAnswer:
        """Return the judgement of a case, by the packs of its last final packet if it has one.

        Args:
            case_no: The case.
            on: The day asked; today without one.
            newest: Judge by the packs in use, although the case keeps others.

        Raises:
            UsageError: There is no such case by that day.
        """
        desk = self._desk.of_case(case_no, newest=newest)
        answer = self._claim(desk, case_no, on)
        kept = kept_packs(desk, case_no, on, answer.judgement)
        return answer if kept is None else dataclasses.replace(answer, kept=kept)

    @staticmethod
    def _claim(desk: CaseDesk, case_no: str, on: date | None) -> ClaimAnswer:
        case = desk.case(case_no, on)
        coverage = desk.coverage(on)
        judgement = judge_case(coverage, case)
        found = sorted(
            case_deadlines(coverage, case_facts(coverage, case)),
            key=lambda d: (d.due is None, d.due, d.rule),
        )
        aside = coverage.portfolio.client.set_aside
        answer = Answer(desk.day(on), packs_of(desk), judgement.findings, aside)
        return ClaimAnswer(answer, judgement, tuple(found))


def loss_json(loss: Loss) -> dict[str, Any]:
    """Return a loss with every amount as text, rounded once; null where a fact is missing."""
    money = _Rounded(loss.currency)
    return {
        "currency": loss.currency,
        "assessable": loss.assessable,
        "invoices": [_line_json(line, money) for line in loss.invoices],
        "total_loss": money.text(loss.total_loss),
        "base_capped": money.text(loss.base_capped),
        "payout_capped": money.text(loss.payout_capped),
        "payable": money.text(loss.payable),
        "open_reductions": list(loss.open_reductions),
        "unsettled_loss": money.text(loss.unsettled_loss),
        "missing": list(loss.missing),
        "assumed": list(loss.assumed),
    }


def _line_json(line: LossLine, money: _Rounded) -> dict[str, Any]:
    return {
        "invoice": line.invoice,
        "amount": money.text(line.amount),
        "received": money.text(line.received),
        "deductions": money.text(line.deductions),
        "insured_loss": money.text(line.insured_loss),
        "within_limit": money.text(line.within_limit),
        "ratio": None if line.ratio is None else format(line.ratio.normalize(), "f"),
        "covered": line.covered,
        "ratio_confirmed": line.ratio_confirmed,
        "missing": list(line.missing),
    }


@dataclass(frozen=True, slots=True)
class _Rounded:
    """Rounds half up to the minor unit of a currency, once, at the end."""

    currency: str | None

    def text(self, amount: Decimal | None) -> str | None:
        """Return an amount as text."""
        if amount is None:
            return None
        return amount_text(amount, self.currency or "USD")
