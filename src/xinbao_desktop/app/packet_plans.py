"""The plan of a packet for as long as it is needed: its papers lie on disk meanwhile.

What goes into a plan is the business of ``packet_plan``.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.app.packet_plan import PlanMaker, PlanParts
from xinbao_desktop.domain.channel import NO_LIMITS, Limits
from xinbao_desktop.domain.crosscheck import questions
from xinbao_desktop.domain.packet_plan import BlankDocument, PaperDocument, Profile
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.storage.contents import file_digest
from xinbao_desktop.text import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from xinbao_desktop.app.checklist import ChecklistService
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.open_checks import OpenCheck, OpenChecks
    from xinbao_desktop.app.unfinished_packets import UnfinishedPackets
    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.storage.values import PacketRecord


@dataclass(frozen=True, slots=True)
class PrintChoices:
    """How a packet is to be printed, and for which channel; ``limits`` are those of a volume.

    ``blanks`` are the insurers' forms to print, as a packet kept them; None for those in use.
    """

    draft: bool = False
    profile: Profile = Profile.SEAL
    lang: Lang = Lang.ZH
    channel: str = ""
    limits: Limits = NO_LIMITS
    blanks: tuple[tuple[str, str], ...] | None = None


class PacketPlans:
    """Plans the packets of one client's cases."""

    def __init__(
        self,
        desk: Desk,
        checklists: ChecklistService,
        checks: OpenChecks,
        unfinished: UnfinishedPackets,
    ) -> None:
        self.desk = desk
        self.checks = checks
        self.unfinished = unfinished
        self._checklists = checklists

    def profile(self, case_no: str, packet: str, on: date | None) -> Profile:
        """Return what a kind of packet is printed for where nobody says: to be sealed, or kept."""
        own_copy = self._checklists.needs(case_no, packet, on).own_copy
        return Profile.FILE if own_copy else Profile.SEAL

    def kept(self, case_no: str) -> list[PacketRecord]:
        """Return the packets built for a case, the oldest first."""
        with self.desk.file.read() as work:
            return list(work.packets(case_no))

    def made_from(self) -> tuple[str, int]:
        """Return from which records a packet is made now: whose, and their last change."""
        with self.desk.file.read() as work:
            return work.client_id, work.last_change()

    @contextmanager
    def planned(
        self,
        case_no: str,
        packet: str,
        on: date | None,
        open_: tuple[OpenCheck, ...],
        choices: PrintChoices,
    ) -> Iterator[PacketPlan]:
        """Give the plan; the papers' copies lie on disk while the block runs."""
        parts = PlanParts(
            case_no,
            self._checklists.needs(case_no, packet, on),
            self.desk.day(on),
            self._checklists.checklist(case_no, packet, on),
            self._checklists.values(case_no, on),
            open_,
            questions(
                self.checks.confirmations(case_no, on),
                [one for one in self.desk.readings() if one.case_no == case_no],
            ),
            choices.draft,
            choices.profile,
            choices.lang,
            choices.blanks,
        )
        with scratch_folder() as folder:
            with self.desk.file.read() as work:
                desk = self.desk.of_case(case_no)
                plan = PlanMaker(desk, work, Path(folder), parts).plan()
            yield plan

    def hashes(self, plan: PacketPlan) -> Mapping[str, str]:
        """Return the SHA-256 of each original as it is stored now, by document."""
        found: dict[str, str] = {}
        with self.desk.file.read() as work, scratch_folder() as folder:
            for document in plan.documents():
                if isinstance(document, BlankDocument):
                    shelf = self.desk.knowledge.blanks
                    found[document.id] = file_digest(shelf.pdf(shelf.get(document.blank)))[0]
                elif isinstance(document, PaperDocument):
                    original = Path(folder) / document.id
                    work.export_evidence(document.sha256, original)
                    found[document.id] = file_digest(original)[0]
                    original.unlink()
        return found
