"""The catalogue of facts: every path a rule may name, its type, label and where it is entered.

Primitive paths come from the descriptions of the records. Derived ones are declared where they
are computed, by ``known.derived``, in ``shipment_facts``, ``case_facts`` and ``company_facts``.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from xinbao_desktop.domain.assumed import ASSUMED
from xinbao_desktop.domain.case_facts import CaseFacts, InvoiceFacts
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.company_facts import CompanyFacts
from xinbao_desktop.domain.rules.catalogue import FactSpec, FactType
from xinbao_desktop.domain.schema import FieldSpec, FieldType, RecordKind
from xinbao_desktop.domain.shipment_facts import ShipmentFacts
from xinbao_desktop.domain.units import UNITS, unit_of
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xinbao_desktop.domain.known import Declared
    from xinbao_desktop.domain.vocabulary import Vocabularies

SOURCES = (ShipmentFacts, InvoiceFacts, CaseFacts, CompanyFacts)
"""Who computes facts and declares them."""
TYPES: Mapping[FieldType, FactType] = MappingProxyType(
    {
        FieldType.TEXT: FactType.TEXT,
        FieldType.LONG_TEXT: FactType.TEXT,
        FieldType.DATE: FactType.DATE,
        FieldType.AMOUNT: FactType.NUMBER,
        FieldType.RATE: FactType.NUMBER,
        FieldType.RATIO: FactType.NUMBER,
        FieldType.INTEGER: FactType.NUMBER,
        FieldType.FLAG: FactType.FLAG,
        FieldType.CODE: FactType.TEXT,
        FieldType.CODES: FactType.CODES,
        FieldType.TEXTS: FactType.CODES,
    }
)
_LISTS = (
    FactSpec(
        "case_invoices",
        FactType.ITEMS,
        Text("案件发票", "invoices of the case"),
        items="case_invoice",
    ),
    FactSpec(
        "case_notices",
        FactType.ITEMS,
        Text("须报损事项", "what had to be notified"),
        items="case_invoice",
    ),
)
_OUTSIDE = (
    FactSpec(
        "calendar.workdays",
        FactType.DATE,
        Text("国务院尚未公布的工作日安排", "the State Council's calendar of that year"),
        Text("等公布后导入新日历", "import the calendar once it is published"),
    ),
    FactSpec(
        "packs.bulletins",
        FactType.FLAG,
        Text("风险通报包", "a pack of risk bulletins"),
        Text("规则", "Rules"),
    ),
    FactSpec(
        "packs.district",
        FactType.FLAG,
        Text("本区的规则包", "a pack of the district"),
        Text("规则", "Rules"),
    ),
)
"""What is missing although no sheet asks for it."""


class FactBook:
    """The catalogue: answers what a path is, and which codes a group holds."""

    def __init__(
        self, vocabularies: Vocabularies, groups: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._groups = dict(groups or {})
        entered = [_entered(k, field, vocabularies) for k in KINDS for field in k.fields]
        declared = [d for source in SOURCES for d in source.DECLARED.values()]
        derived = [_derived(one, vocabularies) for one in declared]
        every = (*entered, *derived, *_of_banks(entered), *_LISTS, *_OUTSIDE)
        self._specs = {spec.path: spec for spec in every}

    def spec(self, path: str) -> FactSpec | None:
        """Return what is known of a path, None if there is no such fact."""
        return self._specs.get(path)

    def unit(self, path: str) -> Text | None:
        """Return in words what a fact is counted in; None where it is no number."""
        spec = self._specs.get(path)
        if spec is None or spec.type is not FactType.NUMBER:
            return None
        return UNITS[spec.unit or "count"]

    def codes(self, group: str) -> frozenset[str] | None:
        """Return the members of a list of codes, None if there is none."""
        return self._groups.get(group)

    def paths(self) -> tuple[str, ...]:
        """Return every path, those of the sheets first and in their order."""
        return tuple(self._specs)


def _entered(kind: RecordKind, field: FieldSpec, vocabularies: Vocabularies) -> FactSpec:
    """Return the fact that a field of a sheet is."""
    path = f"{kind.singular}.{field.key}"
    return FactSpec(
        path,
        TYPES[field.type],
        field.label,
        entered=kind.title,
        assumed_when_empty=path in ASSUMED,
        words=_words(field.vocabulary or "", vocabularies),
        unit=unit_of(kind, field),
    )


def _derived(declared: Declared, vocabularies: Vocabularies) -> FactSpec:
    """Return the fact that is computed."""
    own = declared.words
    words = _words(own, vocabularies) if isinstance(own, str) else own
    type_ = FactType(declared.kind)
    return FactSpec(declared.path, type_, declared.label, words=words, unit=declared.unit)


def _of_banks(entered: list[FactSpec]) -> Iterator[FactSpec]:
    """Give the facts of an issuing bank, which is entered as a buyer."""
    for spec in entered:
        prefix, _, key = spec.path.partition(".")
        if prefix == "buyer":
            label = Text(f"开证行{spec.label.zh}", f"issuing bank: {spec.label.en}")
            yield FactSpec(f"bank.{key}", spec.type, label, spec.entered, words=spec.words)


def _words(vocabulary: str, vocabularies: Vocabularies) -> Mapping[str, Text] | None:
    """Return the wording of a vocabulary's values, None without one."""
    if vocabulary not in vocabularies:
        return None
    return {term.value: term.label for term in vocabularies[vocabulary]}
