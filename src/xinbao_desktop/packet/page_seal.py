"""Each page's own fingerprint, kept in the page's mark: by it a page that was changed is named.

The digest on the check sheet says *that* the pages are no longer those that were built; this one
says *which*. It also covers what that digest leaves out: the page's boxes, links, fonts and their
text maps, and the check sheet itself. It proves nothing against somebody who computes it anew:
that is what the printed digests, the ``.sha256`` file and the note in the client file are for.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MARK, KEY = "/XinbaoPacket", "/Digest"
NOT_THE_PAGES = frozenset({"/Parent", "/Contents"})
PACKING = frozenset({"/Length", "/Filter", "/DecodeParms"})
DEEPEST = 24


def seal_pages(pdf: Pdf, contents: Sequence[bytes]) -> None:
    """Write each page's fingerprint into its mark; nothing of a page may change afterwards.

    Args:
        pdf: The finished packet.
        contents: What ``digest.page_digest`` gives for each page.
    """
    seals = _Seals(pdf)
    for page, content in zip(pdf.pages, contents, strict=True):
        private = page.obj.PieceInfo[MARK].Private
        private[KEY] = String(seals.of(page.obj, content))


def broken_seals(pdf: Pdf, contents: Sequence[bytes]) -> list[int]:
    """Return the pages that are not as they were sealed, or came later and have no seal.

    A packet of an older version has no seals at all; nothing is said of its pages.
    """
    said = [_said(page.obj) for page in pdf.pages]
    if not any(said):
        return []
    seals = _Seals(pdf)
    pages = zip(pdf.pages, contents, said, strict=True)
    return [
        number
        for number, (page, content, seal) in enumerate(pages, start=1)
        if seal != seals.of(page.obj, content)
    ]


def _said(page: Any) -> str | None:
    found = page
    for key in ("/PieceInfo", MARK, "/Private", KEY):
        if not isinstance(found, Dictionary) or key not in found:
            return None
        found = found[key]
    return str(found)


class _Seals:
    """Takes fingerprints of the pages of one file; what pages share is looked at once."""

    def __init__(self, pdf: Pdf) -> None:
        self._numbers: Mapping[tuple[int, int], int] = {
            page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)
        }
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, page: Any, content: bytes) -> str:
        """Return the fingerprint of a page whose contents have this digest."""
        found = hashlib.sha256(content)
        for key in sorted(page.keys()):
            if key not in NOT_THE_PAGES:
                found.update(key.encode())
                self._add(page[key], found, 0, painted=False)
        return found.hexdigest()

    def _add(self, thing: Any, into: Any, depth: int, *, painted: bool) -> None:
        """Add an object; ``painted`` says that its data are in the page's digest already."""
        if depth > DEEPEST:
            return
        if not isinstance(thing, pikepdf.Object):
            into.update(_plain(thing))
        elif not thing.is_indirect:
            self._write(thing, into, depth, painted=painted)
        elif thing.objgen in self._numbers:
            into.update(b"page %d" % self._numbers[thing.objgen])
        else:
            if thing.objgen not in self._known:
                self._known[thing.objgen] = b""  # where a circle closes
                own = hashlib.sha256()
                self._write(thing, own, depth, painted=painted)
                self._known[thing.objgen] = own.digest()
            into.update(self._known[thing.objgen])

    def _write(self, thing: Any, into: Any, depth: int, *, painted: bool) -> None:
        if isinstance(thing, Name | String):  # of the five kinds the most, told first
            into.update(_plain(thing))
        elif isinstance(thing, Dictionary):
            self._members(thing, into, depth)
        elif isinstance(thing, Stream):
            self._members(thing, into, depth, left_out=PACKING)
            if not painted:
                into.update(_data(thing))
        elif isinstance(thing, Array):
            into.update(b"[%d" % len(thing))
            for item in thing:
                self._add(item, into, depth + 1, painted=painted)
        else:
            into.update(_plain(thing))

    def _members(self, thing: Any, into: Any, depth: int, left_out: Collection[str] = ()) -> None:
        members = dict(thing.items())
        for key in sorted(members):
            if key == KEY or key in left_out:
                continue
            member = members[key]
            into.update(key.encode())
            if key == "/XObject" and isinstance(member, Dictionary):
                for name in sorted(member.keys()):
                    into.update(name.encode())
                    self._add(member[name], into, depth + 1, painted=True)
            else:
                self._add(member, into, depth + 1, painted=False)


def _data(stream: Any) -> bytes:
    try:
        return hashlib.sha256(stream.read_bytes()).digest()
    except pikepdf.PdfError:
        return hashlib.sha256(stream.read_raw_bytes()).digest()


def _plain(value: Any) -> bytes:
    """Return a number, a name, a word or nothing, however it is written."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return format(Decimal(value).normalize(), "f").encode()
    if isinstance(value, String):
        return b"(" + bytes(value)
    return str(value).encode()
