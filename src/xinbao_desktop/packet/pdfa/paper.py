"""Walk through a paper's pages: everything they draw, and everything they could draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from xinbao_desktop.domain.packet_plan import Hindrance
from xinbao_desktop.packet.pdfa import contents, states
from xinbao_desktop.packet.pdfa.colours import judge_colours
from xinbao_desktop.packet.pdfa.fonts import FontProof
from xinbao_desktop.packet.pdfa.hindered import HinderedError, demand
from xinbao_desktop.packet.pdfa.pictures import judge_picture, judge_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xinbao_desktop.packet.pdfa.contents import Fonts

# What pikepdf, and the reading of a font, raise for objects of another kind than they should be.
STRANGE = (
    pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError,
    ArithmeticError,
)  # fmt: skip
DEEPEST = 24  # forms and states within one another; PDF 1.4 allows 28, and our pages take one
SHADING_PATTERN = 2
FORBIDDEN_IN_FORMS = ("/PS", "/Subtype2", "/Ref", "/OPI")


def hindrance_of(pages: Iterable[Any]) -> Hindrance | None:
    """Return the first thing on these pages that an archival file may not hold."""
    walk = _Walk()
    try:
        for page in pages:
            walk.page(page)
    except HinderedError as found:
        return found.hindrance
    except STRANGE:
        return Hindrance.CONTENT
    return None


class _Walk:
    """Judges each object once, however many pages use it."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()
        self._fonts: dict[tuple[int, int], FontProof] = {}

    def page(self, page: Any) -> None:
        """Judge a page."""
        demand(not len(page.obj.get("/Annots", Array())), Hindrance.ANNOTATION)
        states.judge_group(page.obj.get("/Group"))
        resources = page.resources
        self._drawing(page, resources, 1)

    def _drawing(self, holder: Any, resources: Any, depth: int) -> None:
        """Judge what may be used, then how it is used."""
        demand(depth <= DEEPEST, Hindrance.CONTENT)
        fonts = self._resources(resources, depth)
        contents.judge(holder, resources, fonts, DEEPEST - depth)

    def _resources(self, resources: Any, depth: int) -> Fonts:
        for thing in self._new(resources, "/ExtGState"):
            states.judge_state(thing)
        for thing in self._new(resources, "/ColorSpace"):
            judge_colours(thing)
        for thing in self._new(resources, "/Shading"):
            judge_colours(thing.get("/ColorSpace"))
        for thing in self._new(resources, "/Pattern"):
            self._pattern(thing, depth)
        for thing in self._new(resources, "/XObject"):
            self._x_object(thing, depth)
        return {name: self._font(font) for name, font in _named(resources, "/Font")}

    def _new(self, resources: Any, key: str) -> Iterator[Any]:
        """Yield the members of one kind that were not judged before."""
        for _, thing in _named(resources, key):
            if thing.is_indirect:
                if thing.objgen in self._seen:
                    continue
                self._seen.add(thing.objgen)
            yield thing

    def _font(self, font: Any) -> FontProof:
        if not font.is_indirect:
            return FontProof(font)
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = FontProof(font)
        return self._fonts[font.objgen]

    def _pattern(self, pattern: Any, depth: int) -> None:
        if isinstance(pattern, Stream):
            judge_stream(pattern)
            self._drawing(pattern, pattern.get("/Resources", Dictionary()), depth + 1)
            return
        demand(pattern.get("/PatternType") == SHADING_PATTERN, Hindrance.CONTENT)
        judge_colours(pattern["/Shading"].get("/ColorSpace"))
        if "/ExtGState" in pattern:
            states.judge_state(pattern["/ExtGState"])

    def _x_object(self, thing: Any, depth: int) -> None:
        demand(isinstance(thing, Stream), Hindrance.CONTENT)
        if thing.get("/Subtype") == Name.Image:
            judge_picture(thing)
            return
        demand(thing.get("/Subtype") == Name.Form, Hindrance.CONTENT)
        demand(not any(key in thing for key in FORBIDDEN_IN_FORMS), Hindrance.CONTENT)
        judge_stream(thing)
        states.judge_group(thing.get("/Group"))
        self._drawing(thing, thing.get("/Resources", Dictionary()), depth + 1)


def _named(resources: Any, key: str) -> Iterator[tuple[str, Any]]:
    held = resources.get(key, Dictionary())
    demand(isinstance(held, Dictionary), Hindrance.CONTENT)
    yield from held.items()
