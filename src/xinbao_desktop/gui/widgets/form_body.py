"""The fields of a record's form, made a few at a time between the person's keys.

A shipment has fifty fields of three widgets each; made in one go they would hold up the window
for a fifth of a second. Each is made inside its place: a finished part that is put into another
has its style worked out again, with everything inside it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.field import Field
from xinbao_desktop.gui.widgets.form_layout import groups_of
from xinbao_desktop.gui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from xinbao_desktop.domain.schema import FieldSpec, RecordKind
    from xinbao_desktop.gui.context import ClientContext

SLICE_S = 0.012
"""How long fields are made before the window looks at the keyboard again."""


class FormBody(QWidget):
    """Holds the fields in their groups; those that are asked for are made at once."""

    made = Signal(object)  # a Field that is new
    grown = Signal()  # it needs more room now

    def __init__(
        self,
        context: ClientContext,
        kind: RecordKind,
        given: Collection[str],
        on_jump: Callable[[str, tuple[str, ...]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._kind, self._given, self._on_jump = context, kind, given, on_jump
        self._fields: dict[str, Field] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE_S, 0, SPACE_L, SPACE_L)
        self._layout.setSpacing(SPACE_S)
        self._rest: Iterator[Field] | None = self._make()
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._make_some)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its key."""
        if self._rest is not None:
            for _ in self._rest:
                pass
        return self._fields

    @property
    def so_far(self) -> Mapping[str, Field]:
        """The fields that are made by now."""
        return self._fields

    def has(self, key: str) -> bool:
        """Whether a field of this key stands here, made or not."""
        return key not in self._given and any(spec.key == key for spec in self._kind.keys)

    def grow(self) -> None:
        """Make the fields, each few in a turn of their own."""
        if self._rest is not None:
            self._turn.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that there is more in it now than there was room for."""
        super().resizeEvent(event)
        self.grown.emit()

    def _make_some(self) -> None:
        end = time.perf_counter() + SLICE_S
        while self._rest is not None and time.perf_counter() < end:
            next(self._rest, None)

    def _make(self) -> Iterator[Field]:
        for title, specs in groups_of(self._kind):
            shown = [spec for spec in specs if spec.key not in self._given]
            if title is not None and shown:
                self._layout.addWidget(label(title.of(self._context.lang), "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(SPACE_L)
            grid.setVerticalSpacing(SPACE_M)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
            self._layout.addLayout(grid)
            yield from self._fill(grid, shown)
        self._layout.addStretch(1)
        self._rest = None
        self._turn.stop()

    def _fill(self, grid: QGridLayout, specs: Sequence[FieldSpec]) -> Iterator[Field]:
        at, side = 0, 0
        for spec in specs:
            field = Field(self._kind, spec, self._context, self._on_jump, self)
            if field.wide:
                at += side
                grid.addWidget(field, at, 0, 1, 2)
                at, side = at + 1, 0
            else:
                grid.addWidget(field, at, side)
                at, side = at + side, 1 - side
            self._fields[spec.key] = field
            self.made.emit(field)
            yield field
