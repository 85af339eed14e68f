"""Records of every kind: list, read a form, save, delete with undo, history."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.domain import schema
from xinbao_desktop.domain.numbering import Numbering
from xinbao_desktop.domain.problems import Problem, refusals
from xinbao_desktop.domain.reading import read_value
from xinbao_desktop.domain.validation import problems_of
from xinbao_desktop.errors import BadInputError, UsageError
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.company import Company
    from xinbao_desktop.domain.listing import ListQuery, ListSource
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.storage.values import HistoryEntry

NOT_SAVED = Text("没有保存：{what}", "Not saved: {what}")
IN_USE = Text(
    "{kind}“{no}”正被引用，不能删除：{users}。请先改掉这些引用。",
    "{kind} “{no}” is referred to and cannot be deleted: {users}. Change those first.",
)


@dataclass(frozen=True, slots=True)
class Deleted:
    """What was deleted; hand it to ``undo`` to have it back."""

    kind: str
    identity: tuple[str, ...]


class RecordService:
    """The records of one client."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def client(self) -> Client:
        """Return every record."""
        return self._desk.client()

    def company(self) -> Company | None:
        """Return the company, None before it is entered."""
        return self._desk.company()

    def source(self, kind: str) -> ListSource[Record]:
        """Return a list's source; safe to call from any thread."""
        return _Source(self._desk, kind)

    def get(self, kind: str, identity: tuple[str, ...]) -> Record | None:
        """Return a record by its identity, None if there is none."""
        with self._desk.file.read() as work:
            return work.get(kind, identity)

    def read_form(
        self, kind: str, values: Mapping[str, str]
    ) -> tuple[Record | None, tuple[Problem, ...]]:
        """Read what was typed into a form; all problems at once, None when any refuses."""
        found = schema.kind(kind)
        given: dict[str, object] = {}
        problems: list[Problem] = []
        for spec in found.fields:
            if spec.key not in values:
                continue
            read = read_value(spec, values[spec.key], self._desk.knowledge.vocabularies)
            if read.problem is not None:
                problems.append(dataclasses.replace(read.problem, kind=kind, key=spec.key))
            if read.value is not None:
                given[spec.key] = read.value
        if refusals(problems):
            return None, tuple(problems)
        record = Numbering().numbered(found.cls(**given))
        problems += self.check(record)
        return (None if refusals(problems) else record), tuple(problems)

    def check(self, record: Record) -> tuple[Problem, ...]:
        """Return every problem of a record as it would stand among the others."""
        return tuple(problems_of(record, self.client(), self._desk.knowledge.vocabularies))

    def save(
        self, record: Record, *, was: tuple[str, ...] | None = None, why: str = ""
    ) -> Changed[Record]:
        """Save a record; ``was`` is its identity before editing, so that references follow.

        Raises:
            BadInputError: Something in it refuses; every problem is listed.
        """
        refused = refusals(self.check(record))
        if refused:
            what = joined([problem.text for problem in refused])
            raise BadInputError(NOT_SAVED.fill(what=what), [p.text for p in refused])
        with self._desk.write(why) as work:
            if was is not None and was != record.identity:
                work.rename(record.kind_name, was, record)
            else:
                work.put(record)
        touched = {record.kind_name}
        if was is not None and was != record.identity:
            touched |= {k.name for k in schema.registered()}
        return Changed(record, Changes(frozenset(touched)))

    def delete(self, kind: str, identity: tuple[str, ...]) -> Changed[Deleted]:
        """Delete a record that nothing refers to.

        Raises:
            UsageError: Others refer to it; they are named.
        """
        with self._desk.write() as work:
            users = work.references_to(kind, identity)
            if users:
                raise UsageError(_in_use(kind, identity, users))
            work.delete(kind, identity)
        return Changed(Deleted(kind, identity), Changes.of(kind))

    def undo(self, deleted: Deleted) -> Changed[Record]:
        """Bring a deleted record back."""
        with self._desk.write() as work:
            record = work.undelete(deleted.kind, deleted.identity)
        return Changed(record, Changes.of(deleted.kind))

    def history(self, kind: str, identity: tuple[str, ...]) -> Sequence[HistoryEntry]:
        """Return who changed which field when, the newest first."""
        with self._desk.file.read() as work:
            return tuple(reversed(work.history(kind, identity)))


def _in_use(kind: str, identity: tuple[str, ...], users: Mapping[tuple[str, str], int]) -> Text:
    named = [
        Text(f"{schema.kind(name).title.zh} {n} 条", f"{schema.kind(name).title.en}: {n}")
        for (name, _), n in users.items()
    ]
    return IN_USE.fill(
        kind=schema.kind(kind).title, no=" ".join(identity), users=joined(named, "、", ", ")
    )


class _Source:
    """Reads a list in the client file, a page at a time."""

    def __init__(self, desk: Desk, kind: str) -> None:
        self._desk = desk
        self._kind = kind

    def ids(self, query: ListQuery) -> Sequence[int]:
        """Return the ids of all matching records, in order."""
        with self._desk.file.read() as work:
            return work.ids(self._kind, query)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Record]:
        """Return the rows that still exist among these ids."""
        with self._desk.file.read() as work:
            return work.rows(self._kind, ids)
