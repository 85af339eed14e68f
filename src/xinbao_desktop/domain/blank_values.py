"""What of the program a blank can be filled with: a form's own answers, then records' fields.

Only names, labels and kinds; the answers of a case are ``app``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.form import FieldKind, FormField, FormSection
from xinbao_desktop.domain.schema import FieldType
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.form import FormColumn, FormDefinition, FormTable, Option

RECORDS = ("company", "policies", "buyers", "cases")
"""Whose fields can be named besides the form's own."""

PAGE_RANGE = "packet_document.page_range"
"""A document's pages in the packet: known once it is laid out, and printed then."""

PAGES = "packet.pages"
"""The same of all documents under a slot of the checklist, for blanks whose rows are printed."""

_KINDS = {
    FieldType.LONG_TEXT: FieldKind.LONG_TEXT,
    FieldType.DATE: FieldKind.DATE,
    FieldType.FLAG: FieldKind.FLAG,
    FieldType.AMOUNT: FieldKind.AMOUNT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankValue:
    """One value; ``table`` is the table of a column, empty for one that is there once.

    ``rows`` is what the table has a row for each of: columns of two tables of the same rows
    can stand beside one another on a blank.
    """

    key: str
    label: Text
    group: Text
    kind: FieldKind
    source: str
    required: bool = False
    table: str = ""
    rows: str = ""
    options: tuple[Option, ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def is_pages(self) -> bool:
        """Whether it is where documents lie in the packet."""
        return self.source == PAGE_RANGE


def values_of(form: FormDefinition) -> tuple[BlankValue, ...]:
    """Return what a blank of this form can be filled with, the form's own answers first."""
    own = list(_own(form))
    taken = {value.key for value in own}
    pages = BlankValue(
        key=PAGES, label=Text("单证的页码", "Pages of a document"),
        group=Text("卷内页码", "Pages in the packet"), kind=FieldKind.TEXT, source=PAGE_RANGE,
    )  # fmt: skip
    return (*own, pages, *(value for value in _recorded() if value.key not in taken))


def asked_by(form: FormDefinition, keys: Sequence[str]) -> FormDefinition:
    """Return a form that also asks for the records' fields named, so that they are answered."""
    known = {field.key for field in form.fields()}
    more = tuple(
        FormField(key=value.key, label=value.label, kind=value.kind, source=value.source)
        for value in _recorded()
        if value.key in keys and value.key not in known
    )
    if not more:
        return form
    extra = FormSection(key="@more", title=Text("其他", "More"), fields=more)
    return replace(form, sections=(*form.sections, extra))


def _own(form: FormDefinition) -> Iterator[BlankValue]:
    for section in form.sections:
        for field in section.fields:
            yield BlankValue(
                key=field.key, label=field.label, group=section.title, kind=field.kind,
                source=field.source, required=field.required, options=field.options,
                synonyms=_synonyms(field.source),
            )  # fmt: skip
        if section.table is not None:
            for column in section.table.columns:
                yield _column(section, section.table, column)


def _column(section: FormSection, table: FormTable, column: FormColumn) -> BlankValue:
    return BlankValue(
        key=f"{table.key}.{column.key}", label=column.label, group=section.title, kind=column.kind,
        source=column.source, required=column.required and table.required, table=table.key,
        rows=table.source, synonyms=_synonyms(column.source),
    )  # fmt: skip


def _recorded() -> Iterator[BlankValue]:
    for kind in (kind for kind in KINDS if kind.name in RECORDS):
        for spec in kind.keys:
            path = f"{kind.singular}.{spec.key}"
            yield BlankValue(
                key=path, label=spec.label, group=kind.title,
                kind=_KINDS.get(spec.type, FieldKind.TEXT), source=path, synonyms=spec.synonyms,
            )  # fmt: skip


def _synonyms(source: str) -> tuple[str, ...]:
    prefix, _, key = source.partition(".")
    for kind in KINDS:
        for spec in kind.fields:
            if (kind.singular, spec.key) == (prefix, key):
                return (spec.label.zh, spec.label.en, *spec.synonyms)
    return ()
