"""Read an insurer's blank: which fields it has, where they show, what is printed around them.

Runs in the worker; the blank is only read. A blank without fields is a flat page, on which a
person marks places.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.domain.blank import BlankField, BlankFieldKind, BlankPages, Spot
from xinbao_desktop.papers import refusals
from xinbao_desktop.papers.blank_frame import PageFrame, frame_of
from xinbao_desktop.papers.blank_labels import seals_in, with_words
from xinbao_desktop.papers.pdf_clean import BROKEN
from xinbao_desktop.papers.pdf_fonts import fonts_lacking
from xinbao_desktop.papers.pdf_source import open_as_it_is
from xinbao_desktop.papers.pdf_tree import inherited
from xinbao_desktop.papers.pdf_words import name_words, words_of
from xinbao_desktop.papers.refusals import RefusedError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_FIELDS = 3000
LONGEST_NAME = 400
DEPTH = 32
READ_ONLY, MULTILINE, PASSWORD, PUSH, FILE, COMB = 1, 1 << 12, 1 << 13, 1 << 16, 1 << 20, 1 << 24
UNSEEN = 0b100010  # annotation flags hidden and no view
SIZE = re.compile(rb"([\d.]+)\s+Tf")
OFF, ON = "Off", "on"  # the second for a state whose maker left its name empty

SCRIPTS = Text(
    "空白表带脚本；填写时脚本不运行，由脚本算出的域也要指定填什么",
    "The blank carries scripts; they do not run here, so fields they compute need a value too",
)
XFA_LEFT = Text(
    "空白表另有 XFA 部分，只填写其普通表单域",
    "The blank has an XFA part as well; only its ordinary fields are filled",
)
FLAT = Text(
    "空白表没有表单域；请在页面上标出填写位置",
    "The blank has no fields; mark on its pages where to fill in",
)
FONTS = Text(
    "空白表的字体没有嵌入（{names}）；可选“表本身印成图片”，所填内容仍是文字",
    "The blank's fonts are not embedded ({names}); it can be printed as a picture, what is filled"
    " in stays words",
)
SIGNATURES = Text("电子签名域留空不填", "Fields for digital signatures stay empty")


def read_blank(source: Path, spare: Path) -> BlankPages:
    """Return what a blank holds.

    Raises:
        RefusedError: It cannot be a blank, with the reason and what to do.
    """
    try:
        opened = open_as_it_is(source, spare)
    except RefusedError as refused:
        if refused.reason == refusals.XFA:
            raise RefusedError(refusals.BLANK_XFA) from refused
        raise
    with opened.pdf as pdf:
        frames = [frame_of(page) for page in pdf.pages]
        found = _fields(pdf, frames)
        notes = [*opened.notes, *_notes(pdf)]
        if not found and _has_xfa(pdf):
            raise RefusedError(refusals.BLANK_XFA)
    if not found:
        notes.append(FLAT)
    readable = spare if spare.exists() else source
    seals: tuple[Spot, ...] = ()
    with contextlib.suppress(pdfium.PdfiumError, *BROKEN):
        spots = [spot for field in found for spot in field.spots]
        described = with_words(readable, spots, frames)
        found = [
            replace(f, spots=tuple(described.get(spot, spot) for spot in f.spots)) for f in found
        ]
        seals = seals_in(readable, frames)
    return BlankPages(tuple(frame.size for frame in frames), tuple(found), tuple(notes), seals)


def widgets(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any, str]]:
    """Give each field's visible places: page index, annotation, full name of the field."""
    for index, page in enumerate(pdf.pages):
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, Array):
            continue
        for widget in list(annotations):
            if not isinstance(widget, Dictionary) or widget.get("/Subtype") != Name.Widget:
                continue
            with contextlib.suppress(*BROKEN):
                name = _name(widget)
                if name and not int(widget.get("/F", 0)) & UNSEEN and len(widget.Rect) == 4:
                    yield index, widget, name


def state_of(widget: Any) -> str:
    """Return the state that ticks a box."""
    looks = widget.get("/AP", Dictionary()).get("/N")
    if isinstance(looks, Dictionary) and not isinstance(looks, pikepdf.Stream):
        states = (name_words(str(key)) or ON for key in looks)
        return next((state for state in states if state != OFF), "Yes")
    return "Yes"


def kind_of(widget: Any) -> BlankFieldKind | None:
    """Return what a field takes; None for buttons, signatures, passwords and files."""
    flags = int(inherited(widget, "/Ff") or 0)
    match str(inherited(widget, "/FT")):
        case "/Tx" if not flags & (PASSWORD | FILE):
            return BlankFieldKind.TEXT
        case "/Btn" if not flags & PUSH:
            return BlankFieldKind.TICK
        case "/Ch":
            return BlankFieldKind.CHOICE
    return None


