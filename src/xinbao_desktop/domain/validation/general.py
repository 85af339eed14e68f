"""Contradictions that any kind of record can hold, told from the types of its fields."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.schema import FieldSpec, FieldType
from xinbao_desktop.domain.validation.remark import before, label, remark
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.schema import Record

_NEVER_BEFORE = {
    "policies": (("start_on", "end_on"),),
    "buyers": (("known_risk_on", "known_risk_cleared_on"),),
    "limits": (("effective_on", "expires_on"),),
    "shipments": (
        ("shipped_on", "due_on"),
        ("due_on", "extended_to"),
        ("shipped_on", "declared_on"),
        ("docs_presented_on", "docs_accepted_on"),
        ("docs_presented_on", "discrepancy_on"),
    ),
    "cases": (
        ("known_on", "notice_on"),
        ("notice_on", "claim_on"),
        ("claim_on", "claim_accepted_on"),
        ("claim_accepted_on", "decided_on"),
        ("decided_on", "paid_on"),
        ("supplement_asked_on", "supplement_due_on"),
    ),
    "prepayments": (("paid_on", "deliver_by"), ("paid_on", "delivered_on")),
}
"""Pairs of days of which the second does not come before the first."""

_CURRENCY_KEYS = ("currency", "claim_currency")
_OWN_CURRENCY = frozenset({"export_usd_last_year", "revenue_cny"})

USD_FOR_ONE = {
    "AUD": ("0.55", "0.85"), "BRL": ("0.15", "0.35"), "CAD": ("0.65", "0.90"),
    "CHF": ("0.95", "1.40"), "CNH": ("0.13", "0.17"), "CNY": ("0.13", "0.17"),
    "EUR": ("0.95", "1.30"), "GBP": ("1.05", "1.60"), "HKD": ("0.126", "0.131"),
    "INR": ("0.010", "0.017"), "JPY": ("0.0055", "0.0105"), "KRW": ("0.0006", "0.0010"),
    "MYR": ("0.20", "0.28"), "RUB": ("0.007", "0.022"), "SGD": ("0.68", "0.83"),
    "THB": ("0.025", "0.035"), "USD": ("1", "1"),
}  # fmt: skip
"""About the lowest and highest USD for one unit since 2015, widened; only to catch slips."""


def general_contradictions(record: Record) -> Iterator[Problem]:
    """Yield what does not fit in a record of whatever kind."""
    yield from _days_out_of_order(record)
    for spec in _typed(record.kind_name):
        value = getattr(record, spec.key)
        if value is not None:
            yield from _odd_number(record, spec, value)
    yield from _money_without_currency(record)
    yield from _odd_rate(record)


@cache
def _typed(kind: str) -> tuple[FieldSpec, ...]:
    numeric = (FieldType.AMOUNT, FieldType.RATIO, FieldType.INTEGER)
    return tuple(spec for spec in schema.kind(kind).fields if spec.type in numeric)


def _days_out_of_order(record: Record) -> Iterator[Problem]:
    for first, second in _NEVER_BEFORE.get(record.kind_name, ()):
        earlier: date | None = getattr(record, first)
        later: date | None = getattr(record, second)
        if before(later, earlier):
            words = Text(
                "“{later}”（{b}）早于“{earlier}”（{a}）",
                "“{later}” ({b}) is before “{earlier}” ({a})",
            )
            labels = {"later": label(record, second), "earlier": label(record, first)}
            yield remark(record, second, words.fill(a=earlier, b=later, **labels))


def _odd_number(record: Record, spec: FieldSpec, value: Decimal | int) -> Iterator[Problem]:
    if value < 0:
        words = Text("“{name}”为负数（{value}）", "“{name}” is negative ({value})")
        yield remark(record, spec.key, words.fill(name=spec.label, value=value))
    elif spec.type is FieldType.RATIO and value > 1:
        words = Text("“{name}”大于 100%", "“{name}” is above 100 %")
        yield remark(record, spec.key, words.fill(name=spec.label))


def _money_without_currency(record: Record) -> Iterator[Problem]:
    kind = schema.kind(record.kind_name)
    keys = {spec.key for spec in kind.fields}
    currency = next((key for key in _CURRENCY_KEYS if key in keys), None)
    if currency is None or getattr(record, currency):
        return
    for spec in kind.fields:
        if spec.type is FieldType.AMOUNT and getattr(record, spec.key) is not None:
            words = Text("填了“{name}”，但没有币种", "“{name}” is given without a currency")
            yield remark(record, currency, words.fill(name=spec.label))
            return


def _odd_rate(record: Record) -> Iterator[Problem]:
    rate: Decimal | None = getattr(record, "usd_rate", None)
    if rate is None:
        return
    currency = next((getattr(record, k) for k in _CURRENCY_KEYS if hasattr(record, k)), None)
    usual = USD_FOR_ONE.get(str(currency))
    if usual is None:
        return
    low, high = (Decimal(end) for end in usual)
    if low <= rate <= high:
        return
    shown = usual[0] if low == high else f"{usual[0]}–{usual[1]}"
    if rate > 0 and low <= 1 / rate <= high:
        words = Text(
            "汇率 {rate} 可能填反：应为 1 {currency} 折合的美元数（约 {shown}）",
            "the rate {rate} may be the wrong way round: it is the USD for 1 {currency} ({shown})",
        )
    else:
        words = Text(
            "汇率 {rate} 与常见水平不符：1 {currency} 约合 {shown} 美元",
            "the rate {rate} is out of proportion: 1 {currency} is about USD {shown}",
        )
    yield remark(record, "usd_rate", words.fill(rate=rate, currency=currency, shown=shown))
