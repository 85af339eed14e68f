"""The identity of records: which parts must be given, and which are derived from the row.

A receipt without a number gets one from its invoice, day, amount and its ordinal among equals,
so that the same sheet imported twice means the same receipts. An event is told apart by case,
day, channel and summary. Nothing else is ever invented: a made-up number would end on a form.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.schema import FieldType

if TYPE_CHECKING:
    from xinbao_desktop.domain.schema import Record, RecordKind

_MAY_BE_EMPTY = frozenset(
    {
        ("company", "uscc"),  # one row a client; asked for, but not refused
        ("receipts", "receipt_no"),  # derived
        ("documents", "slot"),  # taken in, not yet recognised
        ("documents", "path"),  # a waived slot has no file
        ("events", "channel"),  # part of the identity, but not always known
        ("confirmations", "subject"),  # empty is the whole case
    }
)


def required_identity(kind: RecordKind) -> tuple[str, ...]:
    """Return the keys without which a row of this kind is nobody's."""
    return _required(kind.name)


@cache
def _required(name: str) -> tuple[str, ...]:
    return tuple(
        spec.key
        for spec in schema.kind(name).keys
        if spec.identity
        and spec.type in (FieldType.TEXT, FieldType.CODE)
        and (name, spec.key) not in _MAY_BE_EMPTY
    )


class Numbering:
    """Gives the rows of one file the numbers they do not bring."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[object, ...]] = Counter()

    def numbered(self, record: Record) -> Record:
        """Return the record with its derived number, where it is one that is derived."""
        if not isinstance(record, Receipt) or record.receipt_no:
            return record
        equals = (record.invoice_no, record.received_on, record.amount)
        if equals == (None, None, None):
            return record
        self._seen[equals] += 1
        return dataclasses.replace(record, receipt_no=_receipt_no(record, self._seen[equals]))


def _receipt_no(receipt: Receipt, ordinal: int) -> str:
    day = f"{receipt.received_on:%Y%m%d}" if receipt.received_on else ""
    amount = "" if receipt.amount is None else f"{receipt.amount.normalize():f}"
    return f"{receipt.invoice_no or ''}-{day}-{amount}-{ordinal}"
