"""Read with pypdf how the file is built: outline, links, labels, fonts, what is active."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, Destination, DictionaryObject, IndirectObject, StreamObject

from xinbao_desktop.packet.verify.objects import (
    area,
    get,
    is_hidden,
    is_picture,
    notes_of,
    resolved,
)
from xinbao_desktop.packet.verify.read_active import MERE_PLACES, active_in_root, active_on
from xinbao_desktop.packet.verify.read_archive import ArchiveJudge, claimed_part
from xinbao_desktop.packet.verify.read_fonts import FontJudge
from xinbao_desktop.packet.verify.reading import Area, Bookmark, FileRead, Link, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# pypdf tells its log of every oddity of a broken file; the checks say what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

OUR_MARK = "/XinbaoPacket"
AT_A_TIME = 20
TAIL = 2048  # bytes in which the mark of the file's end is looked for
FIRST_TABLE = 2048  # bytes before which only a file for the web has a table
LARGEST_TABLE = 4 << 20  # bytes from the last table of objects to the end of the file


def read_file(path: Path) -> FileRead:
    """Return how the file is built; what a broken file does not say stays empty."""
    with path.open("rb") as stream:
        reader = PdfReader(stream, strict=False)
        found = FileRead(version=reader.pdf_header.removeprefix("%PDF-"))
        found.encrypted = reader.is_encrypted
        if reader.is_encrypted:
            reader.decrypt("")
        found.appended = _is_appended_to(stream)
        return _Reading(reader, found).read()


def _is_appended_to(stream: BinaryIO) -> bool:
    """Whether the file's last table follows an earlier one, or something stands behind its end."""
    length = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, length - TAIL))
    before, end, rest = stream.read().rpartition(b"%%EOF")
    place = before.rpartition(b"startxref")[2].strip()
    if not end or rest.strip() or not place.isdigit():
        return True
    if int(place) < FIRST_TABLE:
        return False  # a file for the web has its last table first, and names the other one
    stream.seek(min(int(place), length))
    return b"/Prev" in stream.read(LARGEST_TABLE)


