"""What refuses one record by itself: a missing identity, a foreign word, a wrong check digit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.numbering import required_identity
from xinbao_desktop.domain.problems import Problem, refusal
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.uscc import uscc_problem
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.schema import FieldSpec, Record
    from xinbao_desktop.domain.vocabulary import Vocabularies


def record_refusals(record: Record, vocabularies: Vocabularies) -> list[Problem]:
    """Return everything that keeps one record out, whatever the others are."""
    kind = schema.kind(record.kind_name)
    found = [
        _refused(
            record,
            key,
            Text(
                f"“{kind.field(key).label.zh}”必填", f"“{kind.field(key).label.en}” must be given"
            ),
        )
        for key in required_identity(kind)
        if not getattr(record, key)
    ]
    if isinstance(record, Receipt) and not record.receipt_no:
        words = Text("没有编号，也没有发票、日期和金额", "has no number, invoice, day or amount")
        found.append(_refused(record, "receipt_no", words))
    found.extend(_foreign_words(record, vocabularies))
    if isinstance(record, Company) and record.uscc:
        wrong = uscc_problem(record.uscc)
        found.extend([_refused(record, "uscc", wrong)] if wrong else [])
    return found


def _foreign_words(record: Record, vocabularies: Vocabularies) -> Iterator[Problem]:
    for spec in _coded(record.kind_name):
        value = getattr(record, spec.key)
        if not value:
            continue
        assert spec.vocabulary is not None
        vocabulary = vocabularies[spec.vocabulary]
        for word in value if isinstance(value, tuple) else (value,):
            if word not in vocabulary:
                yield _refused(
                    record,
                    spec.key,
                    Text(
                        f"“{word}”不在“{vocabulary.title.zh}”之列",
                        f"“{word}” is not one of “{vocabulary.title.en}”",
                    ),
                )


@cache
def _coded(kind: str) -> tuple[FieldSpec, ...]:
    return tuple(spec for spec in schema.kind(kind).fields if spec.vocabulary)


def _refused(record: Record, key: str, text: Text) -> Problem:
    return refusal(text, kind=record.kind_name, key=key, identity=record.identity_text)
