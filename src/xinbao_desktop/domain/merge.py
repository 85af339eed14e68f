"""What an import would add to a client and change in it, row by row and field by field.

A row whose identity is there already updates that record, so the same file imported twice
changes nothing. An empty cell never erases what is recorded: a file that lacks a column, or a
row that leaves a cell empty, says nothing about it; erasing is done by hand in the window.
Nothing is imported by halves: a row that cannot be taken refuses the file, unless the user asks
for the good rows alone; then rows that refer to refused ones are refused with them.
"""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.buyer_names import BuyerNames
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.import_plan import FieldChange, ImportPlan, RecordChange
from xinbao_desktop.domain.problems import Problem, refusal, warning
from xinbao_desktop.domain.schema import Record, kind_of
from xinbao_desktop.domain.validation import References, contradictions, record_refusals
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xinbao_desktop.domain.batch import BatchRow, ImportBatch
    from xinbao_desktop.domain.vocabulary import Vocabularies

__all__ = ["FieldChange", "ImportPlan", "RecordChange", "field_changes", "overlaid", "plan"]

Key = tuple[str, tuple[str, ...]]
"""A record's kind and identity."""


def plan(
    batch: ImportBatch, client: Client, vocabularies: Vocabularies, *, partial: bool = False
) -> ImportPlan:
    """Return what importing a batch into a client would do; nothing is changed by asking.

    Args:
        batch: What was read.
        client: The records that are there.
        vocabularies: The words that codes may be.
        partial: Take the good rows even where others are refused.
    """
    problems = list(batch.problems)
    rows = _with_buyer_numbers(batch.rows, client, problems)
    good = _good_rows(rows, client, vocabularies, problems)
    incoming = _combined(good, problems)
    there = {(r.kind_name, r.identity): r for r in client.all_records()}
    additions, changes, unchanged = _compared(incoming, there, client)
    written = [*additions, *(change.new for change in changes)]
    problems += _contradictions(written, there, good)
    return ImportPlan(
        tuple(additions),
        tuple(changes),
        tuple(unchanged),
        _in_file_order(problems, batch),
        len(batch.rows) - len(good),
        partial,
    )


def overlaid(old: Record, new: Record) -> Record:
    """Return the old record with every value that the new one gives."""
    given = {
        spec.key: value
        for spec in kind_of(type(new)).fields
        if (value := getattr(new, spec.key)) not in (None, "", ())
    }
    return dataclasses.replace(old, **given)


def field_changes(old: Record, new: Record) -> tuple[FieldChange, ...]:
    """Return the fields in which two records of one kind differ."""
    return tuple(
        FieldChange(spec, before, after)
        for spec in kind_of(type(old)).fields
        if (before := getattr(old, spec.key)) != (after := getattr(new, spec.key))
    )


def _with_buyer_numbers(
    rows: Sequence[BatchRow], client: Client, problems: list[Problem]
) -> list[BatchRow]:
    names = BuyerNames.among([*client.buyers, *(row.record for row in rows)])
    answer = []
    for row in rows:
        record, remarks = names.numbered(row.record)
        problems.extend(remark.at(row.place(remark.key)) for remark in remarks)
        answer.append(replace(row, record=record) if remarks else row)
    return answer


def _in_file_order(problems: Sequence[Problem], batch: ImportBatch) -> tuple[Problem, ...]:
    """Return problems sheet by sheet and row by row, those of a whole sheet first."""
    sheets = {(sheet.file, sheet.name): n for n, sheet in enumerate(batch.sheets)}

    def order(problem: Problem) -> tuple[int, int]:
        place = problem.place
        return sheets.get((place.file, place.sheet), -1), place.row or 0

    return tuple(sorted(problems, key=order))


