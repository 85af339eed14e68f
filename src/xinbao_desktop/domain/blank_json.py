"""What reading and filling a blank found, as plain values: for the shelf and for the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.blank import (
    BlankField,
    BlankFieldKind,
    BlankPages,
    Entry,
    FieldFate,
    FilePlace,
    FilledPdf,
    Spot,
)
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def pages_json(pages: BlankPages) -> dict[str, Any]:
    """Return what a blank's pages hold."""
    return {
        "sizes": [list(size) for size in pages.sizes],
        "fields": [field_json(field) for field in pages.fields],
        "notes": [note.as_json() for note in pages.notes],
        "seals": [_spot_json(spot) for spot in pages.seals],
    }


def pages_of(given: Mapping[str, Any]) -> BlankPages:
    """Read it again; ``KeyError``, ``TypeError`` or ``ValueError`` if it is something else."""
    return BlankPages(
        sizes=tuple((float(wide), float(high)) for wide, high in given["sizes"]),
        fields=tuple(field_of(field) for field in given["fields"]),
        notes=tuple(Text(note["zh"], note["en"]) for note in given["notes"]),
        # Blanks that earlier versions read do not say where a seal is asked for.
        seals=tuple(Spot(*spot) for spot in given.get("seals", ())),
    )


def field_json(field: BlankField) -> dict[str, Any]:
    """Return one field."""
    return {
        "name": field.name,
        "kind": field.kind.value,
        "label": field.label,
        "multiline": field.multiline,
        "cells": field.cells,
        "longest": field.longest,
        "options": dict(field.options),
        "size": field.size,
        "fixed": field.fixed,
        "marked": field.marked,
        "spots": [_spot_json(spot) for spot in field.spots],
    }


def _spot_json(s: Spot) -> list[Any]:
    return [s.page, s.left, s.top, s.right, s.bottom, s.state, s.before, s.above, s.after]


def field_of(given: Mapping[str, Any]) -> BlankField:
    """Read one field again."""
    return BlankField(
        name=str(given["name"]),
        kind=BlankFieldKind(given["kind"]),
        spots=tuple(Spot(*spot) for spot in given["spots"]),
        label=str(given["label"]),
        multiline=bool(given["multiline"]),
        cells=int(given["cells"]),
        longest=int(given["longest"]),
        options={str(key): str(words) for key, words in given["options"].items()},
        size=float(given["size"]),
        fixed=bool(given.get("fixed", False)),  # blanks of earlier shelves do not say
        marked=bool(given["marked"]),
    )


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return what goes into a field."""
    return {"field": entry.field, "words": entry.words, "states": list(entry.states)}


def entry_of(given: Mapping[str, Any]) -> Entry:
    """Read it again."""
    return Entry(str(given["field"]), str(given["words"]), tuple(map(str, given["states"])))


def filled_json(filled: FilledPdf) -> dict[str, Any]:
    """Return what filling did."""
    return {
        "fates": [
            [
                f.field,
                f.printed,
                f.size,
                f.lost,
                f.missing,
                [[p.page, list(p.rect), p.align, p.size] for p in f.places],
            ]
            for f in filled.fates
        ],
        "notes": [note.as_json() for note in filled.notes],
    }


def filled_of(given: Mapping[str, Any]) -> FilledPdf:
    """Read it again."""
    return FilledPdf(
        fates=tuple(
            FieldFate(name, printed, size, lost, missing, tuple(map(_file_place, places)))
            for name, printed, size, lost, missing, places in given["fates"]
        ),
        notes=tuple(Text(note["zh"], note["en"]) for note in given["notes"]),
    )


def _file_place(given: Sequence[Any]) -> FilePlace:
    page, (left, bottom, right, top), align, size = given
    return FilePlace(page, (left, bottom, right, top), align, size)
