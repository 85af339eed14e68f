"""What a number among the facts counts, in words: days, a currency, a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.schema import FieldSpec, FieldType, RecordKind
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS: Mapping[str, Text] = {
    "ratio": Text("比例（0–1）", "ratio (0–1)"),
    "days": Text("天", "days"),
    "years": Text("年", "years"),
    "usd": Text("美元", "USD"),
    "invoice": Text("发票币种", "the invoice's currency"),
    "policy": Text("保单币种", "the policy's currency"),
    "limit": Text("限额币种", "the limit's currency"),
    "claim": Text("索赔币种", "the currency of the claim"),
    "own": Text("同一行的币种", "the currency of the same row"),
    "rank": Text("级别：D/P 1、D/A 2、OA 3", "rank: D/P 1, D/A 2, OA 3"),
    "workdays": Text("工作日", "workdays"),
    "months": Text("月", "months"),
    "year": Text("公历年份", "calendar year"),
    "cny": Text("人民币元", "CNY"),
    "rule": Text(
        "随申报方式：工作日、天或每月几日", "by the declaration rule: workdays, days, day"
    ),
    "count": Text("个数", "count"),
}

_CURRENCY_OF = {
    "policy": "policy", "shipment": "invoice", "case": "claim", "case_invoice": "invoice",
}  # fmt: skip
"""In which currency the amounts of a sheet are; of the others, the one in the same row."""
_OF_FIELD: Mapping[str, str] = {
    "company.revenue_cny": "cny",
    "company.export_usd_last_year": "usd",
    "company.export_year": "year",
    "company.unified_year": "year",
    "policy.notice_other_workdays": "workdays",
    "policy.claim_months_after_notice": "months",
    "policy.declaration_n": "rule",
    "project.tenor_years": "years",
}
"""The fields whose type and name do not say it."""


def unit_of(kind: RecordKind, field: FieldSpec) -> str:
    """Return what a field of a sheet counts, a key of ``UNITS``; empty for a plain count."""
    own = _OF_FIELD.get(f"{kind.singular}.{field.key}")
    if own is not None:
        return own
    if field.type is FieldType.RATIO:
        return "ratio"
    if field.type is FieldType.AMOUNT:
        return _CURRENCY_OF.get(kind.singular, "own")
    if field.type is FieldType.RATE:
        return "usd"
    return "days" if field.key.endswith("_days") else ""