def letter_size(widget: Any) -> float:
    """Return the size of letters that a field asks for; 0 leaves it open."""
    given = SIZE.search(bytes(inherited(widget, "/DA") or pikepdf.String("")))
    size = float(given.group(1)) if given else 0.0
    return size if 4 <= size <= 72 else 0.0


def _fields(pdf: pikepdf.Pdf, frames: list[PageFrame]) -> list[BlankField]:
    found: dict[str, BlankField] = {}
    for index, widget, name in widgets(pdf):
        kind = kind_of(widget)
        if kind is None:
            continue
        with contextlib.suppress(*BROKEN):
            spot = _spot(index, widget, kind, frames[index])
            known = found.get(name)
            if known is None:
                found[name] = _field(widget, name, kind, spot)
            else:
                found[name] = replace(known, spots=(*known.spots, spot))
        if len(found) > MOST_FIELDS:
            raise RefusedError(refusals.TOO_MANY_FIELDS.fill(limit=MOST_FIELDS))
    return list(found.values())


def _spot(index: int, widget: Any, kind: BlankFieldKind, frame: PageFrame) -> Spot:
    rect = [float(v) for v in widget.Rect]
    box = frame.shown((rect[0], rect[1], rect[2], rect[3]))
    ticked = kind is BlankFieldKind.TICK
    left, top, right, bottom = (round(v, 2) for v in box)
    return Spot(
        index + 1, left, top, right, bottom,
        state=state_of(widget) if ticked else "", after=_exported(widget) if ticked else "",
    )  # fmt: skip


def _exported(widget: Any) -> str:
    """Return what a box means to the PDF where its state is only a number for that."""
    words, siblings = inherited(widget, "/Opt"), widget.get("/Parent", Dictionary()).get("/Kids")
    if not isinstance(words, Array) or not isinstance(siblings, Array):
        return ""
    for kid, word in zip(siblings, words, strict=False):
        if isinstance(kid, Dictionary) and kid.objgen == widget.objgen:
            return words_of(word)
    return ""


def _field(widget: Any, name: str, kind: BlankFieldKind, spot: Spot) -> BlankField:
    flags = int(inherited(widget, "/Ff") or 0)
    longest = int(inherited(widget, "/MaxLen") or 0)
    return BlankField(
        name=name,
        kind=kind,
        spots=(spot,),
        label=words_of(inherited(widget, "/TU") or pikepdf.String(""))[:LONGEST_NAME],
        multiline=kind is BlankFieldKind.TEXT and bool(flags & MULTILINE),
        cells=longest if kind is BlankFieldKind.TEXT and flags & COMB and longest > 1 else 0,
        longest=longest,
        options=_options(widget) if kind is BlankFieldKind.CHOICE else {},
        size=letter_size(widget),
        fixed=bool(flags & READ_ONLY) and bool(str(inherited(widget, "/V") or "").strip("/ ")),
    )


def _options(widget: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for option in list(inherited(widget, "/Opt") or [])[:MOST_FIELDS]:
        if isinstance(option, Array) and len(option) == 2:
            found[words_of(option[0])] = words_of(option[1])
        elif isinstance(option, pikepdf.String):
            found[words_of(option)] = words_of(option)
    return found


def _name(widget: Any) -> str:
    parts: list[str] = []
    node = widget
    for _ in range(DEPTH):
        if "/T" in node:
            parts.append(words_of(node["/T"]))
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return ".".join(reversed(parts))[:LONGEST_NAME]


def _has_xfa(pdf: pikepdf.Pdf) -> bool:
    form: Any = pdf.Root.get("/AcroForm")
    return isinstance(form, Dictionary) and "/XFA" in form


def _notes(pdf: pikepdf.Pdf) -> Iterator[Text]:
    root: Any = pdf.Root
    names = root.get("/Names")
    scripts = isinstance(names, Dictionary) and "/JavaScript" in names
    everything = list(widgets(pdf))
    if scripts or any("/AA" in widget for _, widget, _ in everything):
        yield SCRIPTS
    lacking = fonts_lacking(pdf)
    if lacking:
        yield FONTS.fill(names=lacking)
    if _has_xfa(pdf) and everything:
        yield XFA_LEFT
    if any(str(inherited(widget, "/FT")) == "/Sig" for _, widget, _ in everything):
        yield SIGNATURES
