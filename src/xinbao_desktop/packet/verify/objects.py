"""Small looks into pypdf's objects: references followed, nulls as None, areas as numbers."""

from __future__ import annotations

from typing import Any

from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, StreamObject

from xinbao_desktop.packet.verify.reading import Area

STRANGE = (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError)
NOT_SHOWN = 2 | 32  # the flags Hidden and NoView


def get(holder: Any, *keys: str) -> Any:
    """Return what a chain of keys leads to, None where it breaks off."""
    for key in keys:
        value = resolved(holder)
        if not isinstance(value, DictionaryObject):
            return None
        holder = value.get(key)
    return resolved(holder)


def resolved(value: Any) -> Any:
    """Return the object a reference stands for."""
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return None if isinstance(found, NullObject) else found


def area(box: Any) -> Area:
    """Return a rectangle; an empty one if it is none."""
    try:
        numbers = [float(resolved(n)) for n in resolved(box)]
        xs, ys = sorted((numbers[0], numbers[2])), sorted((numbers[1], numbers[3]))
    except STRANGE:
        return Area(0, 0, 0, 0)
    return Area(xs[0], ys[0], xs[1], ys[1])


def notes_of(page: Any) -> list[DictionaryObject]:
    """Return a page's annotations that are dictionaries."""
    notes = resolved(page.get("/Annots"))
    if not isinstance(notes, ArrayObject):
        return []
    found = [resolved(note) for note in notes]
    return [note for note in found if isinstance(note, DictionaryObject)]


def is_picture(thing: Any) -> bool:
    """Whether an object is an image."""
    return isinstance(thing, StreamObject) and thing.get("/Subtype") == "/Image"


def is_hidden(note: DictionaryObject) -> bool:
    """Whether an annotation's flags keep it from the screen, so that nobody can click it."""
    flags = resolved(note.get("/F"))
    return isinstance(flags, int) and bool(flags & NOT_SHOWN)
