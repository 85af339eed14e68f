"""What a client file keeps besides its records goes out with an export and comes in again.

What travels: policies' own lists of claim documents, the meaning of headers, turns of pages, the
records of packets (and with them the rule packs a case keeps). What stays behind: history, papers
taken out of sight, and the file's own number; those are handed on with the file itself.
"""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.packet_record import packet_value, read_packet
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.keeping import Kept, KeptKind
from xinbao_desktop.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.own_list import OwnListService
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.storage.reading import ReadWork
    from xinbao_desktop.storage.values import PacketRecord
    from xinbao_desktop.storage.writing import WriteWork

MAPPING = "import.mapping"
_UNUSABLE = (AppError, ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What reading a value can end with that the program has not written."""


class Keeping:
    """What one client file keeps besides its records."""

    def __init__(self, desk: Desk, own_lists: OwnListService) -> None:
        self._desk = desk
        self._own_lists = own_lists

    def gather(self, client: Client) -> tuple[Kept, ...]:
        """Return all of it; ``client`` are the records as they are exported."""
        with self._desk.file.read() as work:
            found = [*self._lists(work, client), *_mapping(work), *_turns(client)]
            for case in client.cases:
                found += [_packet(packet) for packet in work.packets(case.case_no)]
        return tuple(found)

    def news(self, kept: Iterable[Kept], after: Client) -> tuple[tuple[Kept, ...], list[Kept]]:
        """Return what of it would change something, and what cannot be used.

        Args:
            kept: What a file brought.
            after: The records as they will be.
        """
        new, bad = [], []
        with self._desk.file.read() as work:
            for one in kept:
                try:
                    if self._is_new(one, work, after):
                        new.append(one)
                except _UNUSABLE:
                    bad.append(one)
        return tuple(new), bad

    def put(self, work: WriteWork, kept: Sequence[Kept]) -> None:
        """Keep it, in the transaction that the records are written in."""
        for one in kept:
            match one.kind:
                case KeptKind.OWN_LIST:
                    self._own_lists.put(work, self._own_lists.read(one.of, one.value))
                case KeptKind.MAPPING:
                    work.set_setting(MAPPING, _json(_merged(work, one)))
                case KeptKind.TURNS:
                    document = work.get("documents", _document(one))
                    if isinstance(document, Document):
                        work.put(dataclasses.replace(document, turns=str(one.value["turns"])))
                case KeptKind.PACKET:
                    work.add_packet(_read_packet(one))

    def _lists(self, work: ReadWork, client: Client) -> Iterator[Kept]:
        for policy in client.policies:
            value = self._own_lists.plain(work, policy.policy_no)
            if value is not None:
                yield Kept(KeptKind.OWN_LIST, policy.policy_no, value)

    def _is_new(self, one: Kept, work: ReadWork, after: Client) -> bool:
        match one.kind:
            case KeptKind.OWN_LIST:
                self._own_lists.read(one.of, one.value)
                there = self._own_lists.plain(work, one.of)
                return one.of in after.policy_by_no and there != one.value
            case KeptKind.MAPPING:
                return _merged(work, one) != _setting(work)
            case KeptKind.TURNS:
                _read_turns(str(one.value["turns"]))
                found = work.get("documents", _document(one))
                known = {document.identity: document for document in after.documents}
                return found is None and _document(one) in known
            case KeptKind.PACKET:
                packet = _read_packet(one)
                kept = {(p.sha256, p.made_at) for p in work.packets(one.of)}
                known_case = one.of in after.case_by_no
                return known_case and (packet.sha256, packet.made_at) not in kept


def _mapping(work: ReadWork) -> Iterator[Kept]:
    found = _setting(work)
    if found:
        yield Kept(KeptKind.MAPPING, "", found)


def _setting(work: ReadWork) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(work.setting(MAPPING) or "{}")
    return kept


def _merged(work: ReadWork, one: Kept) -> dict[str, Any]:
    """Return the client's own meanings with those it does not know yet."""
    there, brought = _setting(work), dict(one.value)
    columns: dict[str, dict[str, str]] = {
        str(kind): {str(heading): str(key) for heading, key in keys.items()}
        for kind, keys in dict(brought.get("columns", {})).items()  # type: ignore[call-overload]
    }
    for kind, keys in there.get("columns", {}).items():
        columns[kind] = {**columns.get(kind, {}), **keys}
    sheets = dict(brought.get("sheets", {}))  # type: ignore[call-overload]
    named = {str(name): str(kind) for name, kind in sheets.items()}
    return {"sheets": {**named, **there.get("sheets", {})}, "columns": columns}


def _turns(client: Client) -> Iterator[Kept]:
    for document in client.documents:
        if document.turns:
            value = {"slot": document.slot or "", "path": document.path, "turns": document.turns}
            yield Kept(KeptKind.TURNS, document.case_no, value)


def _document(one: Kept) -> tuple[str, str, str]:
    return (one.of, str(one.value["slot"]), str(one.value["path"]))


def _read_turns(words: str) -> None:
    for pair in words.split(";"):
        page, degrees = pair.split(":")
        if int(page) < 1 or int(degrees) not in {90, 180, 270}:
            raise ValueError(pair)


def _packet(packet: PacketRecord) -> Kept:
    return Kept(KeptKind.PACKET, packet.case_no, packet_value(packet))


def _read_packet(one: Kept) -> PacketRecord:
    return read_packet(one.of, one.value)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
