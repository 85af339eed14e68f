"""Find what is active in a file: scripts, actions, attachments, remarks, fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pypdf.generic import DictionaryObject

from xinbao_desktop.packet.verify.objects import get, notes_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

MERE_PLACES = {"/GoTo"}


def active_in_root(root: DictionaryObject) -> Iterator[tuple[int, str]]:
    """Yield what is active in the file as a whole, as of page 0."""
    for names, what in (("/JavaScript", "JavaScript"), ("/EmbeddedFiles", "EmbeddedFiles")):
        if get(root, "/Names", names) is not None:
            yield 0, what
    for key in ("/AA", "/AF", "/Collection"):
        if key in root:
            yield 0, key[1:]
    action = resolved(root.get("/OpenAction"))
    if isinstance(action, DictionaryObject) and action.get("/S") not in MERE_PLACES:
        yield 0, str(action.get("/S", "?")).lstrip("/")
    if get(root, "/AcroForm", "/XFA") is not None:
        yield 0, "XFA"


def active_on(page: Any) -> Iterator[str]:
    """Yield what is active on a page."""
    if "/AA" in page:
        yield "AA"
    for note in notes_of(page):
        kind = str(note.get("/Subtype", "?")).lstrip("/")
        if kind not in ("Link", "Widget"):
            yield kind
        if "/AA" in note:
            yield f"{kind} AA"
        action = resolved(note.get("/A"))
        if isinstance(action, DictionaryObject):
            what = str(action.get("/S", "?")).lstrip("/")
            if what in ("JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "Movie"):
                yield what
        if kind == "Widget":
            yield "Widget"
