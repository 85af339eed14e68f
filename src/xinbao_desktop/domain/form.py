"""A printed form as a value: what it asks, where each answer comes from, and the answers.

One definition drives the entry page, the print and the checks. Reading it from ``forms/`` is
``catalog.form``'s work, finding the answers ``app``'s, drawing them ``packet``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The forms that the insured signs and seals; a packet without their seal box is wrong (V14).
SEALED_SLOTS = frozenset(
    {"F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F10", "F11", "F12"}
)


class FieldKind(StrEnum):
    """What a field of a form shows, and how it is drawn."""

    TEXT = "text"  # one value in a cell
    LONG_TEXT = "long_text"  # paragraphs over the whole width
    AMOUNT = "amount"  # set to the right in a table
    DATE = "date"
    FLAG = "flag"  # two boxes, yes and no; a value of True, False or None
    CHOICE = "choice"  # one box per option; a value is the option's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that can be ticked."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question of a form.

    ``source`` is the path of the fact that answers it (``company.name_zh``), derived facts
    included (``case.claim_amount_words``); ``width`` counts sixths of the page's width. What is
    asked only of some cases (``if_given``) is not printed without an answer.
    """

    key: str
    label: Text
    kind: FieldKind = FieldKind.TEXT
    source: str = ""
    required: bool = False
    width: int = 3
    if_given: bool = False
    options: tuple[Option, ...] = ()
    hint: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """One column of a table; ``width`` is a weight.

    A ``stacked`` column is printed in the cell of the column before it, on a line of its own. A
    ``small`` one holds long codes of Latin letters, which are set as small as is legible.
    """

    key: str
    label: Text
    kind: FieldKind = FieldKind.TEXT
    source: str = ""
    required: bool = False
    width: float = 1.0
    stacked: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """A table of a form: one row per item of ``source`` (``case_invoices``).

    The cells of a ``single`` table are printed in the first language alone; one with ``totals``
    ends with what its amounts come to.
    """

    key: str
    columns: tuple[FormColumn, ...]
    source: str = ""
    required: bool = False
    single: bool = False
    totals: bool = False
    empty: Text | None = None

    def column(self, key: str) -> FormColumn:
        """Return a column by its key; ``KeyError`` if there is none."""
        for found in self.columns:
            if found.key == key:
                return found
        raise KeyError(f"{self.key}.{key}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A titled part of a form: fields, then perhaps a table, then perhaps remarks."""

    key: str
    title: Text
    fields: tuple[FormField, ...] = ()
    table: FormTable | None = None
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SealBox:
    """Where the company signs, dates and seals."""

    label: Text
    signatory: bool = True
    date: bool = True


class Orientation(StrEnum):
    """How a form's pages lie."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDefinition:
    """A form: titles, sections, declarations, seal box.

    ``slot`` is the place it fills in a checklist (``F01``), empty for a sheet that belongs to
    the packet itself. ``lang`` is the language it must be read in, whatever the packet's;
    ``words`` are the named phrases of a sheet.
    """

    id: str
    version: str
    title: Text
    slot: str = ""
    lang: Lang | None = None
    orientation: Orientation = Orientation.PORTRAIT
    intro: tuple[Text, ...] = ()
    sections: tuple[FormSection, ...] = ()
    declarations: tuple[Text, ...] = ()
    footer: tuple[Text, ...] = ()
    seal: SealBox | None = None
    words: Mapping[str, Text] = field(default_factory=dict)

    def language(self, packet: Lang) -> Lang:
        """Return the language it is printed in, in a packet of this one."""
        return self.lang or packet

    def fields(self) -> Iterator[FormField]:
        """Return every field outside tables, in order."""
        for section in self.sections:
            yield from section.fields

    def tables(self) -> Iterator[FormTable]:
        """Return every table, in order."""
        for section in self.sections:
            if section.table is not None:
                yield section.table

    def sources(self) -> frozenset[str]:
        """Return every fact path the form needs: fields, tables, and columns as they stand."""
        found = {f.source for f in self.fields()}
        for table in self.tables():
            found.add(table.source)
            found.update(column.source for column in table.columns)
        return frozenset(found - {""})


@dataclass(frozen=True, slots=True)
class FormValue:
    """One answer and where it came from.

    ``value`` is what is printed: words, the code of a choice, the truth of a flag, or None for
    an answer nobody has given. ``origin`` says who or what gave it (``由企业录入 / entered``).
    ``link`` makes the words lead to a document of the same packet.
    """

    value: Text | str | bool | None
    origin: Text | None = None
    link: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print."""
        words = self.value
        if isinstance(words, Text):
            words = words.zh
        return words is None or (isinstance(words, str) and not words.strip())


NOTHING = FormValue(None)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table; a ``total`` row is drawn in bold and asks for no required cell."""

    cells: Mapping[str, FormValue]
    total: bool = False

    def cell(self, key: str) -> FormValue:
        """Return a cell, empty if it was not given."""
        return self.cells.get(key, NOTHING)


@dataclass(frozen=True, slots=True)
class FormValues:
    """The answers of one form: by field key, and by table key the rows."""

    fields: Mapping[str, FormValue] = field(default_factory=dict)
    tables: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)

    def of(self, key: str) -> FormValue:
        """Return an answer, empty if it was not given."""
        return self.fields.get(key, NOTHING)

    def rows(self, key: str) -> tuple[TableRow, ...]:
        """Return a table's rows."""
        return self.tables.get(key, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """A form together with its answers."""

    form: FormDefinition
    values: FormValues


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyField:
    """A required answer that is not there; ``row`` counts from 1, 0 outside tables."""

    key: str
    label: Text
    source: str
    row: int = 0


def empty_required(form: FormDefinition, values: FormValues) -> tuple[EmptyField, ...]:
    """Return every required field and cell without an answer; none means the form is filled."""
    found: list[EmptyField] = [
        EmptyField(key=f.key, label=f.label, source=f.source)
        for f in form.fields()
        if f.required and values.of(f.key).is_empty
    ]
    for section in form.sections:
        if section.table is not None:
            found.extend(_empty_cells(section.title, section.table, values))
    return tuple(found)


def _empty_cells(title: Text, table: FormTable, values: FormValues) -> Iterator[EmptyField]:
    rows = [row for row in values.rows(table.key) if not row.total]
    if table.required and not rows:
        yield EmptyField(key=table.key, label=title, source=table.source)
    for number, row in enumerate(rows, start=1):
        for column in table.columns:
            if column.required and row.cell(column.key).is_empty:
                key = f"{table.key}.{column.key}"
                yield EmptyField(key=key, label=column.label, source=column.source, row=number)
