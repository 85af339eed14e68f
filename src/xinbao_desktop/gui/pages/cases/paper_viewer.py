"""One paper of the case: its pages, turned the right way up, and where it is filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinbao_desktop.gui import formatting
from xinbao_desktop.gui.dialogs.paper_details import PaperDetails
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.page_view import PageView
from xinbao_desktop.gui.widgets.parts import label, row, tool

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from xinbao_desktop.app.changes import Changed
    from xinbao_desktop.app.paper import FiledPaper
    from xinbao_desktop.domain.document import Document
    from xinbao_desktop.gui.context import ClientContext


class PaperViewer(QWidget):
    """Looks at a paper and changes how it is filed; the original is never touched."""

    moved = Signal(str)  # the name of a paper that goes to another place of the list

    def __init__(self, context: ClientContext, slots: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._context = context
        self._paper: FiledPaper | None = None
        self._page = 1
        muted = context.tokens.text
        self._name = label("", "heading", wrap=True, name="paper.name")
        self._about = label("", "muted", wrap=True, name="paper.about")
        self._differs = label("", "caution", wrap=True, name="paper.differs")
        self._number = label("", "muted", name="paper.number")
        self._slot = QuietComboBox()
        self._slot.setObjectName("paper.slot")
        self._slot.setAccessibleName(self.tr("Filed under"))
        for identifier, title in slots:
            self._slot.addItem(f"{identifier}  {title}", identifier)
        self._slot.setMinimumContentsLength(10)
        self._slot.activated.connect(lambda _: self.file_under(str(self._slot.currentData())))
        self._invoice = QuietComboBox()
        self._invoice.setObjectName("paper.invoice")
        self._invoice.setAccessibleName(self.tr("Invoice it belongs to"))
        self._invoice.setMinimumContentsLength(8)
        self._invoice.activated.connect(
            lambda _: self.give_invoice(str(self._invoice.currentData()))
        )
        self._tools = [
            tool("paper.previous", self.tr("Previous page"), lambda: self.go(-1), icon="left",
                 colour=muted),
            tool("paper.next", self.tr("Next page"), lambda: self.go(1), icon="right",
                 colour=muted),
            tool("paper.turn_left", self.tr("Turn the page left"), lambda: self.turn(-90),
                 icon="turn_left", colour=muted),
            tool("paper.turn_right", self.tr("Turn the page right"), lambda: self.turn(90),
                 icon="turn_right", colour=muted),
            tool("paper.picture", self.tr("Print as a picture (for fonts the paper lacks)"),
                 self.toggle_picture, icon="picture", colour=muted),
            tool("paper.details", self.tr("Title, date and note…"), self.show_details,
                 icon="info", colour=muted),
            tool("paper.remove", self.tr("Remove this paper"), self.remove, icon="delete",
                 colour=context.tokens.not_met),
        ]  # fmt: skip
        self._picture = self._tools[4]
        self._picture.setCheckable(True)
        self.view = PageView("paper.view", self.tr("Page of the paper"))
        self.view.turn_wanted.connect(self.go)
        self.view.zoomed.connect(lambda: self._show_page(new=False))
        self._build()
        self.show_paper(None)

    def show_paper(self, paper: FiledPaper | None) -> None:
        """Show a paper from its first page, or nothing."""
        same = (
            paper is not None and self._paper is not None
            and paper.document.path == self._paper.document.path
        )  # fmt: skip
        self._paper = paper
        self._page = self._page if same else 1
        shown = paper is not None
        filed = paper is not None and bool(paper.document.path)
        for one in (*self._tools[:-1], self._slot, self._invoice):
            one.setVisible(filed)
        self._tools[-1].setVisible(shown)
        self._picture.setChecked(paper is not None and bool(paper.document.as_picture))
        differs = [one for one in (paper.says if paper is not None else ()) if not one.agrees]
        told = [self._context.say(self._context.client.evidence.told(one)) for one in differs]
        self._differs.setText("\n".join(told))
        self._differs.setVisible(bool(told))
        for one in (*self._tools[2:], self._slot, self._invoice):
            one.setEnabled(not self._context.read_only)
        if paper is None:
            self._name.setText("")
            self._about.setText("")
            self._number.setText("")
            self.view.show_text(self.tr("Choose a paper to look at its pages."))
            return
        self._name.setText(paper.document.title or paper.document.path or self.tr("Waived"))
        self._about.setText(self._sentence(paper))
        self._slot.setCurrentIndex(self._slot.findData(paper.document.slot))
        self._offer_invoices(paper.document)
        if filed:
            self._show_page()
        else:
            self._number.setText("")
            self.view.show_text(paper.document.waived_reason or "")

    def go(self, step: int) -> None:
        """Show the next page, or the one before."""
        if self._paper is not None and 1 <= self._page + step <= (self._paper.document.pages or 1):
            self._page += step
            self._show_page()

    def turn(self, degrees: int) -> None:
        """Turn the page that is shown; only the copy in the packet turns."""
        if self._paper is None:
            return
        evidence, document, page = self._context.client.evidence, self._paper.document, self._page
        self._run(lambda _: evidence.turn(document, page, degrees))

    def toggle_picture(self) -> None:
        """Print the paper as a picture, or as it is again; the toast undoes it."""
        if self._paper is None:
            return
        context, document = self._context, self._paper.document
        evidence, chosen = context.client.evidence, not document.as_picture
        pictured, plain = (
            self.tr("Printed as a picture: {what}"),
            self.tr("Printed as it is: {what}"),
        )
        said = pictured if chosen else plain

        def undo(changed: Document) -> None:
            context.tasks.run(
                lambda _: evidence.print_as_picture(changed, chosen=not chosen),
                owner=context.signals, on_done=lambda _: None, on_error=context.fail,
            )  # fmt: skip

        def done(changed: Changed[Document]) -> None:
            context.undoable(said.format(what=document.path), lambda: undo(changed.value))

        context.tasks.run(
            lambda _: evidence.print_as_picture(document, chosen=chosen), owner=self, on_done=done,
            on_error=context.fail,
        )  # fmt: skip

    def file_under(self, slot: str) -> None:
        """File the paper under another slot."""
        if self._paper is None or slot == self._paper.document.slot:
            return
        self._move(slot, self._paper.document.invoice_no)

    def give_invoice(self, invoice: str) -> None:
        """Let the paper belong to an invoice, or to the whole case."""
        if self._paper is not None and invoice != (self._paper.document.invoice_no or ""):
            self._move(self._paper.document.slot, invoice or None)

    def show_details(self) -> None:
        """Show title, date and note of the paper, to be entered; letters are ordered by date."""
        if self._paper is not None:
            self._context.ask.dialog(PaperDetails(self._context, self._paper.document))

    def _move(self, slot: str, invoice: str | None) -> None:
        """File the paper elsewhere; the toast files it back."""
        assert self._paper is not None
        context, document = self._context, self._paper.document
        evidence = context.client.evidence

        def undo(moved: Document) -> None:
            context.tasks.run(
                lambda _: evidence.file_under(moved, document.slot, document.invoice_no),
                owner=context.signals, on_done=lambda _: None, on_error=context.fail,
            )  # fmt: skip

        def done(changed: Changed[Document]) -> None:
            said = self.tr("Filed under {slot}: {what}")
            context.undoable(
                said.format(slot=slot, what=document.path), lambda: undo(changed.value)
            )

        self.moved.emit(document.path)
        context.tasks.run(
            lambda _: evidence.file_under(document, slot, invoice), owner=self, on_done=done,
            on_error=context.fail,
        )  # fmt: skip

    def _offer_invoices(self, document: Document) -> None:
        """Offer the case's invoices, and what the paper says now, several at once included."""
        lines = self._context.client.records.client().invoices_by_case.get(document.case_no, ())
        numbers = [line.invoice_no for line in lines]
        now = document.invoice_no or ""
        self._invoice.clear()
        self._invoice.addItem(self.tr("Whole case"), "")
        for number in dict.fromkeys([*numbers, *([now] if now else [])]):
            self._invoice.addItem(number, number)
        self._invoice.setCurrentIndex(self._invoice.findData(now))

    def remove(self) -> None:
        """Remove the paper from the case; it can be had back."""
        if self._paper is None:
            return
        context, document = self._context, self._paper.document
        name = document.title or document.path or document.slot

        def undo(removed: Any) -> None:
            context.tasks.run(
                lambda _: context.client.evidence.restore(removed), owner=context.signals,
                on_done=lambda _: None, on_error=context.fail,
            )  # fmt: skip

        def done(changed: Changed[Any]) -> None:
            said = self.tr("Removed: {what}").format(what=name)
            context.undoable(said, lambda: undo(changed.value))

        context.tasks.run(
            lambda _: context.client.evidence.remove(document), owner=self, on_done=done,
            on_error=context.fail,
        )  # fmt: skip

    def _build(self) -> None:
        bar = row(spacing=2)
        for one in self._tools[:2]:
            bar.addWidget(one)
        bar.addWidget(self._number)
        bar.addStretch(1)
        for one in self._tools[2:]:
            bar.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._name)
        place = row()
        place.addWidget(self._slot, 2)
        place.addWidget(self._invoice, 1)
        layout.addLayout(place)
        layout.addWidget(self._about)
        layout.addWidget(self._differs)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        self.setMinimumWidth(300)

    def _sentence(self, paper: FiledPaper) -> str:
        parts = [paper.document.invoice_no or ""]
        if paper.document.path:
            parts = [
                paper.document.path,
                formatting.size_text(paper.info.size if paper.info else 0),
                *parts,
            ]
        if paper.document.as_picture:
            parts.append(self.tr("printed as a picture"))
        parts += [self._context.say(note) for note in (paper.report.notes if paper.report else ())]
        return " · ".join(part for part in parts if part)

    def _show_page(self, *, new: bool = True) -> None:
        paper, page, dpi = self._paper, self._page, self.view.dpi
        if paper is None or not paper.document.path:
            return
        self._number.setText(f"{page} / {paper.document.pages or 1}")
        self._tools[0].setEnabled(page > 1)
        self._tools[1].setEnabled(page < (paper.document.pages or 1))
        evidence = self._context.client.evidence

        def show(data: bytes) -> None:
            if self._paper is paper and self._page == page:
                self.view.show_png(data, new=new)

        self._context.tasks.run(
            lambda _: evidence.page_image(paper.document, page, dpi), owner=self, lane=Lane.VIEW,
            on_done=show,
            on_error=lambda _: self.view.show_text(self.tr("No picture of this page.")),
        )  # fmt: skip

    def _run(self, work: Any) -> None:
        self._context.tasks.run(
            work, owner=self, on_done=lambda _: None, on_error=self._context.fail
        )
