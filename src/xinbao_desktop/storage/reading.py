"""What can be read from a client file: one consistent snapshot for as long as it is open."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import exists, func, literal_column, select

from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.storage import failures
from xinbao_desktop.storage.codec import codec, identity_key
from xinbao_desktop.storage.listing import chosen_ids
from xinbao_desktop.storage.past_reading import PastReading
from xinbao_desktop.storage.rows import (
    history_entries,
)
from xinbao_desktop.storage.tables import history, record_table
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from xinbao_desktop.domain.listing import ListQuery
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.storage.values import HistoryEntry

CHUNK = 500
FETCHED_AT_ONCE = 1000

ROW_DAMAGED = Text(
    "客户文件 {file} 中“{kind}”的第 {row} 条记录已损坏，无法读取。请运行“检查”，并从备份恢复。",
    "Record {row} of {kind} in {file} is damaged and cannot be read. Run check, and restore a "
    "backup.",
)


class ReadWork(PastReading):
    """Reads from one snapshot; valid inside ``with file.read()`` alone."""

    def client(self, kinds: Collection[str] | None = None) -> Client:
        """Return the client's records, of all kinds or of some, ordered by their numbers."""
        wanted = [kind.name for kind in KINDS if kinds is None or kind.name in kinds]
        return Client.of(record for name in wanted for record in self._records(name))

    def get(self, kind: str, identity: Sequence[str]) -> Record | None:
        """Return one record by its identity, or None."""
        table = record_table(kind)
        found = list(self._records(kind, table.c.identity == identity_key(tuple(identity))))
        return found[0] if found else None

    def id_of(self, kind: str, identity: Sequence[str]) -> int | None:
        """Return the id under which lists know a record, or None."""
        table = record_table(kind)
        found: int | None = self._scalar(
            select(table.c.row_id).where(table.c.identity == identity_key(tuple(identity)))
        )
        return found

    def ids(self, kind: str, query: ListQuery) -> Sequence[int]:
        """Return the ids of all matching records, in order; empty values come last.

        They are fetched in parts: fetching a hundred thousand at once holds up every other
        thread, the window's among them, for half a second.
        """
        found: list[int] = []
        with failures.database_errors(self._path):
            result = self._connection.execute(chosen_ids(kind, query)).scalars()
            for part in result.partitions(FETCHED_AT_ONCE):
                found.extend(part)
        return found

    def rows(self, kind: str, ids: Iterable[int]) -> Mapping[int, Record]:
        """Return the records that still exist among these ids."""
        table = record_table(kind)
        found: dict[int, Record] = {}
        rest = iter(ids)
        while chunk := list(islice(rest, CHUNK)):
            found.update(self._numbered(kind, table.c.row_id.in_(chunk)))
        return found

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return cast("int", self._scalar(select(func.count()).select_from(record_table(kind))))

    def references_to(self, kind: str, identity: Sequence[str]) -> Mapping[tuple[str, str], int]:
        """Return how many records refer to this one, by their kind and field."""
        found = {}
        for other in KINDS:
            table = record_table(other.name)
            for spec in other.fields:
                if spec.refers == kind:
                    number = self._scalar(
                        select(func.count())
                        .select_from(table)
                        .where(table.c[spec.key] == identity[0])
                    )
                    if number:
                        found[other.name, spec.key] = number
        return found

    def history(self, kind: str, identity: Sequence[str]) -> Sequence[HistoryEntry]:
        """Return every change of a record, oldest first, also under its earlier numbers."""
        found: list[Any] = []
        key, newest = identity_key(tuple(identity)), None
        seen = {key}
        while True:
            chosen = select(history).where(history.c.kind == kind, history.c.identity == key)
            if newest is not None:
                chosen = chosen.where(history.c.history_id <= newest)
            found.extend(self._all(chosen))
            before = self._renaming_to(kind, key)
            if before is None or before.identity in seen:
                break
            key, newest = before.identity, before.history_id
            seen.add(key)
        found.sort(key=lambda row: row.history_id)
        return [entry for row in found for entry in history_entries(row)]

    def deleted(self, kind: str) -> Sequence[HistoryEntry]:
        """Return the newest deletion of each record of a kind that is not there now."""
        table = record_table(kind)
        newest = (
            select(func.max(history.c.history_id))
            .where(history.c.kind == kind, history.c.action == "deleted")
            .where(~exists().where(table.c.identity == history.c.identity))
            .group_by(history.c.identity)
        )
        chosen = select(history).where(history.c.history_id.in_(newest))
        rows = self._all(chosen.order_by(history.c.history_id.desc()))
        return [entry for row in rows for entry in history_entries(row)]

    def _records(self, kind: str, *where: ColumnElement[bool]) -> Iterator[Record]:
        return (record for _, record in self._numbered(kind, *where))

    def _numbered(self, kind: str, *where: ColumnElement[bool]) -> Iterator[tuple[int, Record]]:
        table, made = record_table(kind), codec(kind)
        columns = [table.c[key] for key in made.columns]
        chosen = select(table.c.row_id, *columns).where(*where).order_by(table.c.identity)
        for row in self._all(chosen):
            try:
                yield row[0], made.decode(row[1:])
            except (ValueError, TypeError, ArithmeticError) as error:
                text = ROW_DAMAGED.fill(file=self._path.name, kind=made.kind.title, row=row[0])
                raise IntegrityError(text) from error

    def _renaming_to(self, kind: str, key: str) -> Any:
        into = func.json_extract(history.c.content, literal_column("'$.identity'"))
        chosen = select(history).where(
            history.c.kind == kind, history.c.action == "renamed", into == key
        )
        rows = self._all(chosen.order_by(history.c.history_id.desc()).limit(1))
        return rows[0] if rows else None
