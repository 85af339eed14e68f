"""Invented clients' papers that look like real ones, for the demo and for tests.

The words come from the caller, the looks from a seed: equal calls give equal bytes. Nothing
here reads a client's data, and every identity paper says that it is a specimen (样本).
"""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

from xinbao_desktop.papers.mockup import office, raster, trade, transport, vector
from xinbao_desktop.papers.mockup.model import Firm, Look, MockKind, MockPaper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL import Image

    from xinbao_desktop.papers.mockup.drawing import Drawing

__all__ = ["Firm", "Look", "MockKind", "MockPaper", "drawn", "made", "preview"]

_TEMPLATES: dict[MockKind, Callable[[MockPaper, random.Random], list[Drawing]]] = {
    MockKind.CONTRACT: trade.contract,
    MockKind.INVOICE: trade.invoice,
    MockKind.PACKING_LIST: trade.packing_list,
    MockKind.BILL_OF_LADING: transport.bill_of_lading,
    MockKind.CUSTOMS_DECLARATION: transport.customs_declaration,
    MockKind.MAIL: office.mail,
    MockKind.FORM: office.form,
    MockKind.DEED: office.deed,
    MockKind.BUSINESS_LICENCE: office.business_licence,
    MockKind.IDENTITY_CARD: office.identity_card,
}
PLACE = (22.5431, 114.0579)  # the middle of Shenzhen, where the sample photos claim to be taken


def drawn(paper: MockPaper, seed: int) -> list[Drawing]:
    """Return the pages of a paper, not yet made visible."""
    return _TEMPLATES[paper.kind](paper, random.Random(seed))  # noqa: S311 - looks, not secrets


def made(papers: MockPaper | Sequence[MockPaper], look: Look, seed: int) -> bytes:
    """Return the file of a paper, or of several papers in one file.

    Raises:
        ValueError: A picture of one page was asked for and the paper has more.
    """
    listed = [papers] if isinstance(papers, MockPaper) else list(papers)
    pages = [page for number, paper in enumerate(listed) for page in drawn(paper, seed + number)]
    match look:
        case Look.TEXT_PDF:
            return vector.text_pdf(pages)
        case Look.FAX_TIFF:
            return raster.fax(pages, seed)
        case Look.SCAN_PDF:
            return vector.picture_pdf(
                [_scanned(page, seed + number) for number, page in enumerate(pages)],
                raster.SCAN_DPI,
            )
    if len(pages) != 1:
        raise ValueError(f"a {look.name} has one page, this paper has {len(pages)}")
    if look is Look.SCAN_JPEG:
        return _scanned(pages[0], seed)[0]
    image = raster.photo(pages[0], seed)
    return raster.sideways_photo(image, latitude=PLACE[0], longitude=PLACE[1])


def preview(paper: MockPaper, seed: int, dpi: int = 100) -> list[Image.Image]:
    """Return the pages as a scanner sees them, for looking at."""
    return [raster.scan(page, seed + n, dpi) for n, page in enumerate(drawn(paper, seed))]


def _scanned(page: Drawing, seed: int) -> tuple[bytes, int, int]:
    image = raster.scan(page, seed)
    buffer = io.BytesIO(raster.jpeg_of_scan(image))
    return buffer.getvalue(), image.width, image.height
