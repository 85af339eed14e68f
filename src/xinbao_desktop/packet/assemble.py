"""Join the drawn pages and the client's papers, and add what a reader navigates by.

Links, bookmarks, page labels, metadata; nothing active, nothing that leads outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from xinbao_desktop.packet.archive import add_metadata, add_output_intent, is_archival
from xinbao_desktop.packet.leaves import leaves_of, picture_role
from xinbao_desktop.packet.papers import frame
from xinbao_desktop.packet.parts import INDEX, Part, PartKind, full_title
from xinbao_desktop.packet.pdfa import tame
from xinbao_desktop.packet.sheet import Drawn, Hotspot, SealPlace
from xinbao_desktop.packet.structure import Jump, add_structure, picture_number
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xinbao_desktop.domain.packet_plan import PacketPlan, PaperDocument
    from xinbao_desktop.packet.layout import Layout, Page
    from xinbao_desktop.progress import Progress

MARK = "/XinbaoPacket"  # our private data in a page: what it is, where its seal goes
INNER_EVERY = 5  # a paper longer than this gets bookmarks inside
LONGEST_BOOKMARK = 60
UNDRESSED = (
    "/Metadata", "/PieceInfo", "/OPI", "/LastModified", "/StructParent", "/StructParents",
)  # fmt: skip
BACK = Text("回目录", "Back to the index")


def join(
    pdf: Pdf, source: Pdf, layout: Layout, papers: Sequence[PaperDocument], progress: Progress
) -> None:
    """Set the papers' pages under the drawn pages, of which there is one for each of the packet.

    ``source`` holds the papers' pages one after another and must stay open until ``pdf`` is
    saved: what their pictures hold is read then.
    """
    total = len(layout.pages)
    forms = [pdf.copy_foreign(page.as_form_xobject()) for page in source.pages]
    if is_archival(papers):
        for form in forms:
            tame(form)
    waiting = iter(forms)
    known = {paper.id: paper for paper in papers}
    for number, (page, target) in enumerate(zip(layout.pages, pdf.pages, strict=True), start=1):
        if page.paper is not None:
            _underlay(pdf, target.obj, next(waiting), page, known[page.target])
        progress.step(number, total)


def replace_pages(pdf: Pdf, first: int, other: Pdf) -> None:
    """Put another file's pages in the place of those beginning at ``first``."""
    for offset, page in enumerate(other.pages):
        pdf.pages[first - 1 + offset] = page


def finish(pdf: Pdf, plan: PacketPlan, layout: Layout) -> None:
    """Add links, bookmarks, labels, structure, metadata; after this only saving is left."""
    pages = [page.obj for page in pdf.pages]
    jumps: list[Jump] = []
    for place, (page, target) in enumerate(zip(layout.pages, pages, strict=True)):
        _mark(target, page, plan, layout)
        jumps += _links(pdf, pages, place, page.drawn, layout)
    jumps += _back_links(pdf, pages, layout, plan)
    add_structure(pdf, leaves_of(plan, layout), jumps)
    _bookmarks(pdf, pages, layout, plan)
    root = pdf.Root
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    root.PageMode = Name.UseOutlines
    root.OpenAction = destination(pages[0])
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Lang = String("zh-CN" if plan.lang == "zh" else "en")
    add_output_intent(pdf)
    add_metadata(pdf, plan, archival=is_archival(plan.papers()))


def destination(page: Any) -> Array:
    """Return a place to go to that leaves the reader's zoom as it is."""
    return Array([page, Name.XYZ, None, None, None])


def _underlay(pdf: Pdf, target: Any, form: Any, page: Page, paper: PaperDocument) -> None:
    assert page.paper is not None
    sheet, ink = page.drawn.geometry, paper.pages[page.paper].ink
    role, number = picture_role(paper, page.paper), picture_number(page.drawn)
    _undress(form)
    box = [float(n) for n in form.BBox]
    matrix = [float(n) for n in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))]
    size, (dx, dy) = _shown_size(box, matrix)
    scale, _, _, _, x, y = frame(sheet, size, ink)
    content = (
        f"/{role} <</MCID {number}>> BDC\n"
        f"q {scale:.5f} 0 0 {scale:.5f} {x - dx * scale:.3f} {y - dy * scale:.3f} cm /Paper Do Q\n"
        "EMC\n"
    )
    resources = target.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    resources.XObject.Paper = form
    drawn = target.Contents.read_bytes()
    target.Contents = pdf.make_stream(content.encode() + drawn)


