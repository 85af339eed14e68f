"""The sheet that volumes after the first carry instead of check sheet and manifest.

It says which packet the volume belongs to, and what a reader of this volume alone must know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.packet.check_sheet import archive_words, filled_fields, image_words
from xinbao_desktop.packet.cover_sheet import sheets_of
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.form import FilledForm
    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.packet.parts import Numbering, Part


def volume_form(plan: PacketPlan, parts: Sequence[Part], numbering: Numbering) -> FilledForm:
    """Return the sheet of one volume."""
    assert plan.volume is not None
    form, check_sheet = plan.sheets.volume_sheet, plan.sheets.check_sheet
    checks = check_sheet.words
    packs = "；".join(f"{pack.id} {pack.version}" for pack in plan.packs)
    words: dict[str, Text | str] = {
        "volume": form.words["of"].fill(number=plan.volume.number, count=plan.volume.count),
        "pages": checks["pages"].fill(pages=numbering.total, sheets=sheets_of(plan, numbering)),
        "case_no": plan.case_no,
        "on": plan.on.isoformat(),
        "client": Text(plan.client_name_zh or plan.client_name_en, plan.client_name_en),
        "client_id": plan.client_id,
        "program": f"Xinbao Desktop {plan.program_version}",
        "packs": same(packs) if packs else checks["no_packs"],
        "profile": checks[plan.profile],
        "archive": archive_words(check_sheet, parts, numbering),
        "image_only": image_words(plan, parts, numbering),
    }
    return filled_fields(form, words)
