"""A form knows which of its required answers are missing."""

from __future__ import annotations

from xinbao_desktop.domain.form import (
    FormColumn,
    FormDefinition,
    FormField,
    FormSection,
    FormTable,
    FormValue,
    FormValues,
    TableRow,
    empty_required,
)
from xinbao_desktop.text import Text, same

FORM = FormDefinition(
    id="X",
    version="1",
    title=same("X"),
    sections=(
        FormSection(
            key="s",
            title=Text("发票", "Invoices"),
            fields=(
                FormField(key="a", label=same("A"), source="case.a", required=True),
                FormField(key="b", label=same("B"), source="case.b"),
            ),
            table=FormTable(
                key="t",
                source="rows",
                required=True,
                columns=(FormColumn(key="n", label=same("N"), source="row.n", required=True),),
            ),
        ),
    ),
)


def test_an_empty_required_field_is_named_with_its_source() -> None:
    found = empty_required(FORM, FormValues(tables={"t": (TableRow({"n": FormValue("1")}),)}))
    assert [(f.key, f.source) for f in found] == [("a", "case.a")]


def test_blanks_and_empty_texts_count_as_empty() -> None:
    values = FormValues({"a": FormValue("  ")}, {"t": (TableRow({"n": FormValue(same(""))}),)})
    assert [f.key for f in empty_required(FORM, values)] == ["a", "t.n"]


def test_no_is_an_answer() -> None:
    values = FormValues({"a": FormValue(value=False)}, {"t": (TableRow({"n": FormValue("1")}),)})
    assert empty_required(FORM, values) == ()


def test_a_required_table_needs_a_row_and_a_total_is_none() -> None:
    total = TableRow({}, total=True)
    values = FormValues({"a": FormValue("x")}, {"t": (total,)})
    assert [f.key for f in empty_required(FORM, values)] == ["t"]


def test_sources_name_fields_tables_and_columns() -> None:
    assert FORM.sources() == {"case.a", "case.b", "rows", "row.n"}
