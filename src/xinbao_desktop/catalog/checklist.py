"""Read the checklists of ``forms/checklists``: the slots, and what each packet needs of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.catalog.code_table import CodeTable, code_file
from xinbao_desktop.domain.checklist import Slot, SlotGroup

if TYPE_CHECKING:
    from pathlib import Path

STAGES = ("N", "A", "C", "P")
SEALS = ("pages", "sign", "none")
CONFIDENCES = ("H", "M", "L")


def read_slots(path: Path) -> tuple[Slot, ...]:
    """Return the slots of a file, in the order of a packet.

    Raises:
        CatalogError: The file is wrong; the message names file, slot and key.
    """
    with code_file(path) as file:
        groups = {
            row.text("id"): SlotGroup(row.text("id"), row.both("title"))
            for row in file.tables("group")
        }
        return tuple(_slot(row, groups) for row in file.tables("slot"))


def _slot(row: CodeTable, groups: dict[str, SlotGroup]) -> Slot:
    return Slot(
        id=row.text("id"),
        group=row.choice("group", tuple(groups)),
        title=row.both("title"),
        why=row.both("why"),
        instead=row.optional_both("instead"),
        when_missing=row.optional_both("when_missing"),
        per_invoice=row.flag("per_invoice", default=False),
        stages=row.texts("stages"),
        copies=row.number("copies"),
        seal=row.choice("seal", SEALS),
        form=row.flag("form", default=False),
        sources=row.texts("sources"),
        confidence=row.choice("confidence", CONFIDENCES),
    )
