"""Read the forms in ``forms/``.

Strict: an unknown key, a missing English word or two fields of one key is an error that names
file, entry and key, all problems of a file at once. What the forms print is not decided here.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.toml_file import TomlReader
from xinbao_desktop.domain.form import (
    FieldKind,
    FormColumn,
    FormDefinition,
    FormField,
    FormSection,
    FormTable,
    Option,
    Orientation,
    SealBox,
)
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xinbao_desktop.catalog.toml_file import TomlTable

WIDEST = 6  # sixths of the page's width


@cache
def forms() -> Mapping[str, FormDefinition]:
    """Return every form that ships with the program, by its id."""
    found: dict[str, FormDefinition] = {}
    for file in sorted(asset("forms").glob("*/form.toml")):
        definition = read_form(file)
        found[definition.id] = definition
    return MappingProxyType(found)


def form(form_id: str) -> FormDefinition:
    """Return one form by its id; ``CatalogError`` if it does not ship."""
    try:
        return forms()[form_id]
    except KeyError:
        message = Text("没有编号为 {id} 的表单", "there is no form {id}")
        raise CatalogError(message.fill(id=form_id)) from None


def read_form(file: Path) -> FormDefinition:
    """Read one definition.

    Raises:
        CatalogError: Every problem of the file, each with its entry and key.
    """
    reader = TomlReader()
    top = reader.file(file, f"forms/{file.parent.name}/{file.name}")
    found = FormDefinition(
        id=top.text("id"),
        version=top.text("version"),
        title=top.words("title"),
        slot=top.optional_text("slot") or "",
        lang=top.optional_word("lang", Lang),
        orientation=top.optional_word("orientation", Orientation) or Orientation.PORTRAIT,
        intro=_paragraphs(top, "intro"),
        sections=tuple(_section(part) for part in top.tables("section")),
        declarations=_paragraphs(top, "declarations"),
        footer=_paragraphs(top, "footer"),
        seal=_seal(top.optional_table("seal")),
        words=MappingProxyType(_phrases(top.optional_table("words"))),
    )
    top.done()
    if found.id and found.id != file.parent.name:
        top.note(
            "id", f"与文件夹 {file.parent.name} 不符", f"is not the folder's {file.parent.name}"
        )
    _note_twice(top, found)
    reader.check()
    return found


def _paragraphs(table: TomlTable, key: str) -> tuple[Text, ...]:
    found = []
    for part in table.tables(key):
        found.append(Text(part.text("zh"), part.text("en")))
        part.done()
    return tuple(found)


def _phrases(table: TomlTable | None) -> dict[str, Text]:
    if table is None:
        return {}
    return {key: table.words(key) for key in table.written()}


def _seal(table: TomlTable | None) -> SealBox | None:
    if table is None:
        return None
    found = SealBox(
        label=table.words("label"),
        signatory=table.optional_flag("signatory") is not False,
        date=table.optional_flag("date") is not False,
    )
    table.done()
    return found


def _section(part: TomlTable) -> FormSection:
    part.named(f"section {part.optional_text('key') or '?'}")
    inner = part.optional_table("table")
    found = FormSection(
        key=part.text("key"),
        title=part.words("title"),
        fields=tuple(_field(one) for one in part.tables("field")),
        table=None if inner is None else _table(inner),
        notes=_paragraphs(part, "notes"),
    )
    part.done()
    return found


def _field(part: TomlTable) -> FormField:
    part.named(f"field {part.optional_text('key') or '?'}")
    width = part.optional_whole("width") or 3
    if not 1 <= width <= WIDEST:
        part.note("width", "应为 1 到 6", "must be 1 to 6")
    kind = part.optional_word("kind", FieldKind) or FieldKind.TEXT
    options = tuple(_option(one) for one in part.tables("options"))
    if (kind is FieldKind.CHOICE) != bool(options):
        part.note("options", "选择项与类型不符", "go with kind = choice, and only with it")
    found = FormField(
        key=part.text("key"),
        label=part.words("label"),
        kind=kind,
        source=part.optional_text("source") or "",
        required=bool(part.optional_flag("required")),
        width=width,
        if_given=bool(part.optional_flag("if_given")),
        options=options,
        hint=part.optional_words("hint"),
    )
    part.done()
    return found


def _option(part: TomlTable) -> Option:
    found = Option(code=part.text("code"), label=part.words("label"))
    part.done()
    return found


def _table(part: TomlTable) -> FormTable:
    part.named(f"table {part.optional_text('key') or '?'}")
    columns = tuple(_column(one) for one in part.tables("column"))
    if not columns:
        part.note("column", "没有栏", "has no column")
    found = FormTable(
        key=part.text("key"),
        columns=columns,
        source=part.optional_text("source") or "",
        required=bool(part.optional_flag("required")),
        single=bool(part.optional_flag("single")),
        totals=bool(part.optional_flag("totals")),
        empty=part.optional_words("empty"),
    )
    part.done()
    return found


def _column(part: TomlTable) -> FormColumn:
    part.named(f"column {part.optional_text('key') or '?'}")
    found = FormColumn(
        key=part.text("key"),
        label=part.words("label"),
        kind=part.optional_word("kind", FieldKind) or FieldKind.TEXT,
        source=part.optional_text("source") or "",
        required=bool(part.optional_flag("required")),
        width=float(part.optional_number("width") or 1),
        stacked=bool(part.optional_flag("stacked")),
        small=bool(part.optional_flag("small")),
    )
    part.done()
    return found


def _note_twice(top: TomlTable, found: FormDefinition) -> None:
    keys = [f.key for f in found.fields()] + [t.key for t in found.tables()]
    for table in found.tables():
        keys += [f"{table.key}.{column.key}" for column in table.columns]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        top.note("section", f"{key} 出现两次", f"{key} is there twice")
