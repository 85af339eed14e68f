"""Where a fact is entered: from its path and the subject of a verdict to a field of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.gui.context import Place
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.schema import FieldSpec, Record, RecordKind
    from xinbao_desktop.text import Text

    Get = Callable[[str, tuple[str, ...]], Record | None]

BY_SINGULAR = {kind.singular: kind for kind in KINDS}
PAGE_OF_KIND = {
    "company": "company", "policies": "policies", "buyers": "buyers", "limits": "limits",
    "shipments": "shipments", "receipts": "shipments", "cases": "cases",
    "case_invoices": "cases", "documents": "cases", "events": "cases",
    "confirmations": "cases", "orders": "more", "prepayments": "more", "projects": "more",
    "reports": "more", "contacts": "more", "partners": "more",
}  # fmt: skip


def place_of_record(kind: str, identity: tuple[str, ...], key: str = "") -> Place:
    """Return where a record is entered."""
    return Place(PAGE_OF_KIND.get(kind, ""), kind, identity, key)


def spec_of(path: str) -> tuple[RecordKind, FieldSpec] | None:
    """Return the field that a fact path names; None for a derived fact."""
    singular, _, key = path.partition(".")
    kind = BY_SINGULAR.get(singular)
    if kind is None:
        return None
    for spec in kind.keys:
        if spec.key == key:
            return kind, spec
    return None


def place_of(path: str, subject: str, get: Get) -> Place | None:
    """Return where the fact behind a verdict on ``subject`` is entered; None if nowhere.

    The fact of another record than the subject is found by the subject's own references: the
    policy of a shipment, the buyer of a case. What a pack lacks is settled where packs are added.
    """
    singular, _, key = path.partition(".")
    reference = "issuing_bank_no" if singular == "bank" else f"{singular}_no"
    kind = BY_SINGULAR.get("buyer" if singular == "bank" else singular)
    if kind is None:
        return Place("rules") if singular == "packs" else None
    about, _, number = subject.partition(":")
    key = key if any(spec.key == key for spec in kind.keys) else ""
    if singular == about:
        return place_of_record(kind.name, (number,), key)
    if kind.name == "company":
        return place_of_record("company", (), key)
    owner = BY_SINGULAR.get(about)
    found = get(owner.name, (number,)) if owner is not None and number else None
    referred = getattr(found, reference, None) if found is not None else None
    if referred:
        return place_of_record(kind.name, (referred,), key)
    if kind.name in ("case_invoices", "documents", "events"):
        return Place("cases", kind.name, (number,), key, tab=kind.name)
    return place_of_record(kind.name, (), key)


def label_of(path: str, lang: Lang, labels: Callable[[str], Text | None]) -> str:
    """Return what a fact is called, with the kind of record it belongs to."""
    found = spec_of(path)
    if found is not None:
        kind, spec = found
        between = "·" if lang is Lang.ZH else ": "
        return f"{kind.title.of(lang)}{between}{spec.label.of(lang)}"
    text = labels(path)
    return text.of(lang) if text is not None else path
