"""The digest of what is printed, free of how it is packed.

Two builds with other versions of the compression library differ in bytes and agree in this.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def content_digest(pdf: pikepdf.Pdf, without: Collection[int] = ()) -> str:
    """Return the SHA-256 over all pages' decoded contents; ``without`` numbers pages left out."""
    whole = hashlib.sha256()
    for number, page in enumerate(pdf.pages, start=1):
        if number not in without:
            whole.update(_page(page.obj))
    return whole.hexdigest()


def file_sha256(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def halved(digest: str) -> str:
    """Set a digest on two lines of equal length, easier to compare by eye."""
    return f"{digest[:32]}\n{digest[32:]}"


def _page(page: Any) -> bytes:
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
    """Return a stream decoded as far as that loses nothing; pictures stay as they are."""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())
