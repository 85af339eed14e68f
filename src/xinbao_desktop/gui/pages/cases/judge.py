"""Judges the chosen case in the background and says what its verdicts are, or that they are old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.widgets.veil import Veil

if TYPE_CHECKING:
    from xinbao_desktop.app.claim import ClaimAnswer
    from xinbao_desktop.gui.context import ClientContext

SETTLE_MS = 300
"""How long to wait for the next change before judging; fields are left one after another."""


class CaseJudge(QObject):
    """The verdicts of one case; of several requests the newest counts."""

    began = Signal()  # what was said before counts no longer
    answered = Signal(object)  # a ClaimAnswer
    failed = Signal()

    def __init__(self, context: ClientContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._case_no = ""
        self._asked = 0
        self._answer: ClaimAnswer | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._judge)

    @property
    def answer(self) -> ClaimAnswer | None:
        """What was judged; None while that is being worked out anew."""
        return self._answer

    def show_case(self, case_no: str) -> None:
        """Judge another case."""
        self._case_no = case_no
        self._forget()
        self._judge()

    def judge_soon(self) -> None:
        """Judge the case anew, because something changed."""
        self._forget()
        self._settle.start()

    def _forget(self) -> None:
        self._asked += 1
        self._answer = None
        self.began.emit()

    def _judge(self) -> None:
        self._settle.stop()
        if not self._case_no:
            return
        number, case_no = self._asked, self._case_no
        claims, on = self._context.client.claims, self._context.today()
        self._context.tasks.run(
            lambda _: claims.claim(case_no, on), owner=self, lane=Lane.LONG,
            on_done=lambda answer: self._show(number, answer),
            on_error=lambda error: self._fail(number, error),
        )  # fmt: skip

    def _show(self, number: int, answer: ClaimAnswer) -> None:
        if number == self._asked:
            self._answer = answer
            self.answered.emit(answer)

    def _fail(self, number: int, error: Exception) -> None:
        if number == self._asked:
            self.failed.emit()
            self._context.fail(error)


class JudgedPart(QWidget):
    """A tab that shows what the judge answers, under a veil while it does not."""

    def __init__(self, judge: CaseJudge, veil: str) -> None:
        super().__init__()
        self._judge = judge
        self.veil = Veil(self, veil)

    def follow(self) -> None:
        """Show what is judged, now and from now on; call once the tab is built."""
        self._judge.began.connect(self.veil.cover)
        self._judge.failed.connect(self.veil.fail)
        self._judge.answered.connect(self._take)
        if self._judge.answer is not None:
            self.show_answer(self._judge.answer)
        else:
            self.veil.cover()

    def show_answer(self, answer: ClaimAnswer) -> None:
        """Show what was judged."""
        raise NotImplementedError

    def _take(self, answer: ClaimAnswer) -> None:
        self.show_answer(answer)
        self.veil.lift()
