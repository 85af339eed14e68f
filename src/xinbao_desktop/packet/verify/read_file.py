"""Read with pypdf how the file is built: outline, links, labels, fonts, what is active."""

from __future__ import annotations

import logging
import zlib
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    Destination,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
)

from xinbao_desktop.packet.verify.reading import Area, Bookmark, FileRead, Link, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# pypdf tells its log of every oddity of a broken file; the checks say what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

OUR_MARK = "/XinbaoPacket"
MERE_PLACES = {"/GoTo"}
DEEPEST = 8
AT_A_TIME = 20
STRANGE = (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError)


def read_file(path: Path) -> FileRead:
    """Return how the file is built; what a broken file does not say stays empty."""
    with path.open("rb") as stream:
        reader = PdfReader(stream, strict=False)
        found = FileRead(version=reader.pdf_header.removeprefix("%PDF-"))
        found.encrypted = reader.is_encrypted
        if reader.is_encrypted:
            reader.decrypt("")
        return _Reading(reader, found).read()


class _Reading:
    """One pass over a file."""

    def __init__(self, reader: PdfReader, found: FileRead) -> None:
        self._reader, self._found = reader, found
        self._fonts: dict[int, str] = {}
        self._pages = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages, start=1)
            if page.indirect_reference is not None
        }

    def read(self) -> FileRead:
        found, reader = self._found, self._reader
        root = reader.root_object
        found.version = max(found.version, str(root.get("/Version", "")).lstrip("/"))
        found.labels = tuple(reader.page_labels)
        found.page_mode = str(root.get("/PageMode", ""))
        found.language = str(root.get("/Lang", ""))
        found.info = _words_of(reader.trailer.get("/Info"))
        found.xmp = _xmp(root)
        found.bookmarks = tuple(self._bookmarks())
        found.opens_at = self._opening(root)
        found.has_fields = bool(_get(root, "/AcroForm", "/Fields"))
        active = list(_active_in_root(root))
        links: list[Link] = []
        bad: list[tuple[int, str]] = []
        rotations, kinds, documents, seals = [], [], [], []
        for number, page in enumerate(reader.pages, start=1):
            rotations.append(int(page.get("/Rotate", 0)) % 360)
            mark = _mark_of(page)
            kinds.append(mark[0])
            documents.append(mark[1])
            seals.append(mark[2])
            links += self._links(page, number)
            active += [(number, what) for what in _active_on(page)]
            bad += [(number, name) for name in self._bad_fonts(page)]
            if number % AT_A_TIME == 0:
                self._forget_pictures()
        found.rotations, found.kinds = tuple(rotations), tuple(kinds)
        found.documents, found.seals = tuple(documents), tuple(seals)
        found.links, found.active, found.bad_fonts = tuple(links), tuple(active), tuple(bad)
        return found

    def _forget_pictures(self) -> None:
        """Let go of what pypdf keeps of every object it has read; pictures are most of it."""
        kept = self._reader.resolved_objects
        for key in [k for k, thing in kept.items() if _is_picture(thing)]:
            del kept[key]

    def _bookmarks(self) -> Iterator[Bookmark]:
        yield from self._outline(self._reader.outline, 0)

    def _outline(self, items: list[Any], level: int) -> Iterator[Bookmark]:
        for item in items:
            if isinstance(item, list):
                yield from self._outline(item, level + 1)
            elif isinstance(item, Destination):
                yield Bookmark(str(item.title), self._place(item.dest_array), level)

    def _opening(self, root: DictionaryObject) -> Target | None:
        action = _resolved(root.get("/OpenAction"))
        if action is None:
            return None
        return self._target(action)

    def _links(self, page: Any, number: int) -> Iterator[Link]:
        for note in _annotations(page):
            if note.get("/Subtype") != "/Link":
                continue
            what = _resolved(note.get("/Dest")) or _resolved(note.get("/A"))
            yield Link(number, _area(note.get("/Rect")), self._target(what))

    def _target(self, what: Any) -> Target:
        if isinstance(what, DictionaryObject):
            kind = str(what.get("/S", "?"))
            if kind not in MERE_PLACES:
                return Target(None, inherits=True, outside=kind.lstrip("/"))
            what = _resolved(what.get("/D"))
        if isinstance(what, str | bytes):
            named = self._reader.named_destinations.get(str(what))
            what = named.dest_array if named is not None else None
        if isinstance(what, ArrayObject | list):
            return self._place(what)
        return Target(None, inherits=True)

    def _place(self, array: Any) -> Target:
        if not array:
            return Target(None, inherits=True)
        first = array.raw_get(0) if hasattr(array, "raw_get") else array[0]
        page = self._pages.get(first.idnum) if isinstance(first, IndirectObject) else None
        kind = str(array[1]) if len(array) > 1 else ""
        zoom = _resolved(array[4]) if len(array) > 4 else None
        return Target(page, inherits=kind == "/XYZ" and (zoom is None or zoom == 0))

    def _bad_fonts(self, page: Any) -> list[str]:
        found: dict[str, None] = {}
        for number, font in _fonts_of(_resolved(page.get("/Resources")), 0, set()):
            problem = self._fonts.get(number) if number is not None else None
            if problem is None:
                problem = _font_problem(font)
            if number is not None:
                self._fonts[number] = problem
            if problem:
                found[problem] = None
        return list(found)


def _is_picture(thing: Any) -> bool:
    return isinstance(thing, StreamObject) and thing.get("/Subtype") == "/Image"


