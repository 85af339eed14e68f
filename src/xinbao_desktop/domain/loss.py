"""The loss of a case, invoice by invoice, and what can be paid for it at most (定损核赔).

Amounts are exact inside and rounded once, half up, to the currency's minor unit, by
``Loss.rounded``. What reduces the payment without a known figure (a late notice) is not
computed but listed as open.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.case_facts.amounts import claim_currency, cross_rate, deductions_of
from xinbao_desktop.domain.claim_case import POLITICAL_CAUSES, Cause
from xinbao_desktop.domain.known import Reader, Unsettled, missing
from xinbao_desktop.domain.limit_book import Found
from xinbao_desktop.domain.policy import LimitAppliesTo, Policy
from xinbao_desktop.domain.rules.values import Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.case_facts import CaseFacts, InvoiceFacts
    from xinbao_desktop.domain.limit import Limit

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class LossLine:
    """One invoice of the loss, in the currency of the loss; None where a fact is missing.

    ``covered`` is None while its cover is unknown; such a line is counted apart. ``ratio`` is
    the lower of policy and limit; ``ratio_confirmed`` is false where the default's ratio had
    to stand in for the cause's own.
    """

    invoice: str
    amount: Decimal | None
    received: Decimal | None
    deductions: Decimal | None
    insured_loss: Decimal | None
    within_limit: Decimal | None
    ratio: Decimal | None
    covered: bool | None
    ratio_confirmed: bool = True
    limit: Decimal | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """The loss of a case; a total is None while a fact it rests on is missing.

    ``unsettled_loss`` is the loss of the invoices whose cover is unknown, counted in no other
    total. ``total_loss`` needs no policy figure, the capped amounts need them all.
    """

    currency: str | None
    assessable: bool
    invoices: tuple[LossLine, ...]
    total_loss: Decimal | None
    base_capped: Decimal | None
    payout_capped: Decimal | None
    payable: Decimal | None
    open_reductions: tuple[str, ...]
    unsettled_loss: Decimal = ZERO
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """An invoice on its way: exact amounts in the currency of the loss."""

    invoice: InvoiceFacts
    amount: Decimal
    received: Decimal
    deductions: Decimal
    loss: Decimal
    covered: bool | Missing
    ratio: Decimal | Missing
    confirmed: bool


def compute_loss(case: CaseFacts, *, assessable: bool, open_reductions: Sequence[str]) -> Loss:
    """Return the loss of a case on the portfolio's day."""
    read = Reader(case)
    lines: list[_Line | LossLine] = []
    currency: str | None = None
    try:
        currency = loss_currency(case, read)
    except Unsettled as unsettled:
        return _unknown(case, unsettled.value, assessable, open_reductions)
    for invoice in case.invoices:
        own = Reader(invoice)
        try:
            lines.append(_line(case, invoice, currency, own))
        except Unsettled as unsettled:
            lines.append(_blank(invoice, unsettled.value, currency))
        read.assumed |= own.assumed
    return _Totals(case, currency, lines, read).loss(assessable, tuple(open_reductions))


def _line(case: CaseFacts, invoice: InvoiceFacts, currency: str, read: Reader) -> _Line:
    ledger = case.portfolio.accounts[invoice.shipment.invoice_no]
    read.assumed |= ledger.assumed
    if ledger.unknown is not None:
        raise Unsettled(ledger.unknown)
    on = case.portfolio.on
    rest, received = ledger.unpaid(on), ledger.received(on)
    assert isinstance(rest, Decimal)
    assert isinstance(received, Decimal)
    rate = cross_rate(case, invoice.shipment.currency or "", currency)
    deductions = deductions_of(case, invoice, read)
    ratio, confirmed = _ratio(case, invoice, read)
    return _Line(
        invoice,
        ledger.amount * rate,
        received * rate,
        deductions * rate,
        max(rest - deductions, ZERO) * rate,
        case.cover(invoice.shipment.invoice_no),
        ratio,
        confirmed,
    )


