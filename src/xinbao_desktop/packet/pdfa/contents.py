"""What a page's content stream does: known operators, covered colours, proven letters."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from xinbao_desktop.domain.packet_plan import Hindrance
from xinbao_desktop.packet.pdfa.colours import judge_colours
from xinbao_desktop.packet.pdfa.hindered import demand
from xinbao_desktop.packet.pdfa.pictures import INTENTS, judge_filters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from xinbao_desktop.packet.pdfa.fonts import FontProof

    Fonts: TypeAlias = Mapping[str, FontProof]

# All operators of PDF 1.4 but those for what hinders anyway: CMYK, PostScript, glyph procedures.
STATES = frozenset({"q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs"})
PATHS = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*"})
PAINTING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "sh", "Do"})
COLOURS = frozenset({"CS", "cs", "SC", "SCN", "sc", "scn", "G", "g", "RG", "rg"})
TEXT = frozenset(
    {"BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ"}
    | {"'", '"'}
)
MARKS = frozenset({"MP", "DP", "BMC", "BDC", "EMC", "BX", "EX"})
OPERATORS = STATES | PATHS | PAINTING | COLOURS | TEXT | MARKS
CMYK = frozenset({"k", "K"})
LARGEST_REAL, LARGEST_INTEGER = 32767, 2**31 - 1
LONGEST_STRING, LONGEST_NAME, LONGEST_ARRAY = 65535, 127, 8191


def judge(holder: Any, resources: Any, fonts: Fonts, room: int) -> None:
    """Judge the contents of a page, form or pattern.

    ``room`` is how many more graphics states may be kept within one another.
    """
    reading = _Reading(resources, fonts, room)
    for instruction in pikepdf.parse_content_stream(holder):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            reading.picture(instruction.iimage)
        else:
            reading.operator(str(instruction.operator), list(instruction.operands))


class _Reading:
    """One pass over a content stream."""

    def __init__(self, resources: Any, fonts: Fonts, room: int) -> None:
        self._resources, self._fonts, self._room = resources, fonts, room
        self._font: FontProof | None = None
        self._kept: list[FontProof | None] = []
        self._handled: dict[str, Callable[[list[Any]], None]] = {
            "q": self._keep, "Q": self._back, "Tf": self._choose,
            "Tj": self._show, "'": self._show, '"': self._show, "TJ": self._show_pieces,
            "cs": self._colours, "CS": self._colours, "ri": self._intent,
            "Do": self._named("/XObject"), "gs": self._named("/ExtGState"),
            "sh": self._named("/Shading"),
        }  # fmt: skip

    def operator(self, name: str, operands: list[Any]) -> None:
        """Judge one instruction."""
        demand(name not in CMYK, Hindrance.COLOUR)
        demand(name in OPERATORS, Hindrance.CONTENT)
        for operand in operands:
            _judge_size(operand)
        handler = self._handled.get(name)
        if handler is not None:
            handler(operands)

    def picture(self, image: Any) -> None:
        """Judge a picture inside the contents."""
        about = image.obj
        judge_filters(about.get("/Filter", about.get("/F")))
        demand(not about.get("/Interpolate", about.get("/I", False)), Hindrance.PICTURE)
        space = about.get("/ColorSpace", about.get("/CS"))
        if space is not None:
            judge_colours(self._space(space))

    def _keep(self, _: list[Any]) -> None:
        self._kept.append(self._font)
        demand(len(self._kept) <= self._room, Hindrance.CONTENT)

    def _back(self, _: list[Any]) -> None:
        demand(self._kept, Hindrance.CONTENT)
        self._font = self._kept.pop()

    def _choose(self, operands: list[Any]) -> None:
        self._font = self._fonts[str(operands[0])]

    def _show(self, operands: list[Any]) -> None:
        demand(self._font is not None, Hindrance.FONT)
        assert self._font is not None
        self._font.judge(bytes(operands[-1]))

    def _show_pieces(self, operands: list[Any]) -> None:
        for piece in operands[0]:
            if isinstance(piece, String):
                self._show([piece])

    def _colours(self, operands: list[Any]) -> None:
        judge_colours(self._space(operands[0]))

    def _space(self, named: Any) -> Any:
        spaces = self._resources.get("/ColorSpace", Dictionary())
        return spaces[str(named)] if isinstance(named, Name) and str(named) in spaces else named

    def _intent(self, operands: list[Any]) -> None:
        demand(str(operands[0]) in INTENTS, Hindrance.COLOUR)

    def _named(self, kind: str) -> Callable[[list[Any]], None]:
        known = self._resources.get(kind, Dictionary())

        def judge_name(operands: list[Any]) -> None:
            demand(str(operands[0]) in known, Hindrance.CONTENT)

        return judge_name


def _judge_size(operand: Any) -> None:
    """Judge a value by the limits of PDF 1.4."""
    if isinstance(operand, int):
        demand(abs(operand) <= LARGEST_INTEGER, Hindrance.CONTENT)
    elif isinstance(operand, Decimal):
        demand(abs(operand) <= LARGEST_REAL, Hindrance.CONTENT)
    elif isinstance(operand, String):
        demand(len(bytes(operand)) <= LONGEST_STRING, Hindrance.CONTENT)
    elif isinstance(operand, Name):
        demand(len(str(operand).encode()) <= LONGEST_NAME, Hindrance.CONTENT)
    elif isinstance(operand, Array):
        demand(len(operand) <= LONGEST_ARRAY, Hindrance.CONTENT)
