"""Fill a copy of a blank: words drawn in bundled fonts, ticks drawn, then all of it flattened.

Runs in the worker. Each field that is filled becomes two pictures on its page: the box as the
form's maker drew it, without words, and what is entered; so nothing depends on a viewer's
fonts or on its way of showing fields.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.domain.blank import BlankFieldKind, FieldFate, FilePlace, FilledPdf
from xinbao_desktop.papers.blank_frame import frame_of
from xinbao_desktop.papers.blank_look import (
    bare_look,
    border_of,
    dot,
    framed,
    tick,
    turn_of_words,
    words_in,
)
from xinbao_desktop.papers.blank_picture import with_pictures
from xinbao_desktop.papers.blank_read import (
    COMB,
    MULTILINE,
    PUSH,
    UNSEEN,
    kind_of,
    letter_size,
    state_of,
    widgets,
)
from xinbao_desktop.papers.blank_text import TextBox, fitted
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
PARTS = ("spare", "bare", "shown")  # files on the way
RADIO, COMBO = 1 << 15, 1 << 17
ROUND_SIGN = "l"  # by which a box asks for a dot


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
    source: Path,
    target: Path,
    entries: Sequence[Entry],
    marked: Sequence[BlankField],
    *,
    picture: bool = False,
) -> FilledPdf:
    """Write a filled, flattened copy of a blank; ``picture`` makes all but the entries one.

    Raises:
        RefusedError: The blank cannot be read any more.
    """
    spare, bare, shown = (target.with_name(f"{target.name}.{part}") for part in PARTS)
    try:
        opened = open_as_it_is(source, spare)
        with opened.pdf as pdf:
            filling = _Filling(pdf, marked)
            fates = tuple(fate for entry in entries for fate in filling.enter(entry))
            filling.draw(words=not picture)
            clean(pdf)
            scrub(pdf)
            save_copy(pdf, bare if picture else target)
        if picture:
            with_pictures(bare, shown)
            with pikepdf.open(shown) as pdf:
                filling.write_over(pdf)
                save_copy(pdf, target)
    finally:
        for path in (spare, bare, shown):
            path.unlink(missing_ok=True)
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
            place = _Place(index, _upright(widget.Rect), turn_of_words(widget), widget)
            self._places.append(place)
            if kind_of(widget) is BlankFieldKind.TICK:
                sign = dot if _is_round(widget) else tick
                place.content = sign(*place.size) if state_of(widget) in entry.states else b""
                fates.append(FieldFate(entry.field, " ".join(entry.states)))
                continue
            flags = int(inherited(widget, "/Ff") or 0)
            longest = int(inherited(widget, "/MaxLen") or 0)
            cells = longest if flags & COMB and longest > 1 else 0
            edge = 0.0 if cells else max(0.0, border_of(widget) - 1)
            wide, high = place.size
            box = TextBox(
                max(1.0, wide - 2 * edge), max(1.0, high - 2 * edge), letter_size(widget),
                bool(flags & MULTILINE) or _is_list(widget), cells,
            )  # fmt: skip
            align = int(inherited(widget, "/Q") or 0)
            fates.append(self._in_box(place, box, entry, align, edge))
        places = tuple(place for fate in fates for place in fate.places)
        return [replace(fates[0], places=places)] if fates else []

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
        if field.kind is BlankFieldKind.SEAL:
            return FieldFate(entry.field, "", places=(_told(place),))
        return self._in_box(place, box, entry, 0)

    def _in_box(
        self, place: _Place, box: TextBox, entry: Entry, align: int, edge: float = 0.0
    ) -> FieldFate:
        words = plain(entry.words)
        if not words:
            return FieldFate(entry.field, "", places=(_told(place, align, box.size),))
        missing = self._faces.missing(words)
        set_ = fitted(words, self._faces, box)
        place.content = words_in(set_, self._faces, box, align, edge)
        printed = "\n".join(set_.lines)
        return FieldFate(entry.field, printed, set_.size, set_.lost, missing)

    def draw(self, *, words: bool = True) -> None:
        """Put the pictures where the filled fields were, and frames where nobody drew them.

        Without ``words`` the fields stay empty; ``write_over`` gives them their words later.
        """
        fonts = self._faces.fonts(self._pdf)
        for index, page in enumerate(self._pdf.pages):
            annotations = page.obj.get("/Annots")
            if not isinstance(annotations, Array):
                annotations = Array()
            mine = [place for place in self._places if place.page == index]
            gone = {place.widget.objgen for place in mine if place.widget is not None}
            kept = [one for one in annotations if not _is_one_of(one, gone) and not _pushes(one)]
            frames = [self._undrawn(index, one) for one in kept if _is_undrawn(one)]
            pictures = [one for place in mine for one in self._pictures(place, fonts, words=words)]
            found = [*(one for frame in frames for one in frame), *kept, *pictures]
            page.obj.Annots = self._pdf.make_indirect(Array(found))

    def write_over(self, pdf: pikepdf.Pdf) -> None:
        """Write what was entered on the pages of another file that lie as these do."""
        self._pdf = pdf
        fonts = self._faces.fonts(pdf)
        for index, page in enumerate(pdf.pages):
            mine = [place for place in self._places if place.page == index and place.content]
            stamps = [self._stamp(one, self._form(one, one.content, fonts)) for one in mine]
            page.obj.Annots = pdf.make_indirect(Array(stamps))
        pdf.flatten_annotations("screen")
        for page in pdf.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]

    def _undrawn(self, index: int, widget: Any) -> list[Any]:
        """Return the frame that an empty field asks for; its words, if any, come over it."""
        with contextlib.suppress(*BROKEN):
            place = _Place(index, _upright(widget.Rect), turn_of_words(widget), widget)
            return [self._stamp(place, self._framed(place))]
        return []

    def _pictures(self, place: _Place, fonts: Mapping[str, Any], *, words: bool) -> list[Any]:
        looks = []
        if place.widget is not None:
            with contextlib.suppress(*BROKEN):
                look = bare_look(self._pdf, place.widget)
                looks.append(look if look is not None else self._framed(place))
        if place.content and words:
            looks.append(self._form(place, place.content, fonts))
        return [self._stamp(place, look) for look in looks]

    def _stamp(self, place: _Place, look: Any) -> Any:
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Stamp,
                Rect=Array([round(v, 3) for v in place.rect]),
                F=PRINT,
                AP=Dictionary(N=look),
            )
        )

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


def _told(place: _Place, align: int = 0, size: float = 0.0) -> FilePlace:
    left, bottom, right, top = place.rect
    return FilePlace(place.page + 1, (left, bottom, right, top), align, size)


def _upright(rect: Any) -> tuple[float, ...]:
    """Return a rectangle with its lower left corner first, in whichever order it was written."""
    x0, y0, x1, y1 = (float(v) for v in rect)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_round(widget: Any) -> bool:
    sign = str(widget.get("/MK", Dictionary()).get("/CA", ""))
    return sign == ROUND_SIGN or (not sign and bool(int(inherited(widget, "/Ff") or 0) & RADIO))


def _is_list(widget: Any) -> bool:
    """Say whether a field shows all words to choose from, not one line."""
    return inherited(widget, "/FT") == Name.Ch and not int(inherited(widget, "/Ff") or 0) & COMBO


def _pushes(annotation: Any) -> bool:
    """Say whether it is a button to press; one that only shows a picture is none."""
    with contextlib.suppress(*BROKEN):
        pushed = inherited(annotation, "/FT") == Name.Btn
        pushed = pushed and bool(int(inherited(annotation, "/Ff") or 0) & PUSH)
        return pushed and "/I" not in annotation.get("/MK", Dictionary())
    return False


def _is_undrawn(annotation: Any) -> bool:
    return (
        isinstance(annotation, Dictionary)
        and annotation.get("/Subtype") == Name.Widget
        and "/AP" not in annotation
        and not int(annotation.get("/F", 0)) & UNSEEN
        and kind_of(annotation) is not None
    )
