"""From a mapping and a case's answers to what goes into each field of a blank.

Also says what does not fit the blank: rows beyond those it has, and required answers that no
field takes; then the program's own form has to go with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain.blank import BlankFieldKind, Entry, Words
from xinbao_desktop.domain.blank_values import PAGES, BlankValue, values_of
from xinbao_desktop.domain.blank_words import answers, worded
from xinbao_desktop.domain.form import NOTHING
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from xinbao_desktop.domain.blank import Blank, BlankField, BlankLink
    from xinbao_desktop.domain.form import FilledForm, FormDefinition, FormValue, TableRow

MORE_ROWS = Text("另有 {n} 行，见所附 {form}", "{n} more rows: see {form} attached")


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Rows that the blank has no room for; ``rows`` are their numbers, from 1."""

    title: Text
    rows: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PagesWanted:
    """A field that takes where documents lie: one by its id in the packet, or those of a slot."""

    field: str
    document: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class BlankOrder:
    """What to enter, and what the blank cannot take.

    ``unticked`` are the answers for which the blank has no box; ``pages`` the fields that take
    page numbers of the packet, and the places for its seal are ``seals``.
    """

    entries: tuple[Entry, ...]
    left_over: tuple[LeftOver, ...] = ()
    unticked: tuple[BlankValue, ...] = ()
    pages: tuple[PagesWanted, ...] = ()
    seals: tuple[str, ...] = ()


def lacking(blank: Blank, form: FormDefinition) -> tuple[BlankValue, ...]:
    """Return what the form requires and no field of the blank takes."""
    known = {value.key: value for value in values_of(form)}
    taken = {known[link.value].source for link in blank.mapping.links if link.value in known}
    found = {v.source: v for v in known.values() if v.required and v.source not in taken}
    return tuple(found.values())


def order_of(blank: Blank, filled: FilledForm, named: Callable[[str], str] = str) -> BlankOrder:
    """Return what goes into each field of a blank for one case.

    Args:
        blank: The blank with its mapping.
        filled: The answers, those of records' fields (``blank_values.asked_by``) among them.
        named: Gives a currency's Chinese name.
    """
    return _Orders(blank, filled, named).order()


