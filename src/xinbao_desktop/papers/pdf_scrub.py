"""Take from a finished copy what a print does not show: metadata, positions, links, scripts.

Works on objects, never on what a page draws.
"""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from xinbao_desktop.papers.strip import stripped_jp2, stripped_jpeg

# Metadata, private data of programs, actions, files, and links into structures left behind.
_KEYS = (
    "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Ref", "/Alternates", "/AF", "/AA",
    "/A", "/StructParent", "/StructParents", "/Measure", "/PtData", "/URI", "/EmbeddedFiles",
    "/JS", "/JavaScript", "/Thumb", "/OC",
)  # fmt: skip


def scrub(pdf: pikepdf.Pdf) -> None:
    """Clean every object of a copy."""
    for thing in pdf.objects:
        if isinstance(thing, Stream | Dictionary):
            _drop_keys(thing)
        if isinstance(thing, Stream):
            _clean_stream(thing)


def _drop_keys(thing: Any) -> None:
    if thing.get("/Type") == Name.Font or "/FontName" in thing:
        return
    if thing.get("/Type") in {Name.Catalog, Name.Pages}:
        return
    subtype = thing.get("/Subtype")
    inside = isinstance(thing, Stream) or subtype is not None or "/Type" in thing
    for key in _KEYS:
        if inside and key in thing:
            del thing[key]


def _clean_stream(thing: Any) -> None:
    subtype = thing.get("/Subtype")
    if subtype == Name.PS:  # PostScript to be run by a printer
        thing.write(b"")
        thing.Subtype = Name.Form
        thing.BBox = Array([0, 0, 1, 1])
    if subtype != Name.Image:
        return
    filters = thing.get("/Filter")
    chain = list(filters) if isinstance(filters, Array) else [filters]
    if not chain or chain[-1] not in {Name.DCTDecode, Name.JPXDecode}:
        return
    data = bytes(thing.read_raw_bytes())
    if len(chain) == 2 and chain[0] == Name.FlateDecode:
        try:
            data = zlib.decompress(data)
        except zlib.error:
            return
    elif len(chain) > 1:
        return
    parameters = thing.get("/DecodeParms")
    if isinstance(parameters, Array):
        parameters = parameters[-1] if len(parameters) else None
    stripped = stripped_jpeg(data) if chain[-1] == Name.DCTDecode else stripped_jp2(data)
    if len(chain) == 1 and len(stripped) == len(data):
        return
    if isinstance(parameters, Dictionary):
        thing.write(stripped, filter=chain[-1], decode_parms=parameters)
    else:
        thing.write(stripped, filter=chain[-1])
