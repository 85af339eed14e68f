"""What is drawn on a sample page, in millimetres from its upper left corner.

Independent of how it is made visible: ``raster`` makes pictures of it, ``vector`` text PDFs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from xinbao_desktop.papers.typeface import regular
from xinbao_desktop.papers.typesetting import wrapped

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

PT_MM = 25.4 / 72
Colour = tuple[int, int, int]
BLACK: Colour = (22, 22, 26)
GREY: Colour = (120, 120, 124)
SEAL_RED: Colour = (206, 32, 38)
PEN_BLUE: Colour = (24, 40, 120)
Side = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; ``y`` is its baseline, ``angle`` turns it counter-clockwise."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    side: Side = "left"
    colour: Colour = BLACK
    angle: float = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; filled where ``fill`` says so."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.2
    colour: Colour = BLACK
    fill: bool = False


Mark = Words | Stroke


@dataclass(slots=True)
class Drawing:
    """One page; ``stamps`` lie over it in seal or pen ink."""

    landscape: bool = False
    marks: list[Mark] = field(default_factory=list)
    stamps: list[Mark] = field(default_factory=list)

    @property
    def width(self) -> float:
        """In millimetres."""
        return 297 if self.landscape else 210

    @property
    def height(self) -> float:
        """In millimetres."""
        return 210 if self.landscape else 297

    def words(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        *,
        bold: bool = False,
        side: Side = "left",
        colour: Colour = BLACK,
    ) -> None:
        """Write a line."""
        if text:
            self.marks.append(Words(x, y, text, size, bold, side, colour))

    def paragraph(self, x: float, y: float, width: float, text: str, size: float = 10) -> float:
        """Write text in lines of a width; returns the next free baseline."""
        for line in wrapped(text, regular(), size, width / PT_MM):
            self.words(x, y, line, size)
            y += size * PT_MM * 1.45
        return y

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.2) -> None:
        """Draw a rule."""
        self.marks.append(Stroke(((x1, y1), (x2, y2)), width))

    def box(self, x: float, y: float, width: float, height: float, line: float = 0.2) -> None:
        """Draw a frame."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        self.marks.append(Stroke(corners, line))

    def labelled(
        self, frame: tuple[float, float, float, float], label: str, value: str, size: float = 9
    ) -> None:
        """Draw a box (x, y, width, height) of a form with its small label and its value.

        The value is made smaller if it must be.
        """
        x, y, width, height = frame
        self.box(x, y, width, height)
        self.words(x + 1, y + 3, label, 6.5, colour=GREY)
        while size > 5:
            lines = len(list(wrapped(value, regular(), size, (width - 3) / PT_MM)))
            if 3.8 + lines * size * PT_MM * 1.45 <= height:
                break
            size -= 0.5
        self.paragraph(x + 1.5, y + 3.4 + size * PT_MM * 1.3, width - 3, value, size)

    def table(
        self,
        x: float,
        y: float,
        columns: Sequence[tuple[str, float, Side]],
        rows: Sequence[Sequence[str]],
        *,
        size: float = 8.5,
        least_rows: int = 0,
    ) -> float:
        """Draw a table; returns where it ends."""
        leading = size * PT_MM * 1.4
        total = sum(width for _, width, _ in columns)
        top = y
        heads = [
            list(wrapped(head, regular(), size, (width - 2) / PT_MM)) for head, width, _ in columns
        ]
        y = self._row(x, y, columns, heads, size, bold=True)
        self.line(x, y, x + total, y)
        for row in rows:
            cells = [
                list(wrapped(cell, regular(), size, (width - 2) / PT_MM))
                for cell, (_, width, _) in zip(row, columns, strict=False)
            ]
            y = self._row(x, y, columns, cells, size)
            self.line(x, y, x + total, y, 0.1)
        y += max(0, least_rows - len(rows)) * leading * 1.3
        self.box(x, top, total, y - top)
        edge = x
        for _, width, _ in columns[:-1]:
            edge += width
            self.line(edge, top, edge, y, 0.1)
        return y

    def _row(
        self, x: float, y: float, columns: Sequence[tuple[str, float, Side]],
        cells: Sequence[Sequence[str]], size: float, *, bold: bool = False,
    ) -> float:  # fmt: skip
        leading = size * PT_MM * 1.4
        high = max((len(cell) for cell in cells), default=1) * leading + 1.6
        for (_, width, side), cell in zip(columns, cells, strict=False):
            at = {"left": x + 1, "middle": x + width / 2, "right": x + width - 1}[side]
            for number, line in enumerate(cell):
                self.words(at, y + leading * (number + 0.95), line, size, bold=bold, side=side)
            x += width
        return y + high

    def round_seal(
        self, x: float, y: float, owner: str, kind: str = "", radius: float = 20
    ) -> None:
        """Press a round company seal (公章): ring, star, the owner's name along the ring."""
        if not owner:
            return
        self.stamps += [_circle(x, y, radius, 1.1), _star(x, y, radius * 0.32)]
        size = min(15.0, radius * 2 * math.pi * 0.72 / max(len(owner), 8) / PT_MM * 0.86)
        spread = math.radians(min(250, 26 * max(1, len(owner) - 1)))
        inner = radius - size * PT_MM * 1.25
        for number, character in enumerate(owner):
            share = number / max(1, len(owner) - 1) - 0.5
            angle = math.pi / 2 - spread * share
            self.stamps.append(
                Words(
                    x + inner * math.cos(angle),
                    y - inner * math.sin(angle),
                    character,
                    size,
                    bold=True,
                    side="middle",
                    colour=SEAL_RED,
                    angle=math.degrees(angle) - 90,
                )
            )
        if kind:
            self.stamps.append(
                Words(
                    x,
                    y + radius * 0.66,
                    kind,
                    radius * 0.42,
                    bold=True,
                    side="middle",
                    colour=SEAL_RED,
                )
            )

    def signature(self, x: float, y: float, random_: random.Random, width: float = 32) -> None:
        """Scribble a signature that is nobody's."""
        points: list[tuple[float, float]] = []
        turns = random_.randint(4, 6)
        slant, height = random_.uniform(-0.12, 0.02), random_.uniform(4.5, 7)
        phase = random_.uniform(0, math.tau)
        for step in range(150):
            t = step / 149
            swing = math.sin(t * turns * math.tau + phase) * (1 - 0.65 * t)
            bow = math.sin(t * (turns * 2.37) * math.tau) * 0.35
            across = t + 0.055 * math.cos(t * turns * math.tau + phase)
            points.append(
                (x + width * across, y + height * (swing + bow) * 0.5 + slant * width * t)
            )
        self.stamps.append(Stroke(tuple(points), random_.uniform(0.35, 0.55), PEN_BLUE))

    def bars(self, x: float, y: float, width: float, digits: str, height: float = 9) -> None:
        """Draw a bar code's look (interleaved, two widths a digit)."""
        pattern = [1 + (int(digit) * (n + 3) % 3) for n, digit in enumerate(digits * 2)]
        unit = width / (sum(pattern) + len(pattern) * 1.2)
        for bar in pattern:
            corners = ((x, y), (x + bar * unit, y), (x + bar * unit, y + height), (x, y + height))
            self.marks.append(Stroke(corners, 0, BLACK, fill=True))
            x += (bar + 1.2) * unit


def _circle(x: float, y: float, radius: float, width: float) -> Stroke:
    points = tuple(
        (x + radius * math.cos(math.radians(a)), y + radius * math.sin(math.radians(a)))
        for a in range(0, 363, 3)
    )
    return Stroke(points, width, SEAL_RED)


def _star(x: float, y: float, radius: float) -> Stroke:
    points = tuple(
        (
            x + radius * (1 if n % 2 == 0 else 0.382) * math.sin(math.radians(36 * n)),
            y - radius * (1 if n % 2 == 0 else 0.382) * math.cos(math.radians(36 * n)),
        )
        for n in range(10)
    )
    return Stroke(points, 0, SEAL_RED, fill=True)
