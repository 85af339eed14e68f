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
from xinbao_desktop.papers.pdf_fields import give_looks
from xinbao_desktop.papers.pdf_layers import drop_hidden_layers
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_PAGES = 1000
MAX_STREAM_MB = 400
_HEADER = re.compile(rb"^%PDF-[12]\.\d")

REPAIRED = Text(
    "PDF 结构有损坏，副本已修复；请核对每页内容是否完整",
    "The PDF's structure was damaged and the copy repaired; check that every page is complete",
)
OWNER_LIMITS = Text(
    "原 PDF 有编辑或打印限制，副本已不带限制",
    "The PDF restricts printing or editing; the copy does not",
)
ACTIVE_REMOVED = Text(
    "副本已去掉脚本、动作或多媒体",
    "Scripts, actions or media were taken off the copy",
)
ATTACHMENTS = Text(
    "PDF 内嵌的附件没有印出，如需要请另行添加：{names}",
    "Files embedded in the PDF are not printed; add them by themselves if they matter: {names}",
)
SIGNED = Text(
    "原 PDF 带电子签名；副本只保留其外观，验签请用原件",
    "The PDF carries a digital signature; the copy keeps its look alone, verify the original",
)
COMMENTS_REMOVED = Text(
    "副本已去掉批注便笺（高亮、图章等可见标注保留）",
    "Comment notes were taken off the copy (visible marks and stamps stay)",
)
FORM_FLATTENED = Text(
    "表单域已按所见内容固定在页面上",
    "Form fields were fixed on the page as they show",
)
LAYERS_DROPPED = Text("PDF 中隐藏的图层未印出", "Layers that the PDF hides are not printed")
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


def open_pdf(path: Path) -> PdfSource:
    """Open and clean a PDF; the caller closes ``.pdf``.

    Raises:
        RefusedError: It asks for a password, is beyond repair, holds no or too many pages,
            shows nothing, or unpacks to an absurd size.
    """
    with path.open("rb") as file:
        head = file.read(1024)
    try:
        pdf = pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap)
    except pikepdf.PasswordError as error:
        raise RefusedError(refusals.PASSWORD) from error
    except (pikepdf.PdfError, OSError, RuntimeError) as error:
        raise RefusedError(refusals.DAMAGED_PDF) from error
    source = PdfSource(pdf)
    try:
        _inspect(source, head)
        _clean(source)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError) as error:
        pdf.close()
        raise RefusedError(refusals.DAMAGED_PDF) from error
    except BaseException:
        pdf.close()
        raise
    return source


def _inspect(source: PdfSource, head: bytes) -> None:
    pdf = source.pdf
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
    source.repaired = bool(pdf.get_warnings()) or not _HEADER.match(start)
    if source.repaired:
        source.notes.append(REPAIRED)
    if pdf.is_encrypted:
        source.notes.append(OWNER_LIMITS)


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
            width, height = int(thing.get("/Width", 0)), int(thing.get("/Height", 0))
            if width * height > 400_000_000:
                raise RefusedError(
                    refusals.PICTURE_TOO_BIG.fill(width=width, height=height, limit=400)
                )
        filters = thing.get("/Filter")
        chain = list(filters) if isinstance(filters, Array) else [filters]
        if chain[:1] == [Name.FlateDecode]:
            _refuse_bomb(bytes(thing.read_raw_bytes()), chain.count(Name.FlateDecode))


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


_DROPPED_ANNOTATIONS = frozenset(
    {
        "/Link", "/Popup", "/Text", "/FileAttachment", "/Sound", "/Movie", "/Screen",
        "/RichMedia", "/3D", "/PrinterMark", "/TrapNet", "/Watermark3D",
    }
)  # fmt: skip


def _clean(source: PdfSource) -> None:
    pdf = source.pdf
    root: Any = pdf.Root
    names = _attachment_names(pdf)
    if names:
        source.notes.append(ATTACHMENTS.fill(names="、".join(names[:12])))
    if _acts(root):
        source.notes.append(ACTIVE_REMOVED)
    _drop_annotations(source)
    if _has_fields(pdf):
        source.notes.append(SIGNED if _is_signed(root) else FORM_FLATTENED)
        give_looks(pdf)
    if drop_hidden_layers(pdf):
        source.notes.append(LAYERS_DROPPED)
    pdf.flatten_annotations("print")
    for key in [k for k in root if k not in {"/Type", "/Pages"}]:
        del root[key]
    for page in pdf.pages:
        for key in ("/Annots", "/AA", "/B", "/Metadata", "/PieceInfo", "/Thumb", "/Trans"):
            if key in page.obj:
                del page.obj[key]


def _drop_annotations(source: PdfSource) -> None:
    noted = False
    for page in source.pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, Array):
            continue
        kept = []
        for annotation in _dictionaries(annotations):
            subtype = str(annotation.get("/Subtype", ""))
            noted = noted or subtype == "/Text"
            if subtype not in _DROPPED_ANNOTATIONS:
                for key in ("/A", "/AA", "/PA"):
                    if key in annotation:
                        del annotation[key]
                kept.append(annotation)
        page.obj.Annots = Array(kept)
    if noted:
        source.notes.append(COMMENTS_REMOVED)


def _dictionaries(array: Array) -> Iterator[Any]:
    for item in list(array):
        if isinstance(item, Dictionary):
            yield item


def _has_fields(pdf: pikepdf.Pdf) -> bool:
    root: Any = pdf.Root
    form = root.get("/AcroForm")
    return isinstance(form, Dictionary) and len(list(form.get("/Fields", []))) > 0


def _is_signed(root: Any) -> bool:
    fields = root.AcroForm.get("/Fields", [])
    return any(f.get("/FT") == Name.Sig and "/V" in f for f in _dictionaries(fields))


def _acts(root: Any) -> bool:
    names = root.get("/Names")
    scripts = isinstance(names, Dictionary) and "/JavaScript" in names
    opening = root.get("/OpenAction")
    action = isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo
    return scripts or action or "/AA" in root


def _attachment_names(pdf: pikepdf.Pdf) -> list[str]:
    try:
        return sorted(pdf.attachments)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return []
