"""Fill a copy of a blank: words drawn in bundled fonts, ticks drawn, then all of it flattened.

Runs in the worker. Each field that is filled becomes two pictures on its page: the box as the
form's maker drew it, without words, and what is entered; so nothing depends on a viewer's
fonts or on its way of showing fields.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.domain.blank import BlankFieldKind, FieldFate, FilledPdf
from xinbao_desktop.papers.blank_frame import frame_of
from xinbao_desktop.papers.blank_look import bare_look, framed, tick, words_in
from xinbao_desktop.papers.blank_read import (
    COMB,
    MULTILINE,
    kind_of,
    letter_size,
    state_of,
    widgets,
)
from xinbao_desktop.papers.blank_text import Fitted, TextBox, fitted
from xinbao_desktop.papers.copying import save_copy
from xinbao_desktop.papers.faces import Faces, plain
from xinbao_desktop.papers.pdf_clean import BROKEN, clean
from xinbao_desktop.papers.pdf_scrub import scrub
from xinbao_desktop.papers.pdf_source import open_as_it_is
from xinbao_desktop.papers.pdf_tree import inherited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xinbao_desktop.domain.blank import BlankField, Entry

PRINT = 4


@dataclass(slots=True)
class _Place:
    """One place to draw in: the page, a rectangle of the file, and how letters stand."""

    page: int
    rect: tuple[float, ...]
    turn: int
    widget: Any = None
    content: bytes = b""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as letters see them."""
        left, bottom, right, top = self.rect
        wide, high = abs(right - left), abs(top - bottom)
        return (high, wide) if self.turn % 180 else (wide, high)


def fill_blank(
    source: Path, target: Path, entries: Sequence[Entry], marked: Sequence[BlankField]
) -> FilledPdf:
    """Write a filled, flattened copy of a blank.

    Raises:
        RefusedError: The blank cannot be read any more.
    """
    spare = target.with_name(target.name + ".spare")
    try:
        opened = open_as_it_is(source, spare)
        with opened.pdf as pdf:
            filling = _Filling(pdf, marked)
            fates = tuple(fate for entry in entries for fate in filling.enter(entry))
            filling.draw()
            clean(pdf)
            scrub(pdf)
            save_copy(pdf, target)
    finally:
        spare.unlink(missing_ok=True)
    return FilledPdf(fates, tuple(opened.notes))


class _Filling:
    def __init__(self, pdf: pikepdf.Pdf, marked: Sequence[BlankField]) -> None:
        self._pdf = pdf
        self._faces = Faces()
        self._places: list[_Place] = []
        self._marked = {field.name: field for field in marked}
        self._frames = [frame_of(page) for page in pdf.pages]
        self._widgets: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        for index, widget, name in widgets(pdf):
            self._widgets[name].append((index, widget))

    def enter(self, entry: Entry) -> list[FieldFate]:
        """Enter something in every place of a field; returns what became of it, once."""
        mark = self._marked.get(entry.field)
        if mark is not None:
            return [self._in_mark(mark, entry)]
        fates = []
        for index, widget in self._widgets.get(entry.field, ()):
            turn = int(widget.get("/MK", Dictionary()).get("/R", 0)) % 360
            place = _Place(index, tuple(float(v) for v in widget.Rect), turn, widget)
            self._places.append(place)
            if kind_of(widget) is BlankFieldKind.TICK:
                state = state_of(widget)
                place.content = tick(*place.size) if state in entry.states else b""
                fates.append(FieldFate(entry.field, " ".join(entry.states)))
                continue
            flags = int(inherited(widget, "/Ff") or 0)
            longest = int(inherited(widget, "/MaxLen") or 0)
            box = TextBox(
                *place.size, letter_size(widget), bool(flags & MULTILINE),
                longest if flags & COMB and longest > 1 else 0,
            )  # fmt: skip
            align = int(inherited(widget, "/Q") or 0)
            fates.append(self._in_box(place, box, entry, align))
        return fates[:1]

    def _in_mark(self, field: BlankField, entry: Entry) -> FieldFate:
        spot = field.spots[0]
        frame = self._frames[spot.page - 1]
        rect = frame.in_file((spot.left, spot.top, spot.right, spot.bottom))
        place = _Place(spot.page - 1, rect, frame.turn)
        self._places.append(place)
        if field.kind is BlankFieldKind.TICK:
            place.content = tick(*place.size) if spot.state in entry.states else b""
            return FieldFate(entry.field, " ".join(entry.states))
        box = TextBox(*place.size, field.size, field.multiline, field.cells)
        return self._in_box(place, box, entry, 0)

    def _in_box(self, place: _Place, box: TextBox, entry: Entry, align: int) -> FieldFate:
        words = plain(entry.words)
        missing = self._faces.missing(words)
        set_ = fitted(words, self._faces, box) if words else Fitted((), 0.0)
        place.content = words_in(set_, self._faces, box, align)
        printed = "\n".join(set_.lines)
        return FieldFate(entry.field, printed, set_.size, set_.lost, missing)

    def draw(self) -> None:
        """Put the pictures where the filled fields were."""
        fonts = self._faces.fonts(self._pdf)
        for index, page in enumerate(self._pdf.pages):
            mine = [place for place in self._places if place.page == index]
            if not mine:
                continue
            gone = {place.widget.objgen for place in mine if place.widget is not None}
            kept = []
            annotations = page.obj.get("/Annots")
            if isinstance(annotations, Array):
                kept = [one for one in annotations if not _is_one_of(one, gone)]
            for place in mine:
                kept += self._pictures(place, fonts)
            page.obj.Annots = self._pdf.make_indirect(Array(kept))

    def _pictures(self, place: _Place, fonts: Mapping[str, Any]) -> list[Any]:
        looks = []
        if place.widget is not None:
            with contextlib.suppress(*BROKEN):
                look = bare_look(self._pdf, place.widget)
                looks.append(look if look is not None else self._framed(place))
        if place.content:
            looks.append(self._form(place, place.content, fonts))
        return [
            self._pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Stamp,
                    Rect=Array([round(v, 3) for v in place.rect]),
                    F=PRINT,
                    AP=Dictionary(N=look),
                )
            )
            for look in looks
        ]

    def _framed(self, place: _Place) -> Any:
        return self._form(place, framed(place.widget, *place.size), {})

    def _form(self, place: _Place, content: bytes, fonts: Mapping[str, Any]) -> Any:
        form: Any = self._pdf.make_stream(content)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, *(round(v, 3) for v in place.size)])
        # Each its own: qpdf takes what one form does not use out of a dictionary that is shared.
        form.Resources = Dictionary(Font=Dictionary(dict(fonts)))
        if place.turn:
            turned = {90: [0, 1, -1, 0, 0, 0], 180: [-1, 0, 0, -1, 0, 0], 270: [0, -1, 1, 0, 0, 0]}
            form.Matrix = Array(turned.get(place.turn, [1, 0, 0, 1, 0, 0]))
        return form


def _is_one_of(annotation: Any, gone: set[tuple[int, int]]) -> bool:
    return isinstance(annotation, Dictionary) and annotation.objgen in gone
