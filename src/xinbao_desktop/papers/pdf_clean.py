"""Take off a PDF what acts, and fix on its pages what shows: forms, marks, layers.

What comes out holds pages that only show something. A damaged part is left out, never the page.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.pdf_fields import give_looks
from xinbao_desktop.papers.pdf_layers import drop_hidden_layers
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

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

# What pikepdf raises for objects of another kind than the specification wants.
BROKEN = (
    pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError,
    ArithmeticError,
)  # fmt: skip

_DROPPED_ANNOTATIONS = frozenset(
    {
        "/Link", "/Popup", "/Text", "/FileAttachment", "/Sound", "/Movie", "/Screen",
        "/RichMedia", "/3D", "/PrinterMark", "/TrapNet", "/Watermark3D",
    }
)  # fmt: skip

_PRINT, _NO_VIEW = 4, 32  # flags of an annotation
_PUSH_BUTTON = 1 << 16  # flag of a field


def clean(pdf: pikepdf.Pdf) -> list[Text]:
    """Leave only what the pages show; returns what there is to say about it."""
    notes: list[Text] = []
    for step in (_attachments, _actions, _drop_annotations, _forms, _layers):
        with contextlib.suppress(*BROKEN):
            note = step(pdf)
            if note is not None:
                notes.append(note)
    with contextlib.suppress(*BROKEN):
        pdf.flatten_annotations("screen")
    _strip(pdf)
    return notes


def _strip(pdf: pikepdf.Pdf) -> None:
    """Take off catalogue, trailer and pages all but what draws."""
    root: Any = pdf.Root
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for key in [key for key in root if key not in {"/Type", "/Pages"}]:
        del root[key]
    for page in pdf.pages:
        for key in ("/Annots", "/AA", "/B", "/Metadata", "/PieceInfo", "/Thumb", "/Trans"):
            if key in page.obj:
                del page.obj[key]


def _attachments(pdf: pikepdf.Pdf) -> Text | None:
    names = sorted(pdf.attachments)
    return ATTACHMENTS.fill(names="、".join(names[:12])) if names else None


def _actions(pdf: pikepdf.Pdf) -> Text | None:
    root: Any = pdf.Root
    names, opening = root.get("/Names"), root.get("/OpenAction")
    scripts = isinstance(names, Dictionary) and "/JavaScript" in names
    action = isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo
    return ACTIVE_REMOVED if scripts or action or "/AA" in root else None


def _forms(pdf: pikepdf.Pdf) -> Text | None:
    root: Any = pdf.Root
    form: Any = root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return None
    listed: Any = form.get("/Fields", Array())
    fields = list(_dictionaries(listed))
    if not fields:
        return None
    give_looks(pdf)
    signed = any(f.get("/FT") == Name.Sig and "/V" in f for f in fields)
    return SIGNED if signed else FORM_FLATTENED


def _layers(pdf: pikepdf.Pdf) -> Text | None:
    return LAYERS_DROPPED if drop_hidden_layers(pdf) else None


def _drop_annotations(pdf: pikepdf.Pdf) -> Text | None:
    """Keep only annotations that are seen, on screen or in print."""
    noted = False
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, Array):
            continue
        kept = []
        for annotation in _dictionaries(annotations):
            subtype = str(annotation.get("/Subtype", ""))
            noted = noted or subtype == "/Text"
            if subtype not in _DROPPED_ANNOTATIONS and not _is_button(annotation):
                # What is for print alone is shown as well.
                annotation.F = int(annotation.get("/F", 0)) & ~_NO_VIEW
                for key in ("/A", "/AA", "/PA"):
                    if key in annotation:
                        del annotation[key]
                kept.append(annotation)
        page.obj.Annots = Array(kept)
    return COMMENTS_REMOVED if noted else None


def _is_button(annotation: Any) -> bool:
    """Say whether it is a push button that does not print (send, reset)."""
    pushes = int(annotation.get("/Ff", 0)) & _PUSH_BUTTON
    return bool(pushes) and not int(annotation.get("/F", 0)) & _PRINT


def _dictionaries(array: Array) -> Iterator[Any]:
    for item in list(array):
        if isinstance(item, Dictionary):
            yield item
