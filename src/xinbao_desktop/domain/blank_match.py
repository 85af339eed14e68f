"""Propose what each field of a blank is filled with, by the words in and around it.

A proposal is a start for a person, who confirms it: names, tips and printed words are compared
with the labels and synonyms of the program's values; each value goes to one field at most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xinbao_desktop.domain.blank import BlankFieldKind, BlankLink, Words
from xinbao_desktop.domain.blank_columns import DIGITS, columns_of
from xinbao_desktop.domain.blank_values import BlankValue, values_of
from xinbao_desktop.domain.form import FieldKind
from xinbao_desktop.domain.vocabulary import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xinbao_desktop.domain.blank import BlankField, BlankPages, Spot
    from xinbao_desktop.domain.form import FormDefinition

LEAST = 0.55  # a likeness below this proposes nothing
SURE = 0.8
OWN = 0.04  # the form's own answers go before records' fields of the same name
HINTS = (1.0, 0.97, 0.86, 0.9)  # tip, words before, words above, name
PARTS = re.compile(r"[A-Za-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+|\d+")
NOT_OURS = ("填写", "office use", "insurer use", "internal use")
"""Fields that say the insurer fills them."""
YES_NO = {
    "yes": ("是", "有", "yes", "y", "true"),
    "no": ("否", "无", "没有", "no", "n", "false"),
}


def proposed(pages: BlankPages, form: FormDefinition) -> tuple[BlankLink, ...]:
    """Return a link for each field that something likely fills."""
    values = values_of(form)
    fields = [field for field in pages.fields if not field.fixed]
    columns = columns_of(fields)
    in_column = {field.name for run in columns for field in run}
    single = [v for v in values if not v.table and not v.is_pages]
    texts = [
        field
        for field in _in_order(fields)
        if field.kind is not BlankFieldKind.TICK and field.name not in in_column
    ]
    links = {
        field.name: _link(field, value)
        for field, value in _best(texts, [v for v in single if v.kind is not FieldKind.FLAG])
    }
    links |= {link.field: link for link in _column_links(columns, values)}
    ticks = (field for field in _in_order(fields) if field.kind is BlankFieldKind.TICK)
    links |= {link.field: link for field in ticks if (link := _tick(field, single)) is not None}
    return tuple(links[field.name] for field in pages.fields if field.name in links)


def likeness(hint: str, name: str) -> float:
    """Return how alike two names are, 1 for the same words: a part counts by its length."""
    one, other = folded(hint), folded(name)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    least = 2 if not short.isascii() else 4
    if short in long and len(short) >= least:
        return 0.5 + 0.45 * len(short) / len(long)
    parts, others = (set(map(str.lower, PARTS.findall(words))) for words in (hint, name))
    return 0.9 * len(parts & others) / len(parts | others) if parts & others else 0.0


def _in_order(fields: Sequence[BlankField]) -> list[BlankField]:
    return sorted(fields, key=lambda f: (f.spots[0].page, f.spots[0].top, f.spots[0].left))


def _best(
    fields: Sequence[BlankField], values: Sequence[BlankValue]
) -> Iterator[tuple[BlankField, BlankValue]]:
    """Pair fields with values, the likest first, equals in the order of the page."""
    pairs = [
        (-score, one, other)
        for one, field in enumerate(fields)
        for other, value in enumerate(values)
        if (score := _score(_hints(field, field.spots[0]), value)) >= LEAST
    ]
    done_fields: set[int] = set()
    done_values: set[int] = set()
    for _, one, other in sorted(pairs):
        if one not in done_fields and other not in done_values:
            done_fields.add(one)
            done_values.add(other)
            yield fields[one], values[other]


def _hints(field: BlankField, spot: Spot) -> tuple[str, str, str, str]:
    name = DIGITS.sub(" ", field.name.rpartition(".")[2]).replace("_", " ")
    return (field.label, spot.before, spot.above, name)


def _score(hints: Sequence[str], value: BlankValue) -> float:
    if any(word in hint.casefold() for word in NOT_OURS for hint in hints):
        return 0.0
    key = value.key.rpartition(".")[2].replace("_", " ")
    names = (value.label.zh, value.label.en, key, *value.synonyms)
    best = max(
        weight * likeness(hint, name)
        for hint, weight in zip(hints, HINTS, strict=True)
        for name in names
    )
    return best + (OWN if best and ("." not in value.key or value.table) else 0.0)


def _link(field: BlankField, value: BlankValue, row: int = 0) -> BlankLink:
    compact = value.kind is FieldKind.DATE and field.cells == len("YYYYMMDD")
    english = field.label or field.spots[0].before
    ticks: Mapping[str, str] = {}
    if field.kind is BlankFieldKind.CHOICE:
        ticks = {
            option.code: state
            for option in value.options
            for state, shown in field.options.items()
            if max(likeness(shown, option.label.zh), likeness(shown, option.label.en)) >= SURE
        }
    return BlankLink(
        field=field.name, value=value.key, row=row, date="YYYYMMDD" if compact else "",
        words=Words.EN if english and english.isascii() else Words.ZH, ticks=ticks,
    )  # fmt: skip


def _column_links(
    columns: Sequence[tuple[BlankField, ...]], values: Sequence[BlankValue]
) -> Iterator[BlankLink]:
    """Give the rows of each column, all columns of a page of the kind of rows that fits best."""
    kinds = list(dict.fromkeys(v.rows for v in values if v.table))
    columns_by = {rows: _columns(values, rows) for rows in kinds}
    for page in dict.fromkeys(run[0].spots[0].page for run in columns):
        runs = {run[0].name: run for run in columns if run[0].spots[0].page == page}
        heads = [run[0] for run in runs.values()]
        found = [list(_best(heads, known)) for known in columns_by.values()]
        best = max(found, key=len, default=[])
        for head, value in best:
            for row, field in enumerate(runs[head.name], start=1):
                yield _link(field, value, row)


def _columns(values: Sequence[BlankValue], rows: str) -> list[BlankValue]:
    """Return the columns of one kind of rows, each once although two tables have it."""
    found: dict[str, BlankValue] = {}
    for value in values:
        if value.table and value.rows == rows:
            found.setdefault(value.source, value)
    return list(found.values())


def _tick(field: BlankField, values: Sequence[BlankValue]) -> BlankLink | None:
    """Link a box, or a group of them, with a choice by its words or with a yes or no."""
    found: list[tuple[float, BlankLink]] = []
    for value in values:
        if value.kind is FieldKind.CHOICE:
            names = {o.code: (o.code, o.label.zh, o.label.en) for o in value.options}
            score, ticks = _states(field, names)
        elif value.kind is FieldKind.FLAG:
            score = _score(_hints(field, field.spots[0]), value)
            _, ticks = _states(field, YES_NO)
            after = max(likeness(field.spots[0].after, name) for name in (
                value.label.zh, value.label.en, *value.synonyms))  # fmt: skip
            if after >= SURE and len(field.states) == 1:
                score, ticks = after, {"yes": field.states[0]}
        else:
            continue
        if ticks and score >= LEAST:
            found.append((score, BlankLink(field=field.name, value=value.key, ticks=ticks)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _states(field: BlankField, names: Mapping[str, Sequence[str]]) -> tuple[float, dict[str, str]]:
    """Return which state stands for which answer, and how sure that is at least."""
    ticks: dict[str, str] = {}
    least = 1.0
    for spot in field.spots:
        hints = (spot.after, spot.state, field.label, field.name.rpartition("_")[2])
        scored = [
            (max(likeness(hint, name) for hint in hints for name in known), answer)
            for answer, known in names.items()
        ]
        score, answer = max(scored, default=(0.0, ""))
        if score >= SURE and answer not in ticks:
            ticks[answer] = spot.state
            least = min(least, score)
    return (least if ticks else 0.0), ticks
