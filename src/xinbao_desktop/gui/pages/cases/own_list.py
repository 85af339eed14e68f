"""The way from a case to the list of claim documents that came with its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from xinbao_desktop.gui.dialogs.own_list import OwnListDialog
from xinbao_desktop.gui.widgets.parts import fill, tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.app.changes import Changed
    from xinbao_desktop.gui.context import ClientContext


class OwnListButton(QWidget):
    """Disabled while the case has no policy yet."""

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self._context = context
        self._policy_no = ""
        self.button = tool(
            "checklist.own", self.tr("The insurer's own list of claim documents…"), self.ask,
            icon="rules", colour=context.tokens.text,
        )  # fmt: skip
        fill(self, self.button)

    def show_case(self, case_no: str) -> None:
        """Show another case."""
        case = self._context.client.records.get("cases", (case_no,)) if case_no else None
        self._policy_no = getattr(case, "policy_no", None) or ""
        self.button.setEnabled(bool(self._policy_no) and not self._context.read_only)

    def ask(self) -> None:
        """Ask what the list says, and keep it with the policy."""
        lists, policy_no = self._context.client.own_lists, self._policy_no
        asked = OwnListDialog(self._context, lists.get(policy_no))
        if not self._context.ask.dialog(asked):
            return
        if asked.removed:
            self._run(lambda: lists.remove(policy_no))
        elif asked.file is not None:
            path = asked.file
            self._run(lambda: lists.keep_file(policy_no, path))
        else:
            required, advised = asked.required, asked.advised
            replaces, name = asked.replaces, asked.name
            self._run(
                lambda: lists.keep_slots(policy_no, required, advised, replaces=replaces, name=name)
            )

    def _run(self, work: Callable[[], Changed[Any]]) -> None:
        """Change the list; the toast puts back the one that stood there."""
        context, lists, policy_no = self._context, self._context.client.own_lists, self._policy_no
        before = lists.get(policy_no)

        def undo() -> None:
            context.tasks.run(
                lambda _: lists.put_back(policy_no, before), owner=context.signals,
                on_done=lambda _: None, on_error=context.fail,
            )  # fmt: skip

        said = self.tr("The list of policy {number} was changed.").format(number=policy_no)
        context.tasks.run(
            lambda _: work(), owner=self, on_done=lambda _: context.undoable(said, undo),
            on_error=context.fail,
        )  # fmt: skip
