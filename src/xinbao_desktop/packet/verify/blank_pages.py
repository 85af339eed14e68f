"""The page numbers that the packet put on an insurer's blank: each leads to the pages it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.packet_plan import BlankDocument
    from xinbao_desktop.packet.verify.printed import Entry
    from xinbao_desktop.packet.verify.reading import PacketRead


def untrue_pages(packet: PacketRead, entry: Entry, document: BlankDocument) -> Iterator[str]:
    """Give the page numbers that stand on a blank as links and are not those of their document."""
    if not document.references:
        return
    for link in packet.file.links:
        if not entry.first <= link.page <= entry.last or link.target.page is None:
            continue
        words = packet.pages[link.page - 1].cells.get(link.area, "")
        target = packet.file.documents[link.target.page - 1]
        if not target or target.startswith("@"):
            continue  # the number at the foot leads back to the index
        pages = [n for n, one in enumerate(packet.file.documents, start=1) if one == target]
        shown = {str(pages[0]), f"{pages[0]}–{pages[-1]}"}
        if "".join(words.split()).strip("、") not in shown:
            yield f"{document.blank}: {words} ≠ {pages[0]}–{pages[-1]}"
