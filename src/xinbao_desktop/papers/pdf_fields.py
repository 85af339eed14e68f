"""Give form fields a look that shows their values, Chinese ones as well.

Readers that write no appearance, and qpdf's own generator, know Latin letters alone; what they
would print as question marks is set here in the bundled face.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.pdf_tree import inherited
from xinbao_desktop.papers.typesetting import TextFont, wrapped

_MULTILINE = 1 << 12
_PASSWORD = 1 << 13
_SIZE = re.compile(rb"([\d.]+)\s+Tf")
_HIDDEN = 0b10  # annotation flag 2
_LONGEST = 4000


def give_looks(pdf: pikepdf.Pdf) -> None:
    """Make every field with a value visible."""
    pdf.generate_appearance_streams()
    font = TextFont()
    waiting: list[tuple[Any, str]] = []
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, Array):
            continue
        for widget in list(annotations):
            if isinstance(widget, Dictionary) and widget.get("/Subtype") == Name.Widget:
                value = _value_to_set(widget)
                if value:
                    waiting.append((widget, value))
    contents = [_content(widget, value, font) for widget, value in waiting]
    if not waiting:
        return
    face = font.pdf_object(pdf)
    for (widget, _), content in zip(waiting, contents, strict=True):
        width, height = _size(widget)
        form: Any = pdf.make_stream(content)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, round(width, 3), round(height, 3)])
        form.Resources = Dictionary(Font=Dictionary(F=face))
        widget.AP = Dictionary(N=form)


def _value_to_set(widget: Any) -> str:
    """Return the value if it is text that has no proper look yet."""
    if inherited(widget, "/FT") not in {Name.Tx, Name.Ch}:
        return ""
    if int(widget.get("/F", 0)) & _HIDDEN or int(inherited(widget, "/Ff") or 0) & _PASSWORD:
        return ""
    value = inherited(widget, "/V")
    if not isinstance(value, pikepdf.String):
        return ""
    text = str(value)[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return text
    return "" if "/AP" in widget else text


def _size(widget: Any) -> tuple[float, float]:
    left, bottom, right, top = (float(v) for v in list(widget.Rect))
    return max(1.0, abs(right - left)), max(1.0, abs(top - bottom))


def _content(widget: Any, value: str, font: TextFont) -> bytes:
    width, height = _size(widget)
    given = _SIZE.search(bytes(inherited(widget, "/DA") or pikepdf.String("")))
    size = float(given.group(1)) if given else 0.0
    multiline = bool(int(inherited(widget, "/Ff") or 0) & _MULTILINE) or "\n" in value
    if not size:
        size = min(12.0, max(5.0, height * (0.2 if multiline else 0.7)))
    if multiline:
        lines = list(wrapped(value, font.face, size, width - 4))
        while len(lines) * size * 1.25 > height and size > 4:
            size -= 0.5
            lines = list(wrapped(value, font.face, size, width - 4))
        first = height - size - 1
    else:
        lines = [value]
        while font.face.measure(value, size) > width - 4 and size > 4:
            size -= 0.5
        first = (height - size * 0.73) / 2
    parts = [f"/Tx BMC q BT 0 g /F {size:g} Tf {size * 1.25:g} TL 1 0 0 1 2 {first:.2f} Tm"]
    parts += [f"{font.encoded(line)} Tj T*" for line in lines]
    return " ".join([*parts, "ET Q EMC"]).encode("ascii")
