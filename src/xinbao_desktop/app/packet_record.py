"""The note of a packet as plain values: in an export, and beside a set that is not finished yet."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xinbao_desktop.storage.values import PacketRecord

if TYPE_CHECKING:
    from collections.abc import Mapping


def packet_value(packet: PacketRecord) -> dict[str, Any]:
    """Return the note without the case it stands with."""
    value = dataclasses.asdict(packet)
    del value["case_no"], value["stored"]
    return value | {
        "made_at": packet.made_at.isoformat(),
        "evaluated_on": packet.evaluated_on.isoformat(),
        "packs": [list(pack) for pack in packet.packs],
    }


def read_packet(case_no: str, found: Mapping[str, object]) -> PacketRecord:
    """Read a note; what was not written by this program ends with a common error of Python."""
    value: dict[str, Any] = dict(found)
    made_at = datetime.fromisoformat(value["made_at"])
    if made_at.tzinfo is None or len(bytes.fromhex(value["sha256"])) != 32:
        raise ValueError("no moment, or no fingerprint")
    return PacketRecord(
        case_no=case_no,
        kind=str(value["kind"]),
        name=str(value["name"]),
        made_at=made_at,
        evaluated_on=date.fromisoformat(value["evaluated_on"]),
        program=str(value["program"]),
        packs=tuple((str(pack[0]), str(pack[1])) for pack in value["packs"]),
        pages=int(value["pages"]),
        sha256=value["sha256"],
        draft=bool(value["draft"]),
        contents=_read_contents(value.get("contents")),
    )


def _read_contents(words: object) -> str | None:
    if words is not None and not isinstance(json.loads(str(words)), dict):
        raise TypeError("what a packet held is an object")
    return None if words is None else str(words)
