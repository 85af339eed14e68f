"""Look for what a file that says it is PDF/A may not hold (ISO 19005-1, and 19005-2 for part 2).

Not the whole standard: what can be seen with pypdf without reading what the pages draw. Fonts are
judged beside it, in ``read_fonts``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from xinbao_desktop.packet.verify.objects import get, is_picture, notes_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

CLAIM = re.compile(r"pdfaid:part(?:>|=\")\s*([1234])")
DEEPEST = 8
PRINT, UNSEEN = 4, 1 | 2 | 32  # an annotation's flags: printed; invisible, hidden, not viewed
OPAQUE_MODES = ("/Normal", "/Compatible")


def claimed_part(xmp: str) -> int:
    """Return which part of PDF/A a file's metadata claim; 0 for none."""
    found = CLAIM.search(xmp)
    return int(found[1]) if found else 0


class ArchiveJudge:
    """Judges a file against the part of PDF/A it claims, each thing once."""

    def __init__(self, part: int) -> None:
        self._first = part == 1
        self._seen: set[int] = set()

    def in_file(self, reader: PdfReader) -> Iterator[str]:
        """Yield what hinders in the file as a whole."""
        if reader.is_encrypted:
            yield "encryption"
        if "/ID" not in reader.trailer:
            yield "no /ID"
        intents = resolved(reader.root_object.get("/OutputIntents"))
        kinds = [get(intent, "/S") for intent in intents or []]
        if "/GTS_PDFA1" not in kinds:
            yield "no output intent"
        if self._first and reader.xref_objStm:
            yield "object streams"
        if self._first and get(reader.root_object, "/OCProperties") is not None:
            yield "layers"

    def on(self, page: Any) -> list[str]:
        """Return what hinders on a page, each kind once."""
        found = [
            "annotation not printed"
            for note in notes_of(page)
            if note.get("/Subtype") != "/Popup" and not _is_printed(note.get("/F"))
        ]
        found += self._group(page)
        found += self._resources(resolved(page.get("/Resources")), 0)
        return list(dict.fromkeys(found))

    def _resources(self, resources: Any, depth: int) -> Iterator[str]:
        if not isinstance(resources, DictionaryObject) or depth > DEEPEST:
            return
        for state in self._new(resources, "/ExtGState"):
            yield from self._state(state)
        for space in self._new(resources, "/ColorSpace"):
            yield from _colours(space)
        for thing in self._new(resources, "/XObject"):
            if is_picture(thing):
                yield from self._picture(thing)
            elif isinstance(thing, StreamObject):
                yield from self._group(thing)
                yield from self._resources(resolved(thing.get("/Resources")), depth + 1)

    def _new(self, resources: DictionaryObject, key: str) -> Iterator[Any]:
        held = resolved(resources.get(key))
        for thing in held.values() if isinstance(held, DictionaryObject) else ():
            if isinstance(thing, IndirectObject):
                if thing.idnum in self._seen:
                    continue
                self._seen.add(thing.idnum)
            yield resolved(thing)

    def _picture(self, picture: Any) -> Iterator[str]:
        filters = resolved(picture.get("/Filter"))
        named = list(filters) if isinstance(filters, ArrayObject) else [filters]
        if "/LZWDecode" in named:
            yield "LZW"
        if self._first and "/JPXDecode" in named:
            yield "JPEG 2000"
        if resolved(picture.get("/Interpolate")):
            yield "interpolated picture"
        if self._first and resolved(picture.get("/SMask")) not in (None, "/None"):
            yield "soft mask"
        yield from _colours(resolved(picture.get("/ColorSpace")))

    def _state(self, state: Any) -> Iterator[str]:
        if not isinstance(state, DictionaryObject):
            return
        clear = any(resolved(state.get(key, 1)) != 1 for key in ("/CA", "/ca"))
        clear = clear or resolved(state.get("/BM", "/Normal")) not in OPAQUE_MODES
        clear = clear or resolved(state.get("/SMask")) not in (None, "/None")
        if self._first and clear:
            yield "transparency"
        if "/TR" in state:
            yield "transfer function"

    def _group(self, thing: Any) -> Iterator[str]:
        if self._first and get(thing, "/Group", "/S") == "/Transparency":
            yield "transparency group"


def _is_printed(flags: Any) -> bool:
    value = resolved(flags)
    return isinstance(value, int) and bool(value & PRINT) and not value & UNSEEN


def _colours(space: Any) -> Iterator[str]:
    """Yield CMYK that nothing defines; the packets' output intent is sRGB."""
    named = resolved(space[0]) if isinstance(space, ArrayObject) and space else space
    if named == "/DeviceCMYK":
        yield "DeviceCMYK"
    elif named in ("/Indexed", "/Pattern") and len(space) > 1:
        yield from _colours(resolved(space[1]))
    elif named in ("/Separation", "/DeviceN") and len(space) > 2:
        yield from _colours(resolved(space[2]))
