"""One field of a form: its label, its editor, and what is wrong with it, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from xinbao_desktop.gui.widgets.field_editors import editor_for, is_wide
from xinbao_desktop.gui.widgets.parts import label, restyle

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self.wide = is_wide(spec)
        self.problems: Sequence[Text] = ()
        self._cautions: Sequence[Text] = ()
        self._lang = context.lang
        name = spec.label.of(context.lang)
        self.editor = editor_for(spec, context, on_jump, self)
        self.editor.introduce(f"{kind.name}.{spec.key}", name)
        self._label = label(f"{name} *" if spec.identity else name, "label", wrap=True)
        self._label.setBuddy(self.editor.target())
        if spec.hint is not None:
            self.editor.target().setToolTip(spec.hint.of(context.lang))
        self._name = f"{kind.name}.{spec.key}.said"
        self._said: QLabel | None = None  # most fields never have anything to say
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._label)
        layout.addWidget(self.editor)
        layout.addStretch(1)

    @property
    def has_problem(self) -> bool:
        """Whether its words could not be saved."""
        return bool(self.problems)

    @property
    def said(self) -> str:
        """What stands below the editor."""
        return self._said.text() if self._said is not None else ""

    def show_state(self, problems: Sequence[Text] = (), cautions: Sequence[Text] = ()) -> None:
        """Say what is wrong, or else what should be looked at."""
        self.problems, self._cautions = tuple(problems), tuple(cautions)
        texts = self.problems or self._cautions
        if texts or self._said is not None:
            self._say("\n".join(text.of(self._lang) for text in texts))
        self.restore_mark()

    def _say(self, words: str) -> None:
        if self._said is None:
            self._said = label("", "problem", wrap=True, name=self._name)
            self._column.insertWidget(2, self._said)
        restyle(self._said, "role", "problem" if self.problems else "caution")
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self.editor.target().setAccessibleDescription(words)

    def restore_mark(self) -> None:
        """Mark the editor as its state asks, after it was pointed out."""
        self.editor.mark("problem" if self.problems else "caution" if self._cautions else "")
