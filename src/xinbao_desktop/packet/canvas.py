"""Put laid-out pages on a ReportLab canvas: the only place that knows its drawing calls.

Everything is opaque grey, and only the bundled fonts are used, so that the pages can be
archived (PDF/A-1b).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from xinbao_desktop.packet.fonts import BASE_FONT, TICKED, typeface
from xinbao_desktop.packet.sheet import Box, Drawn, Glyphs, Rule
from xinbao_desktop.packet.tags import sequences
from xinbao_desktop.packet.typeset import tightened

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.textobject import PDFTextObject

    from xinbao_desktop.packet.fonts import Typeface
    from xinbao_desktop.packet.sheet import Mark
    from xinbao_desktop.packet.tags import Run


TICK = "√"
FILLED, UNSEEN = 0, 3  # text render modes
NO_WIDTH = 1  # per cent
NUMBERS = "/Artifact <</Type /Pagination>>"  # page numbers, repeated heads
LINES = "/Artifact <</Type /Layout>>"


class PageCanvas:
    """A PDF file under way."""

    def __init__(self, path: Path) -> None:
        typeface()
        self._canvas = Canvas(
            str(path),
            pageCompression=0,  # qpdf compresses what it saves; until then it is only in the way
            invariant=1,
            pdfVersion=(1, 4),
            initialFontName=BASE_FONT,
        )

    def draw(self, page: Drawn) -> None:
        """Draw one page and go on to the next."""
        sheet = page.geometry
        self._canvas.setPageSize((sheet.width, sheet.height))
        for run in sequences(page.marks):
            begin = _beginning(run)
            if begin:
                self._canvas.addLiteral(f"{begin} BDC")
                for mark in run.marks:
                    self._mark(mark, sheet.height)
                self._canvas.addLiteral("EMC")
        self._canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def _mark(self, mark: Mark, height: float) -> None:
        if isinstance(mark, Glyphs):
            self._glyphs(mark, height)
        elif isinstance(mark, Rule):
            self._rule(mark, height)
        elif isinstance(mark, Box):
            self._box(mark, height)

    def _glyphs(self, mark: Glyphs, height: float) -> None:
        """Draw words; √ is drawn by hand, for the fonts only have the sign of the root.

        The sign itself stands there unseen, so that whoever copies the words gets it.
        """
        face = typeface(bold=mark.bold, serif=mark.serif)
        pen = self._canvas.beginText(mark.x, height - mark.y)
        pen.setFillGray(mark.shade)
        if mark.spacing:
            pen.setCharSpace(mark.spacing)
        for part in re.split(f"([{TICK}{TICKED}])", mark.words):
            pen.setTextRenderMode(UNSEEN if part == TICK else FILLED)
            for words, tight in tightened(part):
                _set(pen, face, words[:-1] if tight else words, mark.size)
                if tight:
                    pen.setCharSpace(mark.spacing - mark.size / 2)
                    _set(pen, face, words[-1], mark.size)
                    pen.setCharSpace(mark.spacing)
            if part == TICKED:  # beside its box, where it takes no room
                pen.setTextRenderMode(UNSEEN)
                pen.setHorizScale(NO_WIDTH)
                pen.textOut(TICK)
                pen.setHorizScale(100)
        pen.setTextRenderMode(FILLED)
        if mark.spacing:
            pen.setCharSpace(0)
        self._canvas.drawText(pen)
        for position, char in enumerate(mark.words):
            if char in (TICK, TICKED):
                x = mark.x + face.width(mark.words[:position], mark.size)
                x += mark.spacing * position
                wide = face.width(char, mark.size)
                self._tick(x + (wide - mark.size) / 2, height - mark.y, mark)

    def _tick(self, x: float, y: float, mark: Glyphs) -> None:
        canvas, size = self._canvas, mark.size
        canvas.setStrokeGray(mark.shade)
        canvas.setLineWidth(size * 0.11)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        path.moveTo(x + size * 0.24, y + size * 0.36)
        path.lineTo(x + size * 0.43, y + size * 0.14)
        path.lineTo(x + size * 0.80, y + size * 0.66)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setLineCap(0)
        canvas.setLineJoin(0)

    def _rule(self, mark: Rule, height: float) -> None:
        self._canvas.setStrokeGray(mark.shade)
        self._canvas.setLineWidth(mark.width)
        self._canvas.line(mark.x0, height - mark.y0, mark.x1, height - mark.y1)

    def _box(self, mark: Box, height: float) -> None:
        canvas = self._canvas
        y = height - mark.y - mark.height
        if mark.fill is not None:
            canvas.setFillGray(mark.fill)
        canvas.setStrokeGray(mark.shade)
        canvas.setLineWidth(mark.line)
        if mark.dashed:
            canvas.setDash(3, 3)
        canvas.rect(
            mark.x, y, mark.width, mark.height,
            stroke=int(mark.line > 0), fill=int(mark.fill is not None),
        )  # fmt: skip
        if mark.dashed:
            canvas.setDash()


def _set(pen: PDFTextObject, face: Typeface, words: str, size: float) -> None:
    for run in face.runs(words):
        pen.setFont(run.font, size)
        pen.textOut(run.words)


def _beginning(run: Run) -> str:
    """Return what says what follows is; empty where nothing is painted."""
    if run.tag is not None:
        return "" if run.number is None else f"/{run.tag.role} <</MCID {run.number}>>"
    return NUMBERS if any(isinstance(mark, Glyphs) for mark in run.marks) else LINES
