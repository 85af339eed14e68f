"""The page of the insurers' own forms: the blanks, and what each of their fields is filled with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QStackedWidget, QWidget

from xinbao_desktop.domain.blank import Place
from xinbao_desktop.gui import messages, wording
from xinbao_desktop.gui.pages.blanks.mapping import BlankMappingPanel
from xinbao_desktop.gui.widgets.banner import Banner
from xinbao_desktop.gui.widgets.choice_editor import QuietComboBox
from xinbao_desktop.gui.widgets.empty_state import EmptyState
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import button, fill, row
from xinbao_desktop.gui.widgets.work_strip import WorkStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xinbao_desktop.app.blanks import BlankState
    from xinbao_desktop.domain.blank import BlankMapping
    from xinbao_desktop.gui.context import ClientContext

FORM_NAMES = 28


class BlanksPage(Page):
    """One blank at a time; what a person says is kept at once."""

    name: ClassVar[str] = "blanks"
    watches: ClassVar[frozenset[str]] = frozenset({"cases", "policies", "company", "buyers"})

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("blanks"))
        self._states: dict[str, BlankState] = {}
        self._current = ""
        tokens = context.tokens
        self.head.addWidget(
            button(
                self.tr("Add a form…"), "blanks.add", self.ask_blank, role="primary",
                icon="import", colour=tokens.on_accent,
            )
        )  # fmt: skip
        self.work = WorkStrip(context, "blanks.work")
        self.banner = Banner(tokens, "blanks.banner")
        self.blank = self._box("blanks.blank", self.tr("Form"))
        self.blank.activated.connect(lambda _: self._choose(str(self.blank.currentData())))
        self.propose = button(self.tr("Propose"), "blanks.propose", self.propose_links)
        self.propose.setToolTip(self.tr("Fill in what names and printed words suggest."))
        self.use = QCheckBox(self.tr("Confirmed: print it in packets"))
        self.use.setObjectName("blanks.use")
        self.use.setAccessibleName(self.use.text())
        self.use.clicked.connect(self._on_use)
        self.place = self._box("blanks.place", self.tr("Where it stands in a packet"))
        self.place.addItem(self.tr("In place of the program's form"), Place.INSTEAD.value)
        self.place.addItem(self.tr("After the program's form"), Place.AFTER.value)
        self.place.activated.connect(lambda _: self._on_place())
        self.picture = QCheckBox(self.tr("The form itself as a picture"))
        self.picture.setObjectName("blanks.picture")
        self.picture.setAccessibleName(self.picture.text())
        self.picture.setToolTip(
            self.tr("For forms whose fonts are not embedded: they then look alike everywhere; "
                    "what is filled in stays words.")
        )  # fmt: skip
        self.picture.clicked.connect(self._on_picture)
        self.panel = BlankMappingPanel(context)
        self.panel.kept.connect(self.keep)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._filled())
        for one in (self.work, self.banner):
            self.body.addWidget(one)
        self.body.addWidget(self._stack, 1)

    def reload(self) -> None:
        """See ``Page.reload``."""
        blanks = self.context.services.blanks
        self.context.tasks.run(
            lambda _: blanks.list(), owner=self, on_done=self._show_blanks,
            on_error=self.context.fail,
        )  # fmt: skip

    def ask_blank(self) -> None:
        """Ask for a blank and which form and insurer it is of."""
        path = self.context.ask.open_file(self.tr("The insurer's form"), "PDF (*.pdf)")
        if path is None:
            return
        titles = self.context.services.blanks.titles()
        forms = [f"{id_}  {self.context.say(title)}" for id_, title in titles.items()]
        form = self.context.ask.choose(
            self.tr("The insurer's form"), self.tr("Which form is it?"), forms
        )
        if form is None:
            return
        insurers = list(self.context.words["insurer"])
        names = [self.tr("Any insurer"), *(self.context.say(one.label) for one in insurers)]
        whose = self.context.ask.choose(
            self.tr("The insurer's form"), self.tr("Whose is it?"), names, 1
        )
        if whose is not None:
            self.add(path, list(titles)[form], insurers[whose - 1].value if whose else None)

    def add(self, path: Path, form: str, insurer: str | None) -> None:
        """Read a blank and keep it."""
        blanks = self.context.services.blanks
        self.banner.say("")
        self.work.run(
            self.tr("Reading the form…"), lambda _: blanks.add(path, form, insurer),
            self._on_added, self._refuse,
        )  # fmt: skip

    def propose_links(self) -> None:
        """Fill in what is likely; the person goes through it and confirms."""
        state = self._states.get(self._current)
        if state is None or (
            state.blank.mapping.links
            and not self.context.ask.confirm(
                self.tr("Propose"), self.tr("Replace what is filled in now?"),
                yes=self.tr("Replace"),
            )
        ):  # fmt: skip
            return
        blanks, id_ = self.context.services.blanks, self._current
        self._save(lambda: blanks.save(id_, blanks.proposal(id_)))

    def keep(self, mapping: BlankMapping) -> None:
        """Keep another mapping of the blank that is shown."""
        blanks, id_ = self.context.services.blanks, self._current
        self._save(lambda: blanks.save(id_, mapping))

    def remove(self) -> None:
        """Take the blank away."""
        state = self._states.get(self._current)
        if state is None or not self.context.ask.confirm(
            self.tr("Remove"),
            self.tr("Remove {name} and how it is filled? Packets then print the program's own "
                    "form.").format(name=state.blank.name),
            yes=self.tr("Remove"),
        ):  # fmt: skip
            return
        blanks, id_ = self.context.services.blanks, self._current
        self.context.tasks.run(
            lambda _: blanks.remove(id_), owner=self, on_done=lambda _: self.reload(),
            on_error=self.context.fail,
        )  # fmt: skip

    def _empty(self) -> QWidget:
        return EmptyState(
            self.context.tokens, "blanks", self.tr("No insurer's form yet"),
            self.tr("Where an insurer wants its own PDF form, add the blank here and say which "
                    "answer goes into which field. Packets then print it filled in."),
        )  # fmt: skip

    def _filled(self) -> QWidget:
        top, second = row(), row()
        top.addWidget(self.blank, 1)
        top.addWidget(self.propose)
        top.addWidget(button(self.tr("Remove…"), "blanks.remove", self.remove))
        second.addWidget(self.use)
        second.addStretch(1)
        second.addWidget(self.picture)
        second.addWidget(self.place)
        holder = QWidget()
        fill(holder, top, second, self.panel)
        return holder

    def _box(self, name: str, spoken: str) -> QuietComboBox:
        box = QuietComboBox()
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(FORM_NAMES)
        return box

    def _show_blanks(self, states: Sequence[BlankState]) -> None:
        self._states = {state.blank.id: state for state in states}
        self._stack.setCurrentIndex(int(bool(states)))
        self.blank.clear()
        for state in states:
            self.blank.addItem(self._title(state), state.blank.id)
        if self._current not in self._states:
            self._current = next(iter(self._states), "")
        if self._current:
            self._choose(self._current)

    def _title(self, state: BlankState) -> str:
        insurer = self.context.services.blanks.insurer_label(state.blank)
        return f"{state.blank.form} · {self.context.say(insurer)} · {state.blank.name}"

    def _choose(self, id_: str) -> None:
        self._current = id_
        self.blank.setCurrentIndex(self.blank.findData(id_))
        self._show_state(self._states[id_], anew=True)

    def _show_state(self, state: BlankState, *, anew: bool) -> None:
        self._states[state.blank.id] = state
        mapping = state.blank.mapping
        self.use.setChecked(state.blank.in_use)
        self.use.setEnabled(bool(mapping.links))
        self.picture.setChecked(mapping.picture)
        self.place.setCurrentIndex(self.place.findData(mapping.place.value))
        self._say_state(state)
        self.panel.show_blank(state.blank, anew=anew)

    def _say_state(self, state: BlankState) -> None:
        blank = state.blank
        lines = [self.context.say(note) for note in blank.pages.notes]
        if blank.mapping.links:
            lines += [self.context.say(warning) for warning in state.warnings()]
            if not blank.in_use:
                lines.append(self.tr("Nobody has confirmed it yet, so packets do not print it."))
            if state.lacking:
                named = ", ".join(self.context.say(value.label) for value in state.lacking)
                lines.append(
                    self.tr("No field takes: {named}. A packet keeps the program's own form "
                            "after it.").format(named=named)
                )  # fmt: skip
        tone = "care" if lines else "good"
        whole = self.tr("Every answer that the form requires has its field.")
        self.banner.say("\n".join(lines) or (whole if blank.in_use else ""), tone)

    def _on_added(self, state: BlankState) -> None:
        self._current = state.blank.id
        self.reload()

    def _on_use(self) -> None:
        state = self._states[self._current]
        on, mapping = self.use.isChecked(), state.blank.mapping
        self.keep(replace(mapping, confirmed=on or mapping.confirmed, use=on))

    def _on_picture(self) -> None:
        mapping = self._states[self._current].blank.mapping
        self.keep(replace(mapping, picture=self.picture.isChecked()))

    def _on_place(self) -> None:
        state = self._states[self._current]
        self.keep(replace(state.blank.mapping, place=Place(self.place.currentData())))

    def _save(self, work: Callable[[], BlankState]) -> None:
        self.context.tasks.run(
            lambda _: work(), owner=self, on_done=self._on_saved, on_error=self.context.fail
        )

    def _on_saved(self, state: BlankState) -> None:
        if state.blank.id == self._current:
            self._show_state(state, anew=False)

    def _refuse(self, error: Exception) -> None:
        message = messages.describe(error, self.context.lang)
        self.banner.say("\n".join(filter(None, (message.text, message.details))), "error")
