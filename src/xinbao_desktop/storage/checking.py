"""Prove a whole client file: every page, every row's digest, every paper, every reference.

Returns what is wrong as findings; nothing is repaired here. Damage is what differs from what
was written; the rest (a number that refers to nothing, a paper nobody filed) is only untidy.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.errors import AppError, IntegrityError
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.storage import failures
from xinbao_desktop.storage.codec import codec
from xinbao_desktop.storage.rows import digested, read_setting
from xinbao_desktop.storage.schema_version import SCHEMA_DIGEST, schema_digest
from xinbao_desktop.storage.tables import (
    DIGESTED,
    REVISION,
    blobs,
    evidence,
    packets,
    pieces,
    record_table,
)
from xinbao_desktop.storage.values import Finding
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Table

    from xinbao_desktop.domain.schema import RecordKind
    from xinbao_desktop.progress import Progress
    from xinbao_desktop.storage.client_file import ClientFile

BATCH = 1000

PAGES = Text("数据库页面损坏：{words}", "Pages of the database are damaged: {words}")
SCHEMA = Text("数据库表的定义与写入时不同。", "The tables are not defined as they were written.")
ROW = Text(
    "{kind}第 {row} 条记录的内容与其指纹不符。", "Record {row} of {kind} differs from its digest."
)
BLOB = Text(
    "指纹为 {sha256}… 的内容已损坏或不完整。", "The content {sha256}… is damaged or incomplete."
)
NO_BLOB = Text(
    "单证“{name}”（{sha256}…）的内容不在文件中。",
    "The content of the paper {name} ({sha256}…) is not in the file.",
)
NO_PAPER = Text(
    "案件 {case} 的单证“{path}”所归档的文件（{sha256}…）不在客户文件中。",
    "The paper filed as {path} in case {case} ({sha256}…) is not in the client file.",
)
OTHER_CLIENT = Text(
    "单证“{name}”带有另一客户的标识。", "The paper {name} carries the mark of another client."
)
LOOSE_PIECES = Text(
    "有 {count} 段内容不属于任何文件。", "{count} pieces of content belong to nothing."
)
DANGLING = Text(
    "{kind} {identity} 的“{field}”指向不存在的编号 {number}。",
    "{field} of {kind} {identity} refers to {number}, which is not there.",
)
ORPHAN = Text(
    "单证“{name}”已收入但未归档到任何案件。", "The paper {name} is kept but filed nowhere."
)
UNREADABLE = Text("{part}无法读取，已损坏。", "{part} cannot be read; it is damaged.")


def check(file: ClientFile, progress: Progress | None = None) -> list[Finding]:
    """Return everything that is wrong in an open client file; empty when all is proven."""
    with file.read() as work:
        return check_connection(work.connection, file.path, progress)


def check_connection(
    connection: Connection,
    path: Path,
    progress: Progress | None = None,
    leave_out: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Return everything that is wrong in a snapshot, but for the parts left out."""
    found: list[Finding] = []
    progress = progress or NoProgress()
    parts = [(name, part) for name, part in _parts(connection) if name not in leave_out]
    for number, (name, part) in enumerate(parts):
        progress.step(number, len(parts), name)
        try:
            with failures.database_errors(path):
                found.extend(part())
        except (IntegrityError, ValueError, TypeError, ArithmeticError, KeyError):
            found.append(Finding(name, UNREADABLE.fill(part=name)))
    progress.step(len(parts), len(parts))
    return found


def refuse_damage(findings: list[Finding], path: Path) -> None:
    """Raise ``IntegrityError`` if any of the findings is damage."""
    if any(finding.damage for finding in findings):
        raise IntegrityError(failures.DAMAGED.fill(file=path.name))


def _parts(connection: Connection) -> list[tuple[str, Callable[[], Iterator[Finding]]]]:
    return [
        ("pages", lambda: _pages(connection)),
        ("schema", lambda: _schema(connection)),
        *((kind.name, _later(_records, connection, kind)) for kind in KINDS),
        *((table.name, _later(_rows, connection, table)) for table in DIGESTED),
        ("contents", lambda: _contents(connection)),
        ("papers", lambda: _papers(connection)),
        ("filed", lambda: _filed(connection)),
        ("references", lambda: _references(connection)),
    ]


def _later(
    part: Callable[[Connection, Any], Iterator[Finding]], connection: Connection, about: Any
) -> Callable[[], Iterator[Finding]]:
    return lambda: part(connection, about)


def _pages(connection: Connection) -> Iterator[Finding]:
    words = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
    if list(words) != ["ok"]:
        yield Finding("pages", PAGES.fill(words="; ".join(str(word) for word in words)))