def loss_currency(case: CaseFacts, read: Reader) -> str:
    """Return the currency the loss is stated in: the policy's, else the claim's."""
    currency = read.value("policy.currency")
    return currency if isinstance(currency, str) else claim_currency(case, read)


def ratio_key(cause: str) -> str:
    """Return which ratio a cause is paid with."""
    if cause == Cause.REJECTION:
        return "ratio_rejection"
    if cause in (Cause.INSOLVENCY, Cause.BANK_INSOLVENCY):
        return "ratio_insolvency"
    return "ratio_political" if cause in POLITICAL_CAUSES else "ratio_default"


def _ratio(case: CaseFacts, invoice: InvoiceFacts, read: Reader) -> tuple[Decimal | Missing, bool]:
    """Return the lower of the policy's and the limit's ratio, and whether both are confirmed."""
    cause = case.case.cause
    if cause is None:
        return missing("case.cause"), False
    key = ratio_key(cause)
    policy = invoice.record("policy")
    if not isinstance(policy, Policy):
        return missing("shipment.policy_no"), False
    found = invoice.limit
    holders: list[Policy | Limit] = [policy]
    if isinstance(found, Found) and not found.standing:
        holders.append(found.limit)
    ratios, confirmed = [], True
    for holder in holders:
        own = getattr(holder, key)
        confirmed = confirmed and (own is not None or (holder is not policy))
        value = own if own is not None else holder.ratio_default
        if value is not None:
            ratios.append(value)
    if not ratios:
        return missing(f"policy.{key}"), False
    del read
    return min(ratios), confirmed


