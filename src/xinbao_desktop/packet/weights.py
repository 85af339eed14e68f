"""How many bytes each page of a paper brings into a file, measured without decoding anything.

Pages of one paper may differ a hundredfold (a letter and a colour photo), so an average would
put too much into one volume and too little into the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from xinbao_desktop.packet.papers import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.packet_plan import PaperDocument


def page_weights(paper: PaperDocument) -> tuple[float, ...]:
    """Return the bytes of each of a paper's pages, those of this volume alone.

    A picture or font that several pages share is counted with the first of them; what belongs
    to no page is spread over all.
    """
    with opened(paper) as pdf:
        seen: set[tuple[int, int]] = set()
        own = [float(sum(_lengths(page.obj, seen))) for page in pdf.pages]
    rest = max(paper.pdf.stat().st_size - sum(own), 0.0) / max(len(own), 1)
    chosen = own[paper.start : paper.start + len(paper.pages)]
    return tuple(size + rest for size in chosen)


def _lengths(thing: Any, seen: set[tuple[int, int]]) -> Iterator[int]:
    """Yield the length of every stream that a page needs, each once."""
    todo = [thing]
    while todo:
        item = todo.pop()
        if isinstance(item, pikepdf.Object) and item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, pikepdf.Stream):
            yield int(item.stream_dict.get("/Length", 0))
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            todo += [value for key, value in item.items() if key not in ("/Parent", "/Length")]
        elif isinstance(item, pikepdf.Array):
            todo += list(item)
