"""The checks that only a person can make (确认): each with a box to tick, kept with the case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.parts import clear, column, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.crosscheck import Question
    from xinbao_desktop.gui.context import ClientContext

CONFIRMED = "confirmed"


class Questions(QFrame):
    """Hidden while nothing is asked. What is ticked here is printed as confirmed, with the day."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self.setObjectName("packet.questions")
        self.setProperty("role", "card")
        self._context = context
        self._case_no = ""
        self._head = label("", "heading", wrap=True, name="questions.head")
        about = label(
            self.tr("Only a person can say so. What is ticked is printed as confirmed."),
            "muted", wrap=True,
        )  # fmt: skip
        self._rows = column(spacing=SPACE_S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._head)
        layout.addWidget(about)
        layout.addLayout(self._rows)
        self.hide()

    def show_questions(self, case_no: str, asked: Sequence[Question]) -> None:
        """Show what is asked, with the answers that are there."""
        self._case_no = case_no
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        clear(self._rows)
        for one in asked:
            self._rows.addWidget(self._row(one))
        done = sum(1 for one in asked if one.answer is not None)
        text = self.tr("Confirmed by a person: {done} of {all}")
        self._head.setText(text.format(done=done, all=len(asked)))
        self.setVisible(bool(asked))
        for box in self.findChildren(QCheckBox, name) if name else ():
            if box.isVisibleTo(self):
                box.setFocus()

    def _row(self, one: Question) -> QWidget:
        say = self._context.say
        box = QCheckBox()
        box.setObjectName(f"question.{one.id}")
        box.setAccessibleName(f"{one.id} {say(one.message)}")
        box.setChecked(one.answer is not None)
        box.setEnabled(not self._context.read_only)
        box.toggled.connect(partial(self._answer, one.id))
        words = label(say(one.message), wrap=True)
        words.setBuddy(box)
        line, text = row(), column(spacing=0)
        text.addWidget(words)
        if one.answer is not None:
            text.addWidget(label(say(one.answer), "muted", wrap=True))
        line.addWidget(box)
        line.addWidget(label(one.id, "muted"))
        line.addLayout(text, 1)
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _answer(self, check: str, ticked: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Keep the answer with the case, or take it back."""
        answers, case_no = self._context.client.confirmations, self._case_no
        self._context.tasks.run(
            lambda _: answers.answer(case_no, check, CONFIRMED if ticked else ""), owner=self,
            on_done=lambda _: None, on_error=self._context.fail,
        )  # fmt: skip
