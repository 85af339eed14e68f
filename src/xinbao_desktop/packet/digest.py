"""The digest of what is printed, free of how it is packed.

Two builds with other versions of the compression library differ in bytes and agree in this.
"""

from __future__ import annotations

import hashlib
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

PICTURES = ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")


def content_digest(pdf: pikepdf.Pdf, without: Collection[int] = ()) -> str:
    """Return the SHA-256 over all pages' decoded contents; ``without`` numbers pages left out."""
    return digest_of_pages([page_digest(page.obj) for page in pdf.pages], without)


def digest_of_pages(pages: Sequence[bytes], without: Collection[int] = ()) -> str:
    """Return the content digest of a file whose pages have these digests."""
    kept = (page for number, page in enumerate(pages, start=1) if number not in without)
    return hashlib.sha256(b"".join(kept)).hexdigest()


def page_digests(file: Path) -> tuple[bytes, ...]:
    """Return the digest of each page of a file; nothing for one that cannot be read so."""
    try:
        with pikepdf.Pdf.open(file) as pdf:
            return tuple(page_digest(page.obj) for page in pdf.pages)
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return ()


def differing_pages(pages: Sequence[bytes], others: Sequence[bytes]) -> list[int]:
    """Return the numbers of the pages that differ, those included that one side lacks."""
    both = zip_longest(pages, others)
    return [number for number, (one, other) in enumerate(both, start=1) if one != other]


def file_sha256(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def halved(digest: str) -> str:
    """Set a digest on two lines of equal length, easier to compare by eye."""
    return f"{digest[:32]}\n{digest[32:]}"


def page_digest(page: Any) -> bytes:
    """Return the SHA-256 of one page's decoded contents: what it paints, pictures as stored."""
    sha = hashlib.sha256()
    contents = page.get("/Contents")
    for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if stream is not None:
            sha.update(stream.read_bytes())
    _objects(page.get("/Resources"), sha, depth=0)
    return sha.digest()


def _objects(resources: Any, sha: Any, depth: int) -> None:
    if resources is None or depth > 8:
        return
    named = resources.get("/XObject", {})
    for name in sorted(named.keys()):
        thing = named[name]
        sha.update(name.encode())
        sha.update(_data(thing))
        if thing.get("/Subtype") == "/Form":
            _objects(thing.get("/Resources"), sha, depth + 1)


def _data(stream: Any) -> bytes:
    """Return a stream decoded as far as that loses nothing; pictures stay as they are.

    To find out that it cannot decode a picture, qpdf reads it whole; so it is not asked.
    """
    filters = stream.get("/Filter")
    chain = filters if isinstance(filters, pikepdf.Array) else [filters]
    if any(each in PICTURES for each in chain):
        return bytes(stream.read_raw_bytes())
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())
