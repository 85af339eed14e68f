"""The insurers' own blanks: keep them, say how each field is filled, look at their pages.

They belong to no client. Filling one with the answers of a case is ``blank_filling``'s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xinbao_desktop.catalog.blank_mapping import read_mapping, written_mapping
from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.catalog.form import form, forms
from xinbao_desktop.domain.blank_match import proposed
from xinbao_desktop.domain.blank_order import lacking, unknown_links
from xinbao_desktop.domain.blank_seal import hidden_by_seal, needs_seal, proposed_seals
from xinbao_desktop.domain.blank_values import BlankValue, values_of
from xinbao_desktop.errors import BadInputError, UsageError, unreadable
from xinbao_desktop.files.atomic import refuse_existing, write_bytes
from xinbao_desktop.packet.preview import render_page
from xinbao_desktop.papers.blank_intake import fill_blank, read_blank
from xinbao_desktop.papers.intake import PaperIntake
from xinbao_desktop.scratch import scratch_folder
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.catalog.blank_shelf import BlankShelf
    from xinbao_desktop.domain.blank import Blank, BlankField, BlankMapping
    from xinbao_desktop.domain.vocabulary import Vocabulary

NO_FORM = Text("没有表单 {form}（有：{known}）", "There is no form {form} (there are: {known})")
NO_INSURER = Text(
    "不认识保险人“{word}”（有：{known}）", "“{word}” is no insurer known here ({known})"
)
WRONG = Text("填写方法有 {count} 处不对", "{count} things are wrong with the mapping")
OTHER = Text(
    "这份填写方法属于另一份空白表（表单 {form}，SHA-256 {sha256}…）",
    "This mapping belongs to another blank (form {form}, SHA-256 {sha256}…)",
)
NO_SEAL = Text(
    "没有标出盖章处：这张表要盖章，请在页面上标出（填写方法里写 seal = true）",
    "The place of the seal is not marked: this form is sealed, so mark it on its page "
    "(seal = true in the mapping)",
)
HIDDEN = Text("盖章会压住所填内容：{zh}", "the seal would cover what is filled in: {en}")


@dataclass(frozen=True, slots=True)
class BlankState:
    """A blank with what is still to be said about it."""

    blank: Blank
    lacking: tuple[BlankValue, ...]
    unsealed: bool = False
    hidden: tuple[BlankField, ...] = ()

    def warnings(self) -> list[Text]:
        """Return what is amiss with the place of the seal, one sentence each."""
        found = [NO_SEAL] if self.unsealed else []
        if self.hidden:
            names = [field.label or field.spots[0].before or field.name for field in self.hidden]
            found.append(HIDDEN.fill(zh="、".join(names), en=", ".join(names)))
        return found

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line prints it."""
        blank, mapping = self.blank, self.blank.mapping
        return {
            "id": blank.id,
            "form": blank.form,
            "insurer": blank.insurer or None,
            "name": blank.name,
            "sha256": blank.sha256,
            "pages": len(blank.pages.sizes),
            "fields": sum(1 for _ in blank.fields()),
            "mapped": len(mapping.links),
            "confirmed": mapping.confirmed,
            "in_use": blank.in_use,
            "place": mapping.place.value,
            "picture": mapping.picture,
            "unmapped": [field.name for field in blank.unmapped()],
            "lacking": [{"value": v.key, "label": v.label.as_json()} for v in self.lacking],
            "seals": [field.name for field in blank.seals()],
            "warnings": [warning.as_json() for warning in self.warnings()],
            "notes": [note.as_json() for note in blank.pages.notes],
        }


