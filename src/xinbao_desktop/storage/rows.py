"""Rows of the tables that are not records: their digest, and the values made from them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from xinbao_desktop.storage.codec import codec, digest_of, identity_of
from xinbao_desktop.storage.tables import settings
from xinbao_desktop.storage.values import EvidenceInfo, HistoryEntry, PacketRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection, Table


def digested(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row with their digest; empty columns do not count."""
    content = {
        key: value
        for key, value in values.items()
        if value is not None and key != "digest" and not table.c[key].primary_key
    }
    return {**values, "digest": digest_of(table.name, content)}


def read_setting(connection: Connection, key: str) -> str | None:
    """Return a setting kept in the file, or None."""
    found: str | None = connection.execute(
        select(settings.c.value).where(settings.c.key == key)
    ).scalar()
    return found


def evidence_info(row: Any) -> EvidenceInfo:
    """Return a paper from its row joined with its content's size."""
    return EvidenceInfo(
        sha256=row.sha256,
        size=row.size,
        name=row.name,
        media_type=row.media_type,
        added_at=datetime.fromisoformat(row.added_at),
        added_by=row.added_by,
        client_id=row.client_id,
        removed_at=datetime.fromisoformat(row.removed_at) if row.removed_at else None,
        prepared_sha256=row.prepared_sha256,
        report=row.report,
    )


def packet_record(row: Any) -> PacketRecord:
    """Return a packet from its row."""
    return PacketRecord(
        case_no=row.case_no,
        kind=row.kind,
        name=row.name,
        made_at=datetime.fromisoformat(row.made_at),
        evaluated_on=date.fromisoformat(row.evaluated_on),
        program=row.program,
        packs=tuple((pack[0], pack[1]) for pack in json.loads(row.packs)),
        pages=row.pages,
        sha256=row.sha256,
        draft=bool(row.draft),
        stored=bool(row.stored),
        contents=row.contents,
    )


def packet_values(packet: PacketRecord) -> dict[str, Any]:
    """Return the columns of a packet."""
    return {
        "case_no": packet.case_no,
        "kind": packet.kind,
        "name": packet.name,
        "made_at": packet.made_at.isoformat(),
        "evaluated_on": packet.evaluated_on.isoformat(),
        "program": packet.program,
        "packs": json.dumps(packet.packs, ensure_ascii=False),
        "pages": packet.pages,
        "sha256": packet.sha256,
        "draft": int(packet.draft),
        "stored": int(packet.stored),
        "contents": packet.contents,
    }


def history_entries(row: Any) -> Iterator[HistoryEntry]:
    """Yield the entries of one row: one for each changed field, or one for the whole record."""
    content = json.loads(row.content)
    common = {
        "at": datetime.fromisoformat(row.at),
        "who": row.who,
        "why": row.why,
        "kind": row.kind,
        "identity": identity_of(row.identity),
        "action": row.action,
    }
    if row.action == "deleted":
        yield HistoryEntry(**common, before=codec(row.kind).from_content(content))
    elif row.action == "renamed":
        new = identity_of(content["identity"])
        yield HistoryEntry(**common, before=common["identity"], after=new)
    elif row.action == "changed":
        for key, (before, after) in content.items():
            yield HistoryEntry(
                **common,
                field=key,
                before=codec(row.kind).value_of(key, before),
                after=codec(row.kind).value_of(key, after),
            )
    else:
        yield HistoryEntry(**common)
