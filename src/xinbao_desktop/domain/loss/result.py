"""What a loss computation answers: one line for each invoice, and the totals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
