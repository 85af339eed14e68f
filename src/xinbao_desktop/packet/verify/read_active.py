"""Find what is active in a file: scripts, actions, attachments, remarks, fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypdf.generic import ArrayObject, DictionaryObject

from xinbao_desktop.packet.verify.objects import get, notes_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

MERE_PLACES = {"/GoTo"}
ACTS = frozenset(
    {
        "JavaScript", "Launch", "SubmitForm", "ResetForm", "ImportData", "Rendition", "Movie",
        "Sound", "RichMediaExecute", "Hide", "SetOCGState", "GoTo3DView", "Trans",
    }
)  # fmt: skip
"""Actions that do something; those that only lead elsewhere are V08's matter."""
LONGEST_CHAIN = 50
MOST_BOOKMARKS = 20_000


def active_in_root(root: DictionaryObject) -> Iterator[tuple[int, str]]:
    """Yield what is active in the file as a whole, as of page 0."""
    for names, what in (("/JavaScript", "JavaScript"), ("/EmbeddedFiles", "EmbeddedFiles")):
        if get(root, "/Names", names) is not None:
            yield 0, what
    for key in ("/AA", "/AF", "/Collection"):
        if key in root:
            yield 0, key[1:]
    action = resolved(root.get("/OpenAction"))
    if isinstance(action, DictionaryObject):
        kinds = list(_actions(action))
        yield from ((0, kind) for kind in kinds if f"/{kind}" not in MERE_PLACES)
    if get(root, "/AcroForm", "/XFA") is not None:
        yield 0, "XFA"
    yield from ((0, kind) for kind in _of_bookmarks(root))


def active_on(page: Any) -> Iterator[str]:
    """Yield what is active on a page."""
    for key in ("/AA", "/AF"):
        if key in page:
            yield key[1:]
    for note in notes_of(page):
        kind = str(note.get("/Subtype", "?")).lstrip("/")
        if kind not in ("Link", "Widget"):
            yield kind
        elif kind == "Link" and "/AP" in note:
            yield "Link AP"  # a link that paints something over the page
        if "/AA" in note:
            yield f"{kind} AA"
        yield from (what for what in _actions(note.get("/A")) if what in ACTS)
        if kind == "Widget":
            yield "Widget"


def _actions(first: Any) -> Iterator[str]:
    """Yield the kinds of an action and of those that follow it."""
    waiting, seen = [first], 0
    while waiting and seen < LONGEST_CHAIN:
        seen += 1
        action = resolved(waiting.pop())
        if isinstance(action, ArrayObject):
            waiting += list(action)
        elif isinstance(action, DictionaryObject):
            yield str(action.get("/S", "?")).lstrip("/")
            waiting.append(action.get("/Next"))


def _of_bookmarks(root: DictionaryObject) -> Iterator[str]:
    """Yield what bookmarks do besides leading to a place."""
    waiting, seen = [get(root, "/Outlines", "/First")], set[int]()
    while waiting and len(seen) < MOST_BOOKMARKS:
        item = resolved(waiting.pop())
        if not isinstance(item, DictionaryObject) or id(item) in seen:
            continue
        seen.add(id(item))
        yield from (what for what in _actions(item.get("/A")) if what in ACTS)
        waiting += [item.get("/First"), item.get("/Next")]
