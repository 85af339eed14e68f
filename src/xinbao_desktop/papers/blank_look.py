"""What is drawn in a field's box: words on their lines, a tick or dot, the box itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from xinbao_desktop.papers.blank_text import LEADING, PAD, Fitted, TextBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.papers.faces import Faces

CAP = 0.73  # of the size: how high capitals and Chinese letters stand over the baseline
CENTRE, RIGHT = 1, 2
TICK = ((0.18, 0.52), (0.42, 0.24), (0.84, 0.80))
WORDS_BEGIN, WORDS_END = "BT", "ET"
MARKED, MARKED_WITH, MARKED_END = "BMC", "BDC", "EMC"
CONTENTS = "/Tx"  # what a field's look marks as its value: words, and the bar of a chosen line
PAINTING = frozenset(["f", "F", "f*", "B", "B*", "b", "b*", "s", "S", "sh", "Do", "EI"])
PAINTS = {1: "g", 3: "rg", 4: "k"}
DOT = 0.27  # of the box's side
ROUND = 0.5523  # how far the handles of a quarter circle stand out
RAISED = frozenset({"B", "I"})  # borders drawn twice: bevelled, inset
TURNS = {(1, 0): 0, (0, 1): 90, (-1, 0): 180, (0, -1): 270}


def words_in(set_: Fitted, faces: Faces, box: TextBox, align: int, edge: float = 0.0) -> bytes:
    """Return the operators that show fitted words in a box that stands ``edge`` inside another."""
    if not set_.lines:
        return b""
    size = set_.size
    if box.cells:
        parts = _cells(set_, faces, box, align)
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
    if edge:
        clip = f"1 0 0 1 {edge:.2f} {edge:.2f} cm {clip}"
    return f"q {clip} BT 0 g {' '.join(parts)} ET Q".encode("ascii")


def tick(width: float, height: float) -> bytes:
    """Return a tick mark as lines, which need no font."""
    side = min(width, height)
    x, y = (width - side) / 2, (height - side) / 2
    points = [(x + px * side, y + py * side) for px, py in TICK]
    path = " ".join(f"{px:.2f} {py:.2f} {'l' if n else 'm'}" for n, (px, py) in enumerate(points))
    return f"q 0 G 1 J 1 j {max(0.9, side * 0.12):.2f} w {path} S Q".encode("ascii")


def dot(width: float, height: float) -> bytes:
    """Return the filled circle of a radio button."""
    x, y, r = width / 2, height / 2, min(width, height) * DOT
    h = r * ROUND
    curves = (
        (x + r, y + h, x + h, y + r, x, y + r), (x - h, y + r, x - r, y + h, x - r, y),
        (x - r, y - h, x - h, y - r, x, y - r), (x + h, y - r, x + r, y - h, x + r, y),
    )  # fmt: skip
    path = " ".join(" ".join(f"{v:.2f}" for v in curve) + " c" for curve in curves)
    return f"q 0 g {x + r:.2f} {y:.2f} m {path} f Q".encode("ascii")


def bare_look(pdf: pikepdf.Pdf, widget: Any) -> Any:
    """Return the box as the form's maker drew it, without words or ticks; None if undrawn."""
    look = _look(widget)
    if look is None:
        return None
    if "/Off" in widget.AP.N:
        return look  # a box that is not ticked; its square may be a letter (□)
    kept = list(_without_contents(look))
    if not any(str(step.operator) in PAINTING for step in kept):
        return None  # nothing is drawn but the value: what the field asks for is drawn instead
    made: Any = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    made.Type, made.Subtype = Name.XObject, Name.Form
    made.BBox = look.get("/BBox", Array([0, 0, 1, 1]))
    if "/Matrix" in look:
        made.Matrix = look.Matrix
    resources = look.get("/Resources", Dictionary())
    made.Resources = Dictionary({key: value for key, value in resources.items() if key != "/Font"})
    return made


def turn_of_words(widget: Any) -> int:
    """Return how a field's words are turned, anticlockwise: as it says, or as it is drawn."""
    wanted = widget.get("/MK", Dictionary())
    if "/R" in wanted:
        return int(wanted.R) % 360
    look = _look(widget)
    matrix = None if look is None else look.get("/Matrix")
    if not isinstance(matrix, Array) or len(matrix) != 6:
        return 0
    across, up = float(matrix[0]), float(matrix[1])
    return TURNS.get((_sign(across), _sign(up)), 0)


def _look(widget: Any) -> Any:
    look = widget.get("/AP", Dictionary()).get("/N")
    if isinstance(look, Dictionary) and not isinstance(look, pikepdf.Stream):
        look = look.get("/Off")
    return look if isinstance(look, pikepdf.Stream) else None


def _sign(value: float) -> int:
    return (value > 1e-3) - (value < -1e-3)


def _without_contents(look: Any) -> Iterator[Any]:
    """Give the steps of a look that draw neither words nor what is marked as the value."""
    in_words, inside, marks = False, 0, 0
    for step in pikepdf.parse_content_stream(look):
        word = str(step.operator)
        if word in {MARKED, MARKED_WITH}:
            marks += 1
            if not inside and str(step.operands[0]) == CONTENTS:
                inside = marks
        elif word == MARKED_END:
            if marks == inside:
                inside = 0
            marks -= 1
        elif word in {WORDS_BEGIN, WORDS_END}:
            in_words = word == WORDS_BEGIN
        elif not in_words and not inside:
            yield step


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


def border_of(widget: Any) -> float:
    """Return how far a field's border reaches into it."""
    if not _paint(widget.get("/MK", Dictionary()).get("/BC")):
        return 0.0
    style = widget.get("/BS", Dictionary())
    wide = float(style.get("/W", 1))
    return wide * 2 if str(style.get("/S", "")).strip("/") in RAISED else wide


def _paint(colour: Any) -> str:
    parts = [float(v) for v in colour] if isinstance(colour, Array) else []
    sign = PAINTS.get(len(parts))
    return " ".join([*(f"{v:g}" for v in parts), sign]) if sign else ""


def _start(line: str, faces: Faces, size: float, box: TextBox, align: int) -> float:
    spare = box.width - faces.measure(line, size)
    if align == CENTRE:
        return max(PAD / 2, spare / 2)
    return max(PAD / 2, spare - PAD) if align == RIGHT else min(PAD, max(PAD / 2, spare))


def _cells(set_: Fitted, faces: Faces, box: TextBox, align: int) -> list[str]:
    cell = box.width / box.cells
    y = (box.height - set_.size * CAP) / 2
    spare = box.cells - len(set_.lines[0])
    first = {CENTRE: spare // 2, RIGHT: spare}.get(align, 0)
    parts = []
    for n, char in enumerate(set_.lines[0], start=first):
        x = cell * n + (cell - faces.measure(char, set_.size)) / 2
        if char != " ":
            parts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {faces.shown(char, set_.size)}")
    return parts
