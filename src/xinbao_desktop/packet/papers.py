"""The client's papers on their way into the packet: how their pages lie, and a place for each.

A paper's page is set whole into a frame that leaves the zones for page number, binding and
riding seal free; it is made smaller only if something is printed in those zones. Pictures and
text pass through unchanged.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.packet_plan import PaperDocument
from xinbao_desktop.domain.paper import STAMP_ZONE, STAMP_ZONE_LANDSCAPE
from xinbao_desktop.errors import BadInputError
from xinbao_desktop.packet.pdfa import hindrance_of
from xinbao_desktop.packet.picture import pictured
from xinbao_desktop.packet.saving import save_pdf
from xinbao_desktop.packet.sheet import LANDSCAPE, MM, PORTRAIT, Geometry
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pikepdf import Pdf

    from xinbao_desktop.domain.packet_plan import InkBox, PacketPlan


def looked_at(plan: PacketPlan) -> tuple[PacketPlan, dict[str, list[Geometry]]]:
    """Return a plan that knows which papers cannot be archived, and how each one's pages lie.

    Raises:
        BadInputError: a paper cannot be read or has changed.
    """
    shapes: dict[str, list[Geometry]] = {}
    sections = []
    for section in plan.sections:
        documents = tuple(
            _looked_at(document, shapes) if isinstance(document, PaperDocument) else document
            for document in section.documents
        )
        sections.append(replace(section, documents=documents))
    return replace(plan, sections=tuple(sections)), shapes


def _looked_at(paper: PaperDocument, shapes: dict[str, list[Geometry]]) -> PaperDocument:
    with opened(paper) as pdf:
        found = [LANDSCAPE if _is_landscape(page) else PORTRAIT for page in pdf.pages]
        hindrance = None if paper.as_picture else hindrance_of(pdf.pages)
    if len(found) != len(paper.pages):
        raise _refused(paper, f"{len(paper.pages)} != {len(found)}")
    shapes[paper.id] = found
    return replace(paper, hindrance=hindrance)


@contextmanager
def opened(paper: PaperDocument) -> Iterator[Any]:
    """Open a paper's pages; ``BadInputError`` names the paper if it cannot be read."""
    import pikepdf

    try:
        pdf = pikepdf.Pdf.open(paper.pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError) as error:
        raise _refused(paper, str(error)) from error
    with pdf:
        yield pdf


def gathered(papers: Sequence[PaperDocument], folder: Path) -> Pdf:
    """Return the pages of all papers, one after another.

    qpdf joins them by itself and reads what a picture holds when it is wanted, from the paper's
    own file, so that neither memory nor the disk has to hold the papers once more; pikepdf
    would keep each page copied from another file until the end. No paper stays open in between:
    there may be more of them than files that a process may open. Fields and remarks that show
    something are drawn into their pages; links, scripts and attachments stay behind.

    ``folder`` must last as long as what is returned.
    """
    import pikepdf

    pages: list[str] = []
    for number, paper in enumerate(papers):
        file = _prepared(paper, folder / f"{number:04d}")
        pages += [str(file), f"{paper.start + 1}-{paper.start + len(paper.pages)}"]
    choices = ["--warning-exit-0", "--no-warn", "--keep-files-open=n", "--empty"]
    unwritten = str(folder / "papers.pdf")
    job = pikepdf.Job(["qpdf", *choices, "--pages", *pages, "--", unwritten])
    joined: Pdf = job.create_pdf()  # type: ignore[no-untyped-call]
    return joined


def _prepared(paper: PaperDocument, base: Path) -> Path:
    """Return the paper's file, or a copy beside ``base`` without what must not go along."""
    file = paper.pdf
    with opened(paper) as pdf:
        if _has_extras(pdf):
            file = base.with_suffix(".plain.pdf")
            _flatten(pdf)
            save_pdf(pdf, file)
    if paper.as_picture:
        pictured(file, base.with_suffix(".picture.pdf"))
        file = base.with_suffix(".picture.pdf")
    return file


def frame(sheet: Geometry, box: tuple[float, float], ink: InkBox | None) -> tuple[float, ...]:
    """Return the matrix that sets a page of size ``box`` on a sheet.

    The printed part (``ink``, or the whole page if unknown) ends up clear of the free zones:
    first by moving it, then, where that is not enough, by making it smaller.
    """
    width, height = box
    fit = min(sheet.width / width, sheet.height / height)
    left, top, right, bottom = (0.0, 0.0, 1.0, 1.0)
    if ink is not None and ink.right > ink.left and ink.bottom > ink.top:
        left, top, right, bottom = ink.left, ink.top, ink.right, ink.bottom
    zone = STAMP_ZONE_LANDSCAPE if sheet is LANDSCAPE else STAMP_ZONE
    room_x0, room_x1 = float(zone.left) * MM, sheet.width - float(zone.right) * MM
    room_y0, room_y1 = float(zone.bottom) * MM, sheet.height - float(zone.top) * MM
    scale = min(
        fit,
        (room_x1 - room_x0) / ((right - left) * width),
        (room_y1 - room_y0) / ((bottom - top) * height),
    )
    wide, high = width * scale, height * scale
    x = _placed((sheet.width - wide) / 2, left * wide, right * wide, room_x0, room_x1)
    y = _placed((sheet.height - high) / 2, (1 - bottom) * high, (1 - top) * high, room_y0, room_y1)
    return (scale, 0.0, 0.0, scale, x, y)


def _placed(start: float, low: float, high: float, room_low: float, room_high: float) -> float:
    """Move a span as little as possible so that low..high lies in its room."""
    if start + low < room_low:
        return room_low - low
    if start + high > room_high:
        return room_high - high
    return start


def _is_landscape(page: Any) -> bool:
    left, bottom, right, top = (float(n) for n in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    width, height = abs(right - left), abs(top - bottom)
    return (height > width) if turned else (width > height)


def _has_extras(pdf: Any) -> bool:
    return any("/Annots" in page.obj for page in pdf.pages)


def _flatten(pdf: Any) -> None:
    pdf.generate_appearance_streams()
    pdf.flatten_annotations(mode="print")
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]


def _refused(paper: PaperDocument, why: str) -> BadInputError:
    text = Text(
        "“{name}”的 A4 页读不出（{why}）；请重新收录这份单证。",
        "The A4 pages of “{name}” cannot be read ({why}); take the paper in again.",
    )
    return BadInputError(text.fill(name=paper.original_name, why=why))