def _schema(connection: Connection) -> Iterator[Finding]:
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision != REVISION or schema_digest(connection) != read_setting(connection, SCHEMA_DIGEST):
        yield Finding("schema", SCHEMA)


def _records(connection: Connection, kind: RecordKind) -> Iterator[Finding]:
    table, made = record_table(kind.name), codec(kind.name)
    columns = [table.c[key] for key in made.columns]
    fixed = [table.c[name] for name in ("row_id", "identity", "digest", "folded")]
    for row_id, identity, digest, words, *values in _stream(connection, select(*fixed, *columns)):
        try:
            row = made.encode(made.decode(values))
            whole = (row.identity, row.digest, row.folded) == (identity, digest, words)
            whole = whole and tuple(values) == row.values
        except (ValueError, TypeError, ArithmeticError, AppError):
            whole = False
        if not whole:
            yield Finding(f"{kind.name}:{row_id}", ROW.fill(kind=kind.title, row=row_id))


def _rows(connection: Connection, table: Table) -> Iterator[Finding]:
    for row in _stream(connection, select(table)):
        values = dict(zip(table.c.keys(), row, strict=True))
        if digested(table, values)["digest"] != values["digest"]:
            yield Finding(f"{table.name}:{row[0]}", ROW.fill(kind=same(table.name), row=row[0]))


def _contents(connection: Connection) -> Iterator[Finding]:
    for blob_id, sha256, size in connection.execute(select(blobs)).all():
        digest, total = hashlib.sha256(), 0
        chosen = select(pieces.c.content).where(pieces.c.blob_id == blob_id)
        for (piece,) in _stream(connection, chosen.order_by(pieces.c.number), 1):
            digest.update(piece)
            total += len(piece)
        if digest.hexdigest() != sha256 or total != size:
            yield Finding(f"contents:{blob_id}", BLOB.fill(sha256=str(sha256)[:16]))
    loose = connection.exec_driver_sql(
        "SELECT count(*) FROM pieces WHERE blob_id NOT IN (SELECT blob_id FROM blobs)"
    ).scalar()
    if loose:
        yield Finding("contents", LOOSE_PIECES.fill(count=loose))


def _papers(connection: Connection) -> Iterator[Finding]:
    known = set(connection.execute(select(blobs.c.sha256)).scalars())
    client_id = read_setting(connection, "client.id")
    for row in connection.execute(select(evidence)).all():
        where = f"evidence:{row.evidence_id}"
        for sha256 in (row.sha256, row.prepared_sha256):
            if sha256 is not None and sha256 not in known:
                yield Finding(where, NO_BLOB.fill(name=row.name, sha256=sha256[:16]))
        if row.client_id != client_id:
            yield Finding(where, OTHER_CLIENT.fill(name=row.name))
    for row in connection.execute(select(packets).where(packets.c.stored == 1)).all():
        if row.sha256 not in known:
            where = f"packets:{row.packet_id}"
            yield Finding(where, NO_BLOB.fill(name=row.name, sha256=row.sha256[:16]))


def _filed(connection: Connection) -> Iterator[Finding]:
    documents = record_table("documents")
    papers = connection.execute(
        select(evidence.c.sha256, evidence.c.name, evidence.c.removed_at)
    ).all()
    known = {row.sha256 for row in papers}
    filed = set()
    chosen = select(documents).where(documents.c.sha256.is_not(None))
    for row in connection.execute(chosen).all():
        filed.add(row.sha256)
        if row.sha256 not in known:
            text = NO_PAPER.fill(case=row.case_no, path=row.path, sha256=row.sha256[:16])
            yield Finding(f"documents:{row.row_id}", text)
    for paper in papers:
        if paper.removed_at is None and paper.sha256 not in filed:
            yield Finding(
                f"evidence:{paper.sha256[:16]}", ORPHAN.fill(name=paper.name), damage=False
            )


def _references(connection: Connection) -> Iterator[Finding]:
    for kind in KINDS:
        table = record_table(kind.name)
        for spec in kind.fields:
            if not spec.refers:
                continue
            target = record_table(spec.refers)
            known = set(connection.execute(select(target.c.identity)).scalars())
            column = table.c[spec.key]
            chosen = select(table.c.row_id, table.c.identity, column).where(column.is_not(None))
            for row_id, identity, number in connection.execute(chosen).all():
                if number and number not in known:
                    text = DANGLING.fill(
                        kind=kind.title,
                        identity=identity.replace("\x1f", " | "),
                        field=spec.label,
                        number=number,
                    )
                    yield Finding(f"{kind.name}:{row_id}", text, damage=False)


def _stream(connection: Connection, chosen: Any, batch: int = BATCH) -> Iterator[Any]:
    with connection.execute(chosen.execution_options(yield_per=batch)) as rows:
        yield from rows
