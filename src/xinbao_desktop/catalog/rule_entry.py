"""Read ``[[rule]]`` of a pack's files, with its sentences and its test cases."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from xinbao_desktop.catalog.rule_figure import plain
from xinbao_desktop.domain.rules.model import (
    Citation,
    Rule,
    RuleCase,
    SentenceChoice,
    Sentences,
    SeverityChoice,
    Subject,
)
from xinbao_desktop.domain.rules.result import Severity, Verdict
from xinbao_desktop.domain.rules.values import NOT_APPLICABLE, Missing, Span
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.catalog.toml_file import TomlTable
    from xinbao_desktop.domain.rules.values import Value


def read_rule(table: TomlTable) -> Rule:
    """Return one ``[[rule]]`` with its cases."""
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
        responsible=table.optional_words("responsible"),
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
            ends = plain(table, path, low), plain(table, path, high)
            return Span(ends[0], ends[1], frozenset({path}))  # type: ignore[arg-type]
        case []:
            return ()
        case value:
            return plain(table, path, value)
