"""Packets: what stands in the way, build, keep, verify against the client's records (J7)."""

from __future__ import annotations

import dataclasses
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xinbao_desktop import __version__
from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.app.checklist import ChecklistService
from xinbao_desktop.app.claim import ClaimService
from xinbao_desktop.app.packet_plan import OpenCheck, PlanMaker, PlanParts
from xinbao_desktop.domain.checklist import Need, SlotState
from xinbao_desktop.domain.crosscheck import content_checks, questions
from xinbao_desktop.domain.document import Confirmation
from xinbao_desktop.domain.packet_plan import FindingSeverity, PaperDocument, Profile
from xinbao_desktop.domain.verification import ClientEvidence
from xinbao_desktop.files.atomic import atomic_output, refuse_existing, write_text
from xinbao_desktop.packet.preview import bookmarks, render_page
from xinbao_desktop.progress import NoProgress, Progress
from xinbao_desktop.storage.contents import file_digest
from xinbao_desktop.storage.values import PacketRecord
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.evidence import EvidenceService
    from xinbao_desktop.domain.checklist import Checklist
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.domain.verification import VerifyResult

__all__ = ["BuiltPacketAnswer", "OpenCheck", "PacketService"]

ERROR, WARNING = FindingSeverity.ERROR.value, FindingSeverity.WARNING.value
MISSING = Text("缺 {slot} {title}{invoice}", "{slot} {title} is missing{invoice}")
EMPTY = Text("{form} 未填：{fields}", "{form} lacks: {fields}")
NOT_STORED = Text(
    "{slot} {path}：只登记了文件名，文件没有取入",
    "{slot} {path}: named, but its file was not taken in",
)
ALTERED = Text("{path} 与取入时的内容不同", "{path} differs from what was taken in")
OTHER_CLIENT = Text("{path} 属于另一个客户", "{path} belongs to another client")
BLANK = Text("{slot} {path} 第 {pages} 页近乎空白", "{slot} {path}: pages {pages} are nearly blank")
COARSE = Text(
    "{slot} {path} 第 {pages} 页低于 200 dpi", "{slot} {path}: pages {pages} are below 200 dpi"
)
OPEN = Text(
    "没有生成定稿：{n} 个错误未解决。可加 --draft 生成草稿。",
    "No final packet: {n} errors are open. A draft can be built with --draft.",
)
LEAST_DPI = 150


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
        self._checklists = checklists

    def problems(
        self, case_no: str, on: date | None = None, packet: str = "claim"
    ) -> Sequence[OpenCheck]:
        """Return every check that is not passed, errors first; explained ones say why."""
        checklist = self._checklists.checklist(case_no, packet, on)
        found = [*self._slots(case_no, checklist, on), *self._papers(case_no, checklist)]
        answer = ClaimService(self._desk).claim(case_no, on)
        said = self._confirmations(case_no, on)
        found += [
            OpenCheck(c.id, ERROR, c.message, c.subject, c.explained)
            for c in content_checks(answer.judgement.findings, said, packet=packet)
        ]
        reasons = {(c.check, c.subject): c.reason or "" for c in said}
        found = [
            check
            if check.reason or check.severity == ERROR
            else dataclasses.replace(
                check,
                reason=reasons.get((check.check, check.subject))
                or reasons.get((check.check, ""), ""),
            )
            for check in found
        ]
        return sorted(found, key=lambda c: (c.severity != ERROR, c.check, c.subject))

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
        if profile is None:
            own_copy = self._checklists.needs(case_no, packet, on).own_copy
            profile = Profile.FILE if own_copy else Profile.SEAL
        choices = (draft, profile, lang)
        with (
            self._plan(case_no, packet, on, open_, choices) as plan,
            atomic_output(out, force=force) as place,
        ):
            built = build_packet(plan, place, progress or NoProgress())
        side = out.with_name(out.name + ".sha256")
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
        return self._at(desk)._verify(pdf, case_no, on, packet, kept)  # noqa: SLF001

    def _at(self, desk: Desk) -> PacketService:
        """Return the same service at another desk."""
        return PacketService(desk, self._evidence, ChecklistService(desk))

    def _verify(
        self, pdf: Path, case_no: str, on: date | None, packet: str, kept: PacketRecord | None
    ) -> VerifyResult:
        from xinbao_desktop.packet.build import build_packet
        from xinbao_desktop.packet.verify import verify_packet

        packet = kept.kind if kept else packet
        on = kept.evaluated_on if kept and on is None else on
        open_ = tuple(self.problems(case_no, on, packet))
        draft = kept.draft if kept else False
        wanted = file_digest(pdf)[0]
        result: VerifyResult | None = None
        for lang, profile in product(Lang, Profile):
            with self._plan(case_no, packet, on, open_, (draft, profile, lang)) as plan:
                with tempfile.TemporaryDirectory(prefix="xinbao-") as folder:
                    again = build_packet(plan, Path(folder) / "again.pdf", NoProgress())
                if result is not None and again.sha256 != wanted:
                    continue
                evidence = ClientEvidence(
                    plan=plan, source_hashes=self._hashes(plan), rebuilt_sha256=again.sha256
                )
                result = verify_packet(pdf, evidence)
            if again.sha256 == wanted:
                break
        assert result is not None
        return result

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

    # -- checks ----------------------------------------------------------------------------

    def _slots(self, case_no: str, checklist: Checklist, on: date | None) -> Iterator[OpenCheck]:
        lacking = self._checklists.empty_fields(case_no, on)
        for row in checklist.rows:
            if not row.open:
                continue
            empty = lacking.get(row.slot.id, ())
            if row.slot.form and empty:
                words = {f.label.zh: f.label for f in empty}.values()
                fields = Text("、".join(w.zh for w in words), ", ".join(w.en for w in words))
                name = Text(
                    f"{row.slot.id} {row.slot.title.zh}", f"{row.slot.id} {row.slot.title.en}"
                )
                yield OpenCheck("V02", ERROR, EMPTY.fill(form=name, fields=fields), row.slot.id)
                continue
            invoice = (
                Text(f"（{row.invoice}）", f" ({row.invoice})") if row.invoice else Text("", "")
            )
            text = MISSING.fill(slot=row.slot.id, title=row.slot.title, invoice=invoice)
            yield OpenCheck("V02", ERROR, text, " ".join(filter(None, (row.slot.id, row.invoice))))

    def _papers(self, case_no: str, checklist: Checklist) -> Iterator[OpenCheck]:
        wanted = {r.slot.id for r in checklist.rows if r.need is not Need.NOT_APPLICABLE}
        wanted |= {r.slot.id for r in checklist.rows if r.state is SlotState.FILLED}
        with self._desk.file.read() as work:
            client_id = work.client_id
        for paper in self._evidence.papers(case_no):
            document = paper.document
            if not document.path or document.slot not in wanted:
                continue
            if paper.info is None:
                text = NOT_STORED.fill(slot=document.slot, path=document.path)
                yield OpenCheck("V02", ERROR, text, document.path)
                continue
            if paper.info.client_id != client_id:
                yield OpenCheck("V34", ERROR, OTHER_CLIENT.fill(path=document.path), document.path)
            if not self._is_whole(document):
                yield OpenCheck("V30", ERROR, ALTERED.fill(path=document.path), document.path)
            pages = paper.report.pages if paper.report else ()
            for check, template, numbers in (
                ("V16", BLANK, [p["number"] for p in pages if p["blank"]]),
                ("V17", COARSE, [p["number"] for p in pages if p["dpi"] and p["dpi"] < LEAST_DPI]),
            ):
                if numbers:
                    text = template.fill(
                        slot=document.slot, path=document.path, pages="、".join(map(str, numbers))
                    )
                    yield OpenCheck(check, WARNING, text, document.path)

    def _is_whole(self, document: Document) -> bool:
        assert document.sha256 is not None
        with self._desk.file.read() as work, tempfile.TemporaryDirectory() as folder:
            original = Path(folder) / "original"
            work.export_evidence(document.sha256, original)
            return file_digest(original)[0] == document.sha256

    def _confirmations(self, case_no: str, on: date | None) -> Sequence[Confirmation]:
        client = self._desk.coverage(on).portfolio.client
        return client.confirmations_by_case.get(case_no, ())

    # -- building ---------------------------------------------------------------------------

    @contextmanager
    def _plan(
        self,
        case_no: str,
        packet: str,
        on: date | None,
        open_: tuple[OpenCheck, ...],
        choices: tuple[bool, Profile, Lang],
    ) -> Iterator[PacketPlan]:
        """Give the plan; the papers' copies lie on disk while the block runs."""
        draft, profile, lang = choices
        parts = PlanParts(
            case_no,
            self._checklists.needs(case_no, packet, on),
            self._desk.day(on),
            self._checklists.checklist(case_no, packet, on),
            self._checklists.values(case_no, on),
            open_,
            questions(self._confirmations(case_no, on)),
            draft,
            profile,
            lang,
        )
        with tempfile.TemporaryDirectory(prefix="xinbao-") as folder:
            with self._desk.file.read() as work:
                desk = self._desk.of_case(case_no)
                plan = PlanMaker(desk, work, Path(folder), parts).plan()
            yield plan

    def _hashes(self, plan: PacketPlan) -> Mapping[str, str]:
        """Return the SHA-256 of each original as it is stored now."""
        found: dict[str, str] = {}
        with self._desk.file.read() as work, tempfile.TemporaryDirectory() as folder:
            for document in plan.documents():
                if isinstance(document, PaperDocument):
                    original = Path(folder) / document.id
                    work.export_evidence(document.sha256, original)
                    found[document.id] = file_digest(original)[0]
                    original.unlink()
        return found

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