class _Orders:
    def __init__(self, blank: Blank, filled: FilledForm, named: Callable[[str], str]) -> None:
        self._blank = blank
        self._form = filled.form
        self._values = filled.values
        self._named = named
        self._known = {value.key: value for value in values_of(filled.form)}
        self._fields = {field.name: field for field in blank.fields()}
        self._pages: list[PagesWanted] = []

    def order(self) -> BlankOrder:
        single: list[Entry] = []
        tables: dict[str, list[BlankLink]] = defaultdict(list)
        for link in self._blank.mapping.links:
            field, value = self._fields.get(link.field), self._known.get(link.value)
            if field is None or value is None:
                continue
            if value.table:
                tables[value.rows].append(link)
            else:
                single.append(self._entry(field, link, value, self._values.of(value.key)))
        entries, left = list(single), []
        for links in tables.values():
            found, over = self._rows(links)
            entries += found
            if over is not None:
                left.append(over)
        seals = tuple(field.name for field in self._blank.seals())
        entries += [Entry(name) for name in seals]
        unticked = tuple(self._unticked())
        return BlankOrder(tuple(entries), tuple(left), unticked, tuple(self._pages), seals)

    def _unticked(self) -> Iterator[BlankValue]:
        """Give each answer that is there while none of the boxes linked with it means it."""
        ticks: dict[str, set[str]] = defaultdict(set)
        for link in self._blank.mapping.links:
            field = self._fields.get(link.field)
            if field is not None and field.kind is BlankFieldKind.TICK and not link.row:
                ticks[link.value] |= set(link.ticks)
        for key, names in ticks.items():
            # One box alone often stands for a yes; left empty it says no.
            given = set(answers(self._values.of(key))) - ({"no"} if names == {"yes"} else set())
            if key in self._known and given and not given & names:
                yield self._known[key]

    def _rows(self, links: list[BlankLink]) -> tuple[list[Entry], LeftOver | None]:
        """Fill the rows that the blank has; the last one says where the rest is."""
        total = len(self._answers(links[0]))
        room = max(link.row for link in links)
        shown = room if total <= room else room - 1
        found = [
            self._entry(self._fields[link.field], link, self._known[link.value],
                        self._cell(link, link.row), self._currency(link, link.row))
            for link in links
            if link.row <= min(shown, total)
        ]  # fmt: skip
        if total <= room:
            return found, None
        over = tuple(range(shown + 1, total + 1))
        note = MORE_ROWS.fill(n=len(over), form=self._form.id)
        widest = max((link for link in links if link.row == room), key=self._width)
        english = widest.words is Words.EN
        found.append(Entry(widest.field, note.en if english else note.zh))
        table = self._known[widest.value].table
        title = next(s.title for s in self._form.sections if s.table and s.table.key == table)
        return found, LeftOver(title, over, tuple(self._said(links, row) for row in over))

    def _answers(self, link: BlankLink) -> list[TableRow]:
        rows = self._values.rows(self._known[link.value].table)
        return [row for row in rows if not row.total]

    def _cell(self, link: BlankLink, row: int) -> FormValue:
        rows = self._answers(link)
        column = link.value.partition(".")[2]
        return rows[row - 1].cell(column) if row <= len(rows) else NOTHING

    def _said(self, links: list[BlankLink], row: int) -> str:
        columns: Mapping[str, BlankLink] = {link.value: link for link in links}
        cells = (worded(self._cell(link, row), link) for link in columns.values())
        return " · ".join(cell for cell in cells if cell)

    def _width(self, link: BlankLink) -> float:
        field = self._fields[link.field]
        if field.kind is not BlankFieldKind.TEXT or field.cells:
            return 0.0
        return max(spot.right - spot.left for spot in field.spots)

    def _entry(
        self, field: BlankField, link: BlankLink, value: BlankValue, answer: FormValue,
        currency: str = "",
    ) -> Entry:  # fmt: skip
        if value.is_pages:
            if answer.link or link.slot:
                self._pages.append(PagesWanted(field.name, answer.link, link.slot))
            return Entry(field.name)
        if field.kind is BlankFieldKind.TICK:
            given = answers(answer)
            states = (state for name, state in link.ticks.items() if name in given)
            return Entry(field.name, states=tuple(dict.fromkeys(states)))
        if field.kind is BlankFieldKind.CHOICE and link.ticks:
            chosen = [link.ticks[name] for name in answers(answer) if name in link.ticks]
            return Entry(field.name, field.options.get(chosen[0], chosen[0]) if chosen else "")
        words = worded(
            answer, link, options=value.options, currency=currency or self._own_currency(),
            named=self._named,
        )  # fmt: skip
        return Entry(field.name, words)

    def _currency(self, link: BlankLink, row: int) -> str:
        rows = self._answers(link)
        words = rows[row - 1].cell("currency").value if row <= len(rows) else None
        return words if isinstance(words, str) else ""

    def _own_currency(self) -> str:
        words = self._values.of("currency").value
        return words if isinstance(words, str) else ""


def unknown_links(
    blank: Blank, form: FormDefinition, slots: Collection[str]
) -> Iterator[tuple[BlankLink, Text]]:
    """Give each link that leads nowhere, with the reason; ``slots`` are the checklist's."""
    known = {value.key: value for value in values_of(form)}
    for link in blank.mapping.links:
        field, value = blank.field(link.field), known.get(link.value)
        if field is None:
            yield link, Text("空白表上没有这个域", "the blank has no such field")
        elif value is None:
            yield link, Text(f"没有这个值：{link.value}", f"there is no such value: {link.value}")
        elif bool(value.table) != bool(link.row):
            yield (
                link,
                Text("表格栏要写行号，其他值不写", "a column needs a row, other values none"),
            )
        elif field.kind is BlankFieldKind.SEAL:
            yield link, Text("盖章处不填内容", "nothing is filled in where the seal goes")
        elif link.slot not in (slots if value.key == PAGES else ("",)):
            yield link, _wrong_slot(link, value)
        elif value.is_pages and field.kind is not BlankFieldKind.TEXT:
            yield link, Text("页码只能填入文字域", "page numbers go into fields for words alone")
        elif field.kind is BlankFieldKind.TICK and not link.ticks:
            yield link, Text("没有写明勾选哪个状态", "it does not say which state is ticked")
        elif wrong := set(link.ticks.values()) - set(field.states):
            named = "、".join(sorted(wrong))
            yield (
                link,
                Text(
                    f"域没有状态 {named}（有：{'、'.join(field.states)}）",
                    f"the field has no state {named} (there are: {', '.join(field.states)})",
                ),
            )


def _wrong_slot(link: BlankLink, value: BlankValue) -> Text:
    if value.key != PAGES:
        return Text("只有“单证的页码”写清单项目", "only the pages of a document take a slot")
    if not link.slot:
        return Text("没有写明是哪一项单证（slot）", "it does not say of which slot")
    return Text(f"清单没有 {link.slot} 这一项", f"the checklist has no slot {link.slot}")
