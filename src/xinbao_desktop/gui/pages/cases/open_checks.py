"""What is still open before a packet: errors to settle, warnings to give a reason for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui import wording
from xinbao_desktop.gui.context import Place
from xinbao_desktop.gui.dialogs.reasons import ReasonsDialog
from xinbao_desktop.gui.models.fact_place import place_of
from xinbao_desktop.gui.pages.cases.questions import Questions
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.chip import Chip
from xinbao_desktop.gui.widgets.flow import FlowLayout
from xinbao_desktop.gui.widgets.parts import button, clear, column, fill, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xinbao_desktop.app.changes import Changed
    from xinbao_desktop.app.open_checks import OpenCheck
    from xinbao_desktop.domain.document import Confirmation
    from xinbao_desktop.gui.context import ClientContext


SETTLED_MS = 30


def _nothing() -> None:
    """Go on with nothing."""


class OpenChecks(QWidget):
    """A card for each open check."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._case_no = ""
        self._found: tuple[OpenCheck, ...] = ()
        self._at = 0  # where the list was scrolled to before it was made anew
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._scroll_back)
        self.all = button(
            self.tr("Write all reasons…"), "open.reasons", self.give_reasons, role="link"
        )
        content = QWidget()
        self._cards = column(spacing=SPACE_S)
        self.questions = Questions(context)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, SPACE_S, SPACE_M)
        inside.setSpacing(SPACE_S)
        inside.addLayout(self._cards)
        inside.addWidget(self.questions)
        inside.addStretch(1)
        self._area = scrolled(content, name="packet.open")
        head = row()
        head.addWidget(self.all)
        head.addStretch(1)
        fill(self, head, self._area)

    def show_open(self, case_no: str, found: Sequence[OpenCheck]) -> None:
        """Show these checks, errors first; the list stays where it was scrolled to."""
        bar = self._area.verticalScrollBar()
        at = bar.value() if case_no == self._case_no else 0
        self._case_no, self._found = case_no, tuple(found)
        wanted = sum(1 for one in found if one.explainable and not one.reason)
        self.all.setVisible(wanted > 0 and not self._context.read_only)
        clear(self._cards)
        for one in sorted(found, key=lambda c: (c.severity != "error", bool(c.reason), c.check)):
            self._cards.addWidget(self._card(one))
        self._at = at
        self._settled.start()
        QTimer.singleShot(0, self._area, self._area.updateGeometry)  # the cards are shown by then

    def _scroll_back(self) -> None:
        """Go back to where the list was, once the cards have their heights."""
        self._area.verticalScrollBar().setValue(self._at)

    def give_reason(self, one: OpenCheck) -> None:
        """Ask why a warning stays, and keep the answer; an empty one takes it back."""
        reason = self._context.ask.paragraph(
            self.tr("Reason for {check}").format(check=one.check),
            self.tr("Why may this stay open? The reason is printed on the check sheet."),
            one.reason,
        )
        if reason is not None and reason.strip() != one.reason:
            self._keep({(one.check, one.subject): reason})

    def give_reasons(self, *, building: bool = False, then: Callable[[], None] = _nothing) -> None:
        """Ask for every reason that is wanted in one sheet, keep them, and go on."""
        wanted = [one for one in self._found if one.explainable and not one.reason]
        earlier = self._context.client.confirmations.earlier_reasons()
        asked = ReasonsDialog(self._context, wanted, earlier, building=building)
        if self._context.ask.dialog(asked):
            self._keep(asked.reasons, then)

    def _keep(
        self, reasons: Mapping[tuple[str, str], str], then: Callable[[], None] = _nothing
    ) -> None:
        """Write reasons down; the toast takes them back."""
        context, case_no = self._context, self._case_no
        answers = context.client.confirmations
        if not reasons:
            then()
            return

        def undo(before: Sequence[Confirmation]) -> None:
            context.tasks.run(
                lambda _: answers.put_back(before), owner=context.signals,
                on_done=lambda _: None, on_error=context.fail,
            )  # fmt: skip

        def done(changed: Changed[Sequence[Confirmation]]) -> None:
            said = self.tr("Reasons written or taken back: {count}").format(count=len(reasons))
            context.undoable(said, lambda: undo(changed.value))
            then()

        context.tasks.run(
            lambda _: answers.explain(case_no, reasons), owner=self, on_done=done,
            on_error=context.fail,
        )  # fmt: skip

    def _go_there(self, one: OpenCheck) -> None:
        """Show the slot a paper is missing in, or the verdict behind a check of the contents."""
        tab = "eligibility" if one.check.startswith("C") else "checklist"
        place = Place("cases", identity=(self._case_no,), key=one.subject, tab=tab)
        self._context.go(place)

    def _fields(self, one: OpenCheck) -> QWidget:
        """Return the way to each field that a form lacks."""
        holder, get = QWidget(), self._context.client.records.get
        flow = FlowLayout(holder)
        for field in {one.label: one for one in one.lacks}.values():
            place = place_of(field.source, f"case:{self._case_no}", get)
            if place is not None:
                title = self._context.say(field.label)
                flow.addWidget(
                    button(
                        title, f"open.{one.check}.{field.key}", partial(self._context.go, place),
                        role="link", icon="jump", colour=self._context.tokens.accent,
                    )
                )  # fmt: skip
        return holder

    def _card(self, one: OpenCheck) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setObjectName(f"open.{one.check}")
        severity = one.severity
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        top = row()
        top.addWidget(Chip(severity, wording.severity(severity)))
        top.addWidget(label(one.check, "muted"))
        top.addStretch(1)
        if one.explainable and not self._context.read_only:
            top.addWidget(
                button(
                    self.tr("Change the reason…") if one.reason else self.tr("Give a reason…"),
                    f"open.{one.check}.reason",
                    lambda: self.give_reason(one), role="link",
                )
            )  # fmt: skip
        top.addWidget(
            button(
                self.tr("Go there"), f"open.{one.check}.go", lambda: self._go_there(one),
                role="link", icon="jump", colour=self._context.tokens.accent,
            )
        )  # fmt: skip
        layout.addLayout(top)
        layout.addWidget(label(self._context.say(one.message), wrap=True))
        if one.advice.zh and not one.reason:
            layout.addWidget(label(self._context.say(one.advice), "muted", wrap=True))
        if one.lacks:
            layout.addWidget(self._fields(one))
        if one.reason:
            layout.addWidget(
                label(self.tr("Reason: {text}").format(text=one.reason), "muted", wrap=True)
            )
        return frame
