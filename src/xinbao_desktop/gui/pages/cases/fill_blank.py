"""The button that writes an insurer's own form, filled in for the case, to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from xinbao_desktop.gui.widgets.parts import fill, tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from xinbao_desktop.app.blank_filling import FilledBlank
    from xinbao_desktop.domain.blank import Blank
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.widgets.banner import Banner
    from xinbao_desktop.gui.widgets.work_strip import WorkStrip


class FillBlank(QWidget):
    """Disabled while the case's insurer has no form that is mapped."""

    def __init__(self, context: ClientContext, work: WorkStrip, banner: Banner) -> None:
        super().__init__()
        self._context, self._work, self._banner = context, work, banner
        self._case_no = ""
        self._blanks: Sequence[Blank] = ()
        self._title = self.tr("Insurer's form…")
        self.button = tool(
            "packet.blank", self._title, self.ask, icon="blanks", colour=context.tokens.text
        )
        fill(self, self.button)
        self._show(())

    def show_case(self, case_no: str) -> None:
        """Show another case."""
        self._case_no = case_no
        self._reload()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask anew: a form may have been added on its page."""
        super().showEvent(event)
        self._reload()

    def ask(self) -> None:
        """Ask which form and where to, and fill it."""
        ask, number = self._context.ask, 0
        if len(self._blanks) > 1:
            names = [f"{blank.form} · {blank.name}" for blank in self._blanks]
            chosen = ask.choose(self._title, self.tr("Which form?"), names)
            if chosen is None:
                return
            number = chosen
        blank, case_no = self._blanks[number], self._case_no
        out = ask.save_file(self._title, f"{case_no}-{blank.name}", "PDF (*.pdf)")
        if out is None:
            return
        filling, on = self._context.client.blanks, self._context.today()
        self._banner.say("")
        self._work.run(
            self.tr("Filling in the form…"),
            lambda _: filling.fill(case_no, blank.id, out, force=True, on=on),
            lambda done: self._say(str(out), done),
        )

    def _reload(self) -> None:
        filling, case_no, on = self._context.client.blanks, self._case_no, self._context.today()
        if case_no:
            self._context.tasks.run(
                lambda _: filling.for_case(case_no, on), owner=self, on_done=self._show,
                on_error=self._context.fail,
            )  # fmt: skip

    def _show(self, blanks: Sequence[Blank]) -> None:
        self._blanks = blanks
        self.button.setEnabled(bool(blanks))
        self.button.setToolTip(
            self.tr("Write the insurer's own form, filled in for this case.")
            if blanks
            else self.tr("Add and map the insurer's form on the page “Insurers' forms” first.")
        )

    def _say(self, out: str, done: FilledBlank) -> None:
        lines = [self.tr("Filled in: {path}").format(path=out)]
        lines += [self._context.say(warning) for warning in done.warnings()]
        self._banner.say("\n".join(lines), "good" if done.whole else "care")
