"""Which fields of each kind of record its list shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.gui import formatting
from xinbao_desktop.gui.models.paged_table import ALIGN_LEFT, ALIGN_RIGHT, Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.schema import FieldSpec, Record, RecordKind
    from xinbao_desktop.domain.vocabulary import Vocabularies
    from xinbao_desktop.text import Lang

SHOWN: dict[str, str] = {
    "policies": "policy_no insurer insured_by start_on end_on premium_paid",
    "buyers": "buyer_no name_en country rating kind",
    "limits": "approval_no buyer_no amount currency payment_term credit_days effective_on status",
    "shipments": "invoice_no buyer_no amount currency payment_term shipped_on due_on",
    "receipts": "received_on amount currency kind payer",
    "cases": "case_no buyer_no cause known_on",
    "case_invoices": "invoice_no claimed_amount goods_state notice_on",
    "events": "on channel who summary",
    "orders": "order_no buyer_no amount currency ship_by",
    "prepayments": "contract_no supplier amount currency paid_on",
    "projects": "project_no kind country amount",
    "reports": "report_no buyer_no kind got_on",
    "contacts": "name role phone",
    "partners": "name side country insured",
}
WIDTHS = {
    "invoice_no": 126, "policy_no": 170, "approval_no": 150, "name_en": 200, "name": 200,
    "summary": 260, "amount": 120, "claimed_amount": 120, "currency": 76, "payment_term": 84,
    "buyer_no": 84, "credit_days": 84, "premium_paid": 84, "kind": 90, "country": 110,
}  # fmt: skip
USUAL_WIDTH = 108
_RIGHT = {FieldType.AMOUNT, FieldType.RATE, FieldType.RATIO, FieldType.INTEGER}


def columns_of(kind: RecordKind, words: Vocabularies, lang: Lang) -> list[Column[Record]]:
    """Return the columns of a kind's list."""
    keys = SHOWN.get(kind.name, "").split() or [spec.key for spec in kind.keys[:5]]
    return [_column(kind.field(key), words, lang) for key in keys]


def _column(spec: FieldSpec, words: Vocabularies, lang: Lang) -> Column[Record]:
    return Column(
        field=spec.key,
        title=spec.label.of(lang),
        text=_text(spec, words, lang),
        align=ALIGN_RIGHT if spec.type in _RIGHT else ALIGN_LEFT,
        width=WIDTHS.get(spec.key, USUAL_WIDTH),
    )


def _text(spec: FieldSpec, words: Vocabularies, lang: Lang) -> Callable[[Record], str]:
    def text(record: Record) -> str:
        shown = formatting.shown_text(spec, getattr(record, spec.key), words, lang)
        return " ".join(shown.split())

    return text
