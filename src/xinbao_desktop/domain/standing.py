"""A client as it stood on a day: whatever is dated later is treated as not there yet.

Records born later are left out, events dated later in a record are emptied, and both are
listed, so that an answer can say what it set aside.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS, Client

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.domain.schema import Record, RecordKind

BORN = {
    "shipments": "shipped_on",
    "receipts": "received_on",
    "cases": "known_on",
    "documents": "dated_on",
    "events": "on",
    "confirmations": "on",
    "prepayments": "paid_on",
    "projects": "approved_on",
    "reports": "got_on",
}
"""The day from which on a record is there."""

HAPPENED = {
    "buyers": ("rated_on", "known_risk_on", "known_risk_cleared_on"),
    "shipments": (
        "declared_on", "docs_presented_on", "docs_accepted_on", "discrepancy_on",
        "service_accepted_on", "consent_extension_on",
    ),
    "cases": (
        "notice_on", "claim_on", "claim_accepted_on", "consent_dispute_waiver_on",
        "consent_settlement_on", "consent_disposal_on", "consent_discount_on",
        "bankruptcy_registered_on", "supplement_asked_on", "decided_on", "paid_on",
    ),
    "case_invoices": ("notice_on",),
    "orders": ("cancelled_on",),
    "prepayments": ("delivered_on",),
}  # fmt: skip
"""Days of things done; a due day or an end of validity may well lie ahead."""


def as_of(client: Client, on: date) -> Client:
    """Return the client as of a day; ``set_aside`` names what was left out."""
    aside: list[str] = []
    kept: list[Record] = []
    gone: dict[str, set[str]] = {}
    for kind in KINDS:
        for record in client.records(kind):
            born = getattr(record, BORN.get(kind.name, ""), None)
            if born is not None and born > on:
                aside.append(f"{kind.singular}:{record.identity_text}")
                gone.setdefault(kind.name, set()).add(record.identity[0])
            elif _belongs_to_gone(kind, record, gone):
                aside.append(f"{kind.singular}:{record.identity_text}")
            else:
                kept.append(_emptied(kind, record, on, aside))
    if not aside:
        return client
    return dataclasses.replace(Client.of(kept), set_aside=tuple(aside))


def _belongs_to_gone(kind: RecordKind, record: Record, gone: dict[str, set[str]]) -> bool:
    return any(
        getattr(record, field.key) in gone[field.refers]
        for field in kind.fields
        if field.refers in gone and field.identity
    )


def _emptied(kind: RecordKind, record: Record, on: date, aside: list[str]) -> Record:
    later = [
        key
        for key in HAPPENED.get(kind.name, ())
        if (day := getattr(record, key)) is not None and day > on
    ]
    if not later:
        return record
    aside += [f"{kind.singular}.{key}:{record.identity_text}" for key in later]
    return dataclasses.replace(record, **dict.fromkeys(later))