class _Totals:
    """Adds the lines up under their limits, policies and caps."""

    def __init__(
        self, case: CaseFacts, currency: str, lines: list[_Line | LossLine], read: Reader
    ) -> None:
        self._case, self._currency, self._lines, self._read = case, currency, lines, read
        self._lacking: set[str] = set()
        self._caps_lacking: set[str] = set()
        self._used: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
        self._paid: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
        self._base: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self._payout: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self._total = ZERO
        self._unsettled = ZERO

    def loss(self, assessable: bool, open_reductions: tuple[str, ...]) -> Loss:  # noqa: FBT001
        shown = tuple(
            line if isinstance(line, LossLine) else self._add(line) for line in self._lines
        )
        for line, one in zip(self._lines, shown, strict=True):
            (self._lacking if isinstance(line, LossLine) else self._caps_lacking).update(
                one.missing
            )
        if not self._lines:
            self._lacking.add("case_invoice.invoice_no")
        base = {no: self._capped(no, sum_) for no, sum_ in self._base.items()}
        payout = {no: self._capped(no, sum_) for no, sum_ in self._payout.items()}
        payable = sum((payout[no] if self._pays_by_payout(no) else base[no] for no in base), ZERO)
        lacking = self._lacking | self._caps_lacking
        return Loss(
            self._currency,
            assessable,
            shown,
            None if self._lacking else self._total,
            None if lacking else sum(base.values(), ZERO),
            None if lacking else sum(payout.values(), ZERO),
            None if lacking else payable,
            open_reductions,
            self._unsettled,
            tuple(sorted(lacking)),
            tuple(sorted(self._read.assumed)),
        )

    def _add(self, line: _Line) -> LossLine:
        """Enter one invoice in the order of shipment; what is over its limit stays outside."""
        own = line.invoice.shipment
        lacking: set[str] = set()
        covered = None if isinstance(line.covered, Missing) else line.covered
        within, limit = ZERO, None
        if covered is None:
            self._unsettled += line.loss
        elif covered:
            self._total += line.loss
            limit = self._limit_of(line)
            if isinstance(limit, Missing):
                lacking |= limit.paths
            if isinstance(line.ratio, Missing):
                lacking |= line.ratio.paths
            if isinstance(limit, Decimal) and isinstance(line.ratio, Decimal):
                within = self._enter(line, limit, line.ratio)
        return LossLine(
            own.invoice_no,
            line.amount,
            line.received,
            line.deductions,
            line.loss,
            None if lacking else within,
            None if isinstance(line.ratio, Missing) else line.ratio,
            covered,
            line.confirmed,
            limit if isinstance(limit, Decimal) else None,
            tuple(sorted(lacking)),
        )

    def _enter(self, line: _Line, limit: Decimal, ratio: Decimal) -> Decimal:
        own = line.invoice.shipment
        policy_no = own.policy_no or ""
        key = (policy_no, own.issuing_bank_no if own.payment_term == "LC" else own.buyer_no)
        within = max(min(line.loss, limit - self._used[key]), ZERO)  # type: ignore[index]
        self._used[key] += within  # type: ignore[index]
        paid = max(min(line.loss * ratio, limit - self._paid[key]), ZERO)  # type: ignore[index]
        self._paid[key] += paid  # type: ignore[index]
        self._base[policy_no] += within * ratio
        self._payout[policy_no] += paid
        return within

    def _limit_of(self, line: _Line) -> Decimal | Missing:
        found = line.invoice.limit
        if not isinstance(found, Found):
            return found if isinstance(found, Missing) else ZERO
        amount, currency = (line.invoice.fact(f"limit.{k}").value for k in ("amount", "currency"))
        lacking = [value for value in (amount, currency) if isinstance(value, Missing)]
        if lacking:
            return lacking[0]
        try:
            rate = cross_rate(self._case, str(currency), self._currency)
        except Unsettled as unsettled:
            return Missing(frozenset(_paths(unsettled.value)))
        assert isinstance(amount, Decimal)
        return amount * rate

    def _capped(self, policy_no: str, amount: Decimal) -> Decimal:
        """Take off the deductible, then keep within the buyer's cap and the policy's rest."""
        policy = self._case.portfolio.client.policy_by_no[policy_no]
        for key in ("deductible", "per_buyer_cap", "paid_before"):
            if getattr(policy, key) is None:
                self._read.assumed.add(f"policy.{key}")
        result = max(amount - (policy.deductible or ZERO), ZERO)
        if policy.per_buyer_cap is not None:
            result = min(result, policy.per_buyer_cap)
        if policy.max_liability is None:
            self._caps_lacking.add("policy.max_liability")
            return result
        return min(result, max(policy.max_liability - (policy.paid_before or ZERO), ZERO))

    def _pays_by_payout(self, policy_no: str) -> bool:
        applies = self._case.portfolio.client.policy_by_no[policy_no].limit_applies_to
        if applies is None:
            self._read.assumed.add("policy.limit_applies_to")
        return applies == LimitAppliesTo.PAYOUT


def _paths(value: object) -> tuple[str, ...]:
    return tuple(sorted(value.paths)) if isinstance(value, Missing) else ()


def _blank(invoice: InvoiceFacts, value: object, currency: str | None) -> LossLine:
    """Return a line without figures; its amount is known in its own currency alone."""
    cover = invoice.case.cover(invoice.shipment.invoice_no)
    same = invoice.shipment.currency == currency
    return LossLine(
        invoice.shipment.invoice_no,
        invoice.shipment.amount if same else None,
        None,
        None,
        None,
        None,
        None,
        None if isinstance(cover, Missing) else cover,
        ratio_confirmed=False,
        missing=_paths(value) if cover is not False else (),
    )


def _unknown(
    case: CaseFacts,
    value: object,
    assessable: bool,  # noqa: FBT001
    open_reductions: Sequence[str],
) -> Loss:
    lines = tuple(_blank(invoice, value, None) for invoice in case.invoices)
    return Loss(
        None, assessable, lines, None, None, None, None, tuple(open_reductions),
        missing=_paths(value),
    )  # fmt: skip
