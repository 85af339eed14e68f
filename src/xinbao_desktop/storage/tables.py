"""The tables of the client file, made from the record descriptions; today's schema only.

Old schemas stand frozen in ``migrations/versions``; a test holds the two equal.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.schema import FieldType

if TYPE_CHECKING:
    from xinbao_desktop.domain.schema import RecordKind

SCHEMA_VERSION = 3
"""Kept as ``user_version``; one more with every migration."""

REVISION = "0003"
"""Alembic's name for the same schema."""

_WHOLE = frozenset({FieldType.AMOUNT, FieldType.INTEGER, FieldType.FLAG})

metadata = MetaData()


def _record_table(kind: RecordKind) -> Table:
    columns = [
        Column(spec.key, Integer() if spec.type in _WHOLE else Text()) for spec in kind.fields
    ]
    indexes = [Index(f"ix_{kind.name}_{spec.key}", spec.key) for spec in kind.fields if spec.refers]
    return Table(
        kind.name,
        metadata,
        Column("row_id", Integer, primary_key=True),
        Column("identity", Text, nullable=False, unique=True),
        *columns,
        Column("digest", Text, nullable=False),
        Column("folded", Text, nullable=False),
        *indexes,
    )


_RECORD_TABLES = {kind.name: _record_table(kind) for kind in KINDS}


@cache
def record_table(kind_name: str) -> Table:
    """Return the table of a kind, by its sheet name; ``KeyError`` if there is none."""
    return _RECORD_TABLES[kind_name]


blobs = Table(
    "blobs",
    metadata,
    Column("blob_id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
)
"""Contents, each once: papers as they came, their A4 copies, packets."""

pieces = Table(
    "pieces",
    metadata,
    Column("piece_id", Integer, primary_key=True),
    Column("blob_id", Integer, ForeignKey("blobs.blob_id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_pieces_blob", "blob_id", "number", unique=True),
)
"""The bytes of each content, a mebibyte a row; no migration ever rewrites them."""

evidence = Table(
    "evidence",
    metadata,
    Column("evidence_id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("removed_at", Text),
    Column("prepared_sha256", Text),
    Column("report", Text),
    Column("digest", Text, nullable=False),
)
"""The papers of the client; ``removed_at`` takes one out of sight, never out of the file."""

history = Table(
    "history",
    metadata,
    Column("history_id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("ix_history_record", "kind", "identity"),
)

packets = Table(
    "packets",
    metadata,
    Column("packet_id", Integer, primary_key=True),
    Column("case_no", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("evaluated_on", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("packs", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("draft", Integer, nullable=False),
    Column("stored", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("contents", Text),
    Index("ix_packets_case", "case_no"),
)

settings = Table(
    "settings",
    metadata,
    Column("setting_id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("value", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

DIGESTED = (evidence, history, packets, settings)
"""The tables besides the records whose rows carry a digest of all their other columns."""