class BlankService:
    """The blanks of one user."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @property
    def shelf(self) -> BlankShelf:
        """Where the blanks lie."""
        return self._knowledge.blanks

    @property
    def _words(self) -> Vocabulary:
        return self._knowledge.vocabularies["insurer"]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that a blank can stand for."""
        return tuple(f.id for f in forms().values() if f.slot)

    @property
    def slots(self) -> dict[str, Text]:
        """The slots of the checklist, whose documents' pages a blank can show."""
        return {slot.id: slot.title for slot in shipped_slots()}

    def titles(self) -> dict[str, Text]:
        """Return the forms that a blank can stand for, each with its title."""
        return {id_: form(id_).title for id_ in self.forms}

    def add(self, pdf: Path, form_id: str, insurer: str | None = None) -> BlankState:
        """Keep a blank form of an insurer; the file itself is never altered.

        Raises:
            BadInputError: It is no PDF that can be filled; says why and what to do.
            UsageError: There is no such form or insurer, or the blank is there already.
        """
        self._checked_form(form_id)
        code = self._insurer(insurer)
        with scratch_folder() as name, PaperIntake() as intake:
            folder = Path(name)
            pages = read_blank(intake, pdf, folder)
            shown = folder / "shown.pdf"
            fill_blank(intake, pdf, shown, ())
            blank = self.shelf.add(pdf, shown, form=form_id, insurer=code, pages=pages)
        return self.state(blank)

    def list(self) -> Sequence[BlankState]:
        """Return every blank."""
        return [self.state(blank) for blank in self.shelf.list()]

    def get(self, id_: str) -> BlankState:
        """Return one blank by its id or the beginning of it."""
        return self.state(self.shelf.get(id_))

    def remove(self, id_: str) -> str:
        """Take a blank off the shelf; returns its whole id."""
        return self.shelf.remove(id_)

    def values(self, form_id: str) -> tuple[BlankValue, ...]:
        """Return what a blank of a form can be filled with."""
        self._checked_form(form_id)
        return values_of(form(form_id))

    def proposal(self, id_: str) -> BlankMapping:
        """Return what each field is likely meant for, to be confirmed by a person."""
        blank = self.shelf.get(id_)
        links = proposed(blank.pages, form(blank.form))
        marked = blank.mapping.marked
        if needs_seal(form(blank.form)) and not blank.seals():
            taken = {field.name for field in blank.fields()}
            marked += tuple(s for s in proposed_seals(blank.pages) if s.name not in taken)
        return replace(blank.mapping, links=links, marked=marked, confirmed=False)

    def write_proposal(self, id_: str, out: Path, *, force: bool = False) -> BlankMapping:
        """Write the proposal as a file that a person goes through and gives back."""
        refuse_existing(out, force=force)
        found = self.proposal(id_)
        write_bytes(out, written_mapping(found), force=force)
        return found

    def map_file(self, id_: str, path: Path) -> BlankState:
        """Take over how a blank is filled from a file; whoever gives it has confirmed it.

        Raises:
            CatalogError: The file is wrong; every problem is named.
            BadInputError: It does not fit the blank; every link that does not is named.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise unreadable(path, error) from error
        return self.save(id_, replace(read_mapping(content, path.name), confirmed=True))

    def save(self, id_: str, mapping: BlankMapping) -> BlankState:
        """Keep how a blank is filled.

        Raises:
            BadInputError: It belongs to another blank, or some link leads nowhere.
        """
        blank = self.shelf.get(id_)
        if (mapping.form, mapping.sha256) != (blank.form, blank.sha256):
            raise BadInputError(OTHER.fill(form=mapping.form, sha256=mapping.sha256[:12]))
        wrong = [
            Text(f"{link.field}：{why.zh}", f"{link.field}: {why.en}")
            for link, why in unknown_links(
                replace(blank, mapping=mapping), form(blank.form), self.slots
            )
        ]
        wrong += [
            Text(f"{mark.name}：没有第 {page} 页", f"{mark.name}: there is no page {page}")
            for mark in mapping.marked
            for page in (mark.spots[0].page,)
            if page > len(blank.pages.sizes)
        ]
        if wrong:
            raise BadInputError(WRONG.fill(count=len(wrong)), wrong)
        return self.state(self.shelf.keep(blank.id, mapping))

    def page_image(self, id_: str, number: int, dpi: int = 100) -> bytes:
        """Return a page of a blank as PNG, without its fields."""
        return render_page(self.shelf.shown(self.shelf.get(id_)), number, dpi)

    def state(self, blank: Blank) -> BlankState:
        """Return a blank with what it lacks."""
        definition = form(blank.form)
        return BlankState(
            blank,
            lacking(blank, definition),
            unsealed=needs_seal(definition) and not blank.seals(),
            hidden=tuple(hidden_by_seal(blank, definition)),
        )

    def insurer_label(self, blank: Blank) -> Text:
        """Return whose blank it is."""
        if not blank.insurer:
            return Text("不限保险人", "any insurer")
        return self._words.label(blank.insurer)

    def _checked_form(self, form_id: str) -> None:
        if form_id not in self.forms:
            raise UsageError(NO_FORM.fill(form=form_id, known=", ".join(self.forms)))

    def _insurer(self, word: str | None) -> str:
        if not word:
            return ""
        code = self._words.parse(word)
        if code is None:
            known = ", ".join(self._words.values)
            raise UsageError(NO_INSURER.fill(word=word, known=known))
        return code
