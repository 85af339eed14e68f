"""What the sheets and columns of a spreadsheet mean: shown, corrected, and kept for this client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QGridLayout, QVBoxLayout, QWidget

from xinbao_desktop.domain import schema
from xinbao_desktop.domain.batch import ImportMapping as Mapping
from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.gui.theme import SPACE_L, SPACE_M, SPACE_S
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.parts import button, clear, label, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xinbao_desktop.app.shapes import ColumnPreview, SheetPreview
    from xinbao_desktop.gui.context import ClientContext

AREA_HEIGHT = 300
LONGEST = 60
AS_RECOGNISED = "?"


@dataclass(frozen=True, slots=True)
class _Read:
    """A spreadsheet's sheets as they are taken with a mapping."""

    mapping: Mapping
    sheets: Sequence[SheetPreview]


class ImportMapping(QFrame):
    """Hidden until it is asked for; ``kept`` says that the spreadsheet should be read again."""

    kept = Signal()

    def __init__(self, context: ClientContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("import.mapping")
        self._context = context
        self._path: Path | None = None
        self._read = _Read(Mapping(), ())
        self.keys: list[QuietComboBox] = []
        self.sheet = self._box("mapping.sheet", self.tr("Sheet"))
        self.sheet.activated.connect(lambda _: self._show_sheet())
        self.kind = self._box("mapping.kind", self.tr("It holds"))
        self.kind.addItem(self.tr("As recognised"), AS_RECOGNISED)
        self.kind.addItem(self.tr("Nothing to take in"), "")
        for kind in KINDS:
            self.kind.addItem(kind.title.of(context.lang), kind.name)
        self.kind.activated.connect(lambda _: self._on_kind())
        self._said = label("", "muted", wrap=True, name="mapping.said")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_S)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 2)
        self._lay_out()
        self.hide()

    def ask(self, path: Path) -> None:
        """Show what is understood of a spreadsheet; nothing where it is none."""
        self._path = path
        imports = self._context.client.imports

        def work(_: object) -> _Read:
            mapping = imports.mapping()
            return _Read(mapping, imports.sheets(path, mapping))

        self._run(work, 0)

    def keep(self) -> None:
        """Keep what was said for this client, and have the spreadsheet read again."""
        self._write(self._read.mapping)

    def forget(self) -> None:
        """Forget everything that was said for this client's spreadsheets."""
        if self._context.ask.confirm(
            self.tr("Forget"),
            self.tr("Forget what was said about all of this client's spreadsheets?"),
            yes=self.tr("Forget"),
        ):
            self._write(Mapping())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_L)
        form.addRow(self.sheet.accessibleName(), self.sheet)
        form.addRow(self.kind.accessibleName(), self.kind)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, SPACE_S, 0)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        area = scrolled(holder, name="mapping.area")
        area.setFixedHeight(AREA_HEIGHT)
        self._keep = button(
            self.tr("Keep and read again"), "mapping.keep", self.keep, role="primary",
            icon="refresh", colour=self._context.tokens.on_accent,
        )  # fmt: skip
        self._keep.setEnabled(not self._context.read_only)
        line = row()
        line.addWidget(self._keep)
        line.addWidget(button(self.tr("Cancel"), "mapping.cancel", self.hide))
        line.addStretch(1)
        line.addWidget(button(self.tr("Forget all…"), "mapping.forget", self.forget))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_M)
        layout.addWidget(label(self.tr("What sheets and columns mean"), "heading"))
        layout.addLayout(form)
        layout.addWidget(self._said)
        layout.addWidget(area)
        layout.addLayout(line)

    def _box(self, name: str, spoken: str) -> QuietComboBox:
        box = QuietComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        return box

    def _run(self, work: Callable[[object], _Read], sheet: int) -> None:
        def done(found: _Read) -> None:
            self._read = found
            self._show_sheets(sheet)

        self._context.tasks.run(
            work, owner=self, on_done=done, on_error=self._context.fail,
        )  # fmt: skip

    def _write(self, mapping: Mapping) -> None:
        imports = self._context.client.imports

        def done(_: object) -> None:
            self.hide()
            self.kept.emit()

        self._context.tasks.run(
            lambda _: imports.keep_mapping(mapping), owner=self, on_done=done,
            on_error=self._context.fail,
        )  # fmt: skip

    def _read_again(self, mapping: Mapping) -> None:
        path, imports = self._path, self._context.client.imports
        if path is not None:
            self._run(
                lambda _: _Read(mapping, imports.sheets(path, mapping)),
                self.sheet.currentIndex(),
            )

    def _show_sheets(self, chosen: int) -> None:
        self.sheet.clear()
        for one in self._read.sheets:
            kind = self._kind_of(one)
            title = schema.kind(kind).title.of(self._context.lang) if kind else "–"
            self.sheet.addItem(f"{one.name} ({title})")
        self.setVisible(bool(self._read.sheets))
        if self._read.sheets:
            self.sheet.setCurrentIndex(chosen)
            self._show_sheet()

    def _kind_of(self, sheet: SheetPreview) -> str:
        return self._read.mapping.sheets.get(sheet.name, sheet.kind) or sheet.kind

    def _shown(self) -> SheetPreview | None:
        number = self.sheet.currentIndex()
        return self._read.sheets[number] if 0 <= number < len(self._read.sheets) else None

    def _show_sheet(self) -> None:
        sheet = self._shown()
        if sheet is None:
            return
        said = self._read.mapping.sheets.get(sheet.name, AS_RECOGNISED)
        self.kind.setCurrentIndex(max(self.kind.findData(said), 0))
        clear(self._grid)
        self.keys = []
        kind = "" if said == "" else self._kind_of(sheet)
        if not kind:
            self._said.setText(
                self.tr("This sheet is left out.") if said == "" else
                self.tr("It was not recognised what this sheet holds. Choose it above.")
            )  # fmt: skip
            return
        open_ = sum(not self._key_of(kind, one) for one in sheet.columns)
        text = self.tr("{known} of {total} columns are taken in.")
        total = len(sheet.columns)
        self._said.setText(text.format(known=total - open_, total=total))
        for number, one in enumerate(sheet.columns):
            self._add_column(number, kind, one)

    def _key_of(self, kind: str, column: ColumnPreview) -> str:
        said = self._read.mapping.columns.get(kind, {}).get(column.heading)
        return column.key if said is None else said

    def _add_column(self, number: int, kind: str, column: ColumnPreview) -> None:
        heading = label(column.heading, "", wrap=True)
        samples = label(_short(" / ".join(column.samples)), "muted", wrap=True)
        box = self._box(f"mapping.key.{number}", column.heading)
        box.addItem(self.tr("Not taken in"), "")
        for spec in schema.kind(kind).keys:
            box.addItem(spec.label.of(self._context.lang), spec.key)
        box.setCurrentIndex(max(box.findData(self._key_of(kind, column)), 0))
        box.activated.connect(lambda _: self._on_key(kind, column.heading, str(box.currentData())))
        self.keys.append(box)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(label(column.letter, "muted"), number, 0, top)
        self._grid.addWidget(heading, number, 1, top)
        self._grid.addWidget(samples, number, 2, top)
        self._grid.addWidget(box, number, 3, top)

    def _on_kind(self) -> None:
        sheet = self._shown()
        if sheet is None:
            return
        said, mapping = str(self.kind.currentData()), self._read.mapping
        if said == AS_RECOGNISED:
            rest = {name: kind for name, kind in mapping.sheets.items() if name != sheet.name}
            self._read_again(Mapping(rest, mapping.columns))
        else:
            self._read_again(mapping.with_sheet(sheet.name, said))

    def _on_key(self, kind: str, heading: str, key: str) -> None:
        self._read_again(self._read.mapping.with_column(kind, heading, key))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
