"""The form of one record, built from its description, that saves each field when it is left.

A field that cannot be read is marked and explained where it stands and does not hold up the
others. One save is under way at a time: what is entered meanwhile is saved right after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from xinbao_desktop.errors import AppError
from xinbao_desktop.gui import messages
from xinbao_desktop.gui.context import Place
from xinbao_desktop.gui.models.draft import Draft
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.field import Field
from xinbao_desktop.gui.widgets.form_layout import groups_of
from xinbao_desktop.gui.widgets.parts import label, row, scrolled, tool

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.schema import Record, RecordKind
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.models.draft import Reading

IDLE_MS = 2000
FOUND_MS = 2500


class RecordForm(QWidget):
    """Enters one record of a kind; the fields in ``given`` are known from outside, not shown."""

    saved = Signal(object)  # the record as it is in the client file

    def __init__(
        self,
        context: ClientContext,
        kind: RecordKind,
        given: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._given = context, kind, given
        self._fixed: dict[str, str] = {}
        self.draft = Draft(kind, context.client.records, None, self._fixed)
        self.fields: dict[str, Field] = {}
        self._asked = 0
        self._answered = 0
        self._state = label("", "muted", wrap=True, name=f"{kind.name}.state")
        self._history = tool(
            f"{kind.name}.history", self.tr("History of this record"), self.show_history,
            icon="history", colour=context.tokens.text,
        )  # fmt: skip
        self._history.setEnabled(False)
        self._general = label("", "problem", wrap=True, name=f"{kind.name}.problems")
        self._general.hide()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(lambda: self._save(idle=True))
        self._area = self._build()

    @property
    def record(self) -> Record | None:
        """The record as it was last saved; None while it is new."""
        return self.draft.saved

    def show_record(self, record: Record | None, fixed: Mapping[str, str] | None = None) -> None:
        """Show a record, or an empty form for a new one."""
        self.commit()
        self._idle.stop()
        if fixed is not None:
            self._fixed = dict(fixed)
        self.draft = Draft(self._kind, self._context.client.records, record, self._fixed)
        for field in self.fields.values():
            field.editor.show_words(self.draft.words[field.spec.key])
            field.show_state()
        self._general.hide()
        self._say_state()
        self._area.verticalScrollBar().setValue(0)
        if record is not None:
            self._check(record)

    def refresh(self, record: Record) -> None:
        """Show what another part of the program changed; what is being typed stays."""
        if self._asked != self._answered or record == self.draft.saved:
            return
        keep = [key for key, field in self.fields.items() if field.editor.has_focus()]
        self.draft.take(record, keep)
        self._show_words(keep)

    def focus_field(self, key: str) -> bool:
        """Go to a field and point it out for a moment; False if the form has none such."""
        field = self.fields.get(key)
        if field is None:
            return False
        self._area.ensureWidgetVisible(field, 0, 120)
        field.editor.target().setFocus(Qt.FocusReason.OtherFocusReason)
        field.editor.mark("found")
        QTimer.singleShot(FOUND_MS, field, field.restore_mark)
        return True

    def focus_first(self) -> None:
        """Go to the first field; for a new record."""
        for field in self.fields.values():
            field.editor.target().setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def show_history(self) -> None:
        """Show who changed what of this record when."""
        if self.record is not None:
            self._context.signals.history_wanted.emit(self.record)

    def commit(self) -> None:
        """Take over the field being typed; before another record is shown or the page left."""
        for key, field in self.fields.items():
            if field.editor.has_focus() and self.draft.set(key, field.editor.words()):
                self._save()

    def _build(self) -> QScrollArea:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(SPACE_S, 0, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        for title, specs in groups_of(self._kind):
            shown = [spec for spec in specs if spec.key not in self._given]
            if title is not None and shown:
                layout.addWidget(label(title.of(self._context.lang), "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(SPACE_L)
            grid.setVerticalSpacing(SPACE_M)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            self._fill(grid, [self._field(spec.key) for spec in shown])
            layout.addLayout(grid)
        layout.addStretch(1)
        area = scrolled(content, name=f"{self._kind.name}.form")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE_S)
        top = row()
        top.addWidget(self._state, 1)
        top.addWidget(self._history)
        outer.addLayout(top)
        outer.addWidget(self._general)
        outer.addWidget(area, 1)
        return area

    def _fill(self, grid: QGridLayout, fields: Sequence[Field]) -> None:
        at, side = 0, 0
        for field in fields:
            if field.wide:
                at += side
                grid.addWidget(field, at, 0, 1, 2)
                at, side = at + 1, 0
            else:
                grid.addWidget(field, at, side)
                at, side = at + side, 1 - side

    def _field(self, key: str) -> Field:
        field = Field(self._kind, self._kind.field(key), self._context, self._jump)
        field.editor.committed.connect(lambda: self._on_commit(key))
        field.editor.typed.connect(lambda: self._on_typed(key))
        field.editor.set_read_only(read_only=self._context.read_only)
        self.fields[key] = field
        return field

    def _jump(self, kind: str, identity: tuple[str, ...]) -> None:
        self._context.go(Place("", kind, identity))

    def _on_typed(self, key: str) -> None:
        field = self.fields[key]
        if not self._context.read_only:
            self.draft.set(key, field.editor.words())
            self._idle.start()

    def _on_commit(self, key: str) -> None:
        pending = self._idle.isActive()
        if self._context.read_only:
            return
        if self.draft.set(key, self.fields[key].editor.words()) or pending:
            self._save()
        elif not self.fields[key].has_problem:
            self.fields[key].editor.show_words(self.draft.words[key])

    def _save(self, *, idle: bool = False) -> None:
        """Save what can be saved; ``idle`` leaves the words of the field being typed alone.

        Saves run one after another on the short lane; only the newest is shown.
        """
        self._idle.stop()
        if idle and any(field.editor.is_composing for field in self.fields.values()):
            self._idle.start()
            return
        self._asked += 1
        draft, number, sent = self.draft, self._asked, dict(self.draft.words)
        self._context.tasks.run(
            lambda _: draft.save(sent), owner=self,
            on_done=lambda changed: self._on_saved(draft, number, sent, changed.value, idle=idle),
            on_error=lambda error: self._on_failed(draft, number, error),
        )  # fmt: skip

    def _on_saved(
        self, draft: Draft, number: int, sent: Mapping[str, str], reading: Reading, *, idle: bool
    ) -> None:
        self._answered = max(self._answered, number)
        if draft is not self.draft or number != self._asked:
            return
        self._show_problems(reading)
        if reading.record is not None:
            typed = [key for key in self.fields if self._is_typed(key, sent, idle=idle)]
            draft.take(reading.record, typed)
            self._show_words(typed)
            self.saved.emit(reading.record)
        self._say_state()

    def _is_typed(self, key: str, sent: Mapping[str, str], *, idle: bool) -> bool:
        """Whether a field's words must stay as typed: wrong, or entered since they were sent."""
        field = self.fields[key]
        if field.has_problem:
            return True
        new = field.editor.words() != sent.get(key, "")
        return field.editor.has_focus() and (idle or new)

    def _on_failed(self, draft: Draft, number: int, error: Exception) -> None:
        self._answered = max(self._answered, number)
        if draft is not self.draft or not isinstance(error, AppError):
            self._context.fail(error)
            return
        self._general.setText(messages.describe(error, self._context.lang).text)
        self._general.show()
        self._say_state()

    def _check(self, record: Record) -> None:
        draft, records = self.draft, self._context.client.records
        self._context.tasks.run(
            lambda _: records.check(record), owner=self,
            on_done=lambda found: self._show_cautions(draft, found),
            on_error=self._context.fail,
        )  # fmt: skip

    def _show_words(self, keep: Sequence[str]) -> None:
        for key, field in self.fields.items():
            if key not in keep:
                field.editor.show_words(self.draft.words[key])

    def _show_problems(self, reading: Reading) -> None:
        problems = reading.problems
        for key, field in self.fields.items():
            field.show_state(problems.get(key, ()), reading.cautions.get(key, ()))
        loose = [
            text for key, texts in problems.items() if key not in self.fields for text in texts
        ]
        self._general.setText("\n".join(text.of(self._context.lang) for text in loose))
        self._general.setVisible(bool(loose))

    def _show_cautions(self, draft: Draft, found: Sequence[Problem]) -> None:
        if draft is not self.draft:
            return
        for key, field in self.fields.items():
            cautions = [problem.text for problem in found if problem.key == key]
            field.show_state(field.problems, cautions)

    def _say_state(self) -> None:
        self._history.setEnabled(self.draft.saved is not None)
        if self._context.read_only:
            self._state.setText(self.tr("Read-only: another program holds this file."))
        elif any(field.has_problem for field in self.fields.values()):
            self._state.setText(
                self.tr("What is marked is not saved yet; everything else is.")
                if self.draft.saved
                else self.tr("Not saved yet: see the marked fields.")
            )
        elif self.draft.saved is None:
            self._state.setText(
                self.tr("New record: it is saved as soon as its number is entered.")
            )
        else:
            self._state.setText(self.tr("All changes are saved."))
