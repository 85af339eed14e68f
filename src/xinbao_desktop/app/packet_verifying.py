"""A finished packet against the records of its client, by building it a second time."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.app.packet_plans import PrintChoices
from xinbao_desktop.domain.packet_plan import Profile
from xinbao_desktop.domain.verification import ClientEvidence
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.storage.contents import file_digest
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from datetime import date

    from xinbao_desktop.app.packet_plans import PacketPlans
    from xinbao_desktop.domain.verification import VerifyResult
    from xinbao_desktop.storage.values import PacketRecord


def verify_kept(
    plans: PacketPlans,
    pdf: Path,
    case_no: str,
    on: date | None,
    packet: str,
    kept: PacketRecord | None,
) -> VerifyResult:
    """Check a packet with the records of its case.

    How a packet was printed is not noted with it, so each way is tried until the second build
    is the same to the byte; if none is, the first one speaks.
    """
    from xinbao_desktop.packet.build import build_packet
    from xinbao_desktop.packet.verify import verify_packet

    packet = kept.kind if kept else packet
    on = kept.evaluated_on if kept and on is None else on
    open_ = tuple(plans.checks.problems(case_no, on, packet))
    draft = kept.draft if kept else False
    wanted = file_digest(pdf)[0]
    result: VerifyResult | None = None
    for lang, profile in product(Lang, Profile):
        choices = PrintChoices(draft, profile, lang)
        with plans.planned(case_no, packet, on, open_, choices) as plan:
            with scratch_folder() as folder:
                again = build_packet(plan, Path(folder) / "again.pdf", NoProgress())
            if result is not None and again.sha256 != wanted:
                continue
            evidence = ClientEvidence(
                plan=plan, source_hashes=plans.hashes(plan), rebuilt_sha256=again.sha256
            )
            result = verify_packet(pdf, evidence)
        if again.sha256 == wanted:
            break
    assert result is not None
    return result
