"""Read the checklists of ``forms/checklists``: the slots, and what each packet needs of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.toml_file import TomlTable, read_whole
from xinbao_desktop.domain.checklist import Confidence, Seal, Slot, SlotGroup, Stage

if TYPE_CHECKING:
    from pathlib import Path


@cache
def shipped_slots() -> tuple[Slot, ...]:
    """Return the slots that the program ships with, in the order of a packet."""
    return read_slots(asset("forms/checklists/slots.toml"))


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