def _shown_size(
    box: list[float], matrix: list[float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return how large a page's form shows and where its lower left corner falls."""
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])
    ]
    xs, ys = [p[0] for p in corners], [p[1] for p in corners]
    return (max(xs) - min(xs), max(ys) - min(ys)), (min(xs), min(ys))


def _undress(form: Any) -> None:
    """Take metadata and a foreign tree's numbers off the copies of a page and its pictures."""
    for thing in (form, *_pictures(form)):
        for key in UNDRESSED:
            if key in thing:
                del thing[key]


def _pictures(form: Any) -> Iterator[Any]:
    resources = form.get("/Resources", Dictionary())
    for thing in dict(resources.get("/XObject", Dictionary())).values():
        if isinstance(thing, pikepdf.Stream):
            yield thing


def _mark(target: Any, page: Page, plan: PacketPlan, layout: Layout) -> None:
    private = Dictionary(Kind=String(page.kind), Document=String(page.target))
    if plan.supplement is not None:
        private.Supplement = plan.supplement.number
    if plan.volume is not None:
        private.Volume = Array([plan.volume.number, plan.volume.count])
    away = [m for m in page.drawn.marks if isinstance(m, Hotspot)
            and m.target in layout.numbering.elsewhere]  # fmt: skip
    if away:  # cells that would be links if their document were in this volume
        private.Elsewhere = Array([_rectangle(page.drawn, mark) for mark in away])
    seals = [m for m in page.drawn.marks if isinstance(m, SealPlace)]
    if seals:
        private.Seal = Array([_rectangle(page.drawn, seal) for seal in seals])
    stamp = String(f"D:{plan.on:%Y%m%d}000000Z")
    target.PieceInfo = Dictionary({MARK: Dictionary(LastModified=stamp, Private=private)})
    target.LastModified = stamp


def _links(
    pdf: Pdf, pages: Sequence[Any], place: int, drawn: Drawn, layout: Layout
) -> Iterator[Jump]:
    for spot in (m for m in drawn.marks if isinstance(m, Hotspot)):
        number = layout.numbering.first(spot.target)
        if number:
            link = _add_link(pdf, pages[place], _rectangle(drawn, spot), pages[number - 1])
            yield Jump(place, link, spot.tag)


def _back_links(pdf: Pdf, pages: Sequence[Any], layout: Layout, plan: PacketPlan) -> Iterator[Jump]:
    """Let the page number of each part's first page lead back to the index."""
    index = pages[layout.numbering.first(INDEX) - 1]
    for part in layout.parts:
        if part.kind in (PartKind.COVER, PartKind.INDEX):
            continue
        first = layout.numbering.first(part.target)
        sheet = layout.pages[first - 1].drawn.geometry
        base = sheet.height - sheet.number_y
        box = Array([sheet.width / 2 - 90, base - 4, sheet.width / 2 + 90, base + 11])
        link = _add_link(pdf, pages[first - 1], box, index)
        yield Jump(first - 1, link, words=BACK.of(plan.lang))


def _add_link(pdf: Pdf, page: Any, box: Array, to: Any) -> Any:
    link = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=box,
            Border=Array([0, 0, 0]),
            F=4,
            Dest=destination(to),
        )
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(link)
    return link


def _rectangle(drawn: Drawn, mark: Hotspot | SealPlace) -> Array:
    top = drawn.geometry.height - mark.y
    numbers = (mark.x, top - mark.height, mark.x + mark.width, top)
    return Array([round(n, 2) for n in numbers])


def _bookmarks(pdf: Pdf, pages: Sequence[Any], layout: Layout, plan: PacketPlan) -> None:
    with pdf.open_outline() as outline:
        section: Any = None
        for part in layout.parts:
            item = _bookmark(pages, part, layout, plan)
            if part.kind is PartKind.DIVIDER:
                section = item
                outline.root.append(item)
            elif part.section is None:
                outline.root.append(item)
            else:
                section.children.append(item)


def _bookmark(pages: Sequence[Any], part: Part, layout: Layout, plan: PacketPlan) -> OutlineItem:
    first, last = layout.numbering.ranges[part.target]
    words = f"{part.tab} {full_title(part).of(plan.lang)}".strip()
    if len(words) > LONGEST_BOOKMARK:
        words = words[: LONGEST_BOOKMARK - 1] + "…"
    item = OutlineItem(f"{words} · {first}", destination(pages[first - 1]))
    if part.kind is PartKind.PAPER and last - first + 1 > INNER_EVERY:
        for start in range(first, last + 1, INNER_EVERY):
            end = min(start + INNER_EVERY - 1, last)
            inner = f"{start}–{end} · {start}" if end > start else f"{start} · {start}"
            item.children.append(OutlineItem(inner, destination(pages[start - 1])))
    return item
