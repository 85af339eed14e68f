"""One blank: its page with the fields coloured, the list of them, and what fills the chosen one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from xinbao_desktop.domain.blank import BlankFieldKind
from xinbao_desktop.domain.blank_seal import NAME as SEAL_NAME
from xinbao_desktop.gui.models.blank_draft import BlankDraft, FieldLine
from xinbao_desktop.gui.models.mapping_history import MappingHistory
from xinbao_desktop.gui.models.paged_table import Column
from xinbao_desktop.gui.models.plain_table import PlainTableModel
from xinbao_desktop.gui.pages.blanks.map_tools import MapTools
from xinbao_desktop.gui.tasks import Lane
from xinbao_desktop.gui.theme import SPACE_L
from xinbao_desktop.gui.widgets.blank_link import BlankLinkEditor
from xinbao_desktop.gui.widgets.blank_map import BlankMap
from xinbao_desktop.gui.widgets.blank_place import BlankPlaceEditor
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.parts import fill, halves, label, row, scrolled
from xinbao_desktop.gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.blank_filling import BlankExample
    from xinbao_desktop.domain.blank import Blank, BlankField, BlankLink, BlankMapping, Spot
    from xinbao_desktop.gui.context import ClientContext

DPI = 110
SEAL_KIND = 3  # among the kinds of places that are asked for


class BlankMappingPanel(QWidget):
    """Shows a blank; ``kept`` carries each changed mapping."""

    kept = Signal(object)

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self.setObjectName("blanks.mapping")
        self._context = context
        self._draft: BlankDraft | None = None
        self._lines: list[FieldLine] = []
        self._page = 1
        self._field = ""
        self.map = BlankMap(context.tokens, "blanks.map", self.tr("Page of the form"))
        self.map.chosen.connect(self.choose)
        self.map.drawn.connect(self._on_drawn)
        self.map.placed.connect(self._on_placed)
        self.map.removed.connect(self._on_unmark)
        self._history = MappingHistory()
        self.tools = MapTools(self)
        self.tools.turned.connect(self.turn)
        self.tools.stepped.connect(self._on_step)
        self.tools.marked.connect(lambda on: self.map.mark(on=on))
        self.mark = self.tools.mark
        self.model: PlainTableModel[FieldLine] = PlainTableModel(self._columns(), self)
        self.table = Table("blanks.fields", self.tr("Fields of the form"))
        self.table.show_plain(self.model, self.model.widths)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _: self._on_row(now.row())
        )
        self.case = QuietComboBox()
        self.case.setObjectName("blanks.case")
        self.case.setAccessibleName(self.tr("Example from case"))
        self.case.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.case.activated.connect(lambda _: self._ask_examples())
        self.link = BlankLinkEditor(context)
        self.link.changed.connect(self._on_link)
        self.spot = BlankPlaceEditor()
        self.spot.changed.connect(self._on_place)
        self.spot.removed.connect(self._on_unmark)
        self.unmark = self.spot.remove
        self._lay_out()

    def show_blank(self, blank: Blank, *, anew: bool) -> None:
        """Show a blank; ``anew`` from its first field, else where the person is."""
        before = self._draft
        blanks = self._context.services.blanks
        self._draft = BlankDraft(blank, blanks.values(blank.form), blanks.slots)
        self._history.show(blank.id, blank.mapping)
        self.tools.show_steps(self._history)
        if before is not None and before.blank.form == blank.form:
            self._draft.examples = before.examples
        self._lines = self._draft.lines()
        self.link.show_draft(self._draft)
        self.model.show_rows(self._lines)
        if anew:
            self._field, self._page = "", 1
            self._show_cases()
            self._show_page()
        known = [line.field.name for line in self._lines]
        field = self._field if self._field in known else next(iter(known), "")
        self.choose(field)

    def choose(self, name: str) -> None:
        """Go to a field."""
        number = next((n for n, line in enumerate(self._lines) if line.field.name == name), -1)
        if number < 0:
            self._field = ""
            self.link.show_line(None)
            self.spot.show_field(None, (1.0, 1.0))
            self.map.show_fields(self._lines, "")
            return
        self.table.selectRow(number)
        if self._field != name or self.link.isEnabled() is False:
            self._on_row(number)

    def turn(self, pages: int) -> None:
        """Show another page."""
        if self._draft is not None:
            total = len(self._draft.blank.pages.sizes)
            self._page = min(max(self._page + pages, 1), total)
            self._show_page()

    def _lay_out(self) -> None:
        left, right, lower = QWidget(), QWidget(), QWidget()
        fill(left, self.tools, self.map)
        cases = row()
        cases.addWidget(label(self.case.accessibleName(), "muted"))
        cases.addWidget(self.case)
        cases.addStretch(1)
        answers = QWidget()
        rest = QWidget()
        fill(answers, self.link, self.spot, rest, spacing=SPACE_L)
        self._area = scrolled(answers, name="blanks.link.area")
        fill(lower, cases, self._area)
        fill(right, halves(self.table, lower, (250, 310), upright=True))
        fill(self, halves(left, right, (430, 520)))

    def _columns(self) -> list[Column[FieldLine]]:
        return [
            Column("", self.tr("Field"), lambda line: line.words, width=170),
            Column("", self.tr("Filled with"), self._filled_with, width=190),
            Column("", self.tr("In this case"), self._example, width=150),
        ]

    def _filled_with(self, line: FieldLine) -> str:
        if line.field.kind is BlankFieldKind.SEAL:
            return self.tr("(the company's seal)")
        if line.value is None or line.link is None:
            return "–"
        words = self._context.say(line.value.label)
        if line.link.slot:
            words += f" · {line.link.slot}"
        if line.link.row:
            words += self.tr(" · row {n}").format(n=line.link.row)
        if line.link.ticks:
            named = [self.link.answer_words(line.value, answer) for answer in line.link.ticks]
            words += f" · {' / '.join(named)}"
        return words

    def _example(self, line: FieldLine) -> str:
        draft = self._draft
        if draft is None or line.value is None or (line.link and line.link.row > 1):
            return ""
        example = draft.examples.get(line.value.key)
        return example.words.replace("\n", " ") if example is not None else ""

    def _show_cases(self) -> None:
        chosen = self.case.currentData()
        cases = self._context.client.desk.client().cases
        self.case.clear()
        for one in cases:
            self.case.addItem(one.case_no, one.case_no)
        self.case.setCurrentIndex(max(self.case.findData(chosen), 0 if cases else -1))
        self._ask_examples()

    def _ask_examples(self) -> None:
        draft, case_no = self._draft, self.case.currentData()
        if draft is None or not case_no:
            return
        filling, form = self._context.client.blanks, draft.blank.form
        on = self._context.today()
        self._context.tasks.run(
            lambda _: filling.examples(case_no, form, on), owner=self, lane=Lane.LONG,
            on_done=lambda found: self._show_examples(form, found), on_error=self._context.fail,
        )  # fmt: skip

    def _show_examples(self, form: str, found: Sequence[BlankExample]) -> None:
        draft = self._draft
        if draft is None or draft.blank.form != form:
            return
        draft.examples = {one.value.key: one for one in found}
        field = self._field
        self.model.show_rows(self._lines)
        self.choose(field)
        self.link.show_line(self._line())

    def _line(self) -> FieldLine | None:
        return next((line for line in self._lines if line.field.name == self._field), None)

    def _show_page(self) -> None:
        draft, number = self._draft, self._page
        if draft is None:
            return
        blanks, blank = self._context.services.blanks, draft.blank
        total = len(blank.pages.sizes)
        self.tools.show_page(number, total)
        size = blank.pages.sizes[number - 1]

        def show(png: bytes) -> None:
            if self._draft is not None and self._draft.blank.id == blank.id:
                self.map.show_page(number, size, png)
                self.map.show_fields(self._lines, self._field)

        self._context.tasks.run(
            lambda _: blanks.page_image(blank.id, number, DPI), owner=self, lane=Lane.VIEW,
            on_done=show, on_error=self._context.fail,
        )  # fmt: skip

    def _on_row(self, number: int) -> None:
        line = self.model.row_at(number)
        if line is None:
            return
        if self._field != line.field.name:
            self._area.verticalScrollBar().setValue(0)
        self._field = line.field.name
        self.link.show_line(line)
        self._show_place(line.field)
        page = line.field.spots[0].page if line.field.spots else self._page
        if page != self._page:
            self._page = page
            self._show_page()
        self.map.show_fields(self._lines, self._field)

    def _on_link(self, link: BlankLink | None) -> None:
        if self._draft is not None:
            self._keep(self._draft.with_link(self._field, link))

    def _on_drawn(self, spot: Spot) -> None:
        """Ask what a place that was drawn takes, and what it is called."""
        draft = self._draft
        self.mark.setChecked(False)
        if draft is None:
            return
        kinds = [
            self.tr("One line"), self.tr("Several lines"), self.tr("A box to tick"),
            self.tr("The company's seal"),
        ]  # fmt: skip
        kind = self._context.ask.choose(self.mark.text(), self.tr("What goes there?"), kinds)
        if kind == SEAL_KIND:
            self._field = draft.free_name(SEAL_NAME)
            self._keep(draft.with_mark(self._field, spot, BlankFieldKind.SEAL, lines=False))
            return
        name = None if kind is None else self._context.ask.line(
            self.mark.text(), self.tr("Its name, as the form prints it")
        )  # fmt: skip
        if kind is None or not name or not name.strip():
            return
        tick = BlankFieldKind.TICK if kind == 2 else BlankFieldKind.TEXT
        self._field = draft.free_name(name.strip())
        self._keep(draft.with_mark(self._field, spot, tick, lines=kind == 1))

    def _on_unmark(self) -> None:
        line = self._line()
        if self._draft is not None and line is not None and line.field.marked:
            self._keep(self._draft.without_mark(self._field))

    def _on_placed(self, spot: Spot) -> None:
        line = self._line()
        if line is not None and line.field.marked:
            self._on_place(replace(line.field, spots=(spot,)))

    def _on_place(self, field: BlankField) -> None:
        """Keep a marked place as it was moved, resized or divided."""
        if self._draft is not None:
            self._keep(self._draft.with_place(field))

    def _show_place(self, field: BlankField) -> None:
        draft = self._draft
        if draft is not None and field.spots:
            self.spot.show_field(field, draft.blank.pages.sizes[field.spots[0].page - 1])

    def _on_step(self, back: bool) -> None:  # noqa: FBT001 - a signal's
        """Take a step back or again; what is only being moved is let go."""
        if self._draft is not None and not self.map.sheet.let_go():
            step = self._history.undo if back else self._history.redo
            self._keep(step(self._draft.blank.mapping))

    def _keep(self, mapping: BlankMapping) -> None:
        self.kept.emit(mapping)
