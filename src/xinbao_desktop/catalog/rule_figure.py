"""Read what rules rest on: each ``[[source]]``, ``[[group]]`` and ``[[parameter]]`` of a pack."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xinbao_desktop.catalog.toml_file import sane
from xinbao_desktop.domain.rules.model import (
    Article,
    Citation,
    Parameter,
    ParameterValue,
    Source,
)
from xinbao_desktop.domain.rules.result import SourceKind
from xinbao_desktop.domain.rules.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.catalog.toml_file import TomlTable
    from xinbao_desktop.domain.rules.values import Plain


def read_source(table: TomlTable) -> Source:
    """Return one ``[[source]]``."""
    table.named(table.text("id"))
    source = Source(
        id=table.text("id"),
        kind=table.word("kind", SourceKind),
        title=table.words("title"),
        issued_on=table.optional_day("issued_on"),
        confirm_from=table.optional_day("confirm_from"),
        confirm=table.optional_words("confirm"),
        issuer=table.optional_words("issuer"),
        confidence=table.optional_text("confidence") or "",
        url=table.optional_text("url") or "",
        articles=tuple(_article(article) for article in table.tables("article")),
    )
    if (source.confirm is None) != (source.confirm_from is None):
        table.note("confirm", "confirm 和 confirm_from 要一起写", "goes together with confirm_from")
    table.done()
    return source


def _article(table: TomlTable) -> Article:
    table.named(f"{table.entry} {table.raw('number')}")
    article = Article(
        number=table.optional_text("number") or "",
        about=table.words("about"),
        text=table.optional_text("text") or "",
        responsible=table.optional_words("responsible"),
    )
    table.done()
    return article


def read_group(table: TomlTable) -> tuple[str, frozenset[str]]:
    """Return one ``[[group]]``: its id and its codes."""
    table.named(table.text("id"))
    id_ = table.text("id")
    table.words("title")
    members = table.texts("values")
    if not members:
        table.note("values", "清单是空的", "the list is empty")
    table.done()
    return id_, frozenset(members)


def read_parameter(table: TomlTable) -> Parameter:
    """Return one ``[[parameter]]``."""
    table.named(table.text("id"))
    forms = table.optional_table("by_form")
    by_form: dict[str, tuple[ParameterValue, ...]] = {}
    if forms is not None:
        for form in forms.written():
            by_form[form] = _by_form(forms, form)
    found = Parameter(
        id=table.text("id"),
        title=table.words("title"),
        values=_values(table.tables("values")),
        by_form=MappingProxyType(by_form),
        overridden_by=table.optional_text("overridden_by"),
        unit=table.optional_text("unit") or "",
        file=table.file,
    )
    table.done()
    return found


def _by_form(forms: TomlTable, form: str) -> tuple[ParameterValue, ...]:
    """One value may be written as a table, several as a list of tables."""
    if isinstance(forms.raw(form), dict):
        return _values((forms.table(form),))
    return _values(forms.tables(form))


def _values(tables: Sequence[TomlTable]) -> tuple[ParameterValue, ...]:
    found = [
        ParameterValue(
            from_on=table.optional_day("from") or date.min,
            value=_figure(table),
            citation=Citation(table.text("source"), table.optional_text("article") or ""),
            verified_on=table.day("verified_on"),
        )
        for table in tables
    ]
    for table in tables:
        table.done()
    return tuple(sorted(found, key=lambda value: value.from_on))


def _figure(table: TomlTable) -> Plain | Span:
    if "value" in table:
        if "strict" in table or "generous" in table:
            table.note(
                "value", "value 和 strict、generous 只写一种", "not beside strict and generous"
            )
        return plain(table, "value", table.raw("value"))
    return Span(table.number("strict"), table.number("generous"))


def plain(table: TomlTable, key: str, value: Any) -> Plain:
    """Return a written value as rules use it; noted, and empty, where it cannot be one."""
    match value:
        case bool() | str():
            return value
        case int() | Decimal() if sane(Decimal(value)):
            return Decimal(value)
        case date() if type(value) is date:
            return value
        case list() if value and all(isinstance(part, str) for part in value):
            return tuple(value)
        case _:
            table.note(key, f"不能用作值：{value!r}", f"cannot be a value: {value!r}")
            return ""
