"""What is due, when, and why: declarations, notices, claims, answers, ends of validity.

A deadline is the last day on which it is in time by the strictest figure; between that and the
most generous published one its state is unknown. The periods themselves are computed with the
facts of shipments and cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.notice import is_paid
from xinbao_desktop.domain.claim import case_facts
from xinbao_desktop.domain.claim_case import DEFAULT_CAUSES
from xinbao_desktop.domain.dates import DueDate
from xinbao_desktop.domain.idle_limits import idle_limits
from xinbao_desktop.domain.periods import end_of_period
from xinbao_desktop.domain.rules.values import Missing, NotApplicable, Span
from xinbao_desktop.domain.shipment_facts import ShipmentFacts
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xinbao_desktop.domain.case_facts import CaseFacts
    from xinbao_desktop.domain.claim_case import Case
    from xinbao_desktop.domain.coverage import Coverage
    from xinbao_desktop.domain.rules.values import Value

LOOK_AHEAD = timedelta(days=400)


class State(StrEnum):
    """Where a deadline stands on the day asked."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline; ``due`` is None while a fact it is counted from is missing.

    With ``estimate`` the day rests on Mondays to Fridays of a year whose calendar is not
    published yet.
    """

    what: Text
    subject: str
    rule: str
    due: date | None
    last_workday: date | None
    state: State
    done_on: date | None = None
    missing: tuple[str, ...] = ()
    estimate: bool = False


DECLARE = Text("出运申报", "Declare the shipment")
NOTIFY_DEFAULT = Text("拖欠报损（可能损失通知书）", "Notify the default (notice of possible loss)")
NOTIFY = Text("报损（可能损失通知书）", "Give the notice of possible loss")
CLAIM = Text("提交索赔申请书", "File the claim")
LIMITATION = Text("诉讼时效届满", "Limitation period ends")
DECISION = Text("预计理赔决定（一般）", "Decision generally expected")
SUPPLEMENT = Text("补交单证", "Answer the insurer's request for papers")
POLICY_ENDS = Text("保单到期", "Policy ends")
LIMIT_ENDS = Text("信用限额失效", "Credit limit expires")
LIMIT_IDLE = Text("限额闲置，可能被撤销", "Idle credit limit may be cancelled")
PAYMENT = Text("买方应付款", "Buyer's payment due")


def deadlines(
    coverage: Coverage, judge_of: Callable[[Case], Coverage] | None = None
) -> tuple[Deadline, ...]:
    """Return every deadline of the client, by day; those without a day come last.

    Args:
        coverage: The judge of the client's shipments and cases.
        judge_of: The judge of one case, where it keeps packs of its own.
    """
    found = [*_of_policies(coverage), *_of_shipments(coverage)]
    for case in coverage.portfolio.client.cases:
        judge = coverage if judge_of is None else judge_of(case)
        found += case_deadlines(judge, case_facts(judge, case))
    return tuple(sorted(found, key=lambda d: (d.due or date.max, d.subject, d.rule)))


def case_deadlines(coverage: Coverage, facts: CaseFacts) -> list[Deadline]:
    """Return the deadlines of one case."""
    case, subject = facts.case, f"case:{facts.case.case_no}"
    found = list(_notices(coverage, facts))
    found.append(
        _deadline(
            coverage, CLAIM, subject, "claim.claim_in_time",
            facts.fact("claim.claim_deadline").value, case.claim_on,
        )
    )  # fmt: skip
    found.append(
        _deadline(
            coverage, LIMITATION, subject, "claim.limitation",
            facts.fact("claim.limitation_on").value, case.claim_on,
        )
    )  # fmt: skip
    if case.supplement_due_on is not None:
        found.append(
            _deadline(
                coverage, SUPPLEMENT, subject, "claim.supplement",
                case.supplement_due_on, case.decided_on,
            )
        )  # fmt: skip
    if case.claim_accepted_on is not None and facts.fact("route.unified_policy").value is True:
        found.append(
            _deadline(
                coverage, DECISION, subject, "sz2023.m12.fast_claim",
                facts.fact("claim.decision_expected_on").value, case.decided_on,
            )
        )  # fmt: skip
    return found


def _notices(coverage: Coverage, facts: CaseFacts) -> Iterator[Deadline]:
    """One notice for each invoice of a default, one for the case of any other cause."""
    cause = facts.case.notice_cause or facts.case.cause
    rule = "claim.notice_in_time"
    if cause in DEFAULT_CAUSES:
        for invoice in facts.invoices:
            given_on = invoice.line.notice_on or facts.case.notice_on
            if given_on is None and is_paid(invoice):
                continue
            yield _deadline(
                coverage,
                NOTIFY_DEFAULT,
                f"shipment:{invoice.shipment.invoice_no}",
                rule,
                invoice.fact("case_invoice.notice_deadline").value,
                given_on,
            )
        return
    source = facts.whole
    yield _deadline(
        coverage,
        NOTIFY,
        f"case:{facts.case.case_no}",
        rule,
        source.fact("case_invoice.notice_deadline").value,
        facts.case.notice_on,
    )


def _of_policies(coverage: Coverage) -> Iterator[Deadline]:
    client, on = coverage.portfolio.client, coverage.portfolio.on
    for policy in client.policies:
        if policy.end_on is not None and on <= policy.end_on <= on + LOOK_AHEAD:
            yield _deadline(
                coverage, POLICY_ENDS, f"policy:{policy.policy_no}",
                "cover.policy_in_force", policy.end_on, None,
            )  # fmt: skip
    for limit in client.limits:
        if limit.expires_on is not None and on <= limit.expires_on <= on + LOOK_AHEAD:
            yield _deadline(
                coverage, LIMIT_ENDS, f"buyer:{limit.buyer_no or ''}",
                "cover.limit_effective", limit.expires_on, None,
            )  # fmt: skip
    for idle in idle_limits(coverage.portfolio):
        yield _deadline(
            coverage, LIMIT_IDLE, f"buyer:{idle.limit.buyer_no or ''}",
            "cover.limit_not_zero", idle.lapses, None,
        )  # fmt: skip


def _of_shipments(coverage: Coverage) -> Iterator[Deadline]:
    """Return the declaration of each shipment, and of each unpaid one its payment and notice."""
    portfolio = coverage.portfolio
    in_case = {line.invoice_no for line in portfolio.client.case_invoices}
    for shipment in portfolio.client.shipments:
        facts = ShipmentFacts(portfolio, shipment)
        subject = f"shipment:{shipment.invoice_no}"
        due = facts.fact("cover.declaration_due").value
        if not isinstance(due, NotApplicable):
            yield _deadline(
                coverage, DECLARE, subject, "cover.declared_in_time", due, shipment.declared_on
            )
        unpaid = facts.fact("shipment.unpaid").value
        if isinstance(unpaid, Missing) or unpaid == 0 or shipment.invoice_no in in_case:
            continue
        pay_by = facts.fact("shipment.governing_due_on").value
        yield _deadline(coverage, PAYMENT, subject, "cover.known_risk", pay_by, None)
        if isinstance(pay_by, date):
            figure = portfolio.book.resolve("notice.default.days", pay_by, None, facts).value
            yield _deadline(
                coverage, NOTIFY_DEFAULT, subject, "claim.notice_in_time",
                end_of_period(figure, pay_by, portfolio.calendar.due_after_days), None,
            )  # fmt: skip


def _deadline(
    coverage: Coverage, what: Text, subject: str, rule: str, due: Value, done_on: date | None
) -> Deadline:
    on, calendar = coverage.portfolio.on, coverage.portfolio.calendar
    if isinstance(due, Missing | NotApplicable):
        lacking = tuple(sorted(due.paths)) if isinstance(due, Missing) else ()
        state = State.DONE if done_on is not None else State.UNKNOWN
        guess = due.estimate if isinstance(due, Missing) else None
        before = None if guess is None else calendar.last_workday(DueDate.exactly(guess))
        return Deadline(what, subject, rule, guess, before, state, done_on, lacking, bool(guess))
    first, last, paths = _ends(due)
    workday = calendar.last_workday(DueDate.exactly(first))
    estimate = calendar.is_workday(first) is None
    if done_on is not None:
        state = State.DONE
    elif on <= first:
        state = State.DUE
    else:
        state = State.OVERDUE if on > last else State.UNKNOWN
    return Deadline(what, subject, rule, first, workday, state, done_on, paths, estimate)


def _ends(due: Value) -> tuple[date, date, tuple[str, ...]]:
    if isinstance(due, Span):
        assert isinstance(due.low, date)
        assert isinstance(due.high, date)
        return due.low, due.high, tuple(sorted(due.paths))
    assert isinstance(due, date)
    return due, due, ()
