"""The numbers of a place that a person marked: where it lies, its size, how it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from xinbao_desktop.domain.blank import BlankField, BlankFieldKind
from xinbao_desktop.gui.models.place_grip import LEAST
from xinbao_desktop.gui.theme import SPACE_S
from xinbao_desktop.gui.widgets.parts import button, fill, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

POINTS = 72 / 25.4  # of a millimetre
MOST_CELLS = 60
NARROW = 72  # pixels a number still shows in
LETTERS = (0, 36)  # points; 0 leaves the size open
Box = TypeVar("Box", QDoubleSpinBox, QSpinBox)


class _Millimetres(QDoubleSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the area that scrolls."""
        event.ignore()


class _Count(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the area that scrolls."""
        event.ignore()


class BlankPlaceEditor(QWidget):
    """Edits a marked place; ``changed`` carries it as it is to be, ``removed`` takes it away."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("blank.place")
        self._field: BlankField | None = None
        self._showing = False
        self._labels: dict[QWidget, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_S)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.left = self._length("blank.left", self.tr("From the left"), (0, 0))
        self.top = self._length("blank.top", self.tr("From the top"), (0, 2))
        self.wide = self._length("blank.width", self.tr("Width"), (1, 0))
        self.high = self._length("blank.height", self.tr("Height"), (1, 2))
        self.size_ = self._count("blank.size", self.tr("Letters"), (2, 0), LETTERS)
        self.size_.setSuffix(self.tr(" pt"))
        self.size_.setSpecialValueText(self.tr("as large as fits"))
        self.cells = self._count("blank.cells", self.tr("Cells"), (2, 2), (0, MOST_CELLS))
        self.cells.setSpecialValueText(self.tr("none"))
        self.cells.setToolTip(self.tr("How many boxes of one letter each the form prints here."))
        hint = self.tr(
            "On the page: drag the place or its handles; arrow keys move it, with Shift they "
            "resize it, with Ctrl in larger steps; Delete removes it."
        )
        self.remove = button(self.tr("Remove the place"), "blanks.unmark", self.removed.emit)
        last = row()
        last.addWidget(self.remove)
        last.addStretch(1)
        fill(
            self, label(self.tr("The place"), "heading"), self._grid,
            last,
            label(hint, "muted", wrap=True),
        )  # fmt: skip
        self.hide()

    def show_field(self, field: BlankField | None, page: tuple[float, float]) -> None:
        """Show another place; hidden for what the PDF itself says."""
        self._field = field if field is not None and field.marked else None
        self.setVisible(self._field is not None)
        if self._field is None:
            return
        spot = self._field.spots[0]
        words = self._field.kind is BlankFieldKind.TEXT
        cells = words and not self._field.multiline
        for box, shown in ((self.cells, cells), (self.size_, words)):
            box.setVisible(shown)
            self._labels[box].setVisible(shown)
        self._showing = True
        for length, value, most in (
            (self.left, spot.left, page[0]), (self.top, spot.top, page[1]),
            (self.wide, spot.right - spot.left, page[0]),
            (self.high, spot.bottom - spot.top, page[1]),
        ):  # fmt: skip
            length.setMaximum(most / POINTS)
            length.setValue(value / POINTS)
        self.cells.setValue(self._field.cells)
        self.size_.setValue(round(self._field.size))
        self._showing = False

    def _length(self, name: str, spoken: str, at: tuple[int, int]) -> QDoubleSpinBox:
        box = _Millimetres()
        box.setDecimals(1)
        box.setSingleStep(0.5)
        box.setSuffix(self.tr(" mm"))
        box.setMinimum(0.0 if name in ("blank.left", "blank.top") else LEAST / POINTS)
        return self._put(box, name, spoken, at)

    def _count(
        self, name: str, spoken: str, at: tuple[int, int], limits: tuple[int, int]
    ) -> QSpinBox:
        box = _Count()
        box.setRange(*limits)
        return self._put(box, name, spoken, at)

    def _put(self, box: Box, name: str, spoken: str, at: tuple[int, int]) -> Box:
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setKeyboardTracking(False)
        box.lineEdit().setTextMargins(SPACE_S, 0, 0, 0)  # a style sheet's padding ends before it
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMinimumWidth(NARROW)
        box.valueChanged.connect(lambda _: self._on_change(box))
        named = self._labels[box] = label(spoken)
        self._grid.addWidget(named, *at)
        self._grid.addWidget(box, at[0], at[1] + 1)
        return box

    def _on_change(self, box: QDoubleSpinBox | QSpinBox) -> None:
        field = self._field
        if field is None or self._showing:
            return
        if box in (self.cells, self.size_):
            cells = self.cells.value()
            self.changed.emit(replace(
                field, cells=cells if cells > 1 else 0, size=float(self.size_.value())
            ))  # fmt: skip
            return
        left, top, wide, high = (
            part.value() * POINTS for part in (self.left, self.top, self.wide, self.high)
        )
        spot = replace(
            field.spots[0], left=round(left, 2), top=round(top, 2),
            right=round(left + wide, 2), bottom=round(top + high, 2),
        )  # fmt: skip
        self.changed.emit(replace(field, spots=(spot,)))
