"""Read a folder of rules into a pack, check it completely, and run its own tests.

A pack is a folder: ``pack.toml`` says what it is; every other ``*.toml`` beside it holds
``[[source]]``, ``[[parameter]]``, ``[[group]]`` and ``[[rule]]``. Folders inside it are data of
the pack (forms, bulletins) and none of this module's business; signing and installing is
``pack_archive``'s.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xinbao_desktop.catalog.toml_file import TomlReader, TomlTable
from xinbao_desktop.domain.rules.cases import run_cases
from xinbao_desktop.domain.rules.engine import RuleSet
from xinbao_desktop.domain.rules.lint import lint
from xinbao_desktop.domain.rules.model import (
    Article,
    Citation,
    Parameter,
    ParameterValue,
    Rule,
    RuleCase,
    RulePack,
    SentenceChoice,
    Sentences,
    SeverityChoice,
    Source,
    Subject,
)
from xinbao_desktop.domain.rules.result import Severity, SourceKind, Verdict
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue, WorkdayCalendar
    from xinbao_desktop.domain.rules.values import Plain, Value

PACK_FILE = "pack.toml"
_VERSION = re.compile(r"\d+(\.\d+){0,3}")
_PACK_ID = re.compile(r"[a-z][a-z0-9_-]{1,40}")


def read_pack(folder: Path) -> RulePack:
    """Return the pack of a folder as it is written; ``check_pack`` says whether it is right.

    Raises:
        CatalogError: Every problem of form, each with file, entry and key.
    """
    reader = TomlReader()
    name = folder.name
    pack = _header(reader.file(folder / PACK_FILE, f"{name}/{PACK_FILE}"))
    sources: list[Source] = []
    parameters: list[Parameter] = []
    rules: list[Rule] = []
    groups: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == PACK_FILE:
            continue
        top = reader.file(path, f"{name}/{path.name}")
        sources += [_source(table) for table in top.tables("source")]
        parameters += [_parameter(table) for table in top.tables("parameter")]
        groups |= dict(_group(table) for table in top.tables("group"))
        rules += [_rule(table) for table in top.tables("rule")]
        top.done()
    reader.check()
    return RulePack(
        **pack,
        parameters=tuple(parameters),
        rules=tuple(rules),
        sources=tuple(sources),
        groups=MappingProxyType(groups),
    )


def read_sources(path: Path) -> tuple[Source, ...]:
    """Return the texts that every pack may cite (``resources/legal/sources.toml``).

    Raises:
        CatalogError: Every problem of the file.
    """
    reader = TomlReader()
    top = reader.file(path)
    sources = tuple(_source(table) for table in top.tables("source"))
    top.done()
    reader.check()
    return sources


def check_pack(
    pack: RulePack,
    catalogue: FactCatalogue,
    *,
    others: Sequence[RulePack] = (),
    sources: Iterable[Source] = (),
    calendar: WorkdayCalendar | None = None,
) -> None:
    """Check a pack against the catalogue of facts, then run its own tests.

    Raises:
        CatalogError: Every problem, each with file, entry and key.
    """
    sources = tuple(sources)
    problems = lint(pack, catalogue, others, sources)
    if not problems:
        rules = RuleSet([pack, *others], catalogue, calendar, sources=sources)
        problems = run_cases(rules, pack)
    if problems:
        raise CatalogError(joined([problem.as_text() for problem in problems], "\n", "\n"))


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions are ordered by; ``2026.9`` comes before ``2026.10``."""
    return tuple(int(part) for part in version.split("."))


def _header(top: TomlTable) -> dict[str, Any]:
    table = top.table("pack")
    found: dict[str, Any] = {
        "id": table.text("id"),
        "version": table.text("version"),
        "title": table.words("title"),
        "description": table.words("description"),
        "valid_from": table.day("valid_from"),
        "min_program": table.text("min_program"),
    }
    if not _PACK_ID.fullmatch(found["id"]):
        table.note("id", "编号用小写字母、数字和 -", "an id has small letters, digits and -")
    for key in ("version", "min_program"):
        if not _VERSION.fullmatch(found[key]):
            table.note(key, "版本号写法如 2026.11.1", "write a version as 2026.11.1")
    table.done()
    top.done()
    return found


def _source(table: TomlTable) -> Source:
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


def _group(table: TomlTable) -> tuple[str, frozenset[str]]:
    table.named(table.text("id"))
    id_ = table.text("id")
    table.words("title")
    members = table.texts("values")
    if not members:
        table.note("values", "清单是空的", "the list is empty")
    table.done()
    return id_, frozenset(members)


# ---- parameters ------------------------------------------------------------------------------


def _parameter(table: TomlTable) -> Parameter:
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
        return _plain(table, "value", table.raw("value"))
    return Span(table.number("strict"), table.number("generous"))


def _plain(table: TomlTable, key: str, value: Any) -> Plain:
    match value:
        case bool() | str() | Decimal():
            return value
        case int():
            return Decimal(value)
        case date() if type(value) is date:
            return value
        case list() if value and all(isinstance(part, str) for part in value):
            return tuple(value)
        case _:
            table.note(key, f"不能用作值：{value!r}", f"cannot be a value: {value!r}")
            return ""


# ---- rules -----------------------------------------------------------------------------------


