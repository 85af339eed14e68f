"""Which records must follow when another one gets a new number."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.storage.codec import identity_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.schema import Record, RecordKind
    from xinbao_desktop.storage.reading import ReadWork

SEVERAL = {"shipments": (("documents", "invoice_no"),)}
"""Fields that hold several numbers, separated by ``;``, of another kind."""

SUBJECTS = (("confirmations", "subject"),)
"""Fields that name their subject as ``shipment:NUMBER``."""


def following(
    work: ReadWork, kind: str, old: Sequence[str], new: Sequence[str]
) -> list[tuple[str, str, Record]]:
    """Return kind, old identity and new value of every record that refers to ``old``."""
    found = []
    for other in KINDS:
        for record in _candidates(work, other, kind):
            changes = dict(_changes(record, other, kind, old[0], new[0]))
            if changes:
                changed: Record = dataclasses.replace(record, **changes)
                found.append((other.name, identity_key(record.identity), changed))
    return found


def _candidates(work: ReadWork, other: RecordKind, kind: str) -> Iterator[Record]:
    refers = any(spec.refers == kind for spec in other.fields)
    several = any(name == other.name for name, _ in SEVERAL.get(kind, ()))
    subject = any(name == other.name for name, _ in SUBJECTS)
    if refers or several or subject:
        yield from work.client([other.name]).records(other)


def _changes(
    record: Record, other: RecordKind, kind: str, old: str, new: str
) -> Iterator[tuple[str, Any]]:
    for spec in other.fields:
        if spec.refers == kind and getattr(record, spec.key) == old:
            yield spec.key, new
    for name, key in SEVERAL.get(kind, ()):
        if name == other.name:
            parts = [p.strip() for p in (getattr(record, key) or "").replace("；", ";").split(";")]
            if old in parts:
                yield key, ";".join(new if part == old else part for part in parts)
    subject = f"{schema.kind(kind).singular}:"
    for name, key in SUBJECTS:
        if name == other.name and getattr(record, key) == subject + old:
            yield key, subject + new
