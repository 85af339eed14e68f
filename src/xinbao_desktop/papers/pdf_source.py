"""Open a client's PDF: refuse what cannot be a paper, repair what can, take off what acts.

What comes out holds pages that only show something. Where they come to lie stands in
``pdf_paper``, what they show is measured in ``pdf_measure``.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.pdf_clean import BROKEN, clean
from xinbao_desktop.papers.pdf_repair import mend_streams, rebuild
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

MAX_PAGES = 1000
MAX_STREAM_MB = 500
MAX_MEGAPIXELS = 160
MAX_MEGAPIXELS_BILEVEL = 600
_HEADER = re.compile(rb"^%PDF-[12]\.\d")

REPAIRED = Text(
    "PDF 结构有损坏，副本已修复；请核对每页内容是否完整",
    "The PDF's structure was damaged and the copy repaired; check that every page is complete",
)
OWNER_LIMITS = Text(
    "原 PDF 有编辑或打印限制，副本已不带限制",
    "The PDF restricts printing or editing; the copy does not",
)
PORTFOLIO = Text(
    "这是 PDF 文件包（Portfolio），内容在其内嵌文件里；请解出后逐个添加",
    "This is a PDF portfolio whose content lies in embedded files; save those and add them",
)


@dataclass(slots=True)
class PdfSource:
    """An opened PDF whose pages only show something, and what was done to it."""

    pdf: pikepdf.Pdf
    repaired: bool = False
    notes: list[Text] = field(default_factory=list)


def open_pdf(path: Path, spare: Path) -> PdfSource:
    """Open and clean a PDF; the caller closes ``.pdf``.

    ``spare`` is a place for a file that a second reader rebuilds where the first one cannot; it
    is left there for as long as ``.pdf`` is open.

    Raises:
        RefusedError: It asks for a password, is beyond repair, holds no or too many pages,
            shows nothing, or unpacks to an absurd size.
    """
    source = open_as_it_is(path, spare)
    try:
        source.notes += clean(source.pdf)
    except BROKEN as error:
        source.pdf.close()
        raise RefusedError(refusals.DAMAGED_PDF) from error
    except BaseException:
        source.pdf.close()
        raise
    return source


def open_as_it_is(path: Path, spare: Path) -> PdfSource:
    """Open a PDF like ``open_pdf``, with its fields, scripts and remarks still in it."""
    with path.open("rb") as file:
        head = file.read(1024)
    pdf, rebuilt = _opened(path, spare)
    try:
        source = _inspect(pdf, head, rebuilt=rebuilt)
        if mend_streams(pdf) and not source.repaired:
            source.repaired = True
            source.notes.append(REPAIRED)
    except BROKEN as error:
        pdf.close()
        raise RefusedError(refusals.DAMAGED_PDF) from error
    except BaseException:
        pdf.close()
        raise
    return source


def _opened(path: Path, spare: Path) -> tuple[pikepdf.Pdf, bool]:
    """Open with qpdf, else rebuild with pdfium; says whether it was rebuilt."""
    try:
        return pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap), False
    except pikepdf.PasswordError as error:
        raise RefusedError(refusals.PASSWORD) from error
    except (pikepdf.PdfError, OSError, RuntimeError) as error:
        if rebuild(path, spare):
            with contextlib.suppress(pikepdf.PdfError, OSError, RuntimeError):
                return pikepdf.open(spare), True
        raise RefusedError(refusals.DAMAGED_PDF) from error


def _inspect(pdf: pikepdf.Pdf, head: bytes, *, rebuilt: bool) -> PdfSource:
    """Refuse what cannot be a paper; says what was wrong with it as it came."""
    source = PdfSource(pdf)
    root: Any = pdf.Root
    if "/Collection" in root:
        raise RefusedError(PORTFOLIO)
    if _is_dynamic_form(pdf):
        raise RefusedError(refusals.XFA)
    count = len(pdf.pages)
    if count == 0:
        raise RefusedError(refusals.NO_PAGES)
    if count > MAX_PAGES:
        raise RefusedError(refusals.TOO_MANY_PAGES.fill(pages=count, limit=MAX_PAGES))
    _refuse_bombs(pdf)
    start = head[head.find(b"%PDF") :] if b"%PDF" in head else b""
    source.repaired = rebuilt or bool(pdf.get_warnings()) or not _HEADER.match(start)
    if source.repaired:
        source.notes.append(REPAIRED)
    if pdf.is_encrypted:
        source.notes.append(OWNER_LIMITS)
    return source


def _is_dynamic_form(pdf: pikepdf.Pdf) -> bool:
    root: Any = pdf.Root
    form = root.get("/AcroForm")
    if not isinstance(form, Dictionary) or "/XFA" not in form:
        return False
    if bool(root.get("/NeedsRendering", False)):
        return True
    # A dynamic form has one page that asks to wait, and no field on it.
    return len(pdf.pages) == 1 and not list(form.get("/Fields", []))


def _refuse_bombs(pdf: pikepdf.Pdf) -> None:
    """Refuse streams that unpack beyond all measure, before anything unpacks them."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == Name.Image:
            _refuse_picture_bomb(thing)
        filters = thing.get("/Filter")
        chain = list(filters) if isinstance(filters, Array) else [filters]
        if chain[:1] == [Name.FlateDecode]:
            _refuse_bomb(bytes(thing.read_raw_bytes()), chain.count(Name.FlateDecode))


def _refuse_picture_bomb(image: Any) -> None:
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    bilevel = image.get("/BitsPerComponent") == 1 or bool(image.get("/ImageMask", False))
    limit = MAX_MEGAPIXELS_BILEVEL if bilevel else MAX_MEGAPIXELS
    if width * height > limit * 1_000_000:
        raise RefusedError(refusals.PICTURE_TOO_BIG.fill(width=width, height=height, limit=limit))


def _refuse_bomb(data: bytes, layers: int) -> None:
    """Unpack a deflated stream piece by piece, layer within layer, until it is too much."""
    limit = MAX_STREAM_MB * 1_000_000
    if len(data) * 1032**layers < limit:  # deflate cannot pack tighter
        return
    totals = [0] * layers
    unpackers = [zlib.decompressobj() for _ in range(layers)]

    def feed(piece: bytes, layer: int) -> None:
        while piece:
            unpacked = unpackers[layer].decompress(piece, 1 << 20)
            totals[layer] += len(unpacked)
            if totals[layer] > limit:
                raise RefusedError(refusals.STREAM_TOO_BIG.fill(limit=MAX_STREAM_MB))
            if layer + 1 < layers:
                feed(unpacked, layer + 1)
            piece = unpackers[layer].unconsumed_tail

    with contextlib.suppress(zlib.error):  # a broken stream is not a bomb
        feed(data, 0)