def volume_in(path: Path) -> tuple[int, int] | None:
    """Return which volume of how many a file says it is, (1, 1) of a whole packet.

    None where it is not a packet of this program.
    """
    try:
        with path.open("rb") as stream:
            first = PdfReader(stream, strict=False).pages[0]
            private = get(first, "/PieceInfo", OUR_MARK, "/Private")
            return None if private is None else _volume_of(private) or (1, 1)
    except (PyPdfError, OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


class _Reading:
    """One pass over a file."""

    def __init__(self, reader: PdfReader, found: FileRead) -> None:
        self._reader, self._found = reader, found
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
        found.tagged = bool(get(root, "/MarkInfo", "/Marked")) and bool(
            get(root, "/StructTreeRoot", "/K")
        )
        found.info = _words_of(reader.trailer.get("/Info"))
        found.xmp = _xmp(root)
        found.bookmarks = tuple(self._bookmarks())
        found.opens_at = self._opening(root)
        found.has_fields = bool(get(root, "/AcroForm", "/Fields"))
        active = list(active_in_root(root))
        links: list[Link] = []
        fonts = FontJudge()
        bad: list[tuple[int, str]] = []
        found.archive_part = claimed_part(found.xmp)
        archive = ArchiveJudge(found.archive_part) if found.archive_part else None
        hinders = [(0, what) for what in archive.in_file(reader)] if archive else []
        rotations, units, kinds, documents, seals, elsewhere = [], [], [], [], [], []
        for number, page in enumerate(reader.pages, start=1):
            rotations.append(int(page.get("/Rotate", 0)) % 360)
            units.append(float(page.get("/UserUnit", 1)))
            mark = _mark_of(page)
            kinds.append(mark[0])
            documents.append(mark[1])
            seals.append(mark[2])
            elsewhere += [(number, cell) for cell in mark[3]]
            links += self._links(page, number)
            active += [(number, what) for what in active_on(page)]
            bad += [(number, name) for name in fonts.problems(page)]
            hinders += [(number, what) for what in archive.on(page)] if archive else []
            if number % AT_A_TIME == 0:
                self._forget_pictures()
        found.rotations, found.units, found.kinds = tuple(rotations), tuple(units), tuple(kinds)
        found.documents, found.seals = tuple(documents), tuple(seals)
        found.elsewhere = tuple(elsewhere)
        if kinds:
            private = get(reader.pages[0], "/PieceInfo", OUR_MARK, "/Private")
            found.volume = _volume_of(private)
            number = get(private, "/Supplement")
            found.supplement = number if isinstance(number, int) else 0
        found.links, found.active, found.bad_fonts = tuple(links), tuple(active), tuple(bad)
        found.unarchival = tuple(hinders)
        return found

    def _forget_pictures(self) -> None:
        """Let go of what pypdf keeps of every object it has read; pictures are most of it."""
        kept = self._reader.resolved_objects
        for key in [k for k, thing in kept.items() if is_picture(thing)]:
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
        action = resolved(root.get("/OpenAction"))
        if action is None:
            return None
        return self._target(action)

    def _links(self, page: Any, number: int) -> Iterator[Link]:
        for note in notes_of(page):
            if note.get("/Subtype") != "/Link" or is_hidden(note):
                continue
            what = resolved(note.get("/Dest")) or resolved(note.get("/A"))
            yield Link(number, area(note.get("/Rect")), self._target(what))

    def _target(self, what: Any) -> Target:
        if isinstance(what, DictionaryObject):
            kind = str(what.get("/S", "?"))
            if kind not in MERE_PLACES or "/Next" in what:
                outside = kind.lstrip("/") + (" + Next" if "/Next" in what else "")
                return Target(None, inherits=True, outside=outside)
            what = resolved(what.get("/D"))
        if isinstance(what, str | bytes):
            named = self._reader.named_destinations.get(str(what))
            what = named.dest_array if named is not None else None
        if isinstance(what, ArrayObject | list):
            return self._place(what)
        return Target(None, inherits=True)

    def _place(self, array: Any) -> Target:
        if not array:
            return Target(None, inherits=True)
        first = array.rawget(0) if hasattr(array, "raw_get") else array[0]
        page = self._pages.get(first.idnum) if isinstance(first, IndirectObject) else None
        kind = str(array[1]) if len(array) > 1 else ""
        zoom = resolved(array[4]) if len(array) > 4 else None
        return Target(page, inherits=kind == "/XYZ" and (zoom is None or zoom == 0))


Areas = tuple[Area, ...]


def _mark_of(page: Any) -> tuple[str, str, Areas, Areas]:
    private = get(page, "/PieceInfo", OUR_MARK, "/Private")
    if not isinstance(private, DictionaryObject):
        return "", "", (), ()
    seals, elsewhere = (
        tuple(area(resolved(box)) for box in private.get(key, []))
        for key in ("/Seal", "/Elsewhere")
    )
    return str(private.get("/Kind", "")), str(private.get("/Document", "")), seals, elsewhere


def _volume_of(private: Any) -> tuple[int, int] | None:
    found = get(private, "/Volume")
    if not isinstance(found, ArrayObject) or len(found) != 2:
        return None
    number, count = found
    if not isinstance(number, int) or not isinstance(count, int):
        return None
    return (number, count) if 1 <= number <= count else None


def _xmp(root: DictionaryObject) -> str:
    stream = resolved(root.get("/Metadata"))
    if not isinstance(stream, StreamObject):
        return ""
    return stream.get_data().decode("utf-8", "replace")


def _words_of(info: Any) -> Mapping[str, str]:
    value = resolved(info)
    if not isinstance(value, DictionaryObject):
        return {}
    return {str(key).lstrip("/"): str(resolved(item)) for key, item in value.items()}
