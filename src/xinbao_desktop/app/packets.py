"""Packets: build, keep, verify against the client's records (J7).

What stands in the way of a packet is found by ``open_checks``, its plan made by ``packet_plans``.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop import __version__
from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.app.checklist import ChecklistService
from xinbao_desktop.app.open_checks import OpenCheck, OpenChecks
from xinbao_desktop.app.packet_plans import PacketPlans, PrintChoices
from xinbao_desktop.app.packet_verifying import verify_kept
from xinbao_desktop.domain.document import Confirmation
from xinbao_desktop.files.atomic import atomic_output, refuse_existing, write_text
from xinbao_desktop.packet.preview import bookmarks, render_page
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.storage.contents import file_digest
from xinbao_desktop.storage.values import PacketRecord
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.evidence import EvidenceService
    from xinbao_desktop.domain.packet_plan import PacketPlan, Profile
    from xinbao_desktop.domain.verification import VerifyResult

__all__ = ["BuiltPacketAnswer", "OpenCheck", "PacketService"]

OPEN = Text(
    "没有生成定稿：{n} 个错误未解决。可加 --draft 生成草稿。",
    "No final packet: {n} errors are open. A draft can be built with --draft.",
)


@dataclass(frozen=True, slots=True)
class BuiltPacketAnswer:
    """What came of building: the packet (None when an error stopped it) and what is open."""

    packet: Path | None
    pages: int
    sha256: str | None
    open: tuple[OpenCheck, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing blocks."""
        return not any(check.blocks for check in self.open)

    def as_json(self) -> dict[str, Any]:
        """Return the document of the command line."""
        return {
            "packet": None if self.packet is None else str(self.packet),
            "pages": self.pages,
            "sha256": self.sha256,
            "open": [
                {
                    "check": c.check,
                    "severity": c.severity,
                    "message": c.message.as_json(),
                    **({"reason": c.reason} if c.reason else {}),
                }
                for c in self.open
            ],
        }


class PacketService:
    """The packets of one client's cases."""

    def __init__(self, desk: Desk, evidence: EvidenceService, checklists: ChecklistService) -> None:
        self._desk = desk
        self._evidence = evidence
        self._checks = OpenChecks(desk, evidence, checklists)
        self._plans = PacketPlans(desk, checklists, self._checks)

    def problems(
        self, case_no: str, on: date | None = None, packet: str = "claim"
    ) -> Sequence[OpenCheck]:
        """Return every check that is not passed, errors first; explained ones say why."""
        return self._checks.problems(case_no, on, packet)

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
    ) -> BuiltPacketAnswer:
        """Build a packet; a final one only while no error is open.

        Beside ``OUT.pdf`` lies ``OUT.pdf.sha256``. The packet is noted with its case, which
        from the first final one on keeps the packs it was built with; ``newest`` builds with
        the packs in use, and the case keeps those from then on. Without a ``profile`` it is
        laid out for sealing, the client's own copy for filing.

        Raises:
            UsageError: ``out`` exists and ``force`` was not given; no such case.
        """
        from xinbao_desktop.packet.build import build_packet

        if newest:
            own = self._at(self._desk.of_case(case_no, newest=True))
            return own.build(
                case_no, out, packet=packet, draft=draft, force=force, on=on, lang=lang,
                profile=profile, progress=progress,
            )  # fmt: skip
        refuse_existing(out, force=force)
        open_ = tuple(self.problems(case_no, on, packet))
        if not draft and any(check.blocks for check in open_):
            return BuiltPacketAnswer(None, 0, None, open_)
        profile = profile or self._plans.profile(case_no, packet, on)
        choices = PrintChoices(draft, profile, lang)
        side = out.with_name(out.name + ".sha256")
        with (
            self._plans.planned(case_no, packet, on, open_, choices) as plan,
            atomic_output(out, force=force) as place,
        ):
            built = build_packet(plan, place, progress or NoProgress())
            with suppress(OSError):  # rather none than the old packet's beside the new one
                side.unlink(missing_ok=True)
        write_text(side, f"{built.sha256}  {out.name}\n", force=True)
        if not self._desk.file.read_only:
            self._note(case_no, packet, out.name, plan, built.pages, built.sha256)
        return BuiltPacketAnswer(out, built.pages, built.sha256, open_)

    def verify(
        self, pdf: Path, case_no: str, on: date | None = None, packet: str = "claim"
    ) -> VerifyResult:
        """Check a packet by reading it anew, also against this client's records.

        A packet that was noted with its case is judged by the packs it was built with.
        """
        kept = self._kept(case_no, pdf)
        desk = self._desk.of_case(case_no)
        if kept is not None and self._desk.has(kept.packs):
            desk = self._desk.by_packs(kept.packs)
        plans = self._at(desk)._plans  # noqa: SLF001 - the same service at another desk
        return verify_kept(plans, pdf, case_no, on, packet, kept)

    def confirm(
        self, case_no: str, check: str, subject: str, answer: str, reason: str, by: str = ""
    ) -> Changed[Confirmation]:
        """Answer a check in writing; an empty answer takes it back."""
        said = Confirmation(
            case_no=case_no,
            check=check,
            subject=subject,
            answer=answer or None,
            reason=reason or None,
            by=by or self._desk.who or None,
            on=self._desk.clock.today(),
        )
        with self._desk.write() as work:
            if answer:
                work.put(said)
            elif work.get("confirmations", said.identity) is not None:
                work.delete("confirmations", said.identity)
        return Changed(said, Changes.of("confirmations"))

    def kept(self, case_no: str) -> Sequence[PacketRecord]:
        """Return the packets built for a case, the newest first."""
        with self._desk.file.read() as work:
            return work.packets(case_no)

    def page_image(self, pdf: Path, number: int, dpi: int = 100) -> bytes:
        """Return a page of a packet as PNG."""
        return render_page(pdf, number, dpi)

    def bookmarks(self, pdf: Path) -> Sequence[tuple[int, str, int]]:
        """Return a packet's bookmarks: level from 0, title, page from 1."""
        return bookmarks(pdf)

    def _at(self, desk: Desk) -> PacketService:
        """Return the same service at another desk."""
        return PacketService(desk, self._evidence, ChecklistService(desk))

    def _kept(self, case_no: str, pdf: Path) -> PacketRecord | None:
        sha256 = file_digest(pdf)[0]
        return next((p for p in self.kept(case_no) if p.sha256 == sha256), None)

    def _note(
        self, case_no: str, kind: str, name: str, plan: PacketPlan, pages: int, sha256: str
    ) -> None:
        with self._desk.write() as work:
            work.add_packet(
                PacketRecord(
                    case_no=case_no,
                    kind=kind,
                    name=name,
                    made_at=self._desk.clock.now(),
                    evaluated_on=plan.on,
                    program=__version__,
                    packs=tuple((p.id, p.version) for p in plan.packs),
                    pages=pages,
                    sha256=sha256,
                    draft=plan.draft,
                    stored=False,
                )
            )
