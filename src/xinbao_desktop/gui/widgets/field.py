"""One field of a form: its label, its editor, and what is wrong with it, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinbao_desktop.gui.widgets.field_editors import editor_for, is_wide
from xinbao_desktop.gui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.domain.schema import FieldSpec, RecordKind
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.text import Text


class Field(QWidget):
    """A labelled editor that can say what is wrong."""

    def __init__(
        self,
        kind: RecordKind,
        spec: FieldSpec,
        context: ClientContext,
        on_jump: Callable[[str, tuple[str, ...]], None],
    ) -> None:
        super().__init__()
        self.spec = spec
        self.wide = is_wide(spec)
        self.problems: Sequence[Text] = ()
        self._cautions: Sequence[Text] = ()
        self._lang = context.lang
        name = spec.label.of(context.lang)
        self.editor = editor_for(spec, context, on_jump)
        self.editor.introduce(f"{kind.name}.{spec.key}", name)
        self._label = label(f"{name} *" if spec.identity else name, "label", wrap=True)
        self._label.setBuddy(self.editor.target())
        if spec.hint is not None:
            self.editor.target().setToolTip(spec.hint.of(context.lang))
        self._said = label("", "problem", wrap=True, name=f"{kind.name}.{spec.key}.said")
        self._said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._label)
        layout.addWidget(self.editor)
        layout.addWidget(self._said)
        layout.addStretch(1)

    @property
    def has_problem(self) -> bool:
        """Whether its words could not be saved."""
        return bool(self.problems)

    @property
    def said(self) -> str:
        """What stands below the editor."""
        return self._said.text() if self._said.isVisibleTo(self) else ""

    def show_state(self, problems: Sequence[Text] = (), cautions: Sequence[Text] = ()) -> None:
        """Say what is wrong, or else what should be looked at."""
        self.problems, self._cautions = tuple(problems), tuple(cautions)
        texts = self.problems or self._cautions
        role = "problem" if self.problems else "caution"
        if self._said.property("role") != role:
            self._said.setProperty("role", role)
            self._said.style().unpolish(self._said)
            self._said.style().polish(self._said)
        self._said.setText("\n".join(text.of(self._lang) for text in texts))
        self._said.setVisible(bool(texts))
        self.editor.target().setAccessibleDescription(self._said.text())
        self.restore_mark()

    def restore_mark(self) -> None:
        """Mark the editor as its state asks, after it was pointed out."""
        self.editor.mark("problem" if self.problems else "caution" if self._cautions else "")