def _good_rows(
    rows: Sequence[BatchRow],
    client: Client,
    vocabularies: Vocabularies,
    problems: list[Problem],
) -> list[BatchRow]:
    """Return the rows that can be taken, adding why each of the others cannot."""
    good = []
    company = client.company.uscc if client.company else ""
    for row in rows:
        if row.refused:
            continue
        found = [*record_refusals(row.record, vocabularies), *_other_company(row, company)]
        if row.record.kind_name == "company" and not found:
            company = company or row.record.identity[0]
        problems.extend(_placed(problem, row) for problem in found)
        if not found:
            good.append(row)
    everything = References.of([*client.all_records(), *(row.record for row in rows)])
    while True:
        known = References.of([*client.all_records(), *(row.record for row in good)])
        found_here = [(row, known.missing(row.record, everything)) for row in good]
        bad = [(row, missing) for row, missing in found_here if missing]
        if not bad:
            return good
        problems.extend(_placed(problem, row) for row, missing in bad for problem in missing)
        good = [row for row, missing in found_here if not missing]


def _other_company(row: BatchRow, company: str) -> list[Problem]:
    """Refuse the company of another client's workbook: two clients' data must never mix."""
    uscc = row.record.identity[0] if row.record.kind_name == "company" else ""
    if not uscc or not company or uscc == company:
        return []
    text = Text(
        f"这是另一家企业（{uscc}）的数据，本案卷的企业是 {company}",
        f"this is the data of another company ({uscc}); this client is {company}",
    )
    return [refusal(text, kind="company", key="uscc", identity=uscc)]


def _combined(rows: Iterable[BatchRow], problems: list[Problem]) -> dict[Key, Record]:
    """Return one record an identity; a later row of the same identity adds to the earlier."""
    incoming: dict[Key, Record] = {}
    first: dict[Key, BatchRow] = {}
    for row in rows:
        key = _key(row.record)
        if key not in incoming:
            incoming[key], first[key] = row.record, row
            continue
        merged = overlaid(incoming[key], row.record)
        problems.append(_placed(_repeated(first[key], field_changes(incoming[key], merged)), row))
        incoming[key] = merged
    return incoming


def _compared(
    incoming: dict[Key, Record], there: dict[Key, Record], client: Client
) -> tuple[list[Record], list[RecordChange], list[Record]]:
    additions: list[Record] = []
    changes: list[RecordChange] = []
    unchanged: list[Record] = []
    for key, record in incoming.items():
        old = client.company if key[0] == "company" else there.get(key)
        if old is None:
            additions.append(record)
            continue
        new = overlaid(old, record)
        fields = field_changes(old, new)
        if fields:
            changes.append(RecordChange(old, new, fields))
        else:
            unchanged.append(old)
    return additions, changes, unchanged


def _contradictions(
    written: Sequence[Record],
    there: dict[Key, Record],
    rows: Sequence[BatchRow],
) -> list[Problem]:
    places = {_key(row.record): row for row in rows}
    after = there | {_key(record): record for record in written}
    client = Client.of(after.values())
    return [
        _placed(problem, places[_key(record)]) if _key(record) in places else problem
        for record in written
        for problem in contradictions(record, client)
    ]


def _key(record: Record) -> Key:
    if record.kind_name == "company":
        return ("company", ())
    return (record.kind_name, record.identity)


def _placed(problem: Problem, row: BatchRow) -> Problem:
    named = replace(problem, kind=row.record.kind_name, identity=row.record.identity_text)
    return named.at(row.place(problem.key))


def _repeated(first: BatchRow, fields: Sequence[FieldChange]) -> Problem:
    number = first.row
    if not fields:
        return warning(
            Text(
                f"与第 {number} 行重复，按一条记录读取", f"repeats row {number}; read as one record"
            )
        )
    zh = "、".join(change.spec.label.zh for change in fields)
    en = ", ".join(change.spec.key for change in fields)
    return warning(
        Text(
            f"与第 {number} 行编号相同但内容不同（{zh}），以本行为准",
            f"has the number of row {number} but differs in {en}; this row counts",
        ),
        key=fields[0].spec.key,
    )
