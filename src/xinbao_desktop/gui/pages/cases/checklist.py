"""The papers of the case: what is needed, what is filed, and the pages themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.pages.cases.own_list import OwnListButton
from xinbao_desktop.gui.pages.cases.paper_viewer import PaperViewer
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.choice_editor import TermBox
from xinbao_desktop.gui.widgets.parts import button, fill, halves, label, row
from xinbao_desktop.gui.widgets.proposals import Proposals
from xinbao_desktop.gui.widgets.slot_tree import SlotChoice, SlotTree
from xinbao_desktop.gui.widgets.veil import Veil
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xinbao_desktop.app.paper import AddedPaper, EvidenceAdded, FiledPaper
    from xinbao_desktop.domain.checklist import Checklist
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.gui.context import ClientContext

PAPERS = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.heif *.webp *.bmp *.gif *.eml *.txt"


class ChecklistTab(QWidget):
    """Collects the papers of a case."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._case_no = self._wanted = ""
        slots = [(term.value, context.say(term.label)) for term in context.words["slot"]]
        self._done = Chip("pending", wording.pending())
        self._hint = label(
            self.tr("Drop files or a folder onto the list, or onto the slot they belong to."),
            "muted", wrap=True,
        )  # fmt: skip
        self._add = button(
            self.tr("Add files…"), "checklist.add", self.ask_files, role="primary", icon="add",
            colour=context.tokens.on_accent,
        )  # fmt: skip
        self._waive = button(
            self.tr("Waive…"), "checklist.waive", self.waive, icon="waive",
            colour=context.tokens.text,
        )  # fmt: skip
        for one in (self._add, self._waive):
            one.setEnabled(not context.read_only)
        self.packet = TermBox(context.words["packet"], context.lang, "checklist.packet", "claim")
        self.packet.activated.connect(lambda _: self.reload())
        self.own_list = OwnListButton(context)
        self._own = label("", "muted", wrap=True, name="checklist.own_note")
        self._why = label("", "muted", wrap=True, name="checklist.why")
        self.work = WorkStrip(context, "checklist.work")
        self.proposals = Proposals(context, slots)
        self.proposals.confirmed.connect(self._on_confirmed)
        self.proposals.looked_at.connect(self._look_at)
        self.tree = SlotTree(context.tokens, context.lang)
        self.tree.setAcceptDrops(not context.read_only)
        self.tree.files_dropped.connect(self.add)
        self.tree.chosen.connect(self._on_chosen)
        self.viewer = PaperViewer(context, slots)
        self.viewer.moved.connect(self._follow)
        for keys, does in (
            ("Delete", self._remove_chosen), ("Return", self._go_into), ("Enter", self._go_into),
        ):  # fmt: skip
            key = QShortcut(QKeySequence(keys), self.tree)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(does)
        self._build()
        self.veil = Veil(self.tree, "checklist.veil")
        self.veil.failed.connect(self._on_failed)

    def show_case(self, case_no: str) -> None:
        """Show another case."""
        self._case_no = case_no
        self.viewer.show_paper(None)
        self.proposals.hide()
        self.reload()

    def reload(self) -> None:
        """Judge the checklist and list the papers anew, in the background."""
        case_no, client, on = self._case_no, self._context.client, self._context.today()
        packet = self.packet.value
        if not case_no:
            return
        self.own_list.show_case(case_no)
        self._done.show_chip("pending", wording.pending())

        def work(_: object) -> tuple[Checklist, Sequence[FiledPaper]]:
            return client.checklists.checklist(case_no, packet, on), client.evidence.papers(case_no)

        self.veil.calculate(self._context, work, self._show)

    def show_subject(self, subject: str) -> None:
        """Choose what a check speaks of: a paper by its name, or a slot and its invoice."""
        self._wanted = subject
        if not self.veil.words:
            self._choose_wanted()

    def ask_files(self) -> None:
        """Ask for files and file them under the chosen slot, or recognise them."""
        papers, others = self.tr("Papers"), self.tr("All files")
        pattern = f"{papers} ({PAPERS});;{others} (*)"
        paths = self._context.ask.open_files(self.tr("Papers of the case"), pattern)
        choice = self.tree.choice()
        if paths:
            self.add(list(paths), choice.slot if choice else "", choice.invoice if choice else "")

    def add(self, paths: Sequence[Path], slot: str = "", invoice: str = "") -> None:
        """Take papers in; without a slot each is recognised and its place proposed."""
        evidence, case_no = self._context.client.evidence, self._case_no
        if self._context.read_only or not case_no:
            return
        self.work.run(
            self.tr("Reading papers…"),
            lambda progress: evidence.add(
                case_no, list(paths), slot=slot or None, invoice=invoice or None, progress=progress
            ),
            lambda changed: self._on_added(changed, asked=slot),
        )

    def waive(self) -> None:
        """Say why the chosen slot's paper is not needed; the reason is printed, and can change."""
        choice = self.tree.choice()
        if choice is None or not choice.slot:
            return
        before = self.tree.waiver()
        reason = self._context.ask.paragraph(
            self.tr("Waive {slot}").format(slot=choice.slot),
            self.tr("Why is this paper not there? The reason is printed in the packet."),
            before,
        )
        if reason is None or reason.strip() == before:
            return
        context, evidence, case_no = self._context, self._context.client.evidence, self._case_no

        def write(words: str) -> Changed[Document]:
            return evidence.waive(case_no, choice.slot, choice.invoice or None, words)

        def undo() -> None:
            context.tasks.run(
                lambda _: write(before), owner=context.signals, on_done=lambda _: None,
                on_error=context.fail,
            )  # fmt: skip

        said = self.tr("Waived: {slot}") if reason.strip() else self.tr("Asked for again: {slot}")
        context.tasks.run(
            lambda _: write(reason.strip()), owner=self, on_error=context.fail,
            on_done=lambda _: context.undoable(said.format(slot=choice.slot), undo),
        )  # fmt: skip

    def _build(self) -> None:
        top = row()
        top.addWidget(self.packet)
        top.addWidget(self._done)
        top.addWidget(self._hint, 1)
        top.addWidget(self.own_list)
        top.addWidget(self._waive)
        top.addWidget(self._add)
        left = QWidget()
        fill(left, self.tree, self._why, room=self.tree)
        fill(self, top, self._own, self.work, self.proposals, halves(left, self.viewer, (560, 400)))

    def _show(self, found: tuple[Checklist, Sequence[FiledPaper]]) -> None:
        checklist, papers = found
        shown = [row for row in checklist.rows if row.need.value != "not_applicable"]
        self.tree.show_rows(shown, papers)
        self._choose_wanted()
        own = checklist.own_list
        self._own.setText(self._context.say(own) if own is not None else "")
        self._own.setVisible(own is not None)
        needed = [row for row in shown if row.need.value == "mandatory"]
        done = sum(1 for row in needed if row.state.value != "missing")
        text = self.tr("{done} of {all} required").format(done=done, all=len(needed))
        self._done.show_chip("met" if checklist.complete else "missing", text)

    def _choose_wanted(self) -> None:
        """Choose what was asked for, once the list is there."""
        subject, self._wanted = self._wanted, ""
        if subject and not self.tree.choose_paper(subject):
            slot, _, invoice = subject.partition(" ")
            self.tree.choose(slot, invoice)

    def _follow(self, path: str) -> None:
        """Stay with a paper that goes to another place of the list."""
        self._wanted = path

    def _remove_chosen(self) -> None:
        if not self._context.read_only:
            self.viewer.remove()

    def _go_into(self) -> None:
        """Enter looks at the chosen paper, and asks for the files of a chosen slot."""
        choice = self.tree.choice()
        if choice is not None and choice.paper is not None:
            self.viewer.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif choice is not None and choice.slot and not self._context.read_only:
            self.ask_files()

    def _on_failed(self) -> None:
        self._done.show_chip("warning", self.veil.words)

    def _on_chosen(self, choice: SlotChoice | None) -> None:
        because = choice.row.because if choice is not None and choice.row is not None else None
        self._why.setText(self._context.say(because) if because is not None else "")
        paper = choice.paper if choice is not None else None
        self.viewer.show_paper(paper)
        waived = paper is not None and not paper.document.path
        can = choice is not None and bool(choice.slot) and (paper is None or waived)
        self._waive.setEnabled(can and not self._context.read_only)

    def _on_added(self, changed: Changed[EvidenceAdded], asked: str) -> None:
        result = changed.value
        if asked and not result.refused:
            self._context.said(self.tr("Filed: {count}").format(count=len(result.added)))
            return
        self.proposals.show_added(result.added, result.refused)

    def _on_confirmed(self, agreed: Sequence[tuple[AddedPaper, str]]) -> None:
        """File those papers elsewhere for which a person chose another slot."""
        moves = {
            (paper.sha256, paper.slot or ""): slot
            for paper, slot in agreed
            if slot and slot != (paper.slot or "")
        }
        evidence, case_no = self._context.client.evidence, self._case_no

        def work(_: object) -> Changed[None]:
            for filed in evidence.papers(case_no):
                document = filed.document
                slot = moves.get((document.sha256 or "", document.slot))
                if slot is not None:
                    evidence.file_under(document, slot, document.invoice_no)
            return Changed(None, Changes.of("documents"))

        if moves:
            self._context.tasks.run(
                work, owner=self, on_done=lambda _: None, on_error=self._context.fail
            )

    def _look_at(self, paper: AddedPaper) -> None:
        """Show a paper that was just taken in."""
        self.tree.choose_content(paper.sha256)