def _mark_of(page: Any) -> tuple[str, str, tuple[Area, ...]]:
    private = _get(page, "/PieceInfo", OUR_MARK, "/Private")
    if not isinstance(private, DictionaryObject):
        return "", "", ()
    seals = tuple(_area(_resolved(box)) for box in private.get("/Seal", []))
    return str(private.get("/Kind", "")), str(private.get("/Document", "")), seals


def _annotations(page: Any) -> list[DictionaryObject]:
    notes = _resolved(page.get("/Annots"))
    if not isinstance(notes, ArrayObject):
        return []
    found = [_resolved(note) for note in notes]
    return [note for note in found if isinstance(note, DictionaryObject)]


def _active_in_root(root: DictionaryObject) -> Iterator[tuple[int, str]]:
    for names, what in (("/JavaScript", "JavaScript"), ("/EmbeddedFiles", "EmbeddedFiles")):
        if _get(root, "/Names", names) is not None:
            yield 0, what
    for key in ("/AA", "/AF", "/Collection"):
        if key in root:
            yield 0, key[1:]
    action = _resolved(root.get("/OpenAction"))
    if isinstance(action, DictionaryObject) and action.get("/S") not in MERE_PLACES:
        yield 0, str(action.get("/S", "?")).lstrip("/")
    if _get(root, "/AcroForm", "/XFA") is not None:
        yield 0, "XFA"


def _active_on(page: Any) -> Iterator[str]:
    if "/AA" in page:
        yield "AA"
    for note in _annotations(page):
        kind = str(note.get("/Subtype", "?")).lstrip("/")
        if kind not in ("Link", "Widget"):
            yield kind
        if "/AA" in note:
            yield f"{kind} AA"
        action = _resolved(note.get("/A"))
        if isinstance(action, DictionaryObject):
            what = str(action.get("/S", "?")).lstrip("/")
            if what in ("JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "Movie"):
                yield what
        if kind == "Widget":
            yield "Widget"


def _fonts_of(
    resources: Any, depth: int, seen: set[int]
) -> Iterator[tuple[int | None, DictionaryObject]]:
    """Yield each font with its object number, if it has one."""
    if not isinstance(resources, DictionaryObject) or depth > DEEPEST or id(resources) in seen:
        return
    seen.add(id(resources))
    fonts = _resolved(resources.get("/Font"))
    if isinstance(fonts, DictionaryObject):
        for font in fonts.values():
            value = _resolved(font)
            if isinstance(value, DictionaryObject):
                yield font.idnum if isinstance(font, IndirectObject) else None, value
    things = _resolved(resources.get("/XObject"))
    if isinstance(things, DictionaryObject):
        for thing in things.values():
            value = _resolved(thing)
            if isinstance(value, StreamObject) and value.get("/Subtype") == "/Form":
                yield from _fonts_of(_resolved(value.get("/Resources")), depth + 1, seen)


def _font_problem(font: DictionaryObject) -> str:
    name = str(font.get("/BaseFont", "?")).lstrip("/")
    if font.get("/Subtype") == "/Type3":
        return ""
    below = _resolved(font.get("/DescendantFonts"))
    holder = _resolved(below[0]) if isinstance(below, ArrayObject) and below else font
    about = (
        _resolved(holder.get("/FontDescriptor")) if isinstance(holder, DictionaryObject) else None
    )
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    embedded = [_resolved(about.get(key)) for key in files] if about is not None else []
    font_file = next((stream for stream in embedded if stream is not None), None)
    if font_file is None:
        return f"{name}: not embedded"
    if _is_damaged(font_file):
        return f"{name}: damaged"
    if "/ToUnicode" not in font and not _has_plain_encoding(font):
        return f"{name}: no ToUnicode"
    return ""


def _is_damaged(font_file: Any) -> bool:
    """Whether a font's file does not unpack to the length it says."""
    if not isinstance(font_file, StreamObject):
        return True
    said = font_file.get("/Length1")
    try:
        found = len(font_file.get_data())
    except (*STRANGE, zlib.error):
        return True
    return said is not None and "/Length2" not in font_file and found != int(said)


def _has_plain_encoding(font: DictionaryObject) -> bool:
    """Whether a simple Latin font says by its encoding which letters it draws."""
    encoding = _resolved(font.get("/Encoding"))
    named = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")
    return font.get("/Subtype") != "/Type0" and encoding in named


def _xmp(root: DictionaryObject) -> str:
    stream = _resolved(root.get("/Metadata"))
    if not isinstance(stream, StreamObject):
        return ""
    return stream.get_data().decode("utf-8", "replace")


def _words_of(info: Any) -> Mapping[str, str]:
    value = _resolved(info)
    if not isinstance(value, DictionaryObject):
        return {}
    return {str(key).lstrip("/"): str(_resolved(item)) for key, item in value.items()}


def _get(holder: Any, *keys: str) -> Any:
    for key in keys:
        value = _resolved(holder)
        if not isinstance(value, DictionaryObject):
            return None
        holder = value.get(key)
    return _resolved(holder)


def _resolved(value: Any) -> Any:
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return None if isinstance(found, NullObject) else found


def _area(box: Any) -> Area:
    try:
        numbers = [float(_resolved(n)) for n in _resolved(box)]
        xs, ys = sorted((numbers[0], numbers[2])), sorted((numbers[1], numbers[3]))
    except STRANGE:
        return Area(0, 0, 0, 0)
    return Area(xs[0], ys[0], xs[1], ys[1])
