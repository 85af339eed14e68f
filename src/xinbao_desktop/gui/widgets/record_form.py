"""The form of one record, built from its description, that saves each field when it is left.

A field that cannot be read is marked and explained where it stands and does not hold up the
others. One save is under way at a time: what is entered meanwhile is saved right after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from xinbao_desktop.errors import AppError
from xinbao_desktop.gui import messages
from xinbao_desktop.gui.context import Place
from xinbao_desktop.gui.models.draft import Draft
from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.form_body import FormBody
from xinbao_desktop.gui.widgets.parts import label, row, scrolled, tool

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from PySide6.QtGui import QShowEvent

    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.schema import Record, RecordKind
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.models.draft import Reading
    from xinbao_desktop.gui.widgets.field import Field
    from xinbao_desktop.text import Text

IDLE_MS = 2000
FOUND_MS = 2500


class RecordForm(QWidget):
    """Enters one record of a kind; the fields in ``given`` are known from outside, not shown."""

    saved = Signal(object)  # the record as it is in the client file
    grown = Signal()  # it needs more room now

    def __init__(
        self,
        context: ClientContext,
        kind: RecordKind,
        given: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind = context, kind
        self._fixed: dict[str, str] = {}
        self.draft = Draft(kind, context.client.records, None, self._fixed)
        self._problems: Mapping[str, Sequence[Text]] = {}
        self._cautions: Mapping[str, Sequence[Text]] = {}
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
        self._area = self._build(given)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its key; those not made yet are made now."""
        return self._body.fields

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
        self._problems = self._cautions = {}
        for field in self._made.values():
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
        keep = [key for key, field in self._made.items() if field.editor.has_focus()]
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
        for key, field in self._made.items():
            if field.editor.has_focus() and self.draft.set(key, field.editor.words()):
                self._save()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the fields in the turns that follow; the page is shown before."""
        super().showEvent(event)
        self._body.grow()

    @property
    def _made(self) -> Mapping[str, Field]:
        return self._body.so_far

    def _build(self, given: Collection[str]) -> QScrollArea:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE_S)
        top = row()
        top.addWidget(self._state, 1)
        top.addWidget(self._history)
        outer.addLayout(top)
        outer.addWidget(self._general)
        self._body = FormBody(self._context, self._kind, given, self._jump, self)
        self._body.made.connect(self._on_made)
        area = scrolled(self._body, name=f"{self._kind.name}.form")
        self._body.grown.connect(area.updateGeometry)
        self._body.grown.connect(self.grown)
        outer.addWidget(area, 1)
        return area

    def _on_made(self, field: Field) -> None:
        key = field.spec.key
        field.editor.set_read_only(read_only=self._context.read_only)
        field.editor.show_words(self.draft.words[key])
        field.show_state(self._problems.get(key, ()), self._cautions.get(key, ()))
        field.editor.committed.connect(lambda: self._on_commit(key))
        field.editor.typed.connect(lambda: self._on_typed(key))

    def _jump(self, kind: str, identity: tuple[str, ...]) -> None:
        self._context.go(Place("", kind, identity))

    def _on_typed(self, key: str) -> None:
        field = self.fields[key]
        if not self._context.read_only:
            self.draft.set(key, field.editor.words())
            if not self._idle.isActive():  # so that the save finds it done
                client = self._context.client
                self._context.tasks.run(
                    lambda _: client.backups.ahead(), owner=self,
                    on_done=lambda _: None, on_error=self._context.fail,
                )  # fmt: skip
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
        if idle and any(field.editor.is_composing for field in self._made.values()):
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
            typed = [key for key in self._made if self._is_typed(key, sent, idle=idle)]
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
        for key, field in self._made.items():
            if key not in keep:
                field.editor.show_words(self.draft.words[key])

    def _show_problems(self, reading: Reading) -> None:
        self._problems, self._cautions = reading.problems, reading.cautions
        for key, field in self._made.items():
            field.show_state(self._problems.get(key, ()), self._cautions.get(key, ()))
        loose = [
            text for key, texts in self._problems.items() if not self._body.has(key)
            for text in texts
        ]  # fmt: skip
        self._general.setText("\n".join(text.of(self._context.lang) for text in loose))
        self._general.setVisible(bool(loose))

    def _show_cautions(self, draft: Draft, found: Sequence[Problem]) -> None:
        if draft is not self.draft:
            return
        self._cautions = {
            key: [problem.text for problem in found if problem.key == key]
            for key in {problem.key for problem in found}
        }
        for key, field in self._made.items():
            field.show_state(field.problems, self._cautions.get(key, ()))

    def _say_state(self) -> None:
        self._history.setEnabled(self.draft.saved is not None)
        if self._context.read_only:
            self._state.setText(self.tr("Read-only: another program holds this file."))
        elif any(field.has_problem for field in self._made.values()):
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
