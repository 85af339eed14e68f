"""A blank while a person says how it is filled: its fields in reading order, and changes to it.

Knows no widgets. Every change gives a new mapping, which the page has kept at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xinbao_desktop.domain.blank import BlankField, BlankFieldKind, BlankLink, Spot
from xinbao_desktop.domain.blank_match import likeness
from xinbao_desktop.domain.blank_seal import seal_at
from xinbao_desktop.domain.blank_values import PAGES
from xinbao_desktop.domain.form import FieldKind
from xinbao_desktop.gui.models.place_grip import WHOLE, dragged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xinbao_desktop.app.blank_filling import BlankExample
    from xinbao_desktop.domain.blank import Blank, BlankMapping
    from xinbao_desktop.domain.blank_values import BlankValue
    from xinbao_desktop.text import Text

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One line of the list of fields."""

    field: BlankField
    link: BlankLink | None
    value: BlankValue | None

    @property
    def words(self) -> str:
        """What the blank itself calls the field."""
        spot = self.field.spots[0] if self.field.spots else None
        if spot is None:
            return self.field.name
        known = (self.field.label, spot.before, spot.above)
        if self.field.kind is BlankFieldKind.TICK and len(self.field.spots) == 1:
            known = (self.field.label, spot.after, spot.before)
        return next((words for words in known if words), self.field.name)


class BlankDraft:
    """One blank with the values that its fields can take."""

    def __init__(
        self, blank: Blank, values: Sequence[BlankValue], slots: Mapping[str, Text]
    ) -> None:
        self.blank = blank
        self.slots = slots
        self.values: Mapping[str, BlankValue] = {value.key: value for value in values}
        self.examples: Mapping[str, BlankExample] = {}

    def lines(self) -> list[FieldLine]:
        """Return the fields in reading order, with what fills each."""
        found = []
        for field in sorted(self.blank.fields(), key=_place):
            link = self.blank.mapping.link(field.name)
            value = None if link is None else self.values.get(link.value)
            found.append(FieldLine(field, link, value))
        return found

    def suggested(self, field: BlankField, key: str) -> BlankLink:
        """Return how a field would take a value: a free row, the states that are plain."""
        value = self.values[key]
        taken = {
            link.row for link in self.blank.mapping.links
            if link.value == key and link.field != field.name
        }  # fmt: skip
        row = 0
        if value.table:
            row = next(n for n in range(1, len(taken) + 2) if n not in taken)
        ticks: dict[str, str] = {}
        answers = self.answers(value)
        if field.kind is BlankFieldKind.TICK and len(field.states) == 1 and answers:
            ticks = {answers[0]: field.states[0]}
        slot = self._likely_slot(field) if key == PAGES else ""
        return BlankLink(field=field.name, value=key, row=row, slot=slot, ticks=ticks)

    def _likely_slot(self, field: BlankField) -> str:
        """Return the slot whose title the words around a field are likest to."""
        spot = field.spots[0]
        hints = (field.label, spot.before, spot.above, field.name)

        def score(slot: str) -> float:
            title = self.slots[slot]
            return max(likeness(hint, name) for hint in hints for name in (title.zh, title.en))

        return max(self.slots, key=score)

    def answers(self, value: BlankValue) -> tuple[str, ...]:
        """Return the answers a value can have, as boxes are ticked by them."""
        if value.kind is FieldKind.FLAG:
            return (YES, NO)
        if value.options:
            return tuple(option.code for option in value.options)
        example = self.examples.get(value.key)
        return (example.words,) if example is not None and example.words else ()

    def with_link(self, field: str, link: BlankLink | None) -> BlankMapping:
        """Return the mapping with another link for a field, or none."""
        links = {one.field: one for one in self.blank.mapping.links}
        links.pop(field, None)
        if link is not None:
            links[field] = link
        order = [one.name for one in self.blank.fields()]
        ordered = sorted(links.values(), key=lambda one: order.index(one.field))
        return replace(self.blank.mapping, links=tuple(ordered))

    def with_mark(
        self, name: str, spot: Spot, kind: BlankFieldKind, *, lines: bool
    ) -> BlankMapping:
        """Return the mapping with one more place to fill in."""
        if kind is BlankFieldKind.SEAL:
            return self._with_marked(seal_at(spot, self._page(spot), name))
        if kind is BlankFieldKind.TICK:
            spot = replace(spot, state="on")
        marked = BlankField(name=name, kind=kind, spots=(spot,), multiline=lines, marked=True)
        return self._with_marked(marked)

    def with_place(self, changed: BlankField) -> BlankMapping:
        """Return the mapping with a marked place as it is to be, on its page and large enough."""
        spot = changed.spots[0]
        if changed.kind is BlankFieldKind.SEAL:
            changed = seal_at(spot, self._page(spot), changed.name)
        else:
            on_page = dragged(spot, WHOLE, (0.0, 0.0), self._page(spot))
            changed = replace(changed, spots=(on_page,))
        marks = (changed if one.name == changed.name else one for one in self.blank.mapping.marked)
        return replace(self.blank.mapping, marked=tuple(marks))

    def _with_marked(self, field: BlankField) -> BlankMapping:
        return replace(self.blank.mapping, marked=(*self.blank.mapping.marked, field))

    def _page(self, spot: Spot) -> tuple[float, float]:
        return self.blank.pages.sizes[spot.page - 1]

    def without_mark(self, name: str) -> BlankMapping:
        """Return the mapping without a place a person had marked."""
        mapping = self.with_link(name, None)
        marked = tuple(one for one in mapping.marked if one.name != name)
        return replace(mapping, marked=marked)

    def free_name(self, name: str) -> str:
        """Return a name that no field has yet."""
        taken = {field.name for field in self.blank.fields()}
        if name not in taken:
            return name
        return next(f"{name} {n}" for n in range(2, len(taken) + 3) if f"{name} {n}" not in taken)


def _place(field: BlankField) -> tuple[float, ...]:
    spot = field.spots[0] if field.spots else Spot(0, 0, 0, 0, 0)
    return (spot.page, round(spot.top / 6), spot.left)