def _rule(table: TomlTable) -> Rule:
    table.named(table.text("id"))
    outcomes = tuple(_verdict(table, "outcomes", word) for word in table.texts("outcomes"))
    found = Rule(
        id=table.text("id"),
        title=table.words("title"),
        subject=table.word("subject", Subject),
        test=table.text("test"),
        applies=table.optional_text("applies"),
        severity=_severity(table),
        reference_date=table.optional_text("reference_date"),
        sources=_citations(table),
        verified_on=table.day("verified_on"),
        because=_sentences(table, "because"),
        advice=_sentences(table, "advice"),
        next_step=table.optional_words("next_step"),
        papers=table.texts("papers"),
        outcomes=outcomes or (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN),
        cases=tuple(_case(n, case) for n, case in enumerate(table.tables("case"), start=1)),
        file=table.file,
    )
    table.done()
    return found


def _verdict(table: TomlTable, key: str, word: str) -> Verdict:
    try:
        return Verdict(word)
    except ValueError:
        known = ", ".join(Verdict)
        table.note(
            key, f"没有结论 {word}（有：{known}）", f"no verdict {word} (there are: {known})"
        )
        return Verdict.UNKNOWN


def _severity(table: TomlTable) -> tuple[SeverityChoice, ...]:
    """A word, or a list of ``{when = "…", then = "…"}`` whose last has no ``when``."""
    if isinstance(table.raw("severity"), str):
        return (SeverityChoice(table.word("severity", Severity)),)
    choices = []
    for choice in table.tables("severity"):
        choices.append(SeverityChoice(choice.word("then", Severity), choice.optional_text("when")))
        choice.done()
    if not choices:
        table.note("severity", "缺少这个键", "this key is missing")
        return (SeverityChoice(Severity.INFO),)
    return tuple(choices)


def _citations(table: TomlTable) -> tuple[Citation, ...]:
    """``"id"``, or ``{id = "…", article = "…"}``; one rule may use both."""
    found = []
    written = table.raw("sources")
    for source in written if isinstance(written, list) else []:
        match source:
            case str():
                found.append(Citation(source))
            case {"id": str(id_), "article": str(article)} if len(source) == 2:
                found.append(Citation(id_, article))
            case _:
                table.note(
                    "sources",
                    '写法是 "编号" 或 {id = "编号", article = "条款"}',
                    'write "id" or {id = "id", article = "article"}',
                )
    return tuple(found)


def _sentences(table: TomlTable, key: str) -> Sentences:
    inner = table.optional_table(key)
    if inner is None:
        return Sentences()
    general: dict[Verdict, Text | None] = {}
    choices: dict[Verdict, tuple[SentenceChoice, ...]] = {}
    for verdict in Verdict:
        if isinstance(inner.raw(verdict.value), list):
            choices[verdict], general[verdict] = _choices(inner.tables(verdict.value))
        else:
            general[verdict] = inner.optional_words(verdict.value)
    inner.done()
    return Sentences(
        general[Verdict.MET],
        general[Verdict.NOT_MET],
        general[Verdict.UNKNOWN],
        general[Verdict.NOT_APPLICABLE],
        MappingProxyType(choices),
    )


def _choices(tables: Sequence[TomlTable]) -> tuple[tuple[SentenceChoice, ...], Text | None]:
    """``[{when = "…", zh, en}, …, {zh, en}]``: the last, and it alone, has no ``when``."""
    found: list[SentenceChoice] = []
    general: Text | None = None
    for table in tables:
        text = Text(table.text("zh"), table.text("en"))
        when = table.optional_text("when")
        if (when is None) != (table is tables[-1]):
            table.note("when", "最后一句（只有它）不写 when", "the last sentence alone has no when")
        if when is None:
            general = text
        else:
            found.append(SentenceChoice(text, when))
        table.done()
    return tuple(found), general


def _case(number: int, table: TomlTable) -> RuleCase:
    facts = table.optional_table("facts")
    items = table.optional_table("items")
    expect_missing = table.texts("expect_missing") if "expect_missing" in table else None
    found = RuleCase(
        name=table.optional_text("name") or str(number),
        expect=table.word("expect", Verdict),
        facts=_facts(facts) if facts is not None else MappingProxyType({}),
        items=_items(items) if items is not None else MappingProxyType({}),
        on=table.optional_day("on"),
        expect_missing=None if expect_missing is None else frozenset(expect_missing),
        expect_severity=table.optional_word("expect_severity", Severity),
    )
    table.done()
    return found


def _items(table: TomlTable) -> Mapping[str, tuple[Mapping[str, Value], ...]]:
    return MappingProxyType(
        {name: tuple(_facts(member) for member in table.tables(name)) for name in table.written()}
    )


def _facts(table: TomlTable) -> Mapping[str, Value]:
    return MappingProxyType({path: _fact(table, path) for path in table.written()})


def _fact(table: TomlTable, path: str) -> Value:
    """A plain value, ``{low, high}``, ``{not_applicable = true}`` or ``{conflicting = true}``."""
    match table.raw(path):
        case {"not_applicable": True}:
            return NOT_APPLICABLE
        case {"conflicting": True}:
            return Missing(frozenset({path}), frozenset({path}))
        case {"low": low, "high": high}:
            ends = _plain(table, path, low), _plain(table, path, high)
            return Span(ends[0], ends[1], frozenset({path}))  # type: ignore[arg-type]
        case []:
            return ()
        case value:
            return _plain(table, path, value)
