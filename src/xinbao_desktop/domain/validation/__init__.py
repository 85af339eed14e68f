"""Whether records can be kept, and where their facts contradict each other.

Refused are only a missing identity, a word outside its vocabulary, a wrong check digit and a
reference to a row that is nowhere. Facts that do not fit each other are warnings: which of them
is wrong is for a person to say. What a fact means for cover or claim belongs to the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.validation.claims import (
    case_contradictions,
    case_invoice_contradictions,
    document_contradictions,
)
from xinbao_desktop.domain.validation.general import general_contradictions
from xinbao_desktop.domain.validation.parties import (
    buyer_contradictions,
    limit_contradictions,
    policy_contradictions,
)
from xinbao_desktop.domain.validation.references import References
from xinbao_desktop.domain.validation.shapes import odd_shapes
from xinbao_desktop.domain.validation.shipments import (
    receipt_contradictions,
    shipment_contradictions,
)
from xinbao_desktop.domain.validation.values import record_refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.domain.vocabulary import Vocabularies

__all__ = ["References", "contradictions", "problems_of", "record_refusals", "validate"]

_CHECKS: dict[str, Callable[[Any, Client], Iterable[Problem]]] = {
    "policies": policy_contradictions,
    "buyers": buyer_contradictions,
    "limits": limit_contradictions,
    "shipments": shipment_contradictions,
    "receipts": receipt_contradictions,
    "cases": case_contradictions,
    "case_invoices": case_invoice_contradictions,
    "documents": document_contradictions,
}


def validate(client: Client, vocabularies: Vocabularies) -> list[Problem]:
    """Return every problem of a client's records, kind after kind."""
    known = References.of(client.all_records())
    return [
        problem
        for record in client.all_records()
        for problem in _all(record, client, known, vocabularies)
    ]


def problems_of(record: Record, client: Client, vocabularies: Vocabularies) -> list[Problem]:
    """Return every problem of one record as it would stand among the others.

    Args:
        record: The record, saved or about to be.
        client: The other records; where the record itself is among them it is the older state.
        vocabularies: The words that codes may be.
    """
    known = References.of([*client.all_records(), record])
    return list(_all(record, client, known, vocabularies))


def _all(
    record: Record, client: Client, known: References, vocabularies: Vocabularies
) -> Iterator[Problem]:
    yield from record_refusals(record, vocabularies)
    yield from known.missing(record)
    yield from contradictions(record, client)


def contradictions(record: Record, client: Client) -> list[Problem]:
    """Return a warning for each place where a record's facts do not fit each other."""
    found = [*odd_shapes(record), *general_contradictions(record)]
    check = _CHECKS.get(record.kind_name)
    if check is not None:
        found.extend(check(record, client))
    return found
