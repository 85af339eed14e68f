"""What is drawn in a field's box: words on their lines, a tick, the box itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.blank_text import LEADING, PAD, Fitted, TextBox

if TYPE_CHECKING:
    from xinbao_desktop.papers.faces import Faces

CAP = 0.73  # of the size: how high capitals and Chinese letters stand over the baseline
CENTRE, RIGHT = 1, 2
TICK = ((0.18, 0.52), (0.42, 0.24), (0.84, 0.80))
WORDS_BEGIN, WORDS_END = "BT", "ET"
PAINTS = {1: "g", 3: "rg", 4: "k"}


def words_in(set_: Fitted, faces: Faces, box: TextBox, align: int) -> bytes:
    """Return the operators that show fitted words in a box."""
    if not set_.lines:
        return b""
    size = set_.size
    if box.cells:
        parts = _cells(set_, faces, box)
    else:
        step = size * LEADING
        if box.multiline:
            first = box.height - PAD - size * 0.86
        else:
            block = step * (len(set_.lines) - 1)
            first = (box.height + block - size * CAP) / 2
        parts = [
            f"1 0 0 1 {_start(line, faces, size, box, align):.2f} {first - n * step:.2f} Tm "
            + faces.shown(line, size)
            for n, line in enumerate(set_.lines)
            if line
        ]
    clip = f"0 0 {box.width:.2f} {box.height:.2f} re W n"
    return f"q {clip} BT 0 g {' '.join(parts)} ET Q".encode("ascii")


def tick(width: float, height: float) -> bytes:
    """Return a tick mark as lines, which need no font."""
    side = min(width, height)
    x, y = (width - side) / 2, (height - side) / 2
    points = [(x + px * side, y + py * side) for px, py in TICK]
    path = " ".join(f"{px:.2f} {py:.2f} {'l' if n else 'm'}" for n, (px, py) in enumerate(points))
    return f"q 0 G 1 J 1 j {max(0.9, side * 0.12):.2f} w {path} S Q".encode("ascii")


def bare_look(pdf: pikepdf.Pdf, widget: Any) -> Any:
    """Return the box as the form's maker drew it, without words or ticks; None if undrawn."""
    look = widget.get("/AP", Dictionary()).get("/N")
    if isinstance(look, Dictionary) and not isinstance(look, pikepdf.Stream):
        look = look.get("/Off")
    if not isinstance(look, pikepdf.Stream):
        return None
    kept: list[Any] = []
    in_words = False
    for step in pikepdf.parse_content_stream(look):
        word = str(step.operator)
        if word == WORDS_BEGIN:
            in_words = True
        elif word == WORDS_END:
            in_words = False
        elif not in_words and word not in {"BMC", "BDC", "EMC"}:
            kept.append(step)
    made: Any = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    made.Type, made.Subtype = Name.XObject, Name.Form
    made.BBox = look.get("/BBox", Array([0, 0, 1, 1]))
    if "/Matrix" in look:
        made.Matrix = look.Matrix
    resources = look.get("/Resources", Dictionary())
    made.Resources = Dictionary({key: value for key, value in resources.items() if key != "/Font"})
    return made


def framed(widget: Any, width: float, height: float) -> bytes:
    """Return the background and border that a field asks for and nobody has drawn."""
    wanted = widget.get("/MK", Dictionary())
    parts = []
    ground, edge = _paint(wanted.get("/BG")), _paint(wanted.get("/BC"))
    if ground:
        parts.append(f"{ground} 0 0 {width:.2f} {height:.2f} re f")
    if edge:
        wide = float(widget.get("/BS", Dictionary()).get("/W", 1))
        inner = f"{wide / 2:.2f} {wide / 2:.2f} {width - wide:.2f} {height - wide:.2f}"
        parts.append(f"{edge.upper()} {wide:g} w {inner} re S")
    return f"q {' '.join(parts)} Q".encode("ascii")


def _paint(colour: Any) -> str:
    parts = [float(v) for v in colour] if isinstance(colour, Array) else []
    sign = PAINTS.get(len(parts))
    return " ".join([*(f"{v:g}" for v in parts), sign]) if sign else ""


def _start(line: str, faces: Faces, size: float, box: TextBox, align: int) -> float:
    spare = box.width - faces.measure(line, size)
    if align == CENTRE:
        return max(PAD / 2, spare / 2)
    return max(PAD / 2, spare - PAD) if align == RIGHT else min(PAD, max(PAD / 2, spare))


def _cells(set_: Fitted, faces: Faces, box: TextBox) -> list[str]:
    cell = box.width / box.cells
    y = (box.height - set_.size * CAP) / 2
    parts = []
    for n, char in enumerate(set_.lines[0]):
        x = cell * n + (cell - faces.measure(char, set_.size)) / 2
        if char != " ":
            parts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {faces.shown(char, set_.size)}")
    return parts
