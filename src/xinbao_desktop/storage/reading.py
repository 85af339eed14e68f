"""What can be read from a client file: one consistent snapshot for as long as it is open."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import case as sql_case
from sqlalchemy import cast as sql_cast
from sqlalchemy import exists, func, literal_column, select
from sqlalchemy.types import Float

from xinbao_desktop.domain.client import KINDS, Client
from xinbao_desktop.domain.schema import FieldType, Record
from xinbao_desktop.errors import BadInputError, IntegrityError
from xinbao_desktop.storage import contents, failures
from xinbao_desktop.storage.codec import codec, folded, identity_key
from xinbao_desktop.storage.rows import (
    evidence_info,
    history_entries,
    packet_record,
    read_setting,
)
from xinbao_desktop.storage.tables import blobs, evidence, history, packets, record_table
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    import io
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import ColumnElement, Connection, Select

    from xinbao_desktop.domain.listing import ListQuery
    from xinbao_desktop.storage.values import EvidenceInfo, HistoryEntry, PacketRecord

CHUNK = 500
_LISTS = frozenset({FieldType.CODES, FieldType.TEXTS})
_BY_NUMBER = frozenset({FieldType.RATE, FieldType.RATIO})

ROW_DAMAGED = Text(
    "客户文件 {file} 中“{kind}”的第 {row} 条记录已损坏，无法读取。请运行“检查”，并从备份恢复。",
    "Record {row} of {kind} in {file} is damaged and cannot be read. Run check, and restore a "
    "backup.",
)


class ReadWork:
    """Reads from one snapshot; valid inside ``with file.read()`` alone."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @property
    def connection(self) -> Connection:
        """The connection, for what else in ``storage`` reads the same snapshot."""
        return self._connection

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
        """Return the ids of all matching records, in order; empty values come last."""
        table = record_table(kind)
        chosen = select(table.c.row_id)
        for word in folded(query.search).split():
            chosen = chosen.where(func.instr(table.c.folded, word) > 0)
        for key, value in query.where:
            chosen = chosen.where(self._equals(kind, key, value))
        chosen = chosen.order_by(*self._order(kind, query))
        with failures.database_errors(self._path):
            return self._connection.execute(chosen).scalars().all()

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

    def evidence(self, sha256: str) -> EvidenceInfo | None:
        """Return what is known of a paper, also of one taken out of sight; None if unknown."""
        rows = self._all(_papers().where(evidence.c.sha256 == sha256))
        return evidence_info(rows[0]) if rows else None

    def evidence_list(self, *, removed: bool = False) -> Sequence[EvidenceInfo]:
        """Return all papers in the order they came; ``removed`` those taken out of sight."""
        gone = evidence.c.removed_at
        chosen = _papers().where(gone.is_not(None) if removed else gone.is_(None))
        return [evidence_info(row) for row in self._all(chosen.order_by(evidence.c.evidence_id))]

    def orphans(self) -> Sequence[EvidenceInfo]:
        """Return the papers in sight that no document is filed with."""
        documents = record_table("documents")
        filed = exists().where(documents.c.sha256 == evidence.c.sha256)
        chosen = _papers().where(evidence.c.removed_at.is_(None), ~filed)
        return [evidence_info(row) for row in self._all(chosen.order_by(evidence.c.evidence_id))]

    def export_evidence(self, sha256: str, target: Path) -> None:
        """Write an original, a prepared copy or a packet by its SHA-256 into a new file."""
        with failures.database_errors(self._path):
            contents.export(self._connection, sha256, target)

    def open_evidence(self, sha256: str) -> io.BufferedReader:
        """Return a content as a stream; it ends with this work."""
        with failures.database_errors(self._path):
            return contents.open_content(self._connection, sha256)

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

    def setting(self, key: str) -> str | None:
        """Return a setting kept in the file, or None."""
        with failures.database_errors(self._path):
            return read_setting(self._connection, key)

    @property
    def client_id(self) -> str:
        """The number that marks everything of this client, also in its packets."""
        return self.setting("client.id") or ""

    def packets(self, case_no: str) -> Sequence[PacketRecord]:
        """Return the packets built for a case, oldest first."""
        chosen = select(packets).where(packets.c.case_no == case_no)
        return [packet_record(row) for row in self._all(chosen.order_by(packets.c.packet_id))]

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

    def _equals(self, kind: str, key: str, words: str) -> ColumnElement[bool]:
        column = record_table(kind).c[key]
        if words == "":
            return column.is_(None) | (column == "")
        try:
            value = codec(kind).column_value(key, words)
        except (ValueError, ArithmeticError) as error:
            label = codec(kind).kind.field(key).label
            raise BadInputError(BAD_FILTER.fill(field=label, value=words)) from error
        if codec(kind).kind.field(key).type in _LISTS:
            each = func.json_each(column).table_valued("value")
            return exists(select(each.c.value).where(each.c.value == value))
        return column == value

    def _order(self, kind: str, query: ListQuery) -> list[ColumnElement[Any]]:
        table = record_table(kind)
        if not query.sort:
            by: Any = table.c.identity
            return [by.desc() if query.descending else by]
        column: Any = table.c[query.sort]
        empty = sql_case((column.is_(None), 1), (column == "", 1), else_=0)
        by = column
        if codec(kind).kind.field(query.sort).type in _BY_NUMBER:
            by = sql_cast(column, Float)
        return [empty, by.desc() if query.descending else by, table.c.identity]

    def _renaming_to(self, kind: str, key: str) -> Any:
        into = func.json_extract(history.c.content, literal_column("'$.identity'"))
        chosen = select(history).where(
            history.c.kind == kind, history.c.action == "renamed", into == key
        )
        rows = self._all(chosen.order_by(history.c.history_id.desc()).limit(1))
        return rows[0] if rows else None

    def _all(self, chosen: Select[Any]) -> Sequence[Any]:
        with failures.database_errors(self._path):
            return self._connection.execute(chosen).all()

    def _scalar(self, chosen: Select[Any]) -> Any:
        with failures.database_errors(self._path):
            return self._connection.execute(chosen).scalar()


BAD_FILTER = Text(
    "“{field}”不能按“{value}”筛选。请输入该栏能有的值。",
    "{field} cannot be filtered by {value!r}; give a value that this column can hold.",
)


def _papers() -> Select[Any]:
    joined = evidence.join(blobs, blobs.c.sha256 == evidence.c.sha256)
    return select(evidence, blobs.c.size).select_from(joined)
