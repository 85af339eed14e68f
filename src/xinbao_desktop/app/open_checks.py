"""What stands in the way of a packet: empty slots, papers, contents, each with its reason.

Answering a check in writing is the business of ``confirmation``, building of ``packets``.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.app.blank_filling import insurer_of
from xinbao_desktop.app.claim import ClaimService
from xinbao_desktop.catalog.form import form, forms
from xinbao_desktop.domain.blank_seal import needs_seal
from xinbao_desktop.domain.checklist import Need, SlotState
from xinbao_desktop.domain.crosscheck import NO_ADVICE, content_checks, notice_gaps
from xinbao_desktop.domain.packet_plan import FindingSeverity
from xinbao_desktop.domain.paper_check import DISPUTED, answer_to, differences
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.storage.contents import file_digest
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xinbao_desktop.app.checklist import ChecklistService
    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.app.evidence import EvidenceService
    from xinbao_desktop.domain.checklist import Checklist
    from xinbao_desktop.domain.document import Confirmation, Document
    from xinbao_desktop.domain.form import EmptyField

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
UNSEALED = Text(
    "{slot} 用保险人的表 {name}，表上没有标出盖章处",
    "{slot} is the insurer's form {name}, on which the place of the seal is not marked",
)
LEAST_DPI = 150
NOTICE = "notice"
CONFIRMED = "记录无误 / the record is right"
"""What stands as the reason where a person confirmed the record without a word."""


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """A check that is not passed; ``reason`` is what a person wrote to it.

    ``explainable`` says whether a person's written reason settles it: any warning, and of the
    errors those whose facts can no longer be changed. ``lacks`` are the answers that a printed
    form wants, each with the fact that would give it. ``advice`` says what to do.
    """

    check: str
    severity: str
    message: Text
    subject: str = ""
    reason: str = ""
    explainable: bool = False
    lacks: tuple[EmptyField, ...] = ()
    advice: Text = NO_ADVICE

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of a final packet."""
        return self.severity == FindingSeverity.ERROR and not self.reason

    @property
    def wants_reason(self) -> bool:
        """Whether it is a warning that may stay, once somebody writes why."""
        return self.severity == FindingSeverity.WARNING and not self.reason


class OpenChecks:
    """Finds what is open for the packets of one client's cases."""

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
        said = self.confirmations(case_no, on)
        found += [
            OpenCheck(
                c.id, ERROR, c.message, c.subject, c.explained, c.explainable, advice=c.advice
            )
            for c in content_checks(answer.judgement.findings, said, packet=packet)
        ]
        case = self._desk.case(case_no, on)
        for message, grave in notice_gaps(case, packet=packet):
            severity, subject = (ERROR if grave else WARNING), f"case:{case_no}"
            found.append(OpenCheck("C08", severity, message, subject, explainable=not grave))
        found += self._differences(case_no, packet, on)
        found += self._seals(case_no, checklist, on)
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
                told = EMPTY.fill(form=name, fields=fields)
                yield OpenCheck("V02", ERROR, told, row.slot.id, lacks=tuple(empty))
                continue
            invoice = (
                Text(f"（{row.invoice}）", f" ({row.invoice})") if row.invoice else Text("", "")
            )
            text = MISSING.fill(slot=row.slot.id, title=row.slot.title, invoice=invoice)
            yield OpenCheck("V02", ERROR, text, " ".join(filter(None, (row.slot.id, row.invoice))))

    def _differences(self, case_no: str, packet: str, on: date | None) -> Iterator[OpenCheck]:
        """Yield what the case's papers say otherwise than its records, with a person's answer.

        A day of shipment or an amount in two versions is an error, but for a notice, which must
        not wait; other numbers are warnings.
        """
        client = self._desk.coverage(on).portfolio.client
        for reading in differences(client, self._desk.readings(), case_no):
            said = answer_to(reading, client)
            grave = reading.key in DISPUTED and packet != NOTICE
            yield OpenCheck(
                reading.check,
                ERROR if grave else WARNING,
                self._evidence.told(reading),
                reading.subject,
                "" if said is None else said.reason or CONFIRMED,
                explainable=True,
            )

    def _seals(self, case_no: str, checklist: Checklist, on: date | None) -> Iterator[OpenCheck]:
        """Yield each insurer's form of this packet whose seal has no place on it."""
        insurer = insurer_of(self._checklists.values(case_no, on))
        wanted = {r.slot.id for r in checklist.rows if r.need is not Need.NOT_APPLICABLE}
        for slot in sorted(wanted & {definition.slot for definition in forms().values()}):
            blank = self._desk.knowledge.blanks.for_case(slot, insurer)
            if blank is not None and needs_seal(form(blank.form)) and not blank.seals():
                text = UNSEALED.fill(slot=slot, name=blank.name)
                yield OpenCheck("V14", WARNING, text, f"blank:{blank.id}", explainable=True)

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
                    yield OpenCheck(check, WARNING, text, document.path, explainable=True)

    def _is_whole(self, document: Document) -> bool:
        assert document.sha256 is not None
        with self._desk.file.read() as work, scratch_folder() as folder:
            original = Path(folder) / "original"
            work.export_evidence(document.sha256, original)
            return file_digest(original)[0] == document.sha256

    def confirmations(self, case_no: str, on: date | None) -> Sequence[Confirmation]:
        """Return what a person answered to the checks of a case by that day."""
        client = self._desk.coverage(on).portfolio.client
        return client.confirmations_by_case.get(case_no, ())
