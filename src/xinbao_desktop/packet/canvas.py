"""Put laid-out pages on a ReportLab canvas: the only place that knows its drawing calls.

Everything is opaque grey, and only the bundled fonts are used, so that the pages can be
archived (PDF/A-1b).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from xinbao_desktop.packet.fonts import BASE_FONT, TICKED, typeface
from xinbao_desktop.packet.sheet import Box, Drawn, Glyphs, Rule

if TYPE_CHECKING:
    from pathlib import Path


class PageCanvas:
    """A PDF file under way."""

    def __init__(self, path: Path) -> None:
        typeface(), typeface(bold=True)
        self._canvas = Canvas(
            str(path),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 4),
            initialFontName=BASE_FONT,
        )

    def draw(self, page: Drawn) -> None:
        """Draw one page and go on to the next."""
        sheet = page.geometry
        self._canvas.setPageSize((sheet.width, sheet.height))
        for mark in page.marks:
            if isinstance(mark, Glyphs):
                self._glyphs(mark, sheet.height)
            elif isinstance(mark, Rule):
                self._rule(mark, sheet.height)
            elif isinstance(mark, Box):
                self._box(mark, sheet.height)
        self._canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def _glyphs(self, mark: Glyphs, height: float) -> None:
        face = typeface(bold=mark.bold)
        pen = self._canvas.beginText(mark.x, height - mark.y)
        pen.setFillGray(mark.shade)
        if mark.spacing:
            pen.setCharSpace(mark.spacing)
        ticks = [n for n, char in enumerate(mark.words) if char == TICKED]
        for run in face.runs(mark.words):
            pen.setFont(run.font, mark.size)
            pen.textOut(run.words)
        if mark.spacing:
            pen.setCharSpace(0)
        self._canvas.drawText(pen)
        for position in ticks:
            x = mark.x + face.width(mark.words[:position], mark.size) + mark.spacing * position
            self._tick(x, height - mark.y, mark)

    def _tick(self, x: float, y: float, mark: Glyphs) -> None:
        self._canvas.setFont(BASE_FONT, mark.size)
        self._canvas.setFillGray(mark.shade)
        self._canvas.drawString(x, y, "√")

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
