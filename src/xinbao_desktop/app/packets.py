"""Packets: build, keep, verify against the client's records (J7).

What stands in the way of a packet is found by ``open_checks``, its plan made by ``packet_plans``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.checklist import ChecklistService
from xinbao_desktop.app.evidence import EvidenceService
from xinbao_desktop.app.filed_packets import filed_packets
from xinbao_desktop.app.former_volumes import family
from xinbao_desktop.app.open_checks import OpenCheck, OpenChecks
from xinbao_desktop.app.packet_answer import BuiltPacketAnswer, VolumeLimits
from xinbao_desktop.app.packet_building import PacketOrder, build
from xinbao_desktop.app.packet_channel import limits_of
from xinbao_desktop.app.packet_plans import PacketPlans, PrintChoices
from xinbao_desktop.app.packet_verifying import Noted, Source, verify_kept
from xinbao_desktop.app.past_desk import past_case
from xinbao_desktop.app.unfinished_packets import UnfinishedPackets, with_unfinished
from xinbao_desktop.domain.channel import NO_LIMITS, Limits
from xinbao_desktop.domain.crosscheck import questions
from xinbao_desktop.errors import unreadable
from xinbao_desktop.files.atomic import refuse_existing
from xinbao_desktop.packet.preview import bookmarks, print_page, render_page
from xinbao_desktop.progress import NoProgress
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.channel import Channel
    from xinbao_desktop.domain.crosscheck import Question
    from xinbao_desktop.domain.packet_plan import Profile
    from xinbao_desktop.domain.verification import VerifyResult
    from xinbao_desktop.files.set_book import SetBook
    from xinbao_desktop.packet.preview import PagePicture
    from xinbao_desktop.progress import Progress
    from xinbao_desktop.storage.values import PacketRecord

__all__ = ["BuiltPacketAnswer", "OpenCheck", "PacketService"]

OPEN = Text(
    "没有生成定稿：{n} 个错误未解决。可加 --draft 生成草稿。",
    "No final packet while errors are open ({n}). A draft can be built with --draft.",
)


NO_REASON = Text(
    "{n} 个警告还没有书面理由，检查表上为此留了空栏。请在工作簿的“确认”表（检查、对象、"
    "答复“已说明”、说明）或窗口的“案卷”页写明理由，再重新生成。",
    "{n} warnings have no written reason; the check sheet leaves a line for each. Write it in the "
    "sheet 确认 (check, subject, answer explained, reason) or in the window's packet tab, and "
    "build again.",
)


class PacketService:
    """The packets of one client's cases."""

    def __init__(
        self,
        desk: Desk,
        evidence: EvidenceService,
        checklists: ChecklistService,
        book: SetBook | None = None,
    ) -> None:
        self._desk = desk
        self._unfinished = UnfinishedPackets(desk, book)
        self._evidence = evidence
        self._checks = OpenChecks(desk, evidence, checklists)
        self._plans = PacketPlans(desk, checklists, self._checks, self._unfinished)

    def problems(
        self, case_no: str, on: date | None = None, packet: str = "claim"
    ) -> Sequence[OpenCheck]:
        """Return every check that is not passed, errors first; explained ones say why."""
        return self._checks.problems(case_no, on, packet)

    def questions(self, case_no: str, on: date | None = None) -> Sequence[Question]:
        """Return what only a person can check, with the answers that are there by that day."""
        read = [one for one in self._desk.readings() if one.case_no == case_no]
        return questions(self._checks.confirmations(case_no, on), read)

    def build(
        self,
        case_no: str,
        out: Path,
        *,
        packet: str = "claim",
        draft: bool = False,
        force: bool = False,
        on: date | None = None,
        lang: Lang = Lang.ZH,
        profile: Profile | None = None,
        progress: Progress | None = None,
        newest: bool = False,
        channel: str = "",
        limits: Limits = NO_LIMITS,
        supplement: bool = False,
    ) -> BuiltPacketAnswer:
        """Build a packet; a final one only while no error is open.

        Beside ``OUT.pdf`` lies ``OUT.pdf.sha256``; in volumes it is ``OUT-1.pdf``, ``OUT-2.pdf`` …
        The packet is noted with its case, which from the first final one on keeps the packs it was
        built with; ``newest`` builds with the packs in use, and the case keeps those from then on.
        Without a ``profile`` it is laid out for sealing, the client's own copy for filing.

        Args:
            case_no: The case.
            out: Where to.
            packet: Which kind.
            draft: Build although errors are open, marked as a draft.
            force: Replace what is there.
            on: As of this day.
            lang: The language that stands first.
            profile: What it is printed for.
            progress: Learns how far it is.
            newest: By the packs in use.
            channel: How it is handed in; it is divided to keep what the channel takes.
            limits: The user's own limits of a volume, before those of the channel.
            supplement: Print only what came since the last final packet.

        Raises:
            UsageError: an output exists and ``force`` was not given; no such case or channel; no
                packet to supplement.
        """
        plans = self._plans
        if newest:
            plans = self._at(self._desk.of_case(case_no, newest=True))._plans  # noqa: SLF001
        refuse_existing(out, force=force)
        profile = profile or plans.profile(case_no, packet, on)
        most = self.limits(channel, profile, limits)
        open_ = tuple(plans.checks.problems(case_no, on, packet))
        if not draft and any(check.blocks for check in open_):
            return BuiltPacketAnswer(None, 0, None, open_)
        choices = PrintChoices(draft, profile, lang, channel, most.limits)
        order = PacketOrder(case_no, packet, on, out, choices, most, supplement, force)
        return build(plans, order, open_, progress)

    def settle(self, folder: Path | None = None) -> tuple[Text, ...]:
        """Finish or clear away what a killed build left: in a folder, and wherever one was begun.

        Returns:
            What to tell the user.
        """
        return self._unfinished.settle(folder)

    def earlier(self, out: Path) -> Sequence[Path]:
        """Return what lies under an output's name or those of its volumes."""
        return family(out)

    @property
    def channels(self) -> Mapping[str, Channel]:
        """The ways to hand a packet in, by their ids."""
        return self._desk.knowledge.codes.channels

    def profile(self, case_no: str, packet: str = "claim", on: date | None = None) -> Profile:
        """Return what a kind of packet is printed for where nobody says."""
        return self._plans.profile(case_no, packet, on)

    def limits(self, channel: str, profile: Profile, own: Limits = NO_LIMITS) -> VolumeLimits:
        """Return what a volume may hold, what that counts and where the figures come from.

        Raises:
            UsageError: there is no such channel, or a volume could hold nothing.
        """
        return limits_of(self.channels, channel, profile, own)

    def has_filed(self, case_no: str, packet: str = "claim") -> bool:
        """Say whether there is a final packet that a supplement can follow."""
        return bool(filed_packets(self._plans.kept(case_no), packet))

    def verify(
        self,
        pdf: Path,
        case_no: str,
        on: date | None = None,
        packet: str = "claim",
        progress: Progress | None = None,
    ) -> VerifyResult:
        """Check a packet by reading it anew, also against this client's records.

        A packet that was noted with its case is judged by the packs it was built with, and by
        the records as they were then, as far as the history tells them.
        """
        noted = Noted.of(self._plans.kept(case_no), pdf)
        desk: Desk = self._desk.of_case(case_no)
        if noted.record is not None and self._desk.has(noted.record.packs):
            desk = self._desk.by_packs(noted.record.packs)
        sources = [Source(self._at(desk)._plans, case_no)]  # noqa: SLF001 - the same service
        if noted.record is not None:
            past = past_case(desk, case_no, noted.record, noted.contents)
            if past is not None:
                plans = self._at(past.desk)._plans  # noqa: SLF001 - at another desk
                sources.insert(0, Source(plans, past.case_no, past.since))
        result = verify_kept(sources, noted, pdf, on, packet, progress or NoProgress())
        return with_unfinished(result, pdf)

    def verify_file(
        self, pdf: Path, case_no: str, progress: Progress | None = None
    ) -> VerifyResult:
        """Check any PDF: with the client's records if it is noted with the case, else alone.

        Raises:
            BadInputError, DiskError: The file is gone, or cannot be read.
        """
        from xinbao_desktop.packet.verify import verify_packet

        if not pdf.is_file():
            raise unreadable(pdf, FileNotFoundError(str(pdf)))
        noted = Noted.of(self._plans.kept(case_no), pdf)
        if noted.record is None:
            return with_unfinished(verify_packet(pdf, None, progress), pdf)
        return self.verify(pdf, case_no, progress=progress)

    def kept(self, case_no: str) -> Sequence[PacketRecord]:
        """Return the packets built for a case, the oldest first."""
        return self._plans.kept(case_no)

    def page_image(self, pdf: Path, number: int, dpi: int = 100) -> bytes:
        """Return a page of a packet as PNG."""
        return render_page(pdf, number, dpi)

    def print_image(self, pdf: Path, number: int, dpi: int) -> PagePicture:
        """Return a page of a packet as a printer wants it."""
        return print_page(pdf, number, dpi)

    def bookmarks(self, pdf: Path) -> Sequence[tuple[int, str, int]]:
        """Return a packet's bookmarks: level from 0, title, page from 1."""
        return bookmarks(pdf)

    def _at(self, desk: Desk) -> PacketService:
        """Return the same service at another desk."""
        book = self._unfinished.book
        return PacketService(desk, EvidenceService(desk), ChecklistService(desk), book)
