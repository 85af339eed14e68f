"""Read the checklists of ``forms/checklists``: the slots, and what each packet needs of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.toml_file import TomlReader, TomlTable, read_whole
from xinbao_desktop.domain.checklist import (
    Confidence,
    PacketNeeds,
    Seal,
    Slot,
    SlotGroup,
    SlotNeed,
    Stage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SLOTS_FILE = "slots.toml"


@cache
def shipped_slots() -> tuple[Slot, ...]:
    """Return the slots that the program ships with, in the order of a packet."""
    return read_slots(asset(f"forms/checklists/{SLOTS_FILE}"))


def read_slots(path: Path) -> tuple[Slot, ...]:
    """Return the slots of a file, in the order of a packet.

    Raises:
        CatalogError: Every problem of the file, each with slot and key.
    """
    return read_whole(path, _slots)


def _slots(file: TomlTable) -> tuple[Slot, ...]:
    groups = {}
    for row in file.tables("group"):
        group = SlotGroup(row.text("id"), row.words("title"))
        groups[group.id] = group
        row.done()
    slots: dict[str, Slot] = {}
    for row in file.tables("slot"):
        row.named(f"slot {row.raw('id')}")
        slot = _slot(row, groups)
        if slot.id in slots:
            row.note("id", "编号重复", "stands twice")
        slots[slot.id] = slot
        row.done()
    return tuple(slots.values())


def _slot(row: TomlTable, groups: dict[str, SlotGroup]) -> Slot:
    group = row.text("group")
    if group not in groups:
        row.note("group", f"没有分组 {group}", f"there is no group {group}")
    stages = []
    for stage in row.texts("stages"):
        if stage in Stage.__members__.values():
            stages.append(Stage(stage))
        else:
            row.note("stages", f"没有阶段 {stage}", f"there is no stage {stage}")
    return Slot(
        id=row.text("id"),
        group=groups.get(group, SlotGroup(group, row.words("title"))),
        title=row.words("title"),
        synonyms=row.texts("synonyms"),
        why=row.words("why"),
        instead=row.optional_words("instead"),
        when_missing=row.words("when_missing"),
        per_invoice=row.optional_flag("per_invoice") or False,
        stages=tuple(stages),
        copies=row.whole("copies"),
        seal=row.word("seal", Seal),
        form=row.optional_flag("form") or False,
        sources=row.texts("sources"),
        confidence=row.word("confidence", Confidence),
    )


@cache
def shipped_packets() -> Mapping[str, PacketNeeds]:
    """Return what each packet needs, as the program ships it, by packet id."""
    return read_packets(asset("forms/checklists"), shipped_slots())


def read_packets(folder: Path, slots: Iterable[Slot]) -> Mapping[str, PacketNeeds]:
    """Return what each packet needs: every file of a folder but the slots themselves.

    Whether the conditions can be used is checked where they are compiled, against the
    catalogue of facts (``ChecklistJudge``).

    Raises:
        CatalogError: Every problem of every file, each with slot and key.
    """
    reader = TomlReader()
    known = frozenset(slot.id for slot in slots)
    drafts: dict[str, _Draft] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name != SLOTS_FILE:
            top = reader.file(path)
            draft = _draft(top, known)
            top.done()
            drafts[draft.packet.id] = draft
    packets = {id_: _extended(draft, drafts) for id_, draft in drafts.items()}
    reader.check()
    return MappingProxyType(packets)


def read_own_list(path: Path, slots: Iterable[Slot]) -> tuple[tuple[SlotNeed, ...], bool]:
    """Return a client's own 《索赔单证明细表》: its needs, and whether it replaces the program's.

    Raises:
        CatalogError: Every problem of the file.
    """
    known = frozenset(slot.id for slot in slots)

    def take(top: TomlTable) -> tuple[tuple[SlotNeed, ...], bool]:
        return _needs(top, known), top.optional_flag("replaces") or False

    return read_whole(path, take)


@dataclass(frozen=True, slots=True)
class _Draft:
    packet: PacketNeeds
    extends: str | None
    table: TomlTable


def _draft(top: TomlTable, known: frozenset[str]) -> _Draft:
    table = top.table("packet")
    packet = PacketNeeds(
        table.text("id"),
        table.words("title"),
        _needs(top, known),
        table.texts("sources"),
        table.texts("aids"),
        table.optional_text("papers_since") or "",
        table.optional_flag("asked_only") or False,
        table.optional_flag("own_copy") or False,
    )
    for slot in packet.aids:
        if slot not in known:
            table.note("aids", f"没有单证位置 {slot}", f"there is no slot {slot}")
    extends = table.optional_text("extends")
    table.done()
    return _Draft(packet, extends, table)


def _extended(draft: _Draft, drafts: Mapping[str, _Draft]) -> PacketNeeds:
    if draft.extends is None:
        return draft.packet
    base = drafts.get(draft.extends)
    if base is None or base.extends is not None:
        draft.table.note("extends", "没有可沿用的卷宗", "there is no such packet to extend")
        return draft.packet
    return replace(draft.packet, needs=base.packet.overridden(draft.packet.needs).needs)


def _needs(top: TomlTable, known: frozenset[str]) -> tuple[SlotNeed, ...]:
    needs: dict[str, SlotNeed] = {}
    for row in top.tables("need"):
        slots = row.texts("slots")
        row.named(f"need {' '.join(slots)}")
        need = SlotNeed(
            "",
            _condition(row, "mandatory"),
            _condition(row, "recommended"),
            row.optional_words("when"),
            row.optional_words("advised"),
        )
        if isinstance(need.mandatory, str) and need.when is None:
            row.note("when", "请用文字写明条件", "say the condition in words")
        for slot in slots:
            if slot not in known:
                row.note("slots", f"没有单证位置 {slot}", f"there is no slot {slot}")
            if slot in needs:
                row.note("slots", f"{slot} 出现两次", f"{slot} stands twice")
            needs[slot] = replace(need, slot=slot)
        row.done()
    return tuple(needs.values())


def _condition(row: TomlTable, key: str) -> bool | str:
    if isinstance(row.raw(key), str):
        return row.text(key)
    return row.optional_flag(key) or False
