"""Take off a paper that may be archived what changes nothing and yet may not be there.

Transparency groups around what is opaque, and the wish that a picture be smoothed.
"""

from __future__ import annotations

from typing import Any

from pikepdf import Dictionary, Name, Stream

UNNEEDED = ("/Group", "/Interpolate")


def tame(form: Any) -> None:
    """Take it off a paper's page, and off the forms and pictures it draws."""
    _tame(form, set())


def _tame(thing: Any, seen: set[tuple[int, int]]) -> None:
    if thing.objgen in seen:
        return
    seen.add(thing.objgen)
    for key in UNNEEDED:
        if key in thing:
            del thing[key]
    resources = thing.get("/Resources", Dictionary())
    for kind in ("/XObject", "/Pattern"):
        for inner in resources.get(kind, Dictionary()).values():
            if isinstance(inner, Stream):
                _tame(inner, seen)
    mask = thing.get("/Mask") if thing.get("/Subtype") == Name.Image else None
    if isinstance(mask, Stream):
        _tame(mask, seen)
