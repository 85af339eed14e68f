"""How one field of a blank is filled: which value, which row, written how, which box for what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from xinbao_desktop.domain.blank import AmountStyle, BlankFieldKind, BlankLink, Words
from xinbao_desktop.domain.blank_values import PAGES
from xinbao_desktop.domain.blank_words import AMOUNT, worded
from xinbao_desktop.domain.form import FieldKind
from xinbao_desktop.gui.models.blank_draft import NO, YES
from xinbao_desktop.gui.theme import SPACE_L, SPACE_S
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox, searchable
from xinbao_desktop.gui.widgets.parts import label, selectable

if TYPE_CHECKING:
    from xinbao_desktop.domain.blank_values import BlankValue
    from xinbao_desktop.gui.context import ClientContext
    from xinbao_desktop.gui.models.blank_draft import BlankDraft, FieldLine

ROWS = 40
DATES = ("", "YYYY年M月D日", "YYYYMMDD", "YYYY/MM/DD", "DD/MM/YYYY", "YYYY", "MM", "DD")


class BlankLinkEditor(QWidget):
    """Edits the link of the field that is shown; ``changed`` carries the new one or None."""

    changed = Signal(object)

    def __init__(self, context: ClientContext) -> None:
        super().__init__()
        self.setObjectName("blank.link")
        self._context = context
        self._draft: BlankDraft | None = None
        self._line: FieldLine | None = None
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(SPACE_L)
        self._form.setVerticalSpacing(SPACE_S)
        self.name = label("", "heading", wrap=True, name="blank.field")
        self._form.addRow(self.name)
        self.value = self._box("blank.value", self.tr("Filled with"))
        searchable(self.value)
        self.value.activated.connect(lambda _: self._on_value())
        self.row = self._box("blank.row", self.tr("Row"))
        for number in range(1, ROWS + 1):
            self.row.addItem(str(number), number)
        self.slot = self._box("blank.slot", self.tr("Document"))
        self.date = self._box("blank.date", self.tr("Date as"))
        for pattern in DATES:
            self.date.addItem(pattern or "YYYY-MM-DD", pattern)
        self.amount = self._box("blank.amount", self.tr("Amount as"))
        for style, text in (
            (AmountStyle.PRINTED, "USD 1,234.50"), (AmountStyle.FIGURES, "1,234.50"),
            (AmountStyle.PLAIN, "1234.50"), (AmountStyle.CURRENCY, "USD"),
            (AmountStyle.CAPITALS, self.tr("Chinese capitals")),
        ):  # fmt: skip
            self.amount.addItem(text, style.value)
        self.words = self._box("blank.words", self.tr("Language"))
        for which, text in (
            (Words.ZH, "中文"), (Words.EN, "English"), (Words.BOTH, self.tr("Both")),
        ):  # fmt: skip
            self.words.addItem(text, which.value)
        for box in (self.row, self.slot, self.date, self.amount, self.words):
            box.activated.connect(lambda _: self._on_style())
        self.ticks: dict[str, QuietComboBox] = {}
        self.example = selectable(label("", "muted", wrap=True, name="blank.example"))
        self.example.setAccessibleName(self.tr("What the case answers"))
        self._form.addRow(self.example)
        self.setEnabled(False)

    def show_draft(self, draft: BlankDraft) -> None:
        """Offer the values of another blank."""
        self._draft = draft
        self.value.clear()
        self.value.addItem(self.tr("(left empty)"), "")
        self.slot.clear()
        for slot, title in draft.slots.items():
            self.slot.addItem(f"{slot} {self._context.say(title)}", slot)
        for value in draft.values.values():
            group, name = self._context.say(value.group), self._context.say(value.label)
            self.value.addItem(f"{name} · {group}", value.key)
        self.show_line(None)

    def show_line(self, line: FieldLine | None) -> None:
        """Show another field."""
        self._line = line
        seal = line is not None and line.field.kind is BlankFieldKind.SEAL
        self.setEnabled(line is not None)
        self._form.setRowVisible(self.value, not seal)
        if line is None:
            self.name.setText("")
            self._show(None)
            return
        self.name.setText(line.words if line.words == line.field.name
                          else f"{line.words} ({line.field.name})")  # fmt: skip
        self._show(line.link)

    def _show(self, link: BlankLink | None) -> None:
        draft, line = self._draft, self._line
        self.value.setCurrentIndex(max(self.value.findData(link.value if link else ""), 0))
        words = self.value.lineEdit()
        if words is not None:
            words.setCursorPosition(0)  # its beginning says what it is
        value = draft.values.get(link.value) if draft and link else None
        self._form.setRowVisible(self.row, bool(value and value.table))
        self._form.setRowVisible(self.slot, bool(value and value.key == PAGES))
        text = line is not None and line.field.kind is BlankFieldKind.TEXT
        day = bool(value and value.kind is FieldKind.DATE)
        self._form.setRowVisible(self.date, text and day)
        example = draft.examples.get(value.key) if draft and value else None
        figures = example is not None and AMOUNT.fullmatch(example.words) is not None
        self._form.setRowVisible(self.amount, text and figures and not day)
        pages = bool(value and value.is_pages)
        self._form.setRowVisible(
            self.words, bool(text and value and not day and not figures and not pages)
        )
        if link is not None:
            self._choose(self.row, link.row)
            self._choose(self.slot, link.slot)
            self._choose(self.date, link.date)
            self._choose(self.amount, link.amount.value)
            self._choose(self.words, link.words.value)
        self._show_ticks(link, value)
        self._say_example(link, value)

    def _show_ticks(self, link: BlankLink | None, value: BlankValue | None) -> None:
        for box in self.ticks.values():
            self._form.removeRow(box)
        self.ticks = {}
        draft, line = self._draft, self._line
        if draft is None or line is None or link is None or value is None:
            return
        if line.field.kind is BlankFieldKind.TEXT:
            return
        given = {state: answer for answer, state in link.ticks.items()}
        last = self._form.rowCount() - 1
        for number, state in enumerate(line.field.states):
            spoken = self.tr("Ticked {state} for").format(state=self._state_words(state))
            box = self._box(f"blank.tick.{number}", spoken, at=last + number)
            box.addItem("", "")
            for answer in dict.fromkeys((*draft.answers(value), *given.values())):
                if answer:
                    box.addItem(self.answer_words(value, answer), answer)
            self._choose(box, given.get(state, ""))
            box.activated.connect(lambda _: self._on_style())
            self.ticks[state] = box

    def _state_words(self, state: str) -> str:
        line = self._line
        if line is None:
            return state
        if line.field.kind is BlankFieldKind.CHOICE:
            return line.field.options.get(state, state)
        spot = next((spot for spot in line.field.spots if spot.state == state), None)
        return f"“{spot.after}”" if spot is not None and spot.after else state

    def answer_words(self, value: BlankValue, answer: str) -> str:
        """Return what an answer is called that a box is ticked for."""
        option = next((one for one in value.options if one.code == answer), None)
        if option is not None:
            return self._context.say(option.label)
        return {YES: self.tr("Yes"), NO: self.tr("No")}.get(answer, answer)

    def _say_example(self, link: BlankLink | None, value: BlankValue | None) -> None:
        draft = self._draft
        example = draft.examples.get(value.key) if draft and value else None
        if self._line is not None and self._line.field.kind is BlankFieldKind.SEAL:
            self.example.setText(self.tr("The company's seal goes here; nothing is filled in."))
            return
        if value is not None and value.is_pages:
            self.example.setText(self.tr("The packet prints the pages once it is laid out."))
            return
        if link is None or value is None or example is None:
            self.example.setText("")
            return
        words = worded(example.answer, link, options=value.options) or self.tr("(empty)")
        lines = [self.tr("In this case: {words}").format(words=words[:200])]
        if example.origin is not None:
            lines.append(self._context.say(example.origin))
        self.example.setText("\n".join(lines))

    def _on_value(self) -> None:
        draft, line = self._draft, self._line
        key = str(self.value.currentData() or "")
        if draft is None or line is None:
            return
        if not key:
            self._show(None)
            self.changed.emit(None)
            return
        link = draft.suggested(line.field, key)
        if line.link is not None:
            link = replace(link, words=line.link.words)
        self._show(link)
        self._emit(link)

    def _on_style(self) -> None:
        draft, line = self._draft, self._line
        key = str(self.value.currentData() or "")
        if draft is None or line is None or not key:
            return
        value = draft.values[key]
        ticks = {str(box.currentData()): state for state, box in self.ticks.items()
                 if box.currentData()}  # fmt: skip
        link = BlankLink(
            field=line.field.name, value=key,
            row=int(self.row.currentData()) if value.table else 0,
            slot=str(self.slot.currentData() or "") if value.key == PAGES else "",
            date=str(self.date.currentData() or ""),
            amount=AmountStyle(self.amount.currentData()),
            words=Words(self.words.currentData()), ticks=ticks,
        )  # fmt: skip
        self._say_example(link, value)
        self._emit(link)

    def _emit(self, link: BlankLink) -> None:
        """Hand over a link; one of a box waits until it says when the box is ticked."""
        line = self._line
        if line is not None and (line.field.kind is not BlankFieldKind.TICK or link.ticks):
            self.changed.emit(link)

    def _box(self, name: str, spoken: str, at: int | None = None) -> QuietComboBox:
        box = QuietComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        if at is None:
            self._form.addRow(spoken, box)
        else:
            self._form.insertRow(at, spoken, box)
        return box

    @staticmethod
    def _choose(box: QuietComboBox, value: object) -> None:
        if box.findData(value) < 0 and value:
            box.addItem(str(value), value)
        box.setCurrentIndex(max(box.findData(value), 0))
